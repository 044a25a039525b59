import type { RouterConfiguration } from '@bgpeer/router';
import { allFamilies, pairOfRouters, peerConfiguration } from '@bgpeer/testkit';
import { expect, test } from 'vitest';

const rightAddress = '192.0.2.2';

test('a peer without an address family stays Idle, until it is given one', () => {
  const { network, left } = pairOfRouters({ peer: { families: {} } });
  network.runFor(60_000);
  expect(left.stateOf(rightAddress)).toBe('Idle');
  left.command({ name: 'peer-start', peer: rightAddress });
  expect(left.eventsNamed('command-ignored')[0].detail).toContain('no address family');
  const configuration: RouterConfiguration = {
    ...left.router.configuration,
    peers: [peerConfiguration(rightAddress, { families: allFamilies('ipv4-unicast') })],
  };
  left.command({ name: 'configure', configuration });
  network.runUntil(() => left.isEstablished());
  left.command({
    name: 'configure',
    configuration: { ...configuration, peers: [peerConfiguration(rightAddress, { families: {} })] },
  });
  left.command({ name: 'peer-reset', peer: rightAddress });
  network.runFor(60_000);
  expect(left.stateOf(rightAddress)).toBe('Idle');
});

test('nor does a listen range without one take anybody', () => {
  const { families: _, address: __, ...settings } = peerConfiguration(rightAddress);
  const { network, left } = pairOfRouters({
    configuration: {
      peers: [],
      listenRanges: [{ prefix: '192.0.2.0/24', settings: { ...settings, families: {} } }],
    },
  });
  network.runFor(60_000);
  expect(left.router.peers()).toEqual([]);
  expect(left.eventsNamed('connection-refused')[0].reason).toContain('no address family');
});
