import { once } from 'node:events';
import { mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PrefixView } from '@bgpeer/router';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  ControlClient,
  ControlError,
  type ControlEvent,
  ControlSocketError,
  controlApiReference,
  Speaker,
} from '../src/index.ts';
import { testDocument } from './configurations.ts';
import { FakeRouter, peerView } from './fake-router.ts';

let directory: string;
let socketPath: string;
const speakers: Speaker[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bgpeer-control-'));
  socketPath = join(directory, 'made-here', 'bgpeer.sock');
});
afterEach(async () => {
  for (const speaker of speakers.splice(0)) await speaker.stop();
  await rm(directory, { recursive: true });
});

/** A speaker around a router in the test's hands, and a client of its control API. */
async function startSpeaker() {
  let router!: FakeRouter;
  const speaker = new Speaker({
    configuration: testDocument,
    configurationSource: 'frr.conf',
    listen: [],
    controlSocketPath: socketPath,
    createRouter: (configuration) => {
      router = new FakeRouter(configuration);
      return router;
    },
  });
  await speaker.start();
  speakers.push(speaker);
  router.peerViews.set('192.0.2.1', peerView('192.0.2.1', 'Established'));
  return { speaker, router, client: new ControlClient(socketPath) };
}

function prefixView(prefix: string): PrefixView {
  return { family: 'ipv4-unicast', prefix, version: 1, advertisedTo: [], routes: [] };
}

async function refusal(call: Promise<unknown>): Promise<ControlError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ControlError);
  return error as ControlError;
}

describe('the control socket', () => {
  test('is for its user alone, and gone after the stop', async () => {
    const { speaker } = await startSpeaker();
    expect((await stat(socketPath)).mode & 0o777).toBe(0o600);
    expect((await stat(join(directory, 'made-here'))).mode & 0o777).toBe(0o700);
    await speaker.stop();
    await expect(stat(socketPath)).rejects.toThrow('ENOENT');
  });

  test('of a dead process is replaced; of a living one is respected; another file is not touched', async () => {
    const dead = createServer().listen(join(directory, 'dead.sock'));
    await once(dead, 'listening');
    await rename(join(directory, 'dead.sock'), join(directory, 'left.sock'));
    dead.close();
    socketPath = join(directory, 'left.sock');
    const { client } = await startSpeaker();
    expect((await client.status()).configurationSource).toBe('frr.conf');

    const second = new Speaker({ configuration: testDocument, listen: [], controlSocketPath: socketPath });
    await expect(second.start()).rejects.toThrow(
      `another bgpeer is running: it answers on the control socket ${socketPath}`,
    );

    const file = join(directory, 'notes.txt');
    await writeFile(file, 'kept');
    const third = new Speaker({ configuration: testDocument, listen: [], controlSocketPath: file });
    await expect(third.start()).rejects.toThrow(ControlSocketError);
    expect((await stat(file)).size).toBe(4);
  });

  test('where nobody answers is named, with how to start', async () => {
    const error = await refusal(new ControlClient(socketPath).status());
    expect(error.notRunning).toBe(true);
    expect(error.message).toContain(socketPath);
    expect(error.fix).toContain('bgpeer tor');
  });
});

