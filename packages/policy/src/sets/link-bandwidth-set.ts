import { as2Of, formatHexadecimal, isLinkBandwidth } from '@bgpeer/bgp-wire';
import type { PolicyContext } from '../compiled-policy.ts';
import { extendedCommunities, sortedCommunities } from '../lists/community-kinds.ts';
import type { ActionOf, SetRow } from './set-row.ts';

/** Octets per second in a megabit per second. */
const octetsPerMegabit = 125_000;

/** What one path counts for with `num-multipaths`: one megabit per second, as in FRR. */
const bandwidthOfPath = octetsPerMegabit;

const linkBandwidthSubType = 4;

/**
 * `set extcommunity bandwidth N|cumulative|num-multipaths [non-transitive]` (draft-ietf-idr-link-bandwidth, section 2): takes
 * the place of the one that the route has. Without our AS number or a bandwidth to tell it does nothing.
 */
export const linkBandwidth: SetRow<ActionOf<'link-bandwidth'>> = {
  words({ bandwidth, isTransitive }) {
    const value = typeof bandwidth === 'string' ? bandwidth : `${bandwidth.megabitsPerSecond}`;
    return `extcommunity bandwidth ${value}${isTransitive ? '' : ' non-transitive'}`;
  },
  use: ({ bandwidth }) => (typeof bandwidth === 'string' ? 'selection' : undefined),
  compile:
    ({ bandwidth, isTransitive }) =>
    (route) => {
      const octetsPerSecond = bandwidthOf(bandwidth, route.context);
      const { localAsNumber } = route.context;
      if (octetsPerSecond === undefined || localAsNumber === undefined) return;
      const others = (route.attributes.extendedCommunities ?? []).filter((value) => !isLinkBandwidth(value));
      route.attributes = extendedCommunities.with(
        route.attributes,
        sortedCommunities(extendedCommunities, [
          ...others,
          linkBandwidthCommunity(localAsNumber, octetsPerSecond, isTransitive),
        ]),
      );
    },
};

function bandwidthOf(
  bandwidth: ActionOf<'link-bandwidth'>['bandwidth'],
  { equalCostCount, linkBandwidthSum }: PolicyContext,
): number | undefined {
  if (bandwidth === 'cumulative') return linkBandwidthSum;
  if (bandwidth === 'num-multipaths') {
    return equalCostCount === undefined ? undefined : equalCostCount * bandwidthOfPath;
  }
  return bandwidth.megabitsPerSecond * octetsPerMegabit;
}

/** Type, sub-type, two octets of AS number, and the bandwidth as an IEEE floating-point number. */
function linkBandwidthCommunity(asNumber: number, octetsPerSecond: number, isTransitive: boolean): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint8(0, isTransitive ? 0x00 : 0x40);
  view.setUint8(1, linkBandwidthSubType);
  view.setUint16(2, as2Of(asNumber));
  view.setFloat32(4, octetsPerSecond);
  return formatHexadecimal(new Uint8Array(view.buffer));
}
