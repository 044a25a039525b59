import { type PathAttributes, parseAsPath, parseCommunity, parsePrefix } from '@bgpeer/bgp-wire';
import {
  type CompiledPolicy,
  compilePolicies,
  noPolicyDefinitions,
  type PolicyContext,
  type PolicyDefinitions,
  type PolicyExplanation,
  type PolicySubject,
  type PolicyVerdict,
  type RouteMapEntry,
} from '../src/index.ts';

/** A route as a test writes it. */
export interface RouteText {
  readonly prefix?: string;
  readonly asPath?: string;
  readonly communities?: string;
  readonly attributes?: PathAttributes;
  readonly weight?: number;
  readonly tag?: number;
  readonly context?: PolicyContext;
}

/** A policy set of these definitions and no others. */
export function policySet(definitions: Partial<PolicyDefinitions>) {
  return compilePolicies({ ...noPolicyDefinitions, ...definitions });
}

/** An entry that permits everything and does nothing, but for what is given. */
export function routeMapEntry(entry: Partial<RouteMapEntry> = {}): RouteMapEntry {
  return { sequence: 10, action: 'permit', matches: [], sets: [], ...entry };
}

/** The route-map `M` of these entries, with the lists given beside. */
export function routeMapOf(
  entries: readonly Partial<RouteMapEntry>[],
  definitions: Partial<PolicyDefinitions> = {},
): CompiledPolicy {
  const numbered = entries.map((entry, index) => routeMapEntry({ sequence: 10 * (index + 1), ...entry }));
  const routeMaps = [{ name: 'M', entries: numbered }, ...(definitions.routeMaps ?? [])];
  return policySet({ ...definitions, routeMaps }).routeMap('M');
}

export function subjectOf(route: RouteText): PolicySubject {
  const attributes: PathAttributes = {
    origin: 'IGP',
    asPath: parseAsPath(route.asPath ?? '')!,
    nextHop: '192.0.2.1',
    ...(route.communities !== undefined && {
      communities: route.communities.split(' ').map((text) => parseCommunity(text)!),
    }),
    ...route.attributes,
  };
  return { attributes, weight: route.weight ?? 0, tag: route.tag };
}

export function evaluate(policy: CompiledPolicy, route: RouteText): PolicyVerdict {
  return policy.evaluate(classOf(policy, route), subjectOf(route), route.context ?? {});
}

export function explain(policy: CompiledPolicy, route: RouteText): PolicyExplanation {
  const prefix = parsePrefix(route.prefix ?? '198.51.100.0/24')!;
  return policy.explain(classOf(policy, route), subjectOf(route), route.context ?? {}, prefix);
}

export function classOf(policy: CompiledPolicy, route: RouteText): number {
  const prefix = parsePrefix(route.prefix ?? '198.51.100.0/24')!;
  return policy.prefixClass(prefix.family, prefix.octets, 0, prefix.bitLength);
}
