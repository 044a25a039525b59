import type { SetAction } from '../definitions/route-map-definition.ts';
import { asPathExclude, asPathPrepend, asPathPrependLastAs, asPathReplace } from './as-path-sets.ts';
import { aggregator, aigpMetric, atomicAggregate, origin, originatorId } from './attribute-sets.ts';
import {
  communities,
  deleteCommunities,
  deleteExtendedCommunities,
  deleteLargeCommunities,
  extendedCommunities,
  largeCommunities,
  noCommunities,
  noExtendedCommunities,
  noLargeCommunities,
} from './community-sets.ts';
import { linkBandwidth } from './link-bandwidth-set.ts';
import { linkLocalNextHop, nextHop } from './next-hop-sets.ts';
import { localPreference, metric, tag, weight } from './number-sets.ts';
import type { ActionOf, SetKind, SetRow } from './set-row.ts';

/** Every kind of action of a route-map. None makes an AS_SET (RFC 9774, section 3). */
const setTable: { readonly [Kind in SetKind]: SetRow<ActionOf<Kind>> } = {
  'local-preference': localPreference,
  metric,
  weight,
  origin,
  'as-path-prepend': asPathPrepend,
  'as-path-prepend-last-as': asPathPrependLastAs,
  'as-path-exclude': asPathExclude,
  'as-path-replace': asPathReplace,
  communities,
  'no-communities': noCommunities,
  'delete-communities': deleteCommunities,
  'large-communities': largeCommunities,
  'no-large-communities': noLargeCommunities,
  'delete-large-communities': deleteLargeCommunities,
  'extended-communities': extendedCommunities,
  'no-extended-communities': noExtendedCommunities,
  'delete-extended-communities': deleteExtendedCommunities,
  'link-bandwidth': linkBandwidth,
  'next-hop': nextHop,
  'link-local-next-hop': linkLocalNextHop,
  'originator-id': originatorId,
  'atomic-aggregate': atomicAggregate,
  aggregator,
  'aigp-metric': aigpMetric,
  tag,
};

/** The row of an action's kind. */
export function setRowOf<Kind extends SetKind>(action: { readonly set: Kind }): SetRow {
  return setTable[action.set] as SetRow<SetAction>;
}
