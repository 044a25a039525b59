import { noPolicyDefinitions, type RouteMapEntry } from '@bgpeer/policy';
import { peerFamilySettings } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import {
  advertisement,
  capabilities,
  inUpdates,
  learnedBy,
  manyPrefixes,
  routeAttributes,
  sendEndOfRib,
  withdrawal,
} from './support/messages.ts';
import { connect, routerAndScripts } from './support/router-and-scripts.ts';

const [source, reader] = ['192.0.2.2', '192.0.2.3'];

function scene() {
  const scripts = routerAndScripts(
    [{ address: source }, { address: reader, asNumber: 65_002 }],
    {},
    { chop: false, windowOctetCount: 1_000_000 },
  );
  const { network, router, peers } = scripts;
  const pass = (prefixes: readonly string[]) => {
    for (const update of inUpdates(prefixes, (some) => advertisement(some))) peers[0].send(update);
    network.settle();
    for (const update of inUpdates(prefixes, (some) => withdrawal(...some))) peers[0].send(update);
    network.runFor(1_500);
    network.settle();
  };
  const tableOctets = () => router.router.summary().families[0].tableOctets;
  return { ...scripts, pass, tableOctets };
}

describe('a peer that advertises and withdraws ever new prefixes', () => {
  test('costs the room of one pass, however many there are', () => {
    const { pass, tableOctets, router } = scene();
    const passes = Array.from({ length: 4 }, (_, round) => manyPrefixes(7_000, round * 7_000));
    pass(passes[0]);
    pass(passes[1]);
    const octets = tableOctets();
    for (const prefixes of passes.slice(2)) pass(prefixes);
    expect(tableOctets()).toBeLessThanOrEqual(octets);
    expect(router.router.summary().families[0]).toMatchObject({ prefixCount: 0, routeCount: 0 });
  });

  test('leaves nothing behind in the forwarding table, nor at the other peers', () => {
    const { pass, router, peers } = scene();
    // More than are decided in one slice: some are given up while others are still to be told of.
    for (let round = 0; round < 2; round += 1) pass(manyPrefixes(10_000, round * 10_000));
    expect([...router.fib.keys()]).toEqual([]);
    expect(learnedBy(peers[1]).size).toBe(0);
  });

  test('and prefixes that are advertised afterwards are the right ones', () => {
    const { network, pass, router, peers } = scene();
    for (let round = 0; round < 2; round += 1) pass(manyPrefixes(7_000, round * 7_000));
    const prefixes = manyPrefixes(500, 100_000);
    for (const update of inUpdates(prefixes, (some) => advertisement(some))) peers[0].send(update);
    network.settle();
    expect([...router.fib.keys()].sort()).toEqual(prefixes.toSorted());
    expect([...learnedBy(peers[1]).keys()].sort()).toEqual(prefixes.toSorted());
  });
});

test('a prefix that a slow reader is still to be told of is not given up before', () => {
  const { network, pass, router, peers } = scene();
  const prefixes = manyPrefixes(7_000);
  for (const update of inUpdates(prefixes, (some) => advertisement(some))) peers[0].send(update);
  network.settle();
  network.stall({ from: 'router', to: reader });
  const communities = Array.from({ length: 1_000 }, (_, place) => 0x0001_0000 + place);
  for (const [place, prefix] of prefixes.slice(0, 600).entries())
    peers[0].send(
      advertisement([prefix], routeAttributes({ communities: [place, ...communities.slice(1)] })),
    );
  network.settle();
  expect(router.peer(reader).outputQueueOctets).toBeGreaterThan(1_048_576);
  for (const update of inUpdates(prefixes, (some) => withdrawal(...some))) peers[0].send(update);
  network.runFor(5_000);
  const others = manyPrefixes(5_000, 100_000);
  for (const update of inUpdates(others, (some) => advertisement(some))) peers[0].send(update);
  network.resume({ from: 'router', to: reader });
  network.settle();
  expect([...learnedBy(peers[1]).keys()].sort()).toEqual(others.toSorted());
  pass(others);
  expect(learnedBy(peers[1]).size).toBe(0);
});

test('sessions that come and go, with other attributes each time, leave no room taken', () => {
  const { network, router, peers, tableOctets } = scene();
  const visit = (round: number) => {
    for (let place = 0; place < 50; place += 1)
      peers[0].send(
        advertisement([`10.${place}.0.0/16`], routeAttributes({ multiExitDisc: round * 100 + place })),
      );
    network.settle();
    peers[0].close();
    network.settle();
    connect(network, router, peers[0], source);
  };
  for (let round = 0; round < 30; round += 1) visit(round);
  const octets = tableOctets();
  for (let round = 30; round < 60; round += 1) visit(round);
  expect(tableOctets()).toBe(octets);
  expect(router.fib.size).toBe(0);
});

