import type { PathAttributes } from '@bgpeer/bgp-wire';
import { peerFamilySettings, routerConfiguration } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import { advertisement, asPath, learnedBy, routeAttributes, withdrawal } from './support/messages.ts';
import { routerAddress, routerAndScripts } from './support/router-and-scripts.ts';

const prefix = '10.9.0.0/16';
const sources = ['192.0.2.2', '192.0.2.3', '192.0.2.4'];
const decision = {
  ...routerConfiguration({}).decision,
  multipathRelax: true,
  multipathRelaxAsSet: true,
};

/** External peers of three ASes, one of an AS that only listens, and one of our own AS; what these two are told. */
function scene(multipathRelaxAsSet = true, addPath = false) {
  const addPathRow = { name: 'add-path', families: [{ afi: 1, safi: 1, mode: 'receive' }] } as const;
  const scripts = routerAndScripts(
    [
      ...sources.map((address, place) => ({ address, asNumber: 65_001 + place })),
      {
        address: '192.0.2.8',
        asNumber: 65_008,
        peer: {
          families: {
            'ipv4-unicast': peerFamilySettings(addPath ? { addPathSend: { paths: 'all' } } : {}),
          },
        },
        ...(addPath && {
          capabilities: [
            { name: 'multiprotocol', afi: 1, safi: 1 },
            { name: 'four-octet-as', asNumber: 65_008 },
            addPathRow,
          ],
        }),
      },
      { address: '192.0.2.9', asNumber: 65_000, peer: { remoteAs: { kind: 'internal' } } },
    ],
    {
      decision: { ...decision, multipathRelaxAsSet },
      maximumPaths: {
        ...routerConfiguration({}).maximumPaths,
        'ipv4-unicast': { external: 4, internal: 4, equalClusterLength: false },
      },
    },
  );
  const { network, peers } = scripts;
  const advertise = (place: number, partial: PathAttributes = {}) => {
    const attributes = routeAttributes({
      asPath: asPath(65_001 + place),
      nextHop: sources[place],
      ...partial,
    });
    peers[place].send(advertisement([prefix], attributes));
    network.settle();
  };
  const withdraw = (place: number) => {
    peers[place].send(withdrawal(prefix));
    network.settle();
  };
  return {
    ...scripts,
    advertise,
    withdraw,
    external: () => learnedBy(peers[3]).get(prefix),
    internal: () => learnedBy(peers[4]).get(prefix),
  };
}

// The numbers are those that FRR 8.4.4 sends for the same routes.
describe('multipath-relax as-set', () => {
  function allThree() {
    const all = scene();
    all.advertise(0, { asPath: asPath(65_001, 65_010), communities: [0xfde90001, 0xfde90009] });
    all.advertise(1, { asPath: asPath(65_002, 65_011), communities: [0xfde90001, 0xfde90005] });
    all.advertise(2, { asPath: asPath(65_003, 65_010) });
    return all;
  }
  const asSet = { type: 'AS_SET', asNumbers: [65_001, 65_002, 65_003, 65_010, 65_011] } as const;
  const merged = { communities: [0xfde90001, 0xfde90005, 0xfde90009], nextHop: routerAddress };

  test('routes that share the load go out as one, through us', () => {
    const { external, internal } = allThree();
    expect(internal()).toMatchObject({ ...merged, asPath: [asSet] });
    expect(external()).toMatchObject({
      ...merged,
      asPath: [{ type: 'AS_SEQUENCE', asNumbers: [65_000] }, asSet],
    });
    expect(internal()?.atomicAggregate).toBeUndefined();
  });

  test('what all paths begin with stays a sequence', () => {
    const { advertise, internal } = scene();
    advertise(0, { asPath: asPath(65_100, 65_010) });
    advertise(1, { asPath: asPath(65_100, 65_020) });
    expect(internal()?.asPath).toEqual([
      { type: 'AS_SEQUENCE', asNumbers: [65_100] },
      { type: 'AS_SET', asNumbers: [65_010, 65_020] },
    ]);
  });

  test('follows who shares the load, though the best route stays, and ends with the last', () => {
    const { withdraw, internal, external } = allThree();
    withdraw(1);
    expect(internal()?.asPath).toEqual([{ type: 'AS_SET', asNumbers: [65_001, 65_003, 65_010] }]);
    withdraw(2);
    expect(internal()).toMatchObject({
      asPath: asPath(65_001, 65_010),
      nextHop: sources[0],
      communities: [0xfde90001, 0xfde90009],
    });
    withdraw(0);
    expect(internal()).toBeUndefined();
    expect(external()).toBeUndefined();
  });

  test('a community of any of them counts', () => {
    const { advertise, external } = scene();
    advertise(0);
    advertise(1, { communities: [0xffffff01] });
    expect(external()).toBeUndefined();
  });

  test('a peer with add-path is told the whole by the best path, and the others as they are', () => {
    const { advertise, peers } = scene(true, true);
    advertise(0);
    advertise(1);
    const paths = new Map<number, PathAttributes>();
    for (const { nlri, attributes } of peers[3].receivedOf('UPDATE'))
      for (const { pathIdentifier } of nlri) paths.set(pathIdentifier!, attributes);
    const ours = { type: 'AS_SEQUENCE', asNumbers: [65_000] };
    expect([...paths.values()].map((each) => each.asPath)).toEqual(
      expect.arrayContaining([
        [ours, { type: 'AS_SET', asNumbers: [65_001, 65_002] }],
        asPath(65_000, 65_002),
      ]),
    );
    expect(paths.size).toBe(2);
  });

  test('is turned on and off while sessions stay', () => {
    const { advertise, router, network, internal } = scene(false);
    advertise(0);
    advertise(1);
    expect(internal()?.asPath).toEqual(asPath(65_001));
    for (const [multipathRelaxAsSet, type] of [
      [true, 'AS_SET'],
      [false, 'AS_SEQUENCE'],
    ] as const) {
      const { configuration } = router.router;
      router.command({
        name: 'configure',
        configuration: { ...configuration, decision: { ...decision, multipathRelaxAsSet } },
      });
      network.settle();
      expect(internal()?.asPath?.[0].type).toBe(type);
    }
  });
});
