import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Speaker } from '@bgpeer/speaker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../src/command-line.ts';
import { CapturedSurroundings } from './captured-surroundings.ts';

const folder = mkdtempSync(join(tmpdir(), 'bgpeer-explain-'));
const socket = join(folder, 'router.sock');
const timeoutMs = 10_000;
const [near, far] = ['127.0.0.41', '127.0.0.42'];
const service = '172.20.0.0/24';

async function explain(...words: string[]) {
  const surroundings = new CapturedSurroundings();
  const exitCode = await runCommandLine(['explain', ...words, '--socket', socket], surroundings);
  return { exitCode, output: surroundings.output.text, errors: surroundings.errors.text };
}

describe('bgpeer explain, with two nodes of different ASes that advertise one prefix', () => {
  const router = new Speaker({
    configuration: {
      asNumber: 65000,
      routerId: '192.0.2.1',
      ebgpRequiresPolicy: false,
      networks: ['10.10.1.0/24'],
      bestpath: { compareRouterId: true },
      peerGroups: { NODES: { remoteAs: 'external' } },
      listenRanges: [{ prefix: '127.0.0.0/8', peerGroup: 'NODES' }],
    },
    listen: [{ address: '127.0.0.1', port: 0 }],
    controlSocketPath: socket,
  });
  const nodes: Speaker[] = [];

  beforeAll(async () => {
    await router.start();
    for (const [place, localAddress] of [near, far].entries()) {
      const node = new Speaker({
        configuration: {
          asNumber: 65001 + place,
          routerId: `192.0.2.${place + 41}`,
          ebgpRequiresPolicy: false,
          networks: [service],
          peers: [{ address: '127.0.0.1', port: router.listening[0].port, localAddress, remoteAs: 65000 }],
        },
        listen: [],
        controlSocketPath: false,
      });
      nodes.push(node);
      await node.start();
    }
    await router.waitUntil(() => router.router.prefix('ipv4-unicast', service)?.routes.length === 2, {
      timeoutMs,
      what: 'both routes',
    });
    await router.waitForRoute(service, { nextHops: [near], timeoutMs });
  });

  afterAll(async () => {
    for (const node of nodes) await node.stop();
    await router.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('best: every route, and every step', async () => {
    const { exitCode, output, errors } = await explain('best', service);
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
    const lines = output.split('\n');
    expect(lines.slice(0, 5)).toEqual([
      `${service}: the best of 2 routes is #1 from ${near} (Router ID)`,
      '',
      `  #1 from ${near} (AS 65001), next hop ${near}, AS_PATH 65001: best route`,
      `  #2 from ${far} (AS 65002), next hop ${far}, AS_PATH 65002: lost at BGP Identifier to #1 from ${near}: BGP Identifier 192.0.2.42, the other has BGP Identifier 192.0.2.41; shares no load: it comes from AS 65002, the best route from AS 65001, and multipath-relax is off`,
      '',
    ]);
    expect(lines[5]).toBe('Step by step:');
    expect(output).toMatch(/^ {2}AS_PATH length {2,}AS_PATH length 1 for all$/m);
    expect(output).toMatch(/^ {2}oldest external route {2,}not asked$/m);
    expect(output).toMatch(
      /^ {2}BGP Identifier {2,}#1 BGP Identifier 192\.0\.2\.41, #2 BGP Identifier 192\.0\.2\.42: #2 goes because of #1$/m,
    );
  });

  it('ecmp: why a route shares no load, and that it would with multipath-relax', async () => {
    expect((await explain('ecmp', service)).output.split('\n')).toEqual([
      `${service}: 1 of 2 routes carries the load (maximum-paths 256)`,
      '',
      `  #1 from ${near} (AS 65001), next hop ${near}, AS_PATH 65001: shares the load with weight 1`,
      `  #2 from ${far} (AS 65002), next hop ${far}, AS_PATH 65002: shares no load: it comes from AS 65002, the best route from AS 65001, and multipath-relax is off`,
      '',
    ]);
    const relaxed = await explain('ecmp', service, '--if', 'bgp bestpath as-path multipath-relax');
    expect(relaxed.output.split('\n')).toEqual([
      'If there were `bgp bestpath as-path multipath-relax`:',
      `${service}: 2 of 2 routes share the load (maximum-paths 256)`,
      '',
      expect.stringMatching(/^ {2}#1 .*: shares the load with weight 1$/),
      expect.stringMatching(/^ {2}#2 .*: shares the load with weight 1$/),
      '',
      'Now the load is on #1.',
      '',
    ]);
    const narrow = ['--if', 'bgp bestpath as-path multipath-relax', '--if', 'maximum-paths 1'];
    expect((await explain('ecmp', service, ...narrow)).output).toContain(
      'the equal-cost set is full (maximum-paths 1)',
    );
    expect(router.router.selectedRouteFor('ipv4-unicast', service)!.nextHops).toEqual([near]);
  });

  it('finds the longest prefix of an address, and gives JSON', async () => {
    const { output } = await explain('best', '172.20.0.7', '--json');
    expect(JSON.parse(output)).toMatchObject({
      prefix: service,
      selectionReason: 'Router ID',
      routes: [{ peer: near, bestNow: true }, { peer: far }],
    });
  });

  it('missing: who has not advertised it, or why a peer was not sent it', async () => {
    const { exitCode, output } = await explain('missing', '10.10.0.0/16');
    expect(exitCode).toBe(0);
    expect(output).toContain('10.10.0.0/16: nobody advertises it to us, nor do we ourselves\n');
    expect(output).toContain(`  ${near}: it is up and has not advertised it\n`);
    const json = JSON.parse((await explain('missing', '10.10.0.0/16', '--json')).output);
    expect(json).toMatchObject({ reason: 'never-learned', peers: [{ address: near }, { address: far }] });
    const toNear = await explain('missing', '10.10.0.0/16', '--to', near);
    expect(toNear).toMatchObject({
      exitCode: 0,
      output: `10.10.0.0/16 to ${near}: we have no route for it\n`,
    });
  });

  it('ends with 1 when there is nothing to explain', async () => {
    const nothing = await explain('best', '10.99.0.0/16');
    expect(nothing).toMatchObject({ exitCode: 1, output: '' });
    expect(nothing.errors).toContain('there is no route for 10.99.0.0/16');
    expect(nothing.errors).toContain('bgpeer explain missing 10.99.0.0/16');
    expect(await explain('missing', service)).toMatchObject({ exitCode: 1 });
    await router.waitUntil(
      () => router.router.explainAdvertisement(near, 'ipv4-unicast', '10.10.1.0/24')?.advertised,
      { timeoutMs, what: 'the node has our network' },
    );
    expect(await explain('missing', '10.10.1.0/24', '--to', near)).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining('it was sent to the peer'),
    });
  });

  it.each([
    [['best', 'nonsense'], 'nonsense is neither a prefix nor an address'],
    [['best', service, '--if', 'maximum-paths 999'], '999 cannot stand here'],
    [['ecmp', service, '--if', 'neighbor 192.0.2.2 shutdown'], 'not a statement about the decision process'],
    [['missing', service, '--if', 'maximum-paths 8'], '--if does not go with missing'],
    [['best', service, '--to', near], '--to does not go with best'],
    [['worst', service], 'question'],
  ])('%j is refused', async (words, complaint) => {
    const { errors, exitCode, output } = await explain(...words);
    expect({ exitCode, output }).toEqual({ exitCode: 2, output: '' });
    expect(errors).toContain(complaint);
  });
});