describe('calls that read', () => {
  test('status, summary and peers', async () => {
    const { client } = await startSpeaker();
    const status = await client.status();
    expect(status).toMatchObject({ fib: 'none', listening: [], processId: process.pid });
    expect((await client.summary()).summary.asNumber).toBe(65000);
    expect((await client.peers()).peers.map((peer) => peer.address)).toEqual(['192.0.2.1']);
    expect((await client.peers('192.0.2.1')).peers[0].state).toBe('Established');
  });

  test('routes: all, one prefix, the longest match', async () => {
    const { client, router } = await startSpeaker();
    router.prefixViews.push(prefixView('172.16.1.1/32'), prefixView('172.20.0.0/24'));
    const prefixes = async (filter?: { prefix?: string; address?: string }) =>
      (await client.routes('ipv4-unicast', filter)).prefixes.map((view) => view.prefix);
    expect(await prefixes()).toEqual(['172.16.1.1/32', '172.20.0.0/24']);
    expect(await prefixes({ prefix: '172.20.0.0/24' })).toEqual(['172.20.0.0/24']);
    expect(await prefixes({ prefix: '172.21.0.0/24' })).toEqual([]);
    expect(await prefixes({ address: '172.16.1.1' })).toEqual(['172.16.1.1/32']);
  });

  test('forwarding says what is selected and that nothing is in the kernel', async () => {
    const { client, router } = await startSpeaker();
    router.select('172.16.1.1/32', ['127.0.0.10', '127.0.0.11']);
    const answer = await client.forwarding('ipv4-unicast');
    expect(answer.fib).toBe('none');
    expect(answer.routes).toEqual([
      expect.objectContaining({
        prefix: '172.16.1.1/32',
        nextHops: ['127.0.0.10', '127.0.0.11'],
        installed: false,
        distance: 20,
        interfaces: { '127.0.0.10': { name: 'lo', index: 1 }, '127.0.0.11': { name: 'lo', index: 1 } },
      }),
    ]);
  });

  test('the configuration is as it stands, in both forms', async () => {
    const { client } = await startSpeaker();
    await client.addNetwork('10.10.2.0/24');
    await client.deleteNetwork('10.10.1.0/24');
    const { frr, yaml } = await client.configuration();
    expect(frr).toContain('network 10.10.2.0/24');
    expect(frr).not.toContain('10.10.1.0/24');
    expect(yaml).toContain('10.10.2.0/24');
  });

  test('a long table is made only as fast as it is read', async () => {
    const { client, router } = await startSpeaker();
    const prefixCount = 200_000;
    let madeCount = 0;
    router.prefixes = function* () {
      for (; madeCount < prefixCount; madeCount += 1) yield prefixView(`10.0.0.0/${madeCount}`);
    };
    const call = request({ socketPath, path: '/v1/routes/ipv4-unicast' });
    call.end();
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    response.pause();
    // Calls by others are answered while this reader stands still.
    for (let index = 0; index < 20; index += 1) await client.status();
    expect(madeCount).toBeLessThan(prefixCount / 2);
    let text = '';
    response.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
    });
    response.resume();
    await once(response, 'end');
    expect(JSON.parse(text).prefixes.length).toBe(prefixCount);
  });
});

describe('calls that command', () => {
  test('a peer that a prefix limit holds off can be started, and nothing else', async () => {
    const { router, client } = await startSpeaker();
    router.heldOff.add('192.0.2.9');
    router.inputs.length = 0;
    await client.resetPeer('192.0.2.9');
    await client.startPeer('192.0.2.9');
    expect(router.inputs).toMatchObject([
      { command: { name: 'peer-reset', peer: '192.0.2.9' } },
      { command: { name: 'peer-start', peer: '192.0.2.9' } },
    ]);
    expect((await refusal(client.shutdownPeer('192.0.2.9'))).message).toContain('no peer has the address');
  });

  test('reach the router as they were given', async () => {
    const { client, router } = await startSpeaker();
    router.inputs.length = 0;
    await client.shutdownPeer('192.0.2.1', 'maintenance tonight');
    await client.startPeer('192.0.2.1');
    await client.resetPeer('192.0.2.1');
    await client.refreshPeer('192.0.2.1', 'in');
    await client.refreshPeer('192.0.2.1', 'out');
    expect(await client.addNetwork('2001:db8::/32')).toEqual({ done: '2001:db8::/32 is originated' });
    await client.deleteNetwork('10.10.1.0/24');
    const peer = '192.0.2.1';
    expect(router.inputs.map((input) => (input.type === 'command' ? input.command : input.type))).toEqual([
      { name: 'peer-shutdown', peer, communication: 'maintenance tonight' },
      { name: 'peer-start', peer },
      { name: 'peer-reset', peer, communication: undefined },
      { name: 'peer-refresh-in', peer },
      { name: 'peer-refresh-out', peer },
      { name: 'network-add', family: 'ipv6-unicast', prefix: '2001:db8::/32' },
      { name: 'network-delete', family: 'ipv4-unicast', prefix: '10.10.1.0/24' },
    ]);
  });

  test('are refused in words when what they name is wrong', async () => {
    const { client, router } = await startSpeaker();
    router.inputs.length = 0;
    const refusals = [
      await refusal(client.shutdownPeer('192.0.2.99')),
      await refusal(client.startPeer('k8s-ctr')),
      await refusal(client.addNetwork('10.10.1.1/24')),
      await refusal(client.refreshPeer('192.0.2.1', 'sideways' as 'in')),
      await refusal(client.routes('ipv5-unicast' as 'ipv4-unicast')),
      await refusal(client.routes('ipv6-unicast', { prefix: '10.0.0.0/8' })),
    ];
    expect(refusals.map((error) => [error.message, error.fix])).toEqual([
      ['no peer has the address 192.0.2.99', 'the peers are 192.0.2.1'],
      ['k8s-ctr is not an address', 'give one as 192.0.2.1 or 2001:db8::1'],
      ['10.10.1.1/24 is not a prefix as it stands', 'did you mean 10.10.1.0/24?'],
      [expect.stringContaining('direction: '), 'see docs/control-api.md'],
      [expect.stringContaining('family: '), 'see docs/control-api.md'],
      ['10.0.0.0/8 is not of the family ipv6-unicast', 'ask for ipv4-unicast'],
    ]);
    expect(router.inputs).toEqual([]);
  });

  test('stop answers first, and then the speaker stops', async () => {
    const { client, router, speaker } = await startSpeaker();
    expect(await client.stop('moving house')).toEqual({ done: 'stopping' });
    await speaker.whenStopped;
    expect(router.inputs.at(-1)).toEqual({
      type: 'command',
      command: { name: 'stop', communication: 'moving house' },
    });
    expect((await refusal(client.status())).notRunning).toBe(true);
  });
});

