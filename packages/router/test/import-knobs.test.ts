import type { PathAttributes } from '@bgpeer/bgp-wire';
import type { BgpRole, RouterConfiguration } from '@bgpeer/router';
import { describe, expect, test } from 'vitest';
import { advertisement, asPath, learnedBy, routeAttributes } from './support/messages.ts';
import { ipv4, reconfigure, reconfigurePeer, routeMapIn } from './support/policies.ts';
import { routerAndScripts, type ScriptSide } from './support/router-and-scripts.ts';

const prefix = '10.9.0.0/16';
const address = '192.0.2.2';
const gracefulShutdown = 0xffff0000;
const external: ScriptSide = { address };
const internal: ScriptSide = { address, asNumber: 65_000, peer: { remoteAs: { kind: 'internal' } } };

/** What import makes of a route with these attributes from a peer with these settings. */
function imported(
  side: ScriptSide,
  attributes: PathAttributes,
  configuration: Partial<RouterConfiguration> = {},
) {
  const { network, router, peers } = routerAndScripts([side], configuration);
  peers[0].send(advertisement([prefix], attributes));
  network.settle();
  return router.prefix(prefix)!.routes[0];
}

function outcome(...route: Parameters<typeof imported>): string {
  const { explanation } = imported(...route);
  return explanation.outcome === 'ineligible' ? explanation.reason : explanation.outcome;
}

describe('allowas-in origin lets our own AS stand where the route originated', () => {
  const tolerant = { ...external, peer: ipv4({ allowOwnAsAtOrigin: true }) };

  test.each([
    [[65_001, 65_000], 'best'],
    [[65_001, 65_000, 65_000], 'best'],
    [[65_001, 65_000, 65_002], 'as-loop'],
  ])('%j: %s', (path, expected) => {
    expect(outcome(tolerant, routeAttributes({ asPath: asPath(...path) }))).toBe(expected);
  });

  test('but in no other way', () => {
    expect(outcome(external, routeAttributes({ asPath: asPath(65_001, 65_000) }))).toBe('as-loop');
  });
});

describe('enforce-first-as', () => {
  const strict = { ...external, peer: { enforceFirstAs: true } };

  test.each<[string, ScriptSide, PathAttributes, string]>([
    ['the AS of the peer', strict, routeAttributes(), 'best'],
    ['another', strict, routeAttributes({ asPath: asPath(65_009, 65_001) }), 'first-as-missing'],
    ['another, where it is not enforced', external, routeAttributes({ asPath: asPath(65_009) }), 'best'],
    [
      'none, from an internal peer',
      { ...internal, peer: { ...internal.peer, enforceFirstAs: true } },
      routeAttributes({ asPath: [], localPref: 100 }),
      'best',
    ],
  ])('with %s first', (_title, side, attributes, expected) => {
    expect(outcome(side, attributes)).toBe(expected);
  });

  test('is turned on and off while the session is up, and asks nobody again', () => {
    const { network, router, peers } = routerAndScripts([external]);
    peers[0].send(advertisement([prefix], routeAttributes({ asPath: asPath(65_009, 65_001) })));
    network.settle();
    for (const enforceFirstAs of [true, false, true]) {
      reconfigurePeer(router, address, { enforceFirstAs });
      network.settle();
      expect(router.fib.has(prefix)).toBe(!enforceFirstAs);
    }
    expect(peers[0].receivedOf('ROUTE-REFRESH')).toEqual([]);
  });
});