/**
 * A source with several paths a prefix, graceful restart and enhanced refresh; readers behind policies, a reflector's client
 * that is sent all paths among them; an aggregate, and a default route that hangs on what there is.
 */
function sceneWithEverything() {
  const family = 'ipv4-unicast';
  const marked: RouteMapEntry = {
    sequence: 10,
    action: 'permit',
    matches: [],
    sets: [{ set: 'communities', communities: [0xfde80001], additive: true }],
  };
  const families = (settings: Parameters<typeof peerFamilySettings>[0]) => ({
    families: { [family]: peerFamilySettings(settings) },
  });
  const addPath = (mode: 'send' | 'receive') =>
    ({ name: 'add-path', families: [{ afi: 1, safi: 1, mode }] }) as const;
  const scripts = routerAndScripts(
    [
      {
        address: source,
        capabilities: capabilities(
          65_001,
          [family],
          addPath('send'),
          { name: 'enhanced-route-refresh' },
          {
            name: 'graceful-restart',
            restarting: false,
            notificationSupport: true,
            restartTimeSeconds: 120,
            families: [{ afi: 1, safi: 1, forwardingPreserved: true }],
          },
        ),
      },
      {
        address: reader,
        asNumber: 65_002,
        peer: families({ exportFilters: { routeMap: 'MARK' }, defaultOriginate: { routeMap: 'MARK' } }),
      },
      {
        address: '192.0.2.4',
        asNumber: 65_000,
        capabilities: capabilities(65_000, [family], addPath('receive'), { name: 'enhanced-route-refresh' }),
        peer: {
          remoteAs: { kind: 'internal' },
          ...families({ routeReflectorClient: true, addPathSend: { paths: 'all' } }),
        },
      },
    ],
    {
      policies: { ...noPolicyDefinitions, routeMaps: [{ name: 'MARK', entries: [marked] }] },
      aggregates: [{ family, prefix: '20.0.0.0/12', asSet: true, summaryOnly: true, matchingMedOnly: false }],
    },
    { chop: false, windowOctetCount: 1_000_000 },
  );
  const { network, router, peers } = scripts;
  const refresh = (place: number, subtype: number) =>
    peers[place].send({ type: 'ROUTE-REFRESH', afi: 1, safi: 1, subtype });
  /** Prefixes, attributes and path identifiers that were never there before, lost and renewed in every way. */
  const visit = (round: number) => {
    const prefixes = manyPrefixes(400, round * 300);
    const paths = prefixes.flatMap((prefix) =>
      [0, 1, 2].map((path) => ({ prefix, pathIdentifier: round * 3 + path })),
    );
    const advertise = (
      some: readonly { readonly prefix: string; readonly pathIdentifier: number }[],
      med: number,
    ) => {
      for (let start = 0; start < some.length; start += 100)
        peers[0].send({
          ...advertisement([], routeAttributes({ multiExitDisc: med, communities: [round, start] })),
          nlri: some.slice(start, start + 100),
        });
    };
    advertise(paths, round);
    network.settle();
    refresh(0, 1);
    advertise(paths.slice(300), round + 1);
    refresh(0, 2);
    refresh(1, 0);
    refresh(2, 0);
    network.settle();
    peers[0].close();
    network.settle();
    connect(network, router, peers[0], source);
    advertise(paths.slice(600), round + 2);
    sendEndOfRib(peers[0]);
    network.settle();
    for (let start = 600; start < paths.length; start += 200)
      peers[0].send({ ...withdrawal(), withdrawn: paths.slice(start, start + 200) });
    network.runFor(1_500);
    for (const { received } of peers) (received as unknown[]).length = 1;
  };
  return { ...scripts, visit, tableOctets: () => router.router.summary().families[0].tableOctets };
}

test('nothing is left of paths, attributes, refreshes and graceful restarts without end', () => {
  const { visit, tableOctets, router } = sceneWithEverything();
  // Until every table has the room that it takes between two sweeps.
  for (let round = 0; round < 40; round += 1) visit(round);
  const octets = tableOctets();
  for (let round = 40; round < 80; round += 1) visit(round);
  // Where in a sweep the last round ends makes a little difference.
  expect(tableOctets()).toBeLessThan(octets * 1.1);
  expect(router.router.summary().families[0]).toMatchObject({ prefixCount: 0, routeCount: 0 });
  expect([...router.fib.keys()]).toEqual([]);
});
