import { describe, expect, test } from 'vitest';
import { advertisement, asPath, routeAttributes, withdrawal } from './support/messages.ts';
import { ipv4, prefixList, reconfigure, reconfigurePeer, routeMapIn } from './support/policies.ts';
import { connect, routerAndScripts } from './support/router-and-scripts.ts';

const [first, second] = ['192.0.2.2', '192.0.2.3'];
const [wanted, unwanted, other] = ['10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16'];

const preferWanted = routeMapIn(
  [
    {
      matches: [{ match: 'prefix-list', family: 'ipv4-unicast', list: 'WANTED' }],
      sets: [
        { set: 'local-preference', change: { to: 200 } },
        { set: 'weight', weight: 7 },
      ],
    },
    {
      action: 'deny',
      matches: [{ match: 'prefix-list', family: 'ipv4-unicast', list: 'UNWANTED' }],
      place: { file: 'frr.conf', line: 12, text: 'route-map IN deny 20' },
    },
    {},
  ],
  { prefixLists: [prefixList('WANTED', wanted), prefixList('UNWANTED', unwanted)] },
);
const filtered = ipv4({ importFilters: { routeMap: 'IN' } });

function scene(peer = filtered, policies = preferWanted) {
  const scripts = routerAndScripts([{ address: first, peer }], { policies });
  const { network, peers } = scripts;
  peers[0].send(advertisement([wanted, unwanted, other]));
  network.settle();
  return { ...scripts, peer: peers[0] };
}

const received = ({ router }: ReturnType<typeof scene>) => [
  ...router.router.receivedRoutes(first, 'ipv4-unicast'),
];

describe('what a peer advertises passes its import policy', () => {
  test('prefixes of one UPDATE each by their own entry, and once more from what was remembered', () => {
    const { network, router, peer } = scene();
    for (const again of [false, true]) {
      if (again) {
        peer.send(withdrawal(wanted, unwanted, other));
        peer.send(advertisement([wanted, unwanted, other]));
        network.settle();
      }
      const [preferred] = router.prefix(wanted)!.routes;
      expect(preferred).toMatchObject({ weight: 7, attributes: { localPref: 200 }, best: true });
      expect(preferred.receivedAttributes).toEqual(routeAttributes());
      const [plain] = router.prefix(other)!.routes;
      expect(plain).toMatchObject({ weight: 0, best: true, attributes: routeAttributes() });
      expect(plain.receivedAttributes).toBeUndefined();
      expect(router.fib.has(unwanted)).toBe(false);
    }
  });

  test('what is denied is kept as it was received, and says by which line', () => {
    const view = scene();
    const [route] = view.router.prefix(unwanted)!.routes;
    expect(route).toMatchObject({
      valid: false,
      explanation: { outcome: 'ineligible', reason: 'denied-by-policy' },
      deniedBy: { kind: 'route-map', name: 'IN', sequence: 20 },
      explanationText:
        'takes no part in the decision: the import policy denies it: route-map IN, entry 20 (frr.conf, line 12)',
    });
    expect(received(view).map(({ prefix, attributes }) => [prefix, attributes])).toEqual(
      [wanted, unwanted, other].map((prefix) => [prefix, routeAttributes()]),
    );
    expect(received(view)).toMatchObject([
      { imported: { attributes: { localPref: 200 }, weight: 7 } },
      { turnedAway: { reason: 'denied-by-policy' }, decidedBy: { sequence: 20 } },
      { imported: { attributes: routeAttributes(), weight: 0 }, decidedBy: { sequence: 30 } },
    ]);
    expect(view.router.peer(first).families[0]).toMatchObject({
      acceptedPrefixCount: 2,
      receivedPrefixCount: 3,
    });
  });

  test('a policy that asks for the peer treats each by its address', () => {
    const policies = routeMapIn([{ action: 'deny', matches: [{ match: 'peer', peer: second }] }, {}]);
    const sides = [first, second].map((address) => ({ address, peer: filtered }));
    const { network, router, peers } = routerAndScripts(sides, { policies });
    for (const peer of peers) peer.send(advertisement([wanted]));
    network.settle();
    expect(router.prefix(wanted)!.routes.map(({ peer, valid }) => [peer?.address, valid])).toEqual([
      [second, false],
      [first, true],
    ]);
  });
});

