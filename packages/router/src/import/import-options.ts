import type { FamilyName, IpAddress, SessionType } from '@bgpeer/bgp-wire';
import { type CompiledPolicy, directionVerdict } from '@bgpeer/policy';
import type { BgpRole } from '../configuration.ts';
import type { Peer } from '../peer.ts';
import type { RouterState } from '../router-state.ts';

/**
 * Everything that the meaning of a received route hangs on, as plain data: peers with equal options share what was
 * understood of attributes. What concerns one peer alone stands in here only where a knob or a policy asks for it.
 */
export interface ImportOptions {
  readonly family: FamilyName;
  readonly session: SessionType;
  /** How the attributes are read. */
  readonly fourOctetAsNumbers: boolean;
  readonly extendedNextHop: readonly FamilyName[];
  readonly rejectAsSets: boolean;
  readonly asNumber: number;
  readonly bgpIdentifier: IpAddress;
  /** RFC 4456, section 7. */
  readonly clusterId: IpAddress;
  /** Our addresses towards the peer. */
  readonly localAddresses: readonly IpAddress[];
  readonly allowOwnAsCount: number;
  readonly allowOwnAsAtOrigin: boolean;
  /** The AS number that the peer knows us by (RFC 7705). */
  readonly localAs?: { readonly asNumber: number; readonly isPrepended: boolean };
  /** What must stand first in AS_PATH, where that is enforced. */
  readonly firstAsNumber?: number;
  /** Our role towards the peer, and the peer's AS number (RFC 9234). */
  readonly role?: { readonly role: BgpRole; readonly peerAsNumber: number };
  /** AIGP is enabled on the session (RFC 7311, section 3.3). */
  readonly aigp: boolean;
  /** Tell everybody to avoid what comes from the peer (RFC 8326, section 4.2). */
  readonly gracefulShutdown: boolean;
  readonly weight: number;
  readonly policy: ImportPolicyKey;
}

/** `none`: everything passes; `RFC 8212`: nothing does, for want of a policy; else the policy, and the peer where it asks for it. */
export type ImportPolicyKey =
  | 'none'
  | 'RFC 8212'
  | { readonly fingerprint: string; readonly peerAddress?: IpAddress };

/** The options of a peer that has, or had, a session, for one of its families. */
export function importOptionsOf(peer: Peer, family: FamilyName, state: RouterState): ImportOptions {
  const { receive, session, endpoints, peerAsNumber } = peer.lastNegotiated!;
  const { settings } = peer;
  const ofFamily = settings.families[family]!;
  const { configuration } = state;
  const isExternal = session === 'external';
  const { localAs, localRole } = settings;
  return {
    family,
    session,
    fourOctetAsNumbers: receive.fourOctetAsNumbers,
    extendedNextHop: receive.extendedNextHop,
    rejectAsSets: configuration.rejectAsSets,
    asNumber: configuration.asNumber,
    bgpIdentifier: configuration.bgpIdentifier,
    clusterId: configuration.reflection.clusterId ?? configuration.bgpIdentifier,
    localAddresses: [endpoints.localAddress, endpoints.otherFamilyLocalAddress].filter(
      (address) => address !== undefined,
    ),
    allowOwnAsCount: ofFamily.allowOwnAsCount,
    allowOwnAsAtOrigin: ofFamily.allowOwnAsAtOrigin,
    ...(isExternal &&
      localAs !== undefined && {
        localAs: { asNumber: localAs.asNumber, isPrepended: !localAs.noPrepend },
      }),
    ...(isExternal && settings.enforceFirstAs && { firstAsNumber: peerAsNumber }),
    // RFC 9234, section 5: the procedures are for external sessions.
    ...(isExternal && localRole !== undefined && { role: { role: localRole.role, peerAsNumber } }),
    aigp: !isExternal || ofFamily.aigp,
    gracefulShutdown: isExternal && (configuration.gracefulShutdown || settings.gracefulShutdown),
    weight: ofFamily.weight,
    policy: policyKeyOf(peer, family, state),
  };
}

/** The filters that hang on what a peer sends; undefined without any. */
export function importPolicyOf(
  peer: Peer,
  family: FamilyName,
  state: RouterState,
): CompiledPolicy | undefined {
  const filters = peer.settings.families[family]?.importFilters;
  return filters === undefined ? undefined : state.policies.filters(filters);
}

function policyKeyOf(peer: Peer, family: FamilyName, state: RouterState): ImportPolicyKey {
  const policy = importPolicyOf(peer, family, state);
  if (policy !== undefined) {
    const { fingerprint, looksAtSource, looksAtSession } = policy;
    return { fingerprint, ...((looksAtSource || looksAtSession) && { peerAddress: peer.address }) };
  }
  const { session } = peer.lastNegotiated!;
  const { ebgpRequiresPolicy } = state.configuration;
  const verdict = directionVerdict({ session, attached: undefined, ebgpRequiresPolicy });
  return verdict.permitted ? 'none' : 'RFC 8212';
}
