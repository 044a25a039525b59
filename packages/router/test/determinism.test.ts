import { noPolicyDefinitions } from '@bgpeer/policy';
import {
  networks,
  peerFamilySettings,
  routerConfiguration,
  type VirtualNetworkOptions,
} from '@bgpeer/testkit';
import { expect, test } from 'vitest';
import { type BgpRouter, Router, type RouterInput, type RouterOutput } from '../src/index.ts';
import {
  advertisement,
  asPath,
  capabilities,
  manyPrefixes,
  routeAttributes,
  withdrawal,
} from './support/messages.ts';
import { connect, routerAndScripts } from './support/router-and-scripts.ts';

/** A router that notes every output, octets and all. */
class RecordedRouter extends Router {
  readonly outputs: string[] = [];

  override pollOutput(): RouterOutput | undefined {
    const output = super.pollOutput();
    if (output !== undefined)
      this.outputs.push(
        JSON.stringify(output, (_key, value) => (ArrayBuffer.isView(value) ? String(value) : value)),
      );
    return output;
  }
}

const addresses = ['192.0.2.2', '192.0.2.3', '192.0.2.4'];

/** Sessions that come, go and come back, routes that compete, a refresh, a reset. */
function run(options: VirtualNetworkOptions) {
  let recorded: RecordedRouter | undefined;
  const createRouter = (...parameters: ConstructorParameters<typeof Router>): BgpRouter => {
    recorded = new RecordedRouter(...parameters);
    return recorded;
  };
  const { network, router, peers } = routerAndScripts(
    addresses.map((address, place) => ({
      address,
      asNumber: 65_001 + place,
      holdTimeSeconds: 30,
      peer: { holdTimeSeconds: 30, keepaliveTimeSeconds: 10 },
    })),
    { networks: networks('10.1.0.0/16', '10.2.0.0/16') },
    { ...options, createRouter },
  );
  const attributesOf = (place: number) =>
    routeAttributes({ asPath: asPath(65_001 + place, 65_009), nextHop: addresses[place] });
  for (const [place, peer] of peers.entries())
    for (let round = 0; round < 5; round += 1)
      peer.send(advertisement(manyPrefixes(100, place * 50 + round * 100), attributesOf(place)));
  network.settle();
  peers[0].send(withdrawal(...manyPrefixes(40)));
  peers[1].send({ type: 'ROUTE-REFRESH', afi: 1, safi: 1, subtype: 0 });
  router.command({ name: 'peer-reset', peer: addresses[2] });
  network.settle();
  connect(network, router, peers[2], addresses[2]);
  network.runFor(25_000);
  const tables = [...router.router.prefixes('ipv4-unicast')].map(({ prefix, routes }) => [
    prefix,
    routes.map(({ peer, attributes, best }) => ({ peer: peer?.address, attributes, best })),
  ]);
  return { log: network.log.entries, outputs: recorded!.outputs, tables, fib: [...router.fib.keys()].sort() };
}

test('the same seed gives the same run: every event, every octet', () => {
  const [one, other] = [run({ seed: 5 }), run({ seed: 5 })];
  expect(one.outputs.length).toBeGreaterThan(50);
  expect(one.outputs).toEqual(other.outputs);
  expect(one.log).toEqual(other.log);
});

/** Policies, several paths a prefix, an aggregate, an advertisement interval, a peer that goes and is awaited, another configuration. */
function runWithEverything(seed: number): readonly string[] {
  const family = 'ipv4-unicast';
  let recorded: RecordedRouter | undefined;
  const families = (settings: Parameters<typeof peerFamilySettings>[0]) => ({
    families: { [family]: peerFamilySettings(settings) },
  });
  const addPath = { name: 'add-path', families: [{ afi: 1, safi: 1, mode: 'receive' }] } as const;
  const restart = {
    name: 'graceful-restart',
    restarting: false,
    notificationSupport: true,
    restartTimeSeconds: 20,
    families: [{ afi: 1, safi: 1, forwardingPreserved: true }],
  } as const;
  const { network, router, peers } = routerAndScripts(
    [
      { address: addresses[0], capabilities: capabilities(65_001, [family], restart) },
      {
        address: addresses[1],
        asNumber: 65_002,
        peer: {
          advertisementIntervalSeconds: 7,
          ...families({ exportFilters: { routeMap: 'SOME' }, defaultOriginate: { routeMap: 'SOME' } }),
        },
      },
      {
        address: addresses[2],
        asNumber: 65_000,
        capabilities: capabilities(65_000, [family], addPath),
        peer: {
          remoteAs: { kind: 'internal' },
          ...families({ routeReflectorClient: true, addPathSend: { paths: 'all' } }),
        },
      },
    ],
    {
      networks: networks('10.1.0.0/16'),
      aggregates: [{ family, prefix: '20.0.0.0/14', asSet: true, summaryOnly: true, matchingMedOnly: false }],
      policies: {
        ...noPolicyDefinitions,
        routeMaps: [
          {
            name: 'SOME',
            entries: [
              {
                sequence: 10,
                action: 'permit',
                matches: [],
                sets: [{ set: 'communities', communities: [0xfde80001], additive: true }],
              },
            ],
          },
        ],
      },
    },
    {
      seed,
      createRouter: (...parameters: ConstructorParameters<typeof Router>): BgpRouter => {
        recorded = new RecordedRouter(...parameters);
        return recorded;
      },
    },
  );
  const advertise = (from: number, med: number) =>
    peers[0].send(advertisement(manyPrefixes(120, from), routeAttributes({ multiExitDisc: med })));
  for (let round = 0; round < 6; round += 1) {
    advertise(round * 40, round);
    peers[2].send(
      advertisement(
        manyPrefixes(60, round * 40),
        routeAttributes({ asPath: asPath(65_007), localPref: 100 }),
      ),
    );
    network.runFor(2_000);
  }
  peers[0].close();
  network.runFor(5_000);
  connect(network, router, peers[0], addresses[0]);
  advertise(0, 9);
  network.runFor(30_000);
  const { configuration } = router.router;
  router.command({
    name: 'configure',
    configuration: { ...configuration, aggregates: [], defaultLocalPreference: 150 },
  });
  network.runFor(30_000);
  return recorded!.outputs;
}

test('and so does it with every feature that takes its time', () => {
  const [one, other] = [runWithEverything(5), runWithEverything(5)];
  expect(one.length).toBeGreaterThan(50);
  expect(one).toEqual(other);
});

test('cut otherwise on the way, the octets give the same tables', () => {
  const whole = run({ chop: false });
  for (const seed of [1, 2, 3]) {
    const chopped = run({ seed });
    expect(chopped.tables).toEqual(whole.tables);
    expect(chopped.fib).toEqual(whole.fib);
  }
});

test('a router that is given nothing says nothing and waits for nothing', () => {
  const router = new Router(routerConfiguration(), { seed: 1 });
  expect([router.pollOutput(), router.nextTimeout()]).toEqual([undefined, undefined]);
  const unknown: RouterInput[] = [
    { type: 'octets-received', connection: 7, octets: Uint8Array.of(1, 2, 3) },
    { type: 'octets-sent', connection: 7, octetCount: 3 },
    { type: 'connection-closed', connection: 7, detail: 'gone' },
    { type: 'connection-failed', connection: 7, detail: 'refused' },
  ];
  for (const input of unknown) router.handleInput(input, 0);
  router.handleTimeout(1_000_000);
  expect([router.pollOutput(), router.nextTimeout()]).toEqual([undefined, undefined]);
});
