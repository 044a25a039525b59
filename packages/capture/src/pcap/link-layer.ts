/** LINKTYPE values that are read. */
export const linkType = {
  null: 0,
  ethernet: 1,
  rawOfOpenBsd: 12,
  rawOfBsdOs: 14,
  raw: 101,
  ciscoHdlc: 104,
  loop: 108,
  linuxCooked: 113,
  ipv4: 228,
  ipv6: 229,
  linuxCookedV2: 276,
} as const;

const etherType = {
  ipv4: 0x0800,
  vlan: 0x8100,
  ipv6: 0x86dd,
  providerBridging: 0x88a8,
  doubleVlan: 0x9100,
} as const;

/**
 * The IP packet in a captured one, whatever link it was on (VLAN tags are passed over, one or more). Undefined when it
 * carries something else, or the link type is not known.
 */
export function internetPacket(type: number, octets: Uint8Array): Uint8Array | undefined {
  switch (type) {
    case linkType.ethernet:
      return behindEtherType(octets, 12);
    case linkType.ciscoHdlc:
      return behindEtherType(octets, 2);
    case linkType.linuxCooked:
      return behindEtherType(octets, 14);
    case linkType.linuxCookedV2:
      return isInternet(uint16(octets, 0)) ? octets.subarray(20) : undefined;
    // The address family is in the octet order of another machine; the version in the IP header says the same.
    case linkType.null:
    case linkType.loop:
      return octets.subarray(4);
    case linkType.raw:
    case linkType.rawOfOpenBsd:
    case linkType.rawOfBsdOs:
    case linkType.ipv4:
    case linkType.ipv6:
      return octets;
  }
  return undefined;
}

/** Whether `internetPacket` knows the link type. */
export function isKnownLinkType(type: number): boolean {
  return Object.values<number>(linkType).includes(type);
}

function behindEtherType(octets: Uint8Array, offset: number): Uint8Array | undefined {
  let at = offset;
  while (isVlanTag(uint16(octets, at))) at += 4;
  return isInternet(uint16(octets, at)) ? octets.subarray(at + 2) : undefined;
}

function isVlanTag(type: number): boolean {
  return type === etherType.vlan || type === etherType.providerBridging || type === etherType.doubleVlan;
}

function isInternet(type: number): boolean {
  return type === etherType.ipv4 || type === etherType.ipv6;
}

/** Zero behind the end, which is no type. */
function uint16(octets: Uint8Array, offset: number): number {
  return offset + 2 <= octets.length ? (octets[offset] << 8) | octets[offset + 1] : 0;
}
