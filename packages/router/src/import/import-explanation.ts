import { type FamilyName, type PathAttributes, type Prefix, parsePrefix } from '@bgpeer/bgp-wire';
import { directionVerdict, type PolicyDecision, type PolicyStep } from '@bgpeer/policy';
import { type IneligibleReason, ineligibleReasons, localPeer, type RouteId } from '@bgpeer/rib';
import type { Peer } from '../peer.ts';
import type { RouterState } from '../router-state.ts';
import { admittedAttributes } from './admitted-attributes.ts';
import { whyIneligible } from './eligibility.ts';
import { importOptionsOf, importPolicyOf } from './import-options.ts';
import { policyContextOf } from './imported-route.ts';

/** What import made of a route, and what decided it. */
export interface ImportExplanation {
  /** As the peer gave them. */
  readonly received: PathAttributes;
  /** Why it takes no part in the decision; undefined when import let it pass. */
  readonly ineligible?: IneligibleReason;
  /** What the policy, or the want of one, said; absent where the route did not get that far. */
  readonly decidedBy?: PolicyDecision;
  /** The way through the policy. */
  readonly steps: readonly PolicyStep[];
}

/** Asks import once more about a route that is known, this time for the reasons; undefined for one of our own. */
export function explainImport(
  state: RouterState,
  family: FamilyName,
  route: RouteId,
): ImportExplanation | undefined {
  const rib = state.ribs.get(family)!;
  const source = rib.sources.get(rib.routes.source(route));
  const peer = source.peer === localPeer ? undefined : state.peersByNumber.get(source.peer);
  if (peer?.lastNegotiated === undefined || peer.settings.families[family] === undefined) return undefined;
  const received = rib.pool.attributes(rib.routes.received(route));
  const reason = ineligibleReasons[rib.routes.ineligibleCode(route)];
  const prefix = parsePrefix(rib.index.format(rib.routes.prefix(route)))!;
  return {
    received,
    ...(reason !== undefined && { ineligible: reason }),
    ...policyWay(state, peer, prefix, received),
  };
}

function policyWay(
  state: RouterState,
  peer: Peer,
  prefix: Prefix,
  received: PathAttributes,
): Pick<ImportExplanation, 'decidedBy' | 'steps'> {
  const { family } = prefix;
  const options = importOptionsOf(peer, family, state);
  if (whyIneligible(received, options) !== undefined) return { steps: [] };
  const policy = importPolicyOf(peer, family, state);
  if (policy === undefined) return { decidedBy: decidedWithoutPolicy(state, peer), steps: [] };
  const prefixClass = policy.prefixClass(family, prefix.octets, 0, prefix.bitLength);
  const subject = { attributes: admittedAttributes(received, options), weight: options.weight };
  const context = { ...policyContextOf(options), learnedFrom: peer.address, peerAddress: peer.address };
  const { verdict, steps } = policy.explain(prefixClass, subject, context, prefix);
  return { decidedBy: verdict.decidedBy, steps };
}

function decidedWithoutPolicy(state: RouterState, peer: Peer): PolicyDecision {
  const { ebgpRequiresPolicy } = state.configuration;
  const { session } = peer.lastNegotiated!;
  const { decidedBy } = directionVerdict({ session, attached: undefined, ebgpRequiresPolicy });
  switch (decidedBy) {
    case 'RFC 8212':
      return { kind: 'RFC 8212' };
    case 'internal-session':
    case 'policy-not-required':
      return { kind: 'no-policy', why: decidedBy };
    case 'attached-policy':
      return { kind: 'permit-all' };
  }
}
