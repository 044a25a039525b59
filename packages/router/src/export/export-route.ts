import { type PathAttributes, type Prefix, partialUnrecognized } from '@bgpeer/bgp-wire';
import type { CompiledPolicy, PolicyContext, PolicyStep, PolicySubject, PolicyVerdict } from '@bgpeer/policy';
import { aigpToSend } from './accumulated-metric.ts';
import { withCumulativeBandwidth } from './cumulative-bandwidth.ts';
import { asPathBeforePolicy, asPathToSend } from './export-as-path.ts';
import { type ExportCase, isBetweenServerClients } from './export-case.ts';
import { communitiesToSend } from './export-communities.ts';
import { exportNextHop, ownNextHop } from './export-next-hop.ts';
import type { ExportOptions } from './export-options.ts';
import type { ExportPolicies } from './export-policies.ts';
import { withheldAsTooLong } from './message-room.ts';
import { onlyToCustomerToSend, withheldAsLeak } from './only-to-customer.ts';
import { type Withheld, withheldAsStale, withheldByRule } from './withheld.ts';

/** A selected route on its way out. */
export interface ExportedRoute {
  readonly attributes: PathAttributes;
  readonly weight: number;
  readonly exportCase: ExportCase;
}

/** The attributes with which a route is advertised, or why it is not. */
export type ExportOutcome =
  | { readonly attributes: PathAttributes; readonly nextHopIsOwn: boolean }
  | { readonly withheld: Withheld };

/**
 * What becomes of a route on its way to the peers of a group: the export path of RFC 4271, sections 5.1 and 9.2, in FRR's
 * order. Rules judge the route as it was selected; the policy sees it with what does not cross the session gone, but
 * without our own AS number in front; what the policy sets wins over the rules that follow.
 */
export function exportRoute(
  route: ExportedRoute,
  options: ExportOptions,
  policies: ExportPolicies,
): ExportOutcome {
  const judged = beforePolicy(route, options, policies);
  if ('withheld' in judged) return judged;
  const { attributes, policy } = judged;
  const { exportCase } = route;
  if (policy === undefined) return finish(attributes, false, exportCase, options);
  const context = policyContextOf(exportCase, options);
  const verdict = policy.evaluate(exportCase.prefixClass, subjectOf(route, attributes, options), context);
  return afterVerdict(verdict, attributes, exportCase, options);
}

/** What becomes of a route, with the way through the policy when it came that far. */
export interface ExplainedExport {
  readonly outcome: ExportOutcome;
  readonly policySteps: readonly PolicyStep[];
}

/** The same as `exportRoute`, with every step of the policy. */
export function explainExport(
  route: ExportedRoute,
  options: ExportOptions,
  policies: ExportPolicies,
  prefix: Prefix,
): ExplainedExport {
  const judged = beforePolicy(route, options, policies);
  const { exportCase } = route;
  if ('withheld' in judged) return { outcome: judged, policySteps: [] };
  const { attributes, policy } = judged;
  if (policy === undefined)
    return { outcome: finish(attributes, false, exportCase, options), policySteps: [] };
  const { family } = options;
  const prefixClass = policy.prefixClass(family, prefix.octets, 0, prefix.bitLength);
  const context = policyContextOf(exportCase, options);
  const { verdict, steps } = policy.explain(
    prefixClass,
    subjectOf(route, attributes, options),
    context,
    prefix,
  );
  return { outcome: afterVerdict(verdict, attributes, exportCase, options), policySteps: steps };
}

type BeforePolicy =
  | { readonly withheld: Withheld }
  | { readonly attributes: PathAttributes; readonly policy: CompiledPolicy | undefined };

/** What the rules say of a route, and if nothing holds it back, how it comes to its policy. */
function beforePolicy(
  { attributes, weight, exportCase }: ExportedRoute,
  options: ExportOptions,
  { attached, filterList, unsuppress, lists }: ExportPolicies,
): BeforePolicy {
  const ruled = withheldByRule(attributes, exportCase, options);
  if (ruled !== undefined) return { withheld: ruled };
  if (options.policy === 'RFC 8212') return { withheld: { why: 'policy', decidedBy: { kind: 'RFC 8212' } } };
  if (exportCase.isSuppressed && unsuppress === undefined) return { withheld: { why: 'suppressed' } };
  const first = exportCase.isSuppressed ? lists : filterList;
  const listClass = exportCase.detail?.listClass ?? 0;
  const filtered = first?.evaluate(listClass, { attributes, weight }, policyContextOf(exportCase, options));
  if (filtered?.permitted === false) return { withheld: { why: 'policy', decidedBy: filtered.decidedBy } };
  const policy = exportCase.isSuppressed ? unsuppress : attached;
  return { attributes: attributesBeforePolicy(attributes, exportCase, options), policy };
}

/** A route as the policy sees it. */
function subjectOf(
  { attributes, weight, exportCase }: ExportedRoute,
  beforePolicy: PathAttributes,
  { defaultLocalPreference }: ExportOptions,
): PolicySubject {
  const { multiExitDisc } = attributes;
  const isRemoved = multiExitDisc !== undefined && beforePolicy.multiExitDisc === undefined;
  // As FRR has it: routes of our own have the default one, but for aggregates.
  const isAssumed = exportCase.kind === 'local' && attributes.aggregator === undefined;
  return {
    attributes: beforePolicy,
    weight,
    ...(isRemoved && { removedMultiExitDisc: multiExitDisc }),
    ...(isAssumed && { assumedLocalPreference: defaultLocalPreference }),
  };
}