describe('local-as (RFC 7705)', () => {
  const localAs = (noPrepend: boolean): ScriptSide => ({
    ...external,
    peer: { localAs: { asNumber: 64_999, noPrepend, replaceAs: false } },
  });

  test('is put in front of what comes in', () => {
    const route = imported(localAs(false), routeAttributes({ asPath: asPath(65_001, 65_010) }));
    expect(route.attributes.asPath).toEqual(asPath(64_999, 65_001, 65_010));
    expect(route.receivedAttributes?.asPath).toEqual(asPath(65_001, 65_010));
  });

  test('is not, with no-prepend', () => {
    const route = imported(localAs(true), routeAttributes({ asPath: asPath(65_001, 65_010) }));
    expect(route.attributes.asPath).toEqual(asPath(65_001, 65_010));
  });

  test.each([64_999, 65_000])('a path with %i in it is a loop', (asNumber) => {
    const attributes = routeAttributes({ asPath: asPath(65_001, asNumber) });
    expect(outcome(localAs(true), attributes)).toBe('as-loop');
  });

  test.each([
    [false, 1, 'as-loop'],
    [false, 2, 'best'],
    [true, 1, 'best'],
  ])('no-prepend %s, allowas-in %i: once in the path it is %s', (noPrepend, allowOwnAsCount, expected) => {
    const side = localAs(noPrepend);
    const attributes = routeAttributes({ asPath: asPath(65_001, 64_999) });
    expect(outcome({ ...side, peer: { ...side.peer, ...ipv4({ allowOwnAsCount }) } }, attributes)).toBe(
      expected,
    );
  });
});

describe('OTC on the way in (RFC 9234, section 5)', () => {
  const as = (role: BgpRole): ScriptSide => ({ ...external, peer: { localRole: { role, strict: false } } });

  test.each<[BgpRole, number | undefined, string, number | undefined]>([
    ['provider', undefined, 'best', undefined],
    ['provider', 65_009, 'route-leak', 65_009],
    ['rs-server', undefined, 'best', undefined],
    ['rs-server', 65_009, 'route-leak', 65_009],
    ['peer', undefined, 'best', 65_001],
    ['peer', 65_001, 'best', 65_001],
    ['peer', 65_009, 'route-leak', 65_009],
    ['customer', undefined, 'best', 65_001],
    ['customer', 65_009, 'best', 65_009],
    ['rs-client', undefined, 'best', 65_001],
    ['rs-client', 65_009, 'best', 65_009],
  ])('to us, the %s, a route with OTC %s: %s, then with %s', (role, onlyToCustomer, expected, then) => {
    const attributes = routeAttributes(onlyToCustomer === undefined ? {} : { onlyToCustomer });
    expect(outcome(as(role), attributes)).toBe(expected);
    expect(imported(as(role), attributes).attributes.onlyToCustomer).toBe(then);
  });

  test('without a role it is passed on as it is', () => {
    expect(imported(external, routeAttributes({ onlyToCustomer: 65_009 }))).toMatchObject({ best: true });
  });
});

describe('graceful shutdown (RFC 8326)', () => {
  const leaving = routeAttributes({ communities: [gracefulShutdown, 65_001] });

  test('of the peer: what it sends is the last resort, whatever the policy says', () => {
    const policies = routeMapIn([{ sets: [{ set: 'local-preference', change: { to: 300 } }] }]);
    const side = { ...external, peer: ipv4({ importFilters: { routeMap: 'IN' } }) };
    expect(imported(side, leaving, { policies }).attributes.localPref).toBe(0);
    expect(imported(side, routeAttributes(), { policies }).attributes.localPref).toBe(300);
  });

  test('of an internal peer was seen to where the route came in', () => {
    const attributes = { ...leaving, asPath: [], localPref: 90 };
    expect(imported(internal, attributes).attributes.localPref).toBe(90);
  });

  test.each<[string, ScriptSide, Partial<RouterConfiguration>]>([
    ['our own', external, { gracefulShutdown: true }],
    ['towards the peer', { ...external, peer: { gracefulShutdown: true } }, {}],
  ])('%s: what comes from external peers is told to be avoided', (_title, side, configuration) => {
    const { attributes } = imported(side, routeAttributes({ communities: [65_001] }), configuration);
    expect(attributes).toMatchObject({ localPref: 0, communities: [65_001, gracefulShutdown] });
  });

  test('begins and ends while the session is up', () => {
    const { network, router, peers } = routerAndScripts([external, { ...internal, address: '192.0.2.3' }]);
    peers[0].send(advertisement([prefix]));
    network.settle();
    expect(learnedBy(peers[1]).get(prefix)?.localPref).toBe(100);
    for (const now of [true, false]) {
      reconfigurePeer(router, address, { gracefulShutdown: now });
      network.settle();
      expect(learnedBy(peers[1]).get(prefix)?.localPref).toBe(now ? 0 : 100);
    }
  });
});

