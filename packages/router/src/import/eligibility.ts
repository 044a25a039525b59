import { asPathCount, type FamilyName, type PathAttributes } from '@bgpeer/bgp-wire';
import { directionVerdict } from '@bgpeer/policy';
import type { IneligibleReason } from '@bgpeer/rib';
import type { Peer } from '../peer.ts';
import type { RouterState } from '../router-state.ts';

/** Why routes with these attributes from this peer take no part in the decision; undefined when they do. */
export function whyIneligible(
  attributes: PathAttributes,
  family: FamilyName,
  peer: Peer,
  state: RouterState,
): IneligibleReason | undefined {
  const { session, endpoints } = peer.negotiated!;
  const settings = peer.settings.families[family]!;
  const { asNumber, bgpIdentifier, ebgpRequiresPolicy } = state.configuration;
  // RFC 4271, section 9.1.2: a route with our own AS in its AS_PATH is excluded from the decision process.
  if (asPathCount(attributes.asPath ?? [], asNumber) > settings.allowOwnAsCount) return 'as-loop';
  // RFC 4456, section 8: a route that we originated, or that passed our cluster, has come back.
  if (attributes.originatorId === bgpIdentifier) return 'originator-loop';
  if (attributes.clusterList?.includes(bgpIdentifier)) return 'cluster-loop';
  // RFC 4271, section 6.3: the next hop must not be the address of the receiving speaker.
  if (attributes.nextHop === endpoints.localAddress) return 'next-hop-is-ours';
  const verdict = directionVerdict({ session, attached: settings.importFilters, ebgpRequiresPolicy });
  return verdict.permitted ? undefined : 'denied-by-policy';
}
