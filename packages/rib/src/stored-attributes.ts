import {
  addressFromOctets,
  addressToOctets,
  decodeAttributeBlock,
  encodeAttributeBlock,
  type PathAttributes,
  type WireContext,
} from '@bgpeer/bgp-wire';

/** The context in which stored blocks are written and read: four-octet AS numbers, and nothing left out. */
const storedContext: WireContext = {
  fourOctetAsNumbers: true,
  extendedMessages: true,
  families: ['ipv4-unicast', 'ipv6-unicast'],
  addPath: [],
  extendedNextHop: ['ipv4-unicast'],
  session: 'internal',
};

/**
 * Attributes as the octets they are kept as: the length of the next hop, the next hop (a link-local one behind a global
 * one, RFC 2545, section 3), then every other attribute in canonical order. Equal attributes give equal octets.
 */
export function storeAttributes(attributes: PathAttributes): Uint8Array {
  const nextHop = nextHopOctets(attributes);
  const block = encodeAttributeBlock(attributes, { fourOctetAsNumbers: true, nextHop: 'omitted' });
  const stored = new Uint8Array(1 + nextHop.length + block.length);
  stored[0] = nextHop.length;
  stored.set(nextHop, 1);
  stored.set(block, 1 + nextHop.length);
  return stored;
}

/** The other way. */
export function restoreAttributes(stored: Uint8Array): PathAttributes {
  const blockStart = 1 + stored[0];
  const { attributes } = decodeAttributeBlock(stored.subarray(blockStart), storedContext);
  if (stored[0] === 0) return attributes;
  const nextHop = addressFromOctets(stored, 1, stored[0] === 4 ? 4 : 16);
  if (stored[0] !== 32) return { ...attributes, nextHop };
  return { ...attributes, nextHop, linkLocalNextHop: addressFromOctets(stored, 17, 16) };
}

/** The next hop of stored attributes as MP_REACH_NLRI carries it, without understanding the rest. */
export function storedNextHop(stored: Uint8Array): Uint8Array {
  return stored.subarray(1, 1 + stored[0]);
}

/** The other attributes as a canonical block, without understanding it. */
export function storedBlock(stored: Uint8Array): Uint8Array {
  return stored.subarray(1 + stored[0]);
}

/** The next hop as MP_REACH_NLRI carries it: 4, 16 or 32 octets; none without a next hop. */
function nextHopOctets(attributes: PathAttributes): Uint8Array {
  if (attributes.nextHop === undefined) return new Uint8Array(0);
  const global = addressToOctets(attributes.nextHop);
  if (attributes.linkLocalNextHop === undefined || global.length === 4) return global;
  const both = new Uint8Array(32);
  both.set(global);
  both.set(addressToOctets(attributes.linkLocalNextHop), 16);
  return both;
}
