import { formatHexadecimal, isLinkBandwidth, type PathAttributes } from '@bgpeer/bgp-wire';

/**
 * The extended communities with the bandwidth of all routes that share the load in place of that of one, for where we
 * become the next hop (draft-ietf-idr-link-bandwidth, section 4): what comes to us goes on over all of them.
 *
 * @param octetsPerSecond of all of them together
 */
export function withCumulativeBandwidth(
  extendedCommunities: PathAttributes['extendedCommunities'],
  octetsPerSecond: number,
): PathAttributes['extendedCommunities'] {
  const summed = extendedCommunities?.map((community) =>
    isLinkBandwidth(community) ? community.slice(0, 8) + hexadecimalOf(octetsPerSecond) : community,
  );
  // Routes that are advertised as one bring the bandwidth of each.
  return summed && [...new Set(summed)];
}

/** As an IEEE 754 number of four octets. */
function hexadecimalOf(value: number): string {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  return formatHexadecimal(new Uint8Array(view.buffer));
}
