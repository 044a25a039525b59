import type { EvpnRoute } from './evpn-route.ts';
import type { FlowspecRule } from './flowspec-rule.ts';
import type { LabelledPrefix } from './labelled-prefix.ts';
import type { Nlri } from './prefix.ts';
import type { RouteTargetMembership } from './route-target-membership.ts';
import type { VpnPrefix } from './vpn-prefix.ts';

/** What MP_REACH_NLRI or MP_UNREACH_NLRI lists, in the one list that is of the family's kind; the others are not there. */
export interface NlriLists {
  /** Prefixes of unicast and multicast families; empty for the others. */
  readonly nlri: readonly Nlri[];
  readonly labelledPrefixes?: readonly LabelledPrefix[];
  readonly vpnPrefixes?: readonly VpnPrefix[];
  readonly evpnRoutes?: readonly EvpnRoute[];
  readonly flowspecRules?: readonly FlowspecRule[];
  readonly routeTargetMemberships?: readonly RouteTargetMembership[];
}

export type NlriListName = keyof NlriLists;

/** What stands in a list. */
export type NlriOf<Name extends NlriListName> = Required<NlriLists>[Name][number];
