import type { FamilyName } from '@bgpeer/bgp-wire';
import { establishedScript, networks, peerFamilySettings, type RouterSide } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import { advertisement, isEndOfRib, learnedBy } from './support/messages.ts';

const peerAddress = '192.0.2.2';
const strict = { ebgpRequiresPolicy: true, networks: networks('10.1.0.0/16') };
const permitAll = peerFamilySettings({ importFilters: {}, exportFilters: {} });

function scene(side: RouterSide) {
  const { network, router, peer } = establishedScript(side);
  peer.send(advertisement(['10.9.0.0/16']));
  network.settle();
  const family = router.peer(peerAddress).families.find((view) => view.family === 'ipv4-unicast')!;
  return { network, router, peer, family };
}

describe('an external peer without a policy (RFC 8212)', () => {
  test('nothing comes in: the route is kept, takes no part, and says why', () => {
    const { router, family } = scene({ configuration: strict });
    expect(router.fib.has('10.9.0.0/16')).toBe(false);
    const [route] = router.prefix('10.9.0.0/16')!.routes;
    expect(route.explanation).toEqual({ outcome: 'ineligible', reason: 'denied-by-policy' });
    expect(route.explanationText).toContain('RFC 8212');
    expect(family).toMatchObject({ importDenied: true, acceptedPrefixCount: 0 });
  });

  test('nothing goes out, but End-of-RIB is sent all the same', () => {
    const { peer, family, router } = scene({ configuration: strict });
    expect(learnedBy(peer).size).toBe(0);
    expect(peer.receivedOf('UPDATE').filter(isEndOfRib)).toHaveLength(1);
    expect(family).toMatchObject({ exportDenied: true, sentPrefixCount: 0, endOfRibSent: true });
    expect([...router.router.advertisedRoutes(peerAddress, 'ipv4-unicast')]).toEqual([]);
  });

  test('the operator is told once a session, for each direction', () => {
    const { router } = scene({ configuration: strict });
    expect(router.eventsNamed('policy-missing').map(({ direction }) => direction)).toEqual([
      'import',
      'export',
    ]);
  });

  test('a policy in one direction opens that direction only', () => {
    const families = { 'ipv4-unicast': peerFamilySettings({ importFilters: {} }) };
    const { router, peer, family } = scene({ configuration: strict, peer: { families } });
    expect(router.nextHops('10.9.0.0/16')).toEqual([peerAddress]);
    expect(learnedBy(peer).size).toBe(0);
    expect(family).toMatchObject({ importDenied: false, exportDenied: true });
    expect(router.eventsNamed('policy-missing')).toMatchObject([{ direction: 'export' }]);
  });
});

test.each<[string, RouterSide]>([
  ['with policies both ways', { configuration: strict, peer: { families: { 'ipv4-unicast': permitAll } } }],
  ['where no policy is asked for', { configuration: { ...strict, ebgpRequiresPolicy: false } }],
])('%s routes pass both ways', (_title, side) => {
  const { router, peer } = scene(side);
  expect(router.nextHops('10.9.0.0/16')).toEqual([peerAddress]);
  expect([...learnedBy(peer).keys()]).toContain('10.1.0.0/16');
  expect(router.eventsNamed('policy-missing')).toEqual([]);
});

test('an internal peer needs no policy', () => {
  const { router, peer } = establishedScript(
    { configuration: strict, peer: { remoteAs: { kind: 'internal' } } },
    { asNumber: 65_000 },
  );
  expect([...learnedBy(peer).keys()]).toEqual(['10.1.0.0/16']);
  expect(router.eventsNamed('policy-missing')).toEqual([]);
});

test('a policy attached later takes effect at once, and the session stays', () => {
  const { network, router, peer } = scene({ configuration: strict });
  const { configuration } = router.router;
  const families: Partial<Record<FamilyName, typeof permitAll>> = { 'ipv4-unicast': permitAll };
  const peers = configuration.peers.map((settings) => ({ ...settings, families }));
  router.command({ name: 'configure', configuration: { ...configuration, peers } });
  network.settle();
  expect(peer.receivedOf('NOTIFICATION')).toEqual([]);
  expect(router.nextHops('10.9.0.0/16')).toEqual([peerAddress]);
  expect([...learnedBy(peer).keys()]).toContain('10.1.0.0/16');
});

test('a policy that is taken away is told of, and the session stays', () => {
  const { network, router, peer } = scene({
    configuration: strict,
    peer: { families: { 'ipv4-unicast': permitAll } },
  });
  const { configuration } = router.router;
  const { importFilters: _, ...without } = permitAll;
  const families: Partial<Record<FamilyName, typeof without>> = { 'ipv4-unicast': without };
  const peers = configuration.peers.map((settings) => ({ ...settings, families }));
  for (let times = 0; times < 2; times += 1)
    router.command({ name: 'configure', configuration: { ...configuration, peers } });
  network.settle();
  expect(router.eventsNamed('policy-missing')).toMatchObject([
    { peer: peerAddress, family: 'ipv4-unicast', direction: 'import' },
  ]);
  expect(router.fib.has('10.9.0.0/16')).toBe(false);
  expect(peer.receivedOf('NOTIFICATION')).toEqual([]);
});
