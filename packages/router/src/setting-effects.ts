import { familyNames } from '@bgpeer/bgp-wire';
import type {
  GracefulRestartConfiguration,
  PeerFamilySettings,
  PeerSettings,
  RouterConfiguration,
} from './configuration.ts';
import { isEqualData } from './equal-data.ts';

/**
 * What a change of a setting does to sessions that are up. `reset`: the OPEN or the connection would be another one, so the
 * session ends and begins anew. `soft`: the session stays; routes are imported, decided or advertised anew where it concerns
 * them.
 */
export type SettingEffect = 'reset' | 'soft';

type Effects<Settings, Without extends keyof Settings = never> = Readonly<
  Record<Exclude<keyof Settings, Without>, SettingEffect>
>;

/** Of the speaker itself: `reset` concerns every session. */
export const speakerSettingEffects: Effects<RouterConfiguration, 'gracefulRestart'> = {
  asNumber: 'reset',
  bgpIdentifier: 'reset',
  hostName: 'reset',
  ebgpRequiresPolicy: 'soft',
  // What was turned down for an AS_SET is not kept (RFC 9774, section 3): only another session brings it back.
  rejectAsSets: 'reset',
  defaultLocalPreference: 'soft',
  reflection: 'soft',
  gracefulShutdown: 'soft',
  // For the next OPEN: who is here has been taken.
  minimumHoldTimeSeconds: 'soft',
  decision: 'soft',
  maximumPaths: 'soft',
  policies: 'soft',
  networks: 'soft',
  redistribute: 'soft',
  aggregates: 'soft',
  staticRoutes: 'soft',
  peers: 'soft',
  listenRanges: 'soft',
  listenLimit: 'soft',
};

export const gracefulRestartSettingEffects: Effects<GracefulRestartConfiguration> = {
  mode: 'reset',
  restartTimeSeconds: 'reset',
  stalePathTimeSeconds: 'reset',
  selectionDeferralTimeSeconds: 'soft',
  preserveForwardingState: 'reset',
  notificationSupport: 'reset',
  hardAdministrativeReset: 'soft',
  longLivedStaleTimeSeconds: 'reset',
};

export const peerSettingEffects: Effects<PeerSettings, 'families'> = {
  peerGroup: 'soft',
  description: 'soft',
  remoteAs: 'reset',
  passive: 'reset',
  shutdown: 'reset',
  shutdownMessage: 'soft',
  port: 'reset',
  localAddress: 'reset',
  holdTimeSeconds: 'reset',
  keepaliveTimeSeconds: 'reset',
  connectRetryTimeSeconds: 'reset',
  delayOpenTimeSeconds: 'reset',
  sendHoldTimeSeconds: 'reset',
  extendedNextHop: 'reset',
  ebgpMultihop: 'reset',
  disableConnectedCheck: 'reset',
  localAs: 'reset',
  localRole: 'reset',
  gracefulRestartMode: 'reset',
  gracefulShutdown: 'soft',
  enforceFirstAs: 'soft',
  senderAsPathLoopDetection: 'soft',
  advertisementIntervalSeconds: 'soft',
};

/** Of a family that the peer has before and after; another choice of families is another OPEN. */
export const peerFamilySettingEffects: Effects<PeerFamilySettings> = {
  nextHopSelf: 'soft',
  nextHopSelfForce: 'soft',
  attributesUnchanged: 'soft',
  // What the peer said is reflected to others by other rules: as in FRR, it says it again.
  routeReflectorClient: 'reset',
  routeServerClient: 'reset',
  weight: 'soft',
  sendCommunities: 'soft',
  prefixLimit: 'soft',
  prefixCountMaxOut: 'soft',
  allowOwnAsCount: 'soft',
  allowOwnAsAtOrigin: 'soft',
  asOverride: 'soft',
  removePrivateAs: 'soft',
  addPathSend: 'reset',
  addPathReceive: 'reset',
  addPathReceiveLimit: 'reset',
  aigp: 'soft',
  softReconfigurationInbound: 'soft',
  importFilters: 'soft',
  exportFilters: 'soft',
  unsuppressMap: 'soft',
  defaultOriginate: 'soft',
};

/** Whether going over to other settings of the speaker ends every session. */
export function resetsEverySession(before: RouterConfiguration, next: RouterConfiguration): boolean {
  return (
    differsWhereReset(before, next, speakerSettingEffects) ||
    differsWhereReset(before.gracefulRestart, next.gracefulRestart, gracefulRestartSettingEffects)
  );
}

/** Whether going over to other settings of the peer ends its session. */
export function resetsSession(before: PeerSettings, next: PeerSettings): boolean {
  if (differsWhereReset(before, next, peerSettingEffects)) return true;
  return familyNames.some((family) => {
    const [known, now] = [before.families[family], next.families[family]];
    if (known === undefined || now === undefined) return known !== now;
    return differsWhereReset(known, now, peerFamilySettingEffects);
  });
}

function differsWhereReset<Settings>(
  before: Settings,
  next: Settings,
  effects: Partial<Record<keyof Settings, SettingEffect>>,
): boolean {
  return (Object.keys(effects) as (keyof Settings)[]).some(
    (key) => effects[key] === 'reset' && !isEqualData(before[key], next[key]),
  );
}