describe('a policy that changes while the session is up', () => {
  /** The peer hears of nothing but UPDATEs, and is not asked for anything. */
  const expectUnharmed = ({ router, peer }: ReturnType<typeof scene>): void => {
    expect(router.isEstablished(first)).toBe(true);
    expect(peer.receivedOf('NOTIFICATION')).toEqual([]);
    expect(peer.receivedOf('ROUTE-REFRESH')).toEqual([]);
    expect(peer.receivedOf('OPEN')).toHaveLength(1);
  };

  test('lets in what was denied before, from what was received', () => {
    const view = scene();
    reconfigure(view.router, () => ({ policies: routeMapIn([{}]) }));
    view.network.settle();
    expect([...view.router.fib.keys()].sort()).toEqual([wanted, unwanted, other]);
    expect(view.router.prefix(wanted)!.routes[0]).toMatchObject({ weight: 0, attributes: routeAttributes() });
    expectUnharmed(view);
  });

  test('in a list that the route-map names, counts too', () => {
    const view = scene();
    const prefixLists = [prefixList('WANTED', other), prefixList('UNWANTED', wanted)];
    reconfigure(view.router, ({ policies }) => ({ policies: { ...policies, prefixLists } }));
    view.network.settle();
    expect([...view.router.fib.keys()].sort()).toEqual([unwanted, other]);
    expect(view.router.prefix(other)!.routes[0].weight).toBe(7);
    expectUnharmed(view);
  });

  test('turns out what it denies now, and weight goes with it', () => {
    const view = scene(ipv4({ weight: 30 }));
    expect(view.router.prefix(other)!.routes[0].weight).toBe(30);
    reconfigurePeer(view.router, first, ipv4({ importFilters: { prefixList: 'WANTED' }, weight: 40 }));
    view.network.settle();
    expect([...view.router.fib.keys()]).toEqual([wanted]);
    expect(view.router.prefix(wanted)!.routes[0].weight).toBe(40);
    expect(received(view)[1].decidedBy).toEqual({ kind: 'list', list: 'prefix-list', name: 'WANTED' });
    expectUnharmed(view);
  });

  test('changes nothing, and no route, where only its lines moved', () => {
    const view = scene();
    const { tableVersion } = view.router.router.summary().families[0];
    reconfigure(view.router, ({ policies }) => ({
      policies: routeMapIn(
        policies.routeMaps[0].entries.map((entry) => ({
          ...entry,
          place: { file: 'frr.conf', line: 99, text: 'route-map IN' },
        })),
        { prefixLists: policies.prefixLists },
      ),
    }));
    view.network.settle();
    expect(view.router.router.summary().families[0].tableVersion).toBe(tableVersion);
    expect(received(view)[1].decidedBy).toMatchObject({ place: { line: 99 } });
  });

  test('concerns the routes of a peer that restarts as well', () => {
    const gracefulRestart = {
      name: 'graceful-restart' as const,
      restarting: false,
      notificationSupport: false,
      restartTimeSeconds: 60,
      families: [{ afi: 1, safi: 1, forwardingPreserved: true }],
    };
    const { network, router, peers } = routerAndScripts([
      {
        address: first,
        capabilities: [
          { name: 'multiprotocol', afi: 1, safi: 1 },
          { name: 'four-octet-as', asNumber: 65_001 },
          gracefulRestart,
        ],
      },
    ]);
    peers[0].send(advertisement([wanted]));
    network.settle();
    peers[0].close();
    network.settle();
    expect(router.prefix(wanted)!.routes[0]).toMatchObject({ stale: true, best: true });
    reconfigurePeer(router, first, ipv4({ weight: 5 }));
    network.settle();
    expect(router.prefix(wanted)!.routes[0]).toMatchObject({ stale: true, weight: 5 });
    connect(network, router, peers[0], first);
    peers[0].send(advertisement([wanted]));
    network.settle();
    expect(router.prefix(wanted)!.routes).toMatchObject([{ stale: false, weight: 5 }]);
  });
});

describe('clear soft in', () => {
  const refreshIn = (softReconfigurationInbound: boolean) => {
    const view = scene(ipv4({ softReconfigurationInbound }));
    view.router.command({ name: 'peer-refresh-in', peer: first });
    view.network.settle();
    return view.peer.receivedOf('ROUTE-REFRESH').length;
  };

  test('asks the peer again', () => expect(refreshIn(false)).toBe(1));

  test('asks nobody with soft-reconfiguration inbound', () => expect(refreshIn(true)).toBe(0));
});

test('an import that loops back on itself still lets attribute sets go', () => {
  const swap = routeMapIn([
    { matches: [{ match: 'metric', value: 1 }], sets: [{ set: 'metric', change: { to: 2 } }] },
    { matches: [{ match: 'metric', value: 2 }], sets: [{ set: 'metric', change: { to: 1 } }] },
  ]);
  const { network, router, peers } = routerAndScripts([{ address: first, peer: filtered }], {
    policies: swap,
  });
  for (const multiExitDisc of [1, 2])
    peers[0].send(advertisement([`10.${multiExitDisc}.0.0/16`], routeAttributes({ multiExitDisc })));
  network.settle();
  expect(router.prefix(wanted)!.routes[0].attributes).toEqual({
    ...routeAttributes({ asPath: asPath(65_001) }),
    multiExitDisc: 2,
  });
  peers[0].send(withdrawal(wanted, unwanted));
  network.settle();
  expect(router.router.summary().families[0].routeCount).toBe(0);
});