describe('the event stream', () => {
  const upEvent = {
    name: 'session-up',
    peer: '192.0.2.1',
    asNumber: 65001,
    holdTimeSeconds: 9,
    families: ['ipv4-unicast'],
  } as const;

  test('gives sessions and routes as they change, until the speaker stops', async () => {
    const { client, router, speaker } = await startSpeaker();
    const events: ControlEvent[] = [];
    const following = (async () => {
      for await (const event of client.events()) events.push(event);
    })();
    await followers(speaker, 1);
    const prefixId = router.select('172.16.1.1/32', ['192.0.2.1']);
    const prefixIds = Int32Array.of(prefixId);
    router.react = () => [
      { type: 'event', event: upEvent },
      { type: 'routes-changed', family: 'ipv4-unicast', prefixIds },
    ];
    speaker.addNetwork('10.10.3.0/24');
    router.select('172.16.1.1/32', undefined);
    router.react = () => [{ type: 'routes-changed', family: 'ipv4-unicast', prefixIds }];
    speaker.addNetwork('10.10.4.0/24');
    await speaker.stop();
    await following;
    expect(events).toMatchObject([
      { kind: 'router', event: upEvent },
      { kind: 'route', prefix: '172.16.1.1/32', selected: { nextHops: ['192.0.2.1'] } },
      { kind: 'route', prefix: '172.16.1.1/32' },
      { kind: 'route', prefix: '172.16.1.1/32' },
    ]);
    expect(events[2]).not.toHaveProperty('selected');
  });

  test('ends with the signal', async () => {
    const { client, speaker } = await startSpeaker();
    const ending = new AbortController();
    const following = client.events(ending.signal).next();
    await followers(speaker, 1);
    ending.abort();
    expect(await following).toEqual({ done: true, value: undefined });
    await followers(speaker, 0);
  });

  test('leaves out what a slow follower cannot take, and says how much', async () => {
    const { router, speaker } = await startSpeaker();
    const call = request({ socketPath, path: '/v1/events' });
    call.end();
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    response.pause();
    await followers(speaker, 1);
    const eventCount = 30_000;
    router.react = () => [{ type: 'event', event: upEvent }];
    for (let index = 0; index < eventCount; index += 1) speaker.addNetwork('10.10.3.0/24');
    let text = '';
    response.setEncoding('utf8');
    for await (const piece of response) {
      text += piece;
      if (text.includes('"kind":"lost"') && text.endsWith('\n\n')) break;
    }
    const events = [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data) as ControlEvent);
    const lost = events.find((event) => event.kind === 'lost');
    const given = events.filter((event) => event.kind === 'router').length;
    expect(lost?.count).toBe(eventCount - given);
    expect(given).toBeGreaterThan(0);
  });

  /** Waits until so many follow: each follower is a listener of the speaker. */
  async function followers(speaker: Speaker, count: number): Promise<void> {
    while (speaker.followerCount !== count) await new Promise(setImmediate);
  }
});

test('the reference has every call with its parameters', () => {
  const reference = controlApiReference();
  expect(reference).toContain('## GET /v1/routes/:family');
  expect(reference).toContain('- `prefix` (may be left out): only exactly this prefix');
  expect(reference).toContain('## POST /v1/stop');
});
