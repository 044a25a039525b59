import type { PathAttributes } from '@bgpeer/bgp-wire';
import { peerFamilySettings } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import { advertisement, asPath, routeAttributes } from './support/messages.ts';
import { routerAndScripts, type ScriptSide } from './support/router-and-scripts.ts';

const prefix = '10.9.0.0/16';
const internal: ScriptSide = {
  address: '192.0.2.2',
  asNumber: 65_000,
  peer: { remoteAs: { kind: 'internal' } },
};
const external: ScriptSide = { address: '192.0.2.2' };

/** What becomes of a route with these attributes. */
function explained(side: ScriptSide, attributes: PathAttributes) {
  const { network, router, peers } = routerAndScripts([side], { rejectAsSets: false });
  peers[0].send(advertisement([prefix], attributes));
  // Once more, from what was remembered of the attributes.
  peers[0].send(advertisement([prefix, '10.8.0.0/16'], attributes));
  network.settle();
  const { explanation } = router.prefix('10.8.0.0/16')!.routes[0];
  expect(router.prefix(prefix)!.routes[0].explanation).toEqual(explanation);
  expect(router.fib.has(prefix)).toBe(explanation.outcome === 'best');
  return 'reason' in explanation ? explanation.reason : explanation.outcome;
}

describe('a route takes no part in the decision', () => {
  const inside = routeAttributes({ asPath: [], localPref: 100 });
  test.each<[string, ScriptSide, PathAttributes, string]>([
    ['with our AS in its AS_PATH', external, routeAttributes({ asPath: asPath(65_001, 65_000) }), 'as-loop'],
    [
      'with our AS in a set',
      external,
      routeAttributes({ asPath: [...asPath(65_001), { type: 'AS_SET', asNumbers: [65_009, 65_000] }] }),
      'as-loop',
    ],
    ['that we originated', internal, { ...inside, originatorId: '192.0.2.1' }, 'originator-loop'],
    [
      'that passed our cluster',
      internal,
      { ...inside, clusterList: ['10.0.0.9', '192.0.2.1'] },
      'cluster-loop',
    ],
    ['with our address as next hop', internal, { ...inside, nextHop: '192.0.2.1' }, 'next-hop-is-ours'],
    [
      'reflected by others it does',
      internal,
      { ...inside, originatorId: '10.0.0.8', clusterList: ['10.0.0.9'] },
      'best',
    ],
  ])('%s', (_title, side, attributes, outcome) => {
    expect(explained(side, attributes)).toBe(outcome);
  });

  test.each([
    [0, 'as-loop'],
    [1, 'as-loop'],
    [2, 'best'],
  ])('with our AS twice, where it may stand %i times: %s', (allowOwnAsCount, outcome) => {
    const families = { 'ipv4-unicast': peerFamilySettings({ allowOwnAsCount }) };
    const attributes = routeAttributes({ asPath: asPath(65_001, 65_000, 65_000) });
    expect(explained({ ...external, peer: { families } }, attributes)).toBe(outcome);
  });

  test('what an external peer says of reflection is not believed (RFC 7606, section 7.9)', () => {
    expect(
      explained(external, routeAttributes({ originatorId: '192.0.2.1', clusterList: ['192.0.2.1'] })),
    ).toBe('best');
  });
});

test('what was remembered of attributes in one context is not used in another', () => {
  const attributes = routeAttributes({ asPath: asPath(65_001, 65_000) });
  const tolerant = { 'ipv4-unicast': peerFamilySettings({ allowOwnAsCount: 1 }) };
  const { network, router, peers } = routerAndScripts([
    { address: '192.0.2.2' },
    { address: '192.0.2.3', peer: { families: tolerant } },
  ]);
  for (const peer of peers) peer.send(advertisement([prefix], attributes));
  network.settle();
  const routes = router.prefix(prefix)!.routes.map(({ peer, valid }) => [peer?.address, valid]);
  expect(routes.sort()).toEqual([
    ['192.0.2.2', false],
    ['192.0.2.3', true],
  ]);
});
