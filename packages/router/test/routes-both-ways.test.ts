import { establishedPair } from '@bgpeer/testkit';
import { expect, test } from 'vitest';
import { Router } from '../src/index.ts';

const createRouter = (...parameters: ConstructorParameters<typeof Router>): Router =>
  new Router(...parameters);

test('each side learns the network of the other, with AS_PATH, next hop and MED as RFC 4271 asks', () => {
  const { left, right } = establishedPair(
    { configuration: { networks: [{ family: 'ipv4-unicast', prefix: '10.10.1.0/24' }] } },
    { configuration: { networks: [{ family: 'ipv4-unicast', prefix: '172.20.0.0/24' }] } },
    { createRouter },
  );
  const learned = left.router.prefix('ipv4-unicast', '172.20.0.0/24');
  expect(learned?.routes).toHaveLength(1);
  expect(learned?.routes[0]).toMatchObject({ source: 'external', best: true, valid: true, multipath: false });
  expect(learned?.routes[0].attributes).toEqual({
    origin: 'IGP',
    asPath: [{ type: 'AS_SEQUENCE', asNumbers: [65_001] }],
    nextHop: '192.0.2.2',
    multiExitDisc: 0,
  });
  expect(right.router.selectedRouteFor('ipv4-unicast', '10.10.1.0/24')?.nextHops).toEqual(['192.0.2.1']);
});
