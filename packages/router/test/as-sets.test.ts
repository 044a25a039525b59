import type { AsPath } from '@bgpeer/bgp-wire';
import { expect, test } from 'vitest';
import { advertisement, routeAttributes } from './support/messages.ts';
import { routerAndScripts } from './support/router-and-scripts.ts';

const prefix = '10.1.0.0/16';
const aggregated: AsPath = [
  { type: 'AS_SEQUENCE', asNumbers: [65_001] },
  { type: 'AS_SET', asNumbers: [65_010, 65_011] },
];

function learn(rejectAsSets: boolean) {
  const { network, router, peers } = routerAndScripts([{ address: '192.0.2.2' }], { rejectAsSets });
  peers[0].send(advertisement([prefix]));
  network.settle();
  expect(router.prefix(prefix)?.routes).toHaveLength(1);
  peers[0].send(advertisement([prefix], routeAttributes({ asPath: aggregated })));
  network.settle();
  return router;
}

test('a route whose path has an AS_SET counts as withdrawn, and the session stays (RFC 9774, section 3)', () => {
  const router = learn(true);
  expect(router.prefix(prefix)).toBeUndefined();
  expect(router.eventsNamed('update-fault')).toMatchObject([{ treatment: 'treat-as-withdraw' }]);
  expect(router.isEstablished('192.0.2.2')).toBe(true);
});

test('it is taken as it is where the operator says so', () => {
  const router = learn(false);
  expect(router.prefix(prefix)?.routes[0].attributes.asPath).toEqual(aggregated);
  expect(router.eventsNamed('update-fault')).toEqual([]);
});
