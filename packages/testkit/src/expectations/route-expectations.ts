import { type FamilyName, type IpAddress, parsePrefix } from '@bgpeer/bgp-wire';
import type { BgpRouter, SelectedRouteView } from '@bgpeer/router';
import type { Objection } from './octet-expectations.ts';

/** What is expected of a prefix. */
export interface ExpectedRoute {
  /** How many next hops share the load, or exactly which. Absent: any. */
  readonly nextHops?: number | readonly IpAddress[];
}

/** A router, or what has one: a speaker, a router of the virtual network. */
export type HasRoutes = Pick<BgpRouter, 'selectedRouteFor' | 'prefix'> | { readonly router: BgpRouter };

/** What waits for routes, as a speaker does; it rejects when time is up, saying what is there instead. */
export interface WaitsForRoutes {
  waitForRoute(prefix: string, options: ExpectedRoute & { readonly timeoutMs: number }): Promise<unknown>;
}

/** The router has selected a route for the prefix, with these next hops. */
export function objectionToRoute(
  subject: HasRoutes,
  prefix: string,
  expected: ExpectedRoute = {},
): Objection {
  const router = 'router' in subject ? subject.router : subject;
  const family: FamilyName | undefined = parsePrefix(prefix)?.family;
  if (family === undefined) return `${prefix} is no prefix`;
  const route = router.selectedRouteFor(family, prefix);
  if (route !== undefined) return objectionToNextHops(route, expected);
  const known = router.prefix(family, prefix)?.routes ?? [];
  const reasons = known.map(
    ({ peer, explanationText }) => `  from ${peer?.address ?? 'this speaker'}: ${explanationText}`,
  );
  return [
    `expected a route for ${prefix}, but none is selected`,
    ...(known.length === 0 ? ['  nobody has advertised one'] : reasons),
  ].join('\n');
}

/** The same, waited for. */
export async function objectionToRouteInTime(
  subject: WaitsForRoutes,
  prefix: string,
  expected: ExpectedRoute & { readonly timeoutMs: number },
): Promise<Objection> {
  try {
    await subject.waitForRoute(prefix, expected);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function objectionToNextHops(route: SelectedRouteView, { nextHops }: ExpectedRoute): Objection {
  const actual = route.nextHops.join(', ') || 'none';
  if (nextHops === undefined) return undefined;
  if (typeof nextHops === 'number')
    return route.nextHops.length === nextHops
      ? undefined
      : `expected ${nextHops} next hops for ${route.prefix}, but got ${route.nextHops.length}: ${actual}`;
  const missing = nextHops.filter((address) => !route.nextHops.includes(address));
  const surplus = route.nextHops.filter((address) => !nextHops.includes(address));
  if (missing.length === 0 && surplus.length === 0) return undefined;
  return [
    `next hops of ${route.prefix}: expected ${nextHops.join(', ') || 'none'}, but got ${actual}`,
    ...missing.map((address) => `  missing: ${address}`),
    ...surplus.map((address) => `  not expected: ${address}`),
  ].join('\n');
}
