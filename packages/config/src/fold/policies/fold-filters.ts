import type { DirectionFilters } from '@bgpeer/policy';
import { filtersOf, type WrittenPolicy } from '../../document/policy/attached-policy.ts';
import { withoutUndefined } from '../without-undefined.ts';

/**
 * The filters of one direction: the peer's own before its group's, filter by filter, as FRR takes them. `permit-all`
 * stands where a route-map would; `none` takes the group's away. None at all is no policy (RFC 8212).
 */
export function foldFilters(
  group: WrittenPolicy | undefined,
  own: WrittenPolicy | undefined,
): DirectionFilters | undefined {
  const isPolicy = (policy: WrittenPolicy | undefined) => policy !== undefined && policy !== 'none';
  if (own === 'none' || !(isPolicy(own) || isPolicy(group))) return undefined;
  const inherited = filtersOf(group);
  if (own === 'permit-all') return withoutUndefined({ ...inherited, routeMap: undefined });
  return withoutUndefined({ ...inherited, ...withoutUndefined(filtersOf(own)) });
}