function afterVerdict(
  verdict: PolicyVerdict,
  beforePolicy: PathAttributes,
  exportCase: ExportCase,
  options: ExportOptions,
): ExportOutcome {
  if (!verdict.permitted) return { withheld: { why: 'policy', decidedBy: verdict.decidedBy } };
  // RFC 4456, section 10: a reflector modifies none of the attributes of what it reflects.
  const isReflected = exportCase.kind === 'internal' && options.session === 'internal';
  if (isReflected && options.reflection?.allowOutboundPolicy !== true)
    return finish(beforePolicy, false, exportCase, options);
  return finish(verdict.attributes, verdict.nextHopIsSet, exportCase, options);
}

/** The attributes as the policy of the group sees them. */
function attributesBeforePolicy(
  attributes: PathAttributes,
  exportCase: ExportCase,
  options: ExportOptions,
): PathAttributes {
  const { localPref, multiExitDisc, originatorId, asPath = [], extendedCommunities } = attributes;
  const bandwidthSum = exportCase.detail?.linkBandwidthSum;
  const isSummed =
    bandwidthSum !== undefined && exportNextHop(attributes, exportCase, options, false)?.isOwn === true;
  // RFC 4271, section 5.1.4: a MED is for the neighbouring AS alone.
  const keepsMultiExitDisc =
    options.session === 'internal' ||
    exportCase.kind === 'local' ||
    isBetweenServerClients(exportCase, options) ||
    options.attributesUnchanged.multiExitDisc;
  return {
    ...passedOn(attributes),
    asPath: asPathBeforePolicy(asPath, options),
    multiExitDisc: keepsMultiExitDisc ? multiExitDisc : undefined,
    localPref: options.session === 'internal' ? (localPref ?? options.defaultLocalPreference) : localPref,
    originatorId: originatorId ?? exportCase.reflectedFrom,
    extendedCommunities: isSummed
      ? withCumulativeBandwidth(extendedCommunities, bandwidthSum)
      : extendedCommunities,
  };
}

/** AIGP and OTC are acted on here, so that they are none of the attributes that just pass on (RFC 4271, section 5). */
function passedOn(attributes: PathAttributes): PathAttributes {
  if (attributes.aigp === undefined && attributes.onlyToCustomer === undefined)
    return partialUnrecognized(attributes);
  const { aigp, onlyToCustomer, ...others } = attributes;
  return { ...partialUnrecognized(others), aigp, onlyToCustomer };
}

/** The circumstances that a policy may ask for. */
export function policyContextOf({ learnedFrom, detail }: ExportCase, options: ExportOptions): PolicyContext {
  const { peerAddress, localAs, localAsNumber } = options;
  const localAddress = ownNextHop(options);
  return {
    ...(learnedFrom !== undefined && { learnedFrom }),
    ...(peerAddress !== undefined && { peerAddress }),
    ...(localAddress !== undefined && { localAddress }),
    localAsNumber: localAs?.asNumber ?? localAsNumber,
    ...detail,
  };
}

/** What follows the policy. */
function finish(
  attributes: PathAttributes,
  nextHopIsSet: boolean,
  exportCase: ExportCase,
  options: ExportOptions,
): ExportOutcome {
  const withheld = withheldAsStale(attributes, exportCase, options) ?? withheldAsLeak(attributes, options);
  if (withheld !== undefined) return { withheld };
  const hop = exportNextHop(attributes, exportCase, options, nextHopIsSet);
  if (hop === undefined) return { withheld: { why: 'no-next-hop' } };
  const sent = communitiesToSend(attributes, exportCase, options);
  const inside = insideTheAs(attributes, exportCase, options);
  const outgoing: PathAttributes = {
    ...attributes,
    asPath: asPathToSend(attributes.asPath ?? [], exportCase, options),
    nextHop: hop.nextHop,
    linkLocalNextHop: hop.linkLocalNextHop,
    localPref: inside.localPref,
    communities: sent.communities,
    originatorId: inside.originatorId,
    clusterList: inside.clusterList,
    extendedCommunities: sent.extendedCommunities,
    aigp: aigpToSend(attributes, exportCase, options, hop.isOwn),
    largeCommunities: sent.largeCommunities,
    onlyToCustomer: onlyToCustomerToSend(attributes, options),
  };
  const tooLong = withheldAsTooLong(outgoing, options);
  return tooLong === undefined ? { nextHopIsOwn: hop.isOwn, attributes: outgoing } : { withheld: tooLong };
}

/**
 * What does not leave the AS: LOCAL_PREF (RFC 4271, section 5.1.5), ORIGINATOR_ID and CLUSTER_LIST (RFC 4456, section 8:
 * the reflector puts its CLUSTER_ID in front).
 */
function insideTheAs(
  { localPref, originatorId, clusterList = [] }: PathAttributes,
  exportCase: ExportCase,
  options: ExportOptions,
): Pick<PathAttributes, 'localPref' | 'originatorId' | 'clusterList'> {
  if (options.session === 'external')
    return { localPref: undefined, originatorId: undefined, clusterList: undefined };
  // RFC 8326, section 4.1: the other routers of the AS turn to other paths first.
  const preference = options.gracefulShutdown ? 0 : localPref;
  const reflector = exportCase.kind === 'internal' ? options.reflection : undefined;
  if (reflector !== undefined)
    return { localPref: preference, originatorId, clusterList: [reflector.clusterId, ...clusterList] };
  return {
    localPref: preference,
    originatorId,
    clusterList: clusterList.length === 0 ? undefined : clusterList,
  };
}
