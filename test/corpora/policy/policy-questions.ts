import { type PathAttributes, parsePrefixLoosely } from '@bgpeer/bgp-wire';
import {
  checkPolicies,
  compilePolicies,
  noPolicyDefinitions,
  type PolicyDefinitions,
  type PolicyVerdict,
  type RouteMapEntry,
} from '@bgpeer/policy';

/** What the route-map `M` of these entries, with these lists, makes of a route. Definitions that are not good are said. */
export function verdictOf(
  entries: readonly Partial<RouteMapEntry>[],
  lists: Partial<PolicyDefinitions>,
  attributes: PathAttributes,
  prefixText = '192.0.2.0/24',
): PolicyVerdict {
  const definitions: PolicyDefinitions = {
    ...noPolicyDefinitions,
    ...lists,
    routeMaps: [
      {
        name: 'M',
        entries: entries.map((entry, index) => ({
          sequence: index + 1,
          action: 'permit',
          matches: [],
          sets: [],
          ...entry,
        })),
      },
    ],
  };
  const problems = checkPolicies(definitions, [{ user: 'the row', routeMap: 'M' }]);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const policy = compilePolicies(definitions).routeMap('M');
  const { family, octets, bitLength } = parsePrefixLoosely(prefixText)!;
  return policy.evaluate(policy.prefixClass(family, octets, 0, bitLength), { attributes, weight: 0 }, {});
}
