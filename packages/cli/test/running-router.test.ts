import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Router } from '@bgpeer/router';
import { Speaker } from '@bgpeer/speaker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../src/command-line.ts';
import { CapturedSurroundings } from './captured-surroundings.ts';

const folder = mkdtempSync(join(tmpdir(), 'bgpeer-cli-'));
const socket = join(folder, 'router.sock');
const timeoutMs = 10_000;
const nodeAddress = '127.0.0.31';

async function run(...words: string[]) {
  const surroundings = new CapturedSurroundings();
  const exitCode = await runCommandLine([...words, '--socket', socket], surroundings);
  return { exitCode, output: surroundings.output.text, errors: surroundings.errors.text };
}

async function runJson(...words: string[]) {
  return JSON.parse((await run(...words)).output);
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the commands against a running router', () => {
  const router = new Speaker({
    configuration: {
      asNumber: 65000,
      routerId: '192.0.2.1',
      ebgpRequiresPolicy: false,
      networks: ['10.10.1.0/24'],
      peerGroups: { NODES: { remoteAs: 'external' } },
      listenRanges: [{ prefix: '127.0.0.0/8', peerGroup: 'NODES' }],
    },
    configurationSource: 'a test',
    listen: [{ address: '127.0.0.1', port: 0 }],
    controlSocketPath: socket,
  });
  let node: Speaker;

  beforeAll(async () => {
    await router.start();
    node = new Speaker({
      configuration: {
        asNumber: 65001,
        routerId: '192.0.2.31',
        ebgpRequiresPolicy: false,
        networks: ['172.20.0.0/24'],
        peers: [
          {
            address: '127.0.0.1',
            port: router.listening[0].port,
            localAddress: nodeAddress,
            remoteAs: 65000,
          },
        ],
      },
      listen: [],
      controlSocketPath: false,
      // A name that no configuration takes, but that anybody may send.
      createRouter: (configuration, options) =>
        new Router({ ...configuration, hostName: 'node\u0007\u001b[31m' }, options),
    });
    await node.start();
    await router.waitForRoute('172.20.0.0/24', { nextHops: [nodeAddress], timeoutMs });
    await node.waitForRoute('10.10.1.0/24', { nextHops: 1, timeoutMs });
  });

  afterAll(async () => {
    await node.stop();
    await router.stop();
  });

  it('shows what it knows, as text and as JSON', async () => {
    const summary = await run('show', 'bgp', 'summary');
    expect(summary).toMatchObject({ exitCode: 0, errors: '' });
    expect(summary.output).toContain(`*${nodeAddress}`);
    expect(summary.output).toContain('1 dynamic neighbor(s), limit 100');
    const json = await runJson('show', 'bgp', 'summary', 'json');
    expect(json.ipv4Unicast.peers[nodeAddress]).toMatchObject({ state: 'Established', remoteAs: 65001 });
    const table = await runJson('show', 'ip', 'bgp', '--json');
    expect(Object.keys(table.routes)).toEqual(['10.10.1.0/24', '172.20.0.0/24']);
    const routes = await runJson('sh ip route bgp json');
    expect(routes['172.20.0.0/24'][0].nexthops[0]).toMatchObject({ ip: nodeAddress, active: true });
    const advertised = await runJson('show', 'bgp', 'nei', nodeAddress, 'adv', 'json');
    expect(advertised.advertisedRoutes['10.10.1.0/24']).toMatchObject({ nextHop: '0.0.0.0', path: '' });
    expect((await run('show', 'bgp', 'nei', nodeAddress, 'routes')).output).toContain('*> 172.20.0.0/24');
    expect((await run('show', 'running-config')).output).toContain('router bgp 65000');
    expect((await run('show', 'version')).output).toContain('Configuration from a test');
  });

  it('says why a route is not chosen', async () => {
    node.addNetwork('10.10.1.0/24');
    await router.waitUntil(
      () =>
        router.router
          .prefix('ipv4-unicast', '10.10.1.0/24')
          ?.routes.some(({ explanation }) => explanation.outcome === 'removed'),
      { timeoutMs, what: 'a route to 10.10.1.0/24 from the node' },
    );
    expect((await run('show', 'ip', 'bgp', '10.10.1.0/24')).output).toContain('      Not best: ');
    const { paths } = await runJson('show', 'ip', 'bgp', '10.10.1.0/24', 'json');
    expect(paths.map((path: { explanation?: string }) => path.explanation)).toEqual([
      expect.stringContaining('weight'),
      undefined,
    ]);
  });

  it("keeps the peer's control characters off the terminal", async () => {
    const { output } = await run('show', 'bgp', 'neighbors', nodeAddress);
    expect(output).toContain('Hostname: node');
    expect(output).not.toContain('\u0007');
    expect(output).not.toContain('\u001b');
  });

  it('adds and deletes networks, and monitor tells of it', async () => {
    const monitor = new CapturedSurroundings();
    const end = runCommandLine(['monitor', '--socket', socket], monitor);
    // Until the monitor has begun to follow, what happens is not told.
    do {
      expect((await run('network', 'add', '10.10.2.0/24')).exitCode).toBe(0);
      await node.waitForRoute('10.10.2.0/24', { nextHops: 1, timeoutMs });
      expect((await run('network', 'del', '10.10.2.0/24')).exitCode).toBe(0);
      await node.waitForRoute('10.10.2.0/24', { absent: true, timeoutMs });
    } while (!monitor.output.text.includes('10.10.2.0/24 is our own'));
    await monitor.output.until('10.10.2.0/24 is gone');
    monitor.interrupt();
    expect(await end).toBe(0);
  });

  it('refuses what cannot be, with the way out', async () => {
    const unknown = await run('shutdown', '192.0.2.99');
    expect(unknown).toMatchObject({ exitCode: 1, output: '' });
    expect(unknown.errors).toContain(nodeAddress);
    expect((await run('network', 'add', 'foo')).exitCode).toBe(1);
    expect((await run('show', 'bgp', 'neighbors', '192.0.2.99')).output).toContain('% No such neighbor');
  });

  it('renews routes and resets sessions', async () => {
    expect((await run('clear', 'bgp', nodeAddress, 'soft')).output.split('\n')).toHaveLength(3);
    const dropped = router.router.peer(nodeAddress)!.connectionsDropped;
    expect((await run('clear', 'bgp', '*')).exitCode).toBe(0);
    await node.waitUntil(() => node.router.peers()[0].lastReset?.text.includes('Administrative Reset'), {
      timeoutMs,
      what: 'the reset',
    });
    expect(dropped).toBe(0);
  });

  it('shuts a peer down with the words given', async () => {
    await router.waitForPeer(nodeAddress, { timeoutMs });
    expect((await run('shutdown', nodeAddress, '-m', 'back soon')).exitCode).toBe(0);
    await node.waitUntil(() => node.router.peers()[0].lastReset?.text.includes('back soon'), {
      timeoutMs,
      what: 'the words of the shutdown',
    });
  });
});

