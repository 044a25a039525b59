import { type FamilyName, formatPrefix, type IpAddress, parsePrefix } from '@bgpeer/bgp-wire';
import { type FamilyRib, none, type PrefixId, type RouteId } from '@bgpeer/rib';
import type { GroupRoutes } from '../export/group-routes.ts';
import { exportPoliciesOf } from '../export/peer-export-options.ts';
import type { Peer } from '../peer.ts';
import type { RouterState } from '../router-state.ts';
import { isAdvertisingDeferred } from '../session/own-restart.ts';
import type {
  AdvertisementExplanation,
  AdvertisementReason,
  RouteAdvertisementExplanation,
} from './advertisement-explanation.ts';
import { advertisementTexts, withheldText } from './advertisement-text.ts';

/** Why a peer was, or was not, sent a prefix; undefined for text that is no prefix of the family, and for who is no peer. */
export function explainAdvertisement(
  state: RouterState,
  address: IpAddress,
  family: FamilyName,
  text: string,
): AdvertisementExplanation | undefined {
  const peer = state.peers.get(address);
  const parsed = parsePrefix(text);
  if (peer === undefined || parsed?.family !== family) return undefined;
  const rib = state.ribs.get(family)!;
  const prefix = rib.index.find(parsed.octets, 0, parsed.bitLength);
  const group = peer.updateGroups.get(family);
  const advertised = prefix !== none && group !== undefined && group.isAdvertisedTo(peer.number, prefix);
  const routes =
    group === undefined || prefix === none ? [] : explainRoutes(state, peer, group.routes, family, prefix);
  const reason = reasonOf(state, peer, {
    family,
    prefix,
    routes,
    advertised,
    isDefault: parsed.bitLength === 0,
  });
  return {
    family,
    prefix: formatPrefix(parsed),
    peer: address,
    advertised,
    reason,
    text: reason === 'withheld' ? withheldTextOf(group?.routes, routes) : advertisementTexts[reason],
    routes,
  };
}

interface Standing {
  readonly family: FamilyName;
  readonly prefix: PrefixId;
  readonly routes: readonly RouteAdvertisementExplanation[];
  readonly advertised: boolean;
  readonly isDefault: boolean;
}

function reasonOf(state: RouterState, peer: Peer, standing: Standing): AdvertisementReason {
  const { family, prefix, routes, advertised, isDefault } = standing;
  if (peer.negotiated === undefined) return 'no-session';
  if (!peer.negotiatedFamilies.includes(family)) return 'family-not-negotiated';
  const group = peer.updateGroups.get(family);
  if (group === undefined || isAdvertisingDeferred(state, family)) return 'selection-deferred';
  if (isDefault && group.options.defaultOriginate !== undefined)
    return advertised ? 'default-originated' : defaultReason(group.routes);
  const isToBeSent = routes.some(({ attributes }) => attributes !== undefined);
  if (advertised) return isToBeSent ? 'advertised' : 'withdrawal-waiting';
  const rib = state.ribs.get(family)!;
  if (prefix === none || rib.routes.first(prefix) === none) return 'unknown-prefix';
  if (routes.length === 0) return 'none-selected';
  if (!isToBeSent) return 'withheld';
  return group.routes.isHeldBack(prefix) ? 'prefix-count-max' : 'waiting';
}

function defaultReason({ defaultRouteOutcome }: GroupRoutes): AdvertisementReason {
  if (defaultRouteOutcome === undefined) return 'default-not-permitted';
  return 'withheld' in defaultRouteOutcome ? 'withheld' : 'waiting';
}

/** Where it is no route of the table that is withheld, it is the default route of `default-originate`. */
function withheldTextOf(
  group: GroupRoutes | undefined,
  [first]: readonly RouteAdvertisementExplanation[],
): string {
  const outcome = first === undefined ? group?.defaultRouteOutcome : undefined;
  if (outcome !== undefined && 'withheld' in outcome) return withheldText(outcome.withheld);
  return first.text;
}

function explainRoutes(
  state: RouterState,
  peer: Peer,
  group: GroupRoutes,
  family: FamilyName,
  prefix: PrefixId,
): RouteAdvertisementExplanation[] {
  const rib = state.ribs.get(family)!;
  const policies = exportPoliciesOf(peer.settings.families[family]!, state);
  const candidates = group.candidates(prefix);
  const inOrder =
    candidates.length < 2 ? candidates : rib.ranked(prefix).filter((route) => candidates.includes(route));
  return inOrder.map((route) => {
    const { outcome, policySteps } = group.explain(prefix, route, policies);
    const identity = { ...learnedFrom(rib, route), ...pathIdentifier(rib, group, route) };
    if ('withheld' in outcome)
      return { ...identity, withheld: outcome.withheld, text: withheldText(outcome.withheld), policySteps };
    const { attributes } = outcome;
    return { ...identity, attributes, text: 'it may be sent to the peer', policySteps };
  });
}

function learnedFrom(rib: FamilyRib, route: RouteId): { readonly learnedFrom?: IpAddress } {
  const { kind, address } = rib.sources.get(rib.routes.source(route));
  return kind === 'local' ? {} : { learnedFrom: address };
}

function pathIdentifier(
  rib: FamilyRib,
  group: GroupRoutes,
  route: RouteId,
): { readonly pathIdentifier?: number } {
  return group.slots === undefined ? {} : { pathIdentifier: rib.pathIdentifierToSend(route) };
}
