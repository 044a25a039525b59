import { afterEach, describe, expect, test } from 'vitest';
import { ConfigurationError, type ControlEvent, ListenError, RefusedCommand, Speaker } from '../src/index.ts';

const started: Speaker[] = [];

afterEach(async () => {
  for (const speaker of started.splice(0).reverse()) await speaker.stop();
});

const timeoutMs = 5000;

async function startTor(): Promise<Speaker> {
  return await start({
    asNumber: 65000,
    routerId: '192.168.10.200',
    ebgpRequiresPolicy: false,
    networks: ['10.10.1.0/24'],
    bestpath: { multipathRelax: true },
    peers: ['127.0.0.10', '127.0.0.11', '127.0.0.20'].map((address) => ({
      address,
      remoteAs: 'external' as const,
      passive: true,
    })),
  });
}

/** A node that dials `tor` from its own address and originates `networks`. */
async function startNode(tor: Speaker, address: string, networks: string[], asNumber = 65001) {
  return await start(
    {
      asNumber,
      routerId: address,
      ebgpRequiresPolicy: false,
      networks,
      holdTimeSeconds: 9,
      connectRetryTimeSeconds: 1,
      peers: [{ address: '127.0.0.1', remoteAs: 65000, port: tor.listening[0].port, localAddress: address }],
    },
    [],
  );
}

async function start(
  configuration: ConstructorParameters<typeof Speaker>[0]['configuration'],
  listen = [{ address: '127.0.0.1', port: 0 }],
): Promise<Speaker> {
  const speaker = new Speaker({ configuration, listen, controlSocketPath: false, seed: 1 });
  await speaker.start();
  started.push(speaker);
  return speaker;
}

describe('speakers on loopback TCP', () => {
  test('learn from each other, share the load, and follow changes', async () => {
    const tor = await startTor();
    const events: ControlEvent[] = [];
    tor.subscribe((event) => events.push(event));
    const addresses = ['127.0.0.10', '127.0.0.11', '127.0.0.20'];
    const nodes = await Promise.all(
      addresses.map((address, index) => startNode(tor, address, [`172.20.${index}.0/24`])),
    );
    await Promise.all(addresses.map((address) => tor.waitForPeer(address, { timeoutMs })));
    await nodes[0].waitForRoute('10.10.1.0/24', { nextHops: ['127.0.0.1'], timeoutMs });

    for (const node of nodes) node.addNetwork('172.16.1.1/32');
    const shared = await tor.waitForRoute('172.16.1.1/32', { nextHops: 3, timeoutMs });
    expect(shared.nextHops).toEqual(addresses);
    nodes[1].deleteNetwork('172.16.1.1/32');
    await tor.waitForRoute('172.16.1.1/32', { nextHops: ['127.0.0.10', '127.0.0.20'], timeoutMs });

    await nodes[2].stop({ communication: 'moving house' });
    await tor.waitForRoute('172.20.2.0/24', { absent: true, timeoutMs });
    await tor.waitUntil(() => tor.router.peer('127.0.0.20')?.lastReset, {
      timeoutMs,
      what: 'the reason of the reset',
    });
    expect(tor.router.peer('127.0.0.20')?.lastReset).toMatchObject({
      text: expect.stringContaining('moving house'),
      notification: { direction: 'received', code: 6, subcode: 2 },
    });
    const names = events.flatMap((event) => (event.kind === 'router' ? [event.event.name] : []));
    expect(names).toContain('session-up');
    expect(names).toContain('session-down');
    expect(events.some((event) => event.kind === 'route' && event.prefix === '172.16.1.1/32')).toBe(true);
  });

  test('a wrong AS is refused with words that have both numbers', async () => {
    const tor = await start({
      asNumber: 65000,
      routerId: '192.168.10.200',
      ebgpRequiresPolicy: false,
      peers: [{ address: '127.0.0.10', remoteAs: 65001, passive: true }],
    });
    const reasons: string[] = [];
    tor.subscribe((event) => {
      if (event.kind === 'router' && event.event.name === 'session-down') reasons.push(event.event.reason);
    });
    await startNode(tor, '127.0.0.10', [], 65009);
    await tor.waitUntil(() => reasons.length > 0, { timeoutMs, what: 'the refusal' });
    expect(reasons[0]).toMatch(/65001/);
    expect(reasons[0]).toMatch(/65009/);
  });

  test('a peer that is shut down stays down until it is started', async () => {
    const tor = await startTor();
    const node = await startNode(tor, '127.0.0.10', ['172.20.0.0/24']);
    await tor.waitForRoute('172.20.0.0/24', { timeoutMs });
    tor.shutdownPeer('127.0.0.10', 'maintenance tonight');
    await tor.waitForRoute('172.20.0.0/24', { absent: true, timeoutMs });
    await node.waitUntil(
      () => node.router.peer('127.0.0.1')?.lastReset?.text.includes('maintenance tonight'),
      { timeoutMs, what: 'the words of the shutdown' },
    );
    tor.startPeer('127.0.0.10');
    await tor.waitForRoute('172.20.0.0/24', { timeoutMs: 15_000 });
  });

  test('waiting says what was seen instead', async () => {
    const tor = await startTor();
    await expect(tor.waitForPeer('127.0.0.10', { timeoutMs: 10 })).rejects.toThrow(
      /waited for peer 127\.0\.0\.10 in Established, but not within 10 ms; seen: (Active|Idle)/,
    );
    await expect(tor.waitForRoute('172.16.1.1/32', { nextHops: 3, timeoutMs: 10 })).rejects.toThrow(
      'waited for 172.16.1.1/32 with 3 next hops, but not within 10 ms; seen: no route selected',
    );
    const waited = tor.waitForRoute('172.16.1.1/32', { timeoutMs });
    await Promise.all([expect(waited).rejects.toThrow('but the speaker was stopped'), tor.stop()]);
  });
});

describe('what the operator got wrong', () => {
  test('in the configuration: every problem at once', () => {
    const make = () =>
      new Speaker({
        configuration: {
          asNumber: 65000,
          routerId: '192.168.10.200',
          peers: [
            { address: '127.0.0.10', remoteAs: 'external', holdTimeSeconds: 2 },
            { address: '127.0.0.300', remoteAs: 'external' },
          ],
        },
      });
    expect(make).toThrow(ConfigurationError);
    try {
      make();
    } catch (error) {
      const { problems } = error as ConfigurationError;
      expect(problems.map(({ path }) => path)).toEqual(['peers[0].holdTimeSeconds', 'peers[1].address']);
    }
  });

  test('in the listen address: said in plain words, and nothing stays open', async () => {
    const tor = await startTor();
    const second = new Speaker({
      configuration: tor.configuration(),
      listen: [tor.listening[0]],
      controlSocketPath: false,
    });
    const failed = await second.start().catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(ListenError);
    expect((failed as ListenError).message).toContain('is already taken by another process');
    expect((failed as ListenError).fix).toContain('ss -ltnp');
  });

  test('in a command: an unknown peer, a prefix that is none', async () => {
    const tor = await startTor();
    expect(() => tor.resetPeer('127.0.0.99')).toThrow(RefusedCommand);
    expect(() => tor.addNetwork('172.16.1.1/24')).toThrow('172.16.1.1/24 is not a prefix as it stands');
  });
});
