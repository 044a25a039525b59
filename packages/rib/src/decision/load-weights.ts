import { isLinkBandwidth } from '@bgpeer/bgp-wire';
import type { AttributePool, AttributesId } from '../attribute-pool.ts';
import type { RouteId } from '../route-table.ts';
import { attributesOf, type DecisionContext } from './decision-step.ts';

/** A route's share of the load of its prefix, relative to those of the others. */
export interface RouteWeight {
  readonly route: RouteId;
  /** 1 to 100: so many parts of a hundred. */
  readonly weight: number;
}

const wholeLoad = 100;
const equalWeight = 1;

/**
 * The shares of the load by link bandwidth (draft-ietf-idr-link-bandwidth, section 4), as `bgp bestpath bandwidth` says.
 * Equal ones without bandwidths; a route that is to carry nothing is left out.
 */
export function loadWeights(equalCost: readonly RouteId[], context: DecisionContext): RouteWeight[] {
  const bandwidths = equalCost.map((route) => linkBandwidth(attributesOf(route, context), context.pool));
  const total = bandwidths.reduce<number>((sum, bandwidth) => sum + (bandwidth ?? 0), 0);
  if (total === 0 || !isWeighted(bandwidths, context))
    return equalCost.map((route) => ({ route, weight: equalWeight }));
  return equalCost.flatMap((route, place) => {
    const share = Math.floor(((bandwidths[place] ?? 0) * wholeLoad) / total);
    const isMissing = (bandwidths[place] ?? 0) === 0;
    if (isMissing && context.options.linkBandwidth === 'skip-missing') return [];
    return [{ route, weight: Math.max(equalWeight, share) }];
  });
}

/** The bandwidths of those that share a load together, in octets a second; undefined when the shares do not go by them. */
export function linkBandwidthSum(
  equalCost: readonly RouteId[],
  context: DecisionContext,
): number | undefined {
  if (equalCost.length < 2) return undefined;
  const bandwidths = equalCost.map((route) => linkBandwidth(attributesOf(route, context), context.pool));
  if (!isWeighted(bandwidths, context)) return undefined;
  return bandwidths.reduce<number>((sum, bandwidth) => sum + (bandwidth ?? 0), 0);
}

function isWeighted(bandwidths: readonly (number | undefined)[], context: DecisionContext): boolean {
  if (bandwidths.length < 2) return false;
  switch (context.options.linkBandwidth) {
    case 'ignore':
      return false;
    case 'by-weight':
      return !bandwidths.includes(undefined);
    case 'skip-missing':
    case 'default-weight-for-missing':
      return true;
  }
}

/** Octets a second, of the first community that says so; undefined without one. */
function linkBandwidth(id: AttributesId, pool: AttributePool): number | undefined {
  if (!pool.hasExtendedCommunities(id)) return undefined;
  const community = pool.attributes(id).extendedCommunities!.find(isLinkBandwidth);
  if (community === undefined) return undefined;
  const octets = new DataView(new ArrayBuffer(4));
  octets.setUint32(0, Number.parseInt(community.slice(8), 16));
  const bandwidth = Math.floor(octets.getFloat32(0));
  return Number.isFinite(bandwidth) && bandwidth >= 0 ? bandwidth : undefined;
}