describe('bgpeer tor', () => {
  const flags =
    '--asn 65000 --router-id 192.0.2.1 --accept 127.0.0.0/8 --remote-as external --log-level silent';

  function startTor(...words: string[]) {
    const surroundings = new CapturedSurroundings();
    const ownSocket = join(folder, 'tor.sock');
    const asked = ['tor', ...flags.split(' '), ...words, '--socket', ownSocket];
    return { surroundings, ownSocket, end: runCommandLine(asked, surroundings) };
  }

  it('announces itself, answers, and ends when told to', async () => {
    const { surroundings, ownSocket, end } = startTor('--listen', '127.0.0.1', '--port', '0');
    await surroundings.errors.until('Ctrl-C ends it');
    const { text } = surroundings.errors;
    expect(text).toContain('bgpeer: AS 65000, BGP Identifier 192.0.2.1, from command line');
    expect(text).toMatch(/listening on 127\.0\.0\.1 port \d+/);
    expect(text).toContain('anybody from 127.0.0.0/8');
    expect(surroundings.output.text).toBe('');
    const stopping = new CapturedSurroundings();
    expect(await runCommandLine(['stop', '--socket', ownSocket], stopping)).toBe(0);
    expect(await end).toBe(0);
    expect(surroundings.errors.text).toContain('Cease / Administrative Shutdown');
    expect(await runCommandLine(['show', 'version', '--socket', ownSocket], stopping)).toBe(1);
  });

  it('ends cleanly on a signal', async () => {
    const { surroundings, end } = startTor('--listen', '127.0.0.1', '--port', '0');
    await surroundings.errors.until('Ctrl-C ends it');
    surroundings.interrupt();
    expect(await end).toBe(0);
  });

  it('says where it could not listen, and the way out', async () => {
    const { surroundings, end } = startTor('--listen', '192.0.2.77', '--port', '1790');
    expect(await end).toBe(1);
    expect(surroundings.errors.text).toContain('192.0.2.77');
    expect(surroundings.errors.text).toContain('what to do: ');
  });
});
