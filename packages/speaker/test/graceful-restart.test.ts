import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RouterEvent } from '@bgpeer/router';
import { afterEach, describe, expect, test } from 'vitest';
import { ControlClient, RefusedCommand, Speaker, type SpeakerOptions } from '../src/index.ts';
import { stateFileBeside } from '../src/restart/restart-state-file.ts';

const started: Speaker[] = [];

afterEach(async () => {
  for (const speaker of started.splice(0).reverse()) await speaker.stop();
});

const timeoutMs = 15_000;
const stateFilePath = join(mkdtempSync(join(tmpdir(), 'bgpeer-restart-')), 'restart.json');
const [torAddress, nodeAddress] = ['127.0.0.1', '127.0.0.31'];
const [torNetwork, nodeNetwork] = ['10.31.0.0/16', '172.31.0.0/16'];

function torOptions(gracefulRestart: object, port: number): SpeakerOptions {
  return {
    configuration: {
      asNumber: 65_000,
      routerId: '192.0.2.200',
      ebgpRequiresPolicy: false,
      networks: [torNetwork],
      gracefulRestart,
      peers: [{ address: nodeAddress, remoteAs: 'external', passive: true }],
    },
    listen: [{ address: torAddress, port }],
    controlSocketPath: false,
    stateFilePath,
    seed: 1,
  };
}

const restarter = { mode: 'restarter', restartTimeSeconds: 30, preserveForwardingState: true };

async function run(options: SpeakerOptions): Promise<{ speaker: Speaker; events: RouterEvent[] }> {
  const speaker = new Speaker(options);
  const events: RouterEvent[] = [];
  speaker.subscribe((event) => {
    if (event.kind === 'router') events.push(event.event);
  });
  started.push(speaker);
  await speaker.start();
  return { speaker, events };
}

/** A top-of-rack router that asks for help, and a node that helps, each with the other's network. */
async function pair(gracefulRestart: object = restarter) {
  const tor = await run(torOptions(gracefulRestart, 0));
  const { port } = tor.speaker.listening[0];
  const node = await run({
    configuration: {
      asNumber: 65_031,
      routerId: nodeAddress,
      ebgpRequiresPolicy: false,
      networks: [nodeNetwork],
      connectRetryTimeSeconds: 1,
      peers: [{ address: torAddress, remoteAs: 65_000, port, localAddress: nodeAddress }],
    },
    listen: [],
    controlSocketPath: false,
    seed: 1,
  });
  await Promise.all([
    node.speaker.waitForRoute(torNetwork, { timeoutMs }),
    tor.speaker.waitForRoute(nodeNetwork, { timeoutMs }),
  ]);
  return { tor, node, port };
}

const namesOf = (events: readonly RouterEvent[]): string[] => events.map(({ name }) => name);

describe('a graceful stop over the control socket', () => {
  const socketPath = join(stateFilePath, '../control.sock');

  async function controlled(gracefulRestart: object) {
    const options = { ...torOptions(gracefulRestart, 0), controlSocketPath: socketPath };
    const { speaker } = await run({ ...options, stateFilePath: undefined });
    return { speaker, client: new ControlClient(socketPath) };
  }

  test('leaves the state beside the socket, and the next start is a restart', async () => {
    const { speaker, client } = await controlled(restarter);
    expect(await client.stop(undefined, { graceful: true })).toEqual({
      done: 'stopping, to be started again',
    });
    await speaker.whenStopped;
    expect(speaker.stopsGracefully).toBe(true);
    expect(existsSync(stateFileBeside(socketPath))).toBe(true);
    expect((await controlled(restarter)).speaker.isRestarting).toBe(true);
  });

  test('is refused with words for peers, or without anybody to help', async () => {
    const { client } = await controlled({ mode: 'helper' });
    await expect(client.stop('bye', { graceful: true })).rejects.toThrow(/says nothing to peers/);
    await expect(client.stop(undefined, { graceful: true })).rejects.toThrow(/no peer is asked to help/);
    expect((await client.status()).processId).toBe(process.pid);
  });
});

describe('a graceful stop and the next start', () => {
  test('the node keeps the route all the while, and the state says who was there', async () => {
    const { tor, node, port } = await pair();
    const absences: string[] = [];
    node.speaker.subscribe((event) => {
      if (event.kind === 'route' && event.selected === undefined) absences.push(event.prefix);
    });
    await tor.speaker.stop({ graceful: true });
    expect(JSON.parse(readFileSync(stateFilePath, 'utf8'))).toMatchObject({
      asNumber: 65_000,
      peers: [nodeAddress],
      preservedFamilies: ['ipv4-unicast'],
    });
    await node.speaker.waitUntil(() => namesOf(node.events).includes('routes-stale'), {
      timeoutMs,
      what: 'stale routes',
    });
    expect(node.events.find(({ name }) => name === 'session-down')).toMatchObject({ graceful: true });

    const again = await run(torOptions(restarter, port));
    expect(again.speaker.isRestarting).toBe(true);
    await again.speaker.waitForRoute(nodeNetwork, { timeoutMs });
    await again.speaker.waitUntil(() => namesOf(again.events).includes('end-of-rib-sent'), {
      timeoutMs,
      what: 'End-of-RIB to the node',
    });
    await node.speaker.waitUntil(() => namesOf(node.events).includes('stale-routes-removed'), {
      timeoutMs,
      what: 'the end of what was stale',
    });
    expect(node.speaker.router.prefix('ipv4-unicast', torNetwork)?.routes).toMatchObject([{ stale: false }]);
    expect(absences).toEqual([]);
    const { gracefulRestart } = node.speaker.router.peer(torAddress)!;
    expect(gracefulRestart).toMatchObject({
      remoteRestarting: true,
      families: [{ family: 'ipv4-unicast', forwardingPreserved: true }],
    });
  });

  test('an ordinary stop leaves no state, and an ordinary start follows', async () => {
    const { tor, port } = await pair();
    expect(existsSync(stateFilePath)).toBe(true);
    await tor.speaker.stop();
    expect(existsSync(stateFilePath)).toBe(false);
    const again = await run(torOptions(restarter, port));
    expect(again.speaker.isRestarting).toBe(false);
  });

  test('is refused, with what to do, where nobody would keep our routes', async () => {
    const { tor } = await pair({ mode: 'helper' });
    await expect(tor.speaker.stop({ graceful: true })).rejects.toThrow(RefusedCommand);
    await expect(tor.speaker.stop({ graceful: true })).rejects.toThrow(/no peer is asked to help/);
    expect(tor.speaker.router.peer(nodeAddress)?.state).toBe('Established');
  });
});
