import type { PeerFamilySettings, PeerSettings, RouterConfiguration } from '@bgpeer/router';
import { networks, peerFamilySettings } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import {
  gracefulRestartSettingEffects,
  peerFamilySettingEffects,
  peerSettingEffects,
  type SettingEffect,
  speakerSettingEffects,
} from '../src/setting-effects.ts';
import { advertisement, learnedBy } from './support/messages.ts';
import { reconfigure, reconfigurePeer, routeMapIn } from './support/policies.ts';
import { routerAndScripts } from './support/router-and-scripts.ts';

const address = '192.0.2.2';
const family = 'ipv4-unicast';

/** Another value of each setting than the peer is begun with. */
const otherPeerSettings: Required<Omit<PeerSettings, 'families'>> = {
  peerGroup: 'LEAF',
  description: 'node 1',
  remoteAs: { kind: 'exactly', asNumber: 65_001 },
  passive: false,
  shutdown: true,
  shutdownMessage: 'maintenance',
  port: 1790,
  localAddress: '192.0.2.1',
  holdTimeSeconds: 90,
  keepaliveTimeSeconds: 2,
  connectRetryTimeSeconds: 20,
  delayOpenTimeSeconds: 5,
  sendHoldTimeSeconds: 600,
  extendedNextHop: true,
  ebgpMultihop: 2,
  disableConnectedCheck: true,
  localAs: { asNumber: 65_100, noPrepend: false, replaceAs: false },
  localRole: { role: 'peer', strict: false },
  gracefulRestartMode: 'disabled',
  gracefulShutdown: true,
  enforceFirstAs: true,
  senderAsPathLoopDetection: true,
  advertisementIntervalSeconds: 5,
};

const otherFamilySettings: Required<PeerFamilySettings> = {
  nextHopSelf: true,
  nextHopSelfForce: true,
  attributesUnchanged: { asPath: true, nextHop: false, multiExitDisc: false },
  routeReflectorClient: true,
  routeServerClient: true,
  weight: 10,
  sendCommunities: { standard: false, extended: true, large: true },
  prefixLimit: { prefixCountMax: 5, thresholdPercent: 75, warningOnly: false },
  prefixCountMaxOut: 5,
  allowOwnAsCount: 1,
  allowOwnAsAtOrigin: true,
  asOverride: true,
  removePrivateAs: { all: false, replaceAs: false },
  addPathSend: { paths: 'all' },
  addPathReceive: false,
  addPathReceiveLimit: 3,
  aigp: true,
  softReconfigurationInbound: true,
  importFilters: { routeMap: 'IN' },
  exportFilters: { routeMap: 'IN' },
  unsuppressMap: 'IN',
  defaultOriginate: { routeMap: 'IN' },
};

const otherSpeakerSettings: Omit<
  Required<RouterConfiguration>,
  'gracefulRestart' | 'decision' | 'maximumPaths' | 'peers' | 'listenRanges'
> = {
  asNumber: 65_100,
  bgpIdentifier: '192.0.2.100',
  hostName: 'spine',
  ebgpRequiresPolicy: true,
  rejectAsSets: false,
  defaultLocalPreference: 200,
  reflection: { clientToClient: false, allowOutboundPolicy: false, clusterId: '10.0.0.9' },
  gracefulShutdown: true,
  minimumHoldTimeSeconds: 60,
  policies: routeMapIn([{ action: 'deny' }]),
  networks: networks('10.3.0.0/16'),
  redistribute: [{ family, protocol: 'static' }],
  aggregates: [{ family, prefix: '10.0.0.0/8', asSet: false, summaryOnly: true, matchingMedOnly: false }],
  staticRoutes: [{ family, prefix: '10.8.0.0/16', via: { kind: 'blackhole' }, distance: 1, tag: 0 }],
  listenLimit: 7,
};

const otherGracefulRestart: Required<RouterConfiguration['gracefulRestart']> = {
  mode: 'restarter',
  restartTimeSeconds: 60,
  stalePathTimeSeconds: 60,
  selectionDeferralTimeSeconds: 60,
  preserveForwardingState: true,
  notificationSupport: false,
  hardAdministrativeReset: false,
  longLivedStaleTimeSeconds: 600,
};

function scene() {
  const { network, router, peers } = routerAndScripts([{ address }], {
    networks: networks('10.2.0.0/16'),
    policies: routeMapIn([{}]),
  });
  peers[0].send(advertisement(['10.1.0.0/16']));
  network.settle();
  return { network, router, peer: peers[0] };
}

/** What the peer notices of a change, and that everything stands as it should after it. */
function effectOf(change: (router: ReturnType<typeof scene>['router']) => void): SettingEffect {
  const { network, router, peer } = scene();
  change(router);
  network.settle();
  if (router.eventsNamed('session-down').some(({ wasEstablished }) => wasEstablished)) return 'reset';
  expect(router.isEstablished(address)).toBe(true);
  expect(router.prefix('10.1.0.0/16')!.routes).toHaveLength(1);
  const advertised = [...router.router.advertisedRoutes(address, family)];
  network.runFor(6_000);
  expect([...learnedBy(peer).keys()].sort()).toEqual(advertised.map(({ prefix }) => prefix).sort());
  return 'soft';
}

describe('a setting of', () => {
  test.each(Object.entries(otherPeerSettings))('a peer: %s', (key, value) => {
    const effect = effectOf((router) => reconfigurePeer(router, address, { [key]: value }));
    expect(effect).toBe(peerSettingEffects[key as keyof typeof peerSettingEffects]);
  });

  test.each(Object.entries(otherFamilySettings))('a family of a peer: %s', (key, value) => {
    const families = { [family]: { ...peerFamilySettings(), [key]: value } };
    const effect = effectOf((router) => reconfigurePeer(router, address, { families }));
    expect(effect).toBe(peerFamilySettingEffects[key as keyof typeof peerFamilySettingEffects]);
  });

  test('a peer: its choice of families', () => {
    const families = { [family]: peerFamilySettings(), 'ipv6-unicast': peerFamilySettings() };
    expect(effectOf((router) => reconfigurePeer(router, address, { families }))).toBe('reset');
  });

  test.each(Object.entries(otherSpeakerSettings))('the speaker: %s', (key, value) => {
    const effect = effectOf((router) => reconfigure(router, () => ({ [key]: value })));
    expect(effect).toBe(speakerSettingEffects[key as keyof typeof speakerSettingEffects]);
  });

  test.each(Object.entries(otherGracefulRestart))('graceful restart: %s', (key, value) => {
    const effect = effectOf((router) =>
      reconfigure(router, ({ gracefulRestart }) => ({
        gracefulRestart: { ...gracefulRestart, [key]: value },
      })),
    );
    expect(effect).toBe(gracefulRestartSettingEffects[key as keyof typeof gracefulRestartSettingEffects]);
  });
});

test('a peer that is shut down from now on hears it, with the words for it', () => {
  const { network, router, peer } = scene();
  reconfigurePeer(router, address, { shutdown: true, shutdownMessage: 'new cables' });
  network.settle();
  expect(peer.receivedOf('NOTIFICATION')).toMatchObject([{ code: 6, subcode: 2 }]);
  expect(router.peer(address)).toMatchObject({ adminShutdown: true, state: 'Idle' });
});
