import type { PathAttributes } from '@bgpeer/bgp-wire';
import type { PeerFamilySettings, PeerSettings, RouterConfiguration } from '@bgpeer/router';
import { peerFamilySettings } from '@bgpeer/testkit';
import { expect, test } from 'vitest';
import { advertisement, asPath, learnedBy, routeAttributes } from './support/messages.ts';
import { routerAndScripts } from './support/router-and-scripts.ts';

const prefix = '10.9.0.0/16';
const route = routeAttributes({ asPath: asPath(65_001, 65_002), multiExitDisc: 30 });

interface Knob {
  readonly peer?: Partial<PeerSettings>;
  readonly family?: Partial<PeerFamilySettings>;
  readonly router?: Partial<RouterConfiguration>;
}

/** What an external peer, AS 65002, with this knob is told of a route of another one; and one beside it without the knob. */
function told({ peer, family, router: configuration }: Knob, attributes: PathAttributes = route) {
  const { network, peers } = routerAndScripts(
    [
      { address: '192.0.2.2' },
      {
        address: '192.0.2.3',
        asNumber: 65_002,
        peer: { families: { 'ipv4-unicast': peerFamilySettings(family) }, ...peer },
      },
    ],
    configuration,
  );
  peers[0].send(advertisement([prefix], attributes));
  network.settle();
  return learnedBy(peers[1]).get(prefix);
}

test('without any knob', () => {
  expect(told({})).toEqual({ ...route, asPath: asPath(65_000, 65_001, 65_002), multiExitDisc: undefined });
});

test.each<[string, Knob, PathAttributes]>([
  [
    'local-as',
    { peer: { localAs: { asNumber: 64_900, noPrepend: false, replaceAs: false } } },
    { asPath: asPath(64_900, 65_000, 65_001, 65_002) },
  ],
  [
    'local-as no-prepend replace-as',
    { peer: { localAs: { asNumber: 64_900, noPrepend: true, replaceAs: true } } },
    { asPath: asPath(64_900, 65_001, 65_002) },
  ],
  ['as-override', { family: { asOverride: true } }, { asPath: asPath(65_000, 65_001, 65_000) }],
  [
    'remove-private-AS all',
    { family: { removePrivateAs: { all: true, replaceAs: false } } },
    // But for the peer's own number, as FRR has it: the peer shall see the loop.
    { asPath: asPath(65_000, 65_002) },
  ],
  [
    'remove-private-AS replace-AS',
    { family: { removePrivateAs: { all: false, replaceAs: true } } },
    { asPath: asPath(65_000, 65_000, 65_002) },
  ],
  [
    'attribute-unchanged as-path med',
    { family: { attributesUnchanged: { asPath: true, nextHop: false, multiExitDisc: true } } },
    { asPath: asPath(65_001, 65_002), multiExitDisc: 30 },
  ],
  [
    'route-server-client',
    { peer: { ebgpMultihop: 2 }, family: { routeServerClient: true } },
    { asPath: asPath(65_001, 65_002), nextHop: '192.0.2.2' },
  ],
  ['local-role', { peer: { localRole: { role: 'provider', strict: false } } }, { onlyToCustomer: 65_000 }],
  ['graceful-shutdown', { peer: { gracefulShutdown: true } }, { communities: [0xffff0000] }],
  ['bgp graceful-shutdown', { router: { gracefulShutdown: true } }, { communities: [0xffff0000] }],
  ['next-hop-self', { family: { nextHopSelf: true } }, { nextHop: '192.0.2.1' }],
])('%s', (_title, knob, expected) => {
  expect(told({})).not.toMatchObject(expected);
  expect(told(knob)).toMatchObject(expected);
});

test('attribute-unchanged next-hop: though the peer is further away than one hop', () => {
  const peer = { ebgpMultihop: 2 };
  const attributesUnchanged = { asPath: false, nextHop: true, multiExitDisc: false };
  expect(told({ peer })?.nextHop).toBe('192.0.2.1');
  expect(told({ peer, family: { attributesUnchanged } })?.nextHop).toBe('192.0.2.2');
});

test.each<[string, Knob, PathAttributes]>([
  ['sender-as-path-loop-detection', { peer: { senderAsPathLoopDetection: true } }, route],
  [
    'local-role customer, for what may go to customers only',
    { peer: { localRole: { role: 'customer', strict: false } } },
    routeAttributes({ onlyToCustomer: 65_001 }),
  ],
])('%s: it is not sent', (_title, knob, attributes) => {
  expect(told({}, attributes)).toBeDefined();
  expect(told(knob, attributes)).toBeUndefined();
});
