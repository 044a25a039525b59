/**
 * Whether an extended community, as 16 hexadecimal digits, says a link bandwidth (draft-ietf-idr-link-bandwidth, section 2):
 * type 0x40 or, transitive, 0x00, and sub-type 0x04.
 */
export function isLinkBandwidth(community: string): boolean {
  return community.startsWith('4004') || community.startsWith('0004');
}
