import type { Capability, PathAttributes } from '@bgpeer/bgp-wire';
import type { AddPathSend, RouterConfiguration } from '@bgpeer/router';
import { peerFamilySettings, type ScriptedPeer } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import { advertisement, asPath, capabilities, routeAttributes, withdrawal } from './support/messages.ts';
import { routerAndScripts } from './support/router-and-scripts.ts';

const prefix = '10.9.0.0/16';
const family = 'ipv4-unicast';
const target = '192.0.2.9';
/** By neighbouring AS, best first: the paths are of equal length, and lower addresses win. */
const sources = ['192.0.2.2', '192.0.2.3', '192.0.2.4'];

/** What the peer knows by prefix and path identifier: the next hop. */
function pathsKnownBy(peer: ScriptedPeer): ReadonlyMap<string, ReadonlyMap<number, PathAttributes>> {
  const known = new Map<string, Map<number, PathAttributes>>();
  for (const { withdrawn, nlri, attributes } of peer.receivedOf('UPDATE')) {
    // Only what was advertised is withdrawn.
    for (const { prefix: each, pathIdentifier } of withdrawn)
      expect(known.get(each)?.delete(pathIdentifier!)).toBe(true);
    for (const { prefix: each, pathIdentifier } of nlri) {
      const paths = known.get(each) ?? new Map<number, PathAttributes>();
      known.set(each, paths.set(pathIdentifier!, attributes));
    }
  }
  return known;
}

/** Three external peers, two of them of one AS, and one that takes several paths. */
function scene(
  addPathSend: AddPathSend,
  more: readonly Capability[] = [],
  configuration: Partial<RouterConfiguration> = {},
) {
  const addPath: Capability = { name: 'add-path', families: [{ afi: 1, safi: 1, mode: 'receive' }] };
  const families = { [family]: peerFamilySettings({ addPathSend }) };
  const { network, router, peers } = routerAndScripts(
    [
      ...sources.map((address, place) => ({ address, asNumber: place === 2 ? 65_002 : 65_001 })),
      {
        address: target,
        asNumber: 65_009,
        capabilities: capabilities(65_009, [family], addPath, ...more),
        peer: { families },
      },
    ],
    configuration,
  );
  const attributesOf = (place: number, partial: PathAttributes = {}) =>
    routeAttributes({ asPath: asPath(place === 2 ? 65_002 : 65_001), nextHop: sources[place], ...partial });
  const advertise = (place: number, partial: PathAttributes = {}) => {
    peers[place].send(advertisement([prefix], attributesOf(place, partial)));
    network.settle();
  };
  const withdraw = (place: number) => {
    peers[place].send(withdrawal(prefix));
    network.settle();
  };
  const paths = () => pathsKnownBy(peers[3]).get(prefix) ?? new Map<number, PathAttributes>();
  const nextHops = () => [...paths().values()].map(({ nextHop }) => nextHop).sort();
  return { network, router, peers, advertise, withdraw, paths, nextHops };
}