describe('BLACKHOLE (RFC 7999, section 3.2)', () => {
  const [blackhole, noExport, noAdvertise] = [0xffff029a, 0xffffff01, 0xffffff02];

  test.each<[string, ScriptSide, readonly number[], readonly number[]]>([
    ['stays in this AS', external, [blackhole], [blackhole, noExport]],
    ['stays where it is told to', external, [blackhole, noAdvertise], [blackhole, noAdvertise]],
    ['stays in this AS as asked', external, [blackhole, noExport], [blackhole, noExport]],
    ['was seen to where it came in', internal, [blackhole], [blackhole]],
  ])('%s', (_title, side, communities, expected) => {
    const attributes = routeAttributes({ communities, localPref: 100, asPath: asPath(65_001) });
    const route = imported(side, attributes);
    expect(route).toMatchObject({ best: true, attributes: { communities: expected } });
  });
});

describe('AIGP (RFC 7311, section 3.3)', () => {
  const aigp = [{ type: 1, value: '000000000000000a' }];

  test.each<[string, ScriptSide, boolean]>([
    ['an external peer without it', external, false],
    ['an external peer with it', { ...external, peer: ipv4({ aigp: true }) }, true],
    ['an internal peer', internal, true],
  ])('is believed of %s: %j', (_title, side, believed) => {
    const route = imported(side, routeAttributes({ localPref: 100, aigp }));
    expect(route.best).toBe(true);
    expect(route.attributes.aigp).toEqual(believed ? aigp : undefined);
  });
});

describe('cluster-id (RFC 4456, section 8)', () => {
  const passed = (cluster: string) =>
    routeAttributes({ asPath: [], localPref: 100, originatorId: '10.0.0.8', clusterList: [cluster] });
  const configuration = {
    reflection: { clientToClient: true, allowOutboundPolicy: false, clusterId: '10.0.0.1' },
  };

  test('what passed our cluster has come back', () => {
    expect(outcome(internal, passed('10.0.0.1'), configuration)).toBe('cluster-loop');
    expect(outcome(internal, passed('192.0.2.1'), configuration)).toBe('best');
  });

  test('of another value later counts for what is known already', () => {
    const { network, router, peers } = routerAndScripts([internal]);
    peers[0].send(advertisement([prefix], passed('10.0.0.1')));
    network.settle();
    expect(router.fib.has(prefix)).toBe(true);
    reconfigure(router, () => configuration);
    network.settle();
    expect(router.fib.has(prefix)).toBe(false);
    expect(peers[0].receivedOf('NOTIFICATION')).toEqual([]);
  });
});

test('LOCAL_PREF of an external peer is not believed (RFC 4271, section 5.1.5)', () => {
  expect(imported(external, routeAttributes({ localPref: 500 })).attributes.localPref).toBeUndefined();
});

test('a next hop that the policy sets in place of our own address is as good as any', () => {
  const policies = routeMapIn([
    { sets: [{ set: 'next-hop', family: 'ipv4-unicast', nextHop: 'peer-address' }] },
  ]);
  const side = { ...external, peer: ipv4({ importFilters: { routeMap: 'IN' } }) };
  const ours = routeAttributes({ nextHop: '192.0.2.1' });
  expect(outcome(external, ours)).toBe('next-hop-is-ours');
  expect(imported(side, ours, { policies })).toMatchObject({ best: true, attributes: { nextHop: address } });
});
