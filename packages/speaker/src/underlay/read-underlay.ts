import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { type FamilyName, familyNames } from '@bgpeer/bgp-wire';
import type { UnderlayRoute } from '@bgpeer/router';
import { connectedRoutes } from './connected-routes.ts';
import { underlayRouteOfLine } from './route-line.ts';

/** Routes of the machine that are not ours, by their protocol and prefix; of several for both, the one with the least metric. */
export type UnderlayByKey = ReadonlyMap<string, UnderlayRoute>;

/** Reads the main tables and the addresses of this machine. Rejects when `ip` cannot be run. */
export async function readUnderlay(): Promise<UnderlayByKey> {
  const { stdout } = await promisify(execFile)('ip', ['-json', 'address'], { maxBuffer: 2 ** 28 });
  const found = new Map<string, UnderlayRoute>();
  for (const route of connectedRoutes(stdout)) take(found, route);
  for (const family of familyNames) await readTable(family, (route) => take(found, route));
  return found;
}

/** Line by line: most of a long table is our own. */
async function readTable(family: FamilyName, take: (route: UnderlayRoute) => void): Promise<void> {
  const familyOption = family === 'ipv4-unicast' ? '-4' : '-6';
  const words = [familyOption, '-N', '-oneline', 'route', 'show', 'table', 'main'];
  const child = spawn('ip', words, { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`ip route ended with ${code}`)),
    );
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const route = underlayRouteOfLine(line, family);
    if (route !== undefined) take(route);
  }
  await ended;
}

function take(found: Map<string, UnderlayRoute>, route: UnderlayRoute): void {
  const key = `${route.protocol} ${route.prefix}`;
  const known = found.get(key);
  if (known === undefined || route.metric < known.metric) found.set(key, route);
  // IPv6 tells routes that share a load one by one where they were entered so.
  else if (route.metric === known.metric && known.nextHops.length > 0)
    found.set(key, { ...known, nextHops: [...known.nextHops, ...route.nextHops] });
}