describe('all paths', () => {
  test('are sent, each under an identifier of its own that stays, and withdrawn by it', () => {
    const { advertise, withdraw, paths, nextHops } = scene({ paths: 'all' });
    for (const place of [0, 1, 2]) advertise(place);
    expect(nextHops()).toEqual(sources);
    const before = [...paths().keys()].sort();
    expect(before.every((identifier) => identifier >= 1)).toBe(true);
    advertise(1, { multiExitDisc: 5 });
    expect([...paths().keys()].sort()).toEqual(before);
    withdraw(0);
    expect(nextHops()).toEqual(sources.slice(1));
    for (const place of [1, 2]) withdraw(place);
    expect(nextHops()).toEqual([]);
  });

  test('also those that never become the best', () => {
    const { advertise, nextHops } = scene({ paths: 'all' });
    advertise(0);
    advertise(2, { asPath: asPath(65_002, 65_002, 65_002) });
    expect(nextHops()).toEqual([sources[0], sources[2]]);
  });

  test('go to whom is sent to, and the view lists them by their identifiers', () => {
    const { advertise, router, paths } = scene({ paths: 'all' });
    for (const place of [0, 1]) advertise(place);
    const sent = [...router.router.advertisedRoutes(target, family)];
    expect(sent.map(({ pathIdentifier, attributes }) => [pathIdentifier, attributes.nextHop])).toEqual(
      [...paths()]
        .map(([identifier, { nextHop }]) => [identifier, nextHop])
        .sort(([a], [b]) => Number(a) - Number(b)),
    );
    const advertisedTo = router.prefix(prefix)?.advertisedTo.map(({ address }) => address);
    expect(advertisedTo).toContain(target);
    expect(router.router.explainAdvertisement(target, family, prefix)).toMatchObject({
      reason: 'advertised',
      routes: [{ learnedFrom: sources[0] }, { learnedFrom: sources[1] }],
    });
  });
});

test('the best path of each neighbouring AS', () => {
  const { advertise, withdraw, nextHops } = scene({ paths: 'best-per-as' });
  for (const place of [0, 1, 2]) advertise(place);
  expect(nextHops()).toEqual([sources[0], sources[2]]);
  withdraw(0);
  expect(nextHops()).toEqual([sources[1], sources[2]]);
});

test('the best N', () => {
  const { advertise, withdraw, nextHops } = scene({ paths: 'best', pathCountMax: 2 });
  advertise(0, { asPath: asPath(65_001, 65_001, 65_001) });
  advertise(1);
  advertise(2, { asPath: asPath(65_002, 65_002) });
  expect(nextHops()).toEqual([sources[1], sources[2]]);
  withdraw(1);
  expect(nextHops()).toEqual([sources[0], sources[2]]);
});

test.each([{ paths: 'all' }, { paths: 'best', pathCountMax: 3 }, { paths: 'best-per-as' }] as const)(
  'no more than the peer takes (PATHS-LIMIT), of %j',
  (send) => {
    const limit: Capability = { name: 'paths-limit', families: [{ afi: 1, safi: 1, pathCountMax: 1 }] };
    const { advertise, nextHops } = scene(send, [limit]);
    advertise(2, { asPath: asPath(65_002, 65_002) });
    advertise(1);
    expect(nextHops()).toEqual([sources[1]]);
  },
);

test('on request everything is sent once more', () => {
  const { advertise, network, router, peers, nextHops } = scene({ paths: 'all' });
  for (const place of [0, 1, 2]) advertise(place);
  router.command({ name: 'peer-refresh-out', peer: target });
  network.settle();
  expect(nextHops()).toEqual(sources);
  const announced = peers[3].receivedOf('UPDATE').flatMap(({ nlri }) => nlri);
  expect(announced.filter((each) => each.prefix === prefix)).toHaveLength(6);
});

test('what is sent differently from now on keeps its identifiers, and what is not is not sent again', () => {
  const { advertise, network, router, peers, paths } = scene({ paths: 'all' });
  advertise(0, { communities: [0xffff0000] });
  advertise(2);
  const identifiers = [...paths().keys()].sort();
  const before = peers[3].receivedOf('UPDATE').length;
  const { configuration } = router.router;
  router.command({
    name: 'configure',
    configuration: {
      ...configuration,
      peers: configuration.peers.map((peer) =>
        peer.address === target ? { ...peer, gracefulShutdown: true } : peer,
      ),
    },
  });
  network.settle();
  expect(router.isEstablished(target)).toBe(true);
  expect([...paths().keys()].sort()).toEqual(identifiers);
  expect([...paths().values()].map(({ communities }) => communities)).toEqual([[0xffff0000], [0xffff0000]]);
  expect(peers[3].receivedOf('UPDATE').length - before).toBe(1);
});
