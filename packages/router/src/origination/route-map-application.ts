import type { Prefix } from '@bgpeer/bgp-wire';
import type { PolicyContext, PolicySet, PolicySubject } from '@bgpeer/policy';

/** The route as a route-map leaves it, or undefined when it is denied; without a route-map it stays as it is. */
export function throughRouteMap(
  policies: PolicySet,
  name: string | undefined,
  { family, octets, bitLength }: Prefix,
  subject: PolicySubject,
  context: PolicyContext,
): PolicySubject | undefined {
  if (name === undefined) return subject;
  const routeMap = policies.routeMap(name);
  const prefixClass = routeMap.prefixClass(family, octets, 0, bitLength);
  const { permitted, attributes, weight, tag } = routeMap.evaluate(prefixClass, subject, context);
  return permitted ? { attributes, weight, tag } : undefined;
}
