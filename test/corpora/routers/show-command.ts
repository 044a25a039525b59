import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FamilyName } from '@bgpeer/bgp-wire';
import type { VirtualRouter } from '@bgpeer/testkit';
import { runCommandLine, type Surroundings, type TextOutput } from 'bgpeer';

/** What `bgpeer show` prints as JSON about a router in virtual time, asked for in FRR's words; text where it is no JSON. */
export async function showJson(router: VirtualRouter, now: number, command: string): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'bgpeer-show-'));
  const socket = join(folder, 'socket');
  const server = createServer((request, response) => {
    const answer = answerTo(router, now, new URL(request.url!, 'http://localhost'));
    response.end(JSON.stringify(answer));
  }).listen(socket);
  try {
    await once(server, 'listening');
    const printed: string[] = [];
    const words = command.replace(/ json$/, '').split(' ');
    await runCommandLine([...words, '--json', '--socket', socket], surroundingsInto(printed));
    const text = printed.join('');
    return text.startsWith('{') ? JSON.parse(text) : text;
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
}

/** The calls of the control API that `show` makes. */
function answerTo({ router }: VirtualRouter, now: number, { pathname, searchParams }: URL): object {
  const [, , topic, name, subject, last] = pathname.split('/').map(decodeURIComponent);
  const base = { now, summary: router.summary() };
  switch (subject === undefined ? topic : `${topic}/${subject}`) {
    case 'summary':
      return { ...base, peers: router.peers() };
    case 'peers':
      return { now, peers: name === undefined ? router.peers() : [router.peer(name)] };
    case 'next-hops':
      return { now, nextHops: router.nextHops() };
    case 'routes': {
      const prefix = searchParams.get('prefix');
      const found = prefix === null ? undefined : router.prefix(name as FamilyName, prefix);
      if (prefix !== null) return { ...base, prefixes: found === undefined ? [] : [found] };
      return { ...base, prefixes: [...router.prefixes(name as FamilyName)] };
    }
    case 'peers/advertised-routes':
      return { ...base, routes: [...router.advertisedRoutes(name, last as FamilyName)] };
    case 'peers/received-routes':
      return { ...base, routes: [...router.receivedRoutes(name, last as FamilyName)] };
    default:
      throw new Error(`show asks for ${pathname}`);
  }
}

function surroundingsInto(printed: string[]): Surroundings {
  const output: TextOutput = {
    isTerminal: false,
    write: (text) => void printed.push(`${text}`),
    drained: () => Promise.resolve(),
  };
  return {
    output,
    errors: output,
    environment: {},
    readInput: () => Promise.resolve(''),
    inputChunks: async function* () {},
    interruption: () => new AbortController().signal,
    onHangUp: () => {},
  };
}
