import type { PeerFamilySettings } from '@bgpeer/router';
import type { ConfigDocument } from '../document/config-document.ts';

/** The values that FRR's profile decides (`frr defaults traditional|datacenter`). */
export type ProfileDefaults = {
  readonly ebgpRequiresPolicy: boolean;
  readonly holdTimeSeconds: number;
  readonly keepaliveTimeSeconds: number;
  readonly connectRetryTimeSeconds: number;
  readonly deterministicMed: boolean;
};

export const profileDefaults: Readonly<Record<ConfigDocument['defaults'], ProfileDefaults>> = {
  traditional: {
    ebgpRequiresPolicy: true,
    holdTimeSeconds: 180,
    keepaliveTimeSeconds: 60,
    connectRetryTimeSeconds: 120,
    deterministicMed: false,
  },
  datacenter: {
    ebgpRequiresPolicy: false,
    holdTimeSeconds: 9,
    keepaliveTimeSeconds: 3,
    connectRetryTimeSeconds: 10,
    deterministicMed: true,
  },
};

/** FRR's, as far as RFC 4724 leaves them open. */
export const gracefulRestartDefaults = {
  mode: 'helper',
  restartTimeSeconds: 120,
  stalePathTimeSeconds: 360,
  selectionDeferralTimeSeconds: 360,
  preserveForwardingState: false,
  notificationSupport: true,
  hardAdministrativeReset: true,
} as const;

/** RFC 4271, section 9.1.1 leaves the degree of preference to us; FRR and everyone else take 100. */
export const defaultLocalPreference = 100;

/** FRR's default is its build's limit, and Debian builds it with 256. */
export const maximumPathsDefault = 256;

/** FRR tells the operator from three quarters of a prefix limit on. */
export const prefixLimitThresholdDefault = 75;

/** FRR's distance of a static route that gives none. */
export const staticRouteDistanceDefault = 1;

export const listenLimitDefault = 100;

/** The BGP port (RFC 4271, section 8.2.1). */
export const portDefault = 179;

export const peerFamilyDefaults: PeerFamilySettings = {
  nextHopSelf: false,
  nextHopSelfForce: false,
  attributesUnchanged: { asPath: false, nextHop: false, multiExitDisc: false },
  routeReflectorClient: false,
  routeServerClient: false,
  weight: 0,
  sendCommunities: { standard: true, extended: true, large: true },
  allowOwnAsCount: 0,
  allowOwnAsAtOrigin: false,
  asOverride: false,
  addPathReceive: true,
  aigp: false,
  softReconfigurationInbound: false,
};

/** RFC 9687, section 4: the longer of eight minutes and twice the Hold Time. */
export function sendHoldTimeDefault(holdTimeSeconds: number): number {
  return Math.max(480, 2 * holdTimeSeconds);
}
