const mpReachNlri = 14;
const mpUnreachNlri = 15;
const extendedLength = 0x10;

/** How many prefixes came, and a digest that does not depend on their order: two equal tallies list the same prefixes. */
export interface PrefixTally {
  count: number;
  /** The sum of the prefixes' hashes, modulo 2^32. */
  digest: number;
}

/** Counts the prefixes of UPDATEs, in the message's own fields and in MP_REACH_NLRI and MP_UNREACH_NLRI. */
export class RouteTally {
  readonly reachable: PrefixTally = { count: 0, digest: 0 };
  readonly withdrawn: PrefixTally = { count: 0, digest: 0 };

  /** @param start where the UPDATE's header starts; `end` is where the message ends */
  addUpdate(octets: Uint8Array, start: number, end: number): void {
    const withdrawnStart = start + 21;
    const withdrawnEnd = withdrawnStart + readUint16(octets, withdrawnStart - 2);
    tallyPrefixes(this.withdrawn, octets, withdrawnStart, withdrawnEnd);
    const attributesStart = withdrawnEnd + 2;
    const attributesEnd = attributesStart + readUint16(octets, withdrawnEnd);
    if (attributesEnd > end) throw new Error('the path attributes overrun their UPDATE');
    this.#addMultiprotocol(octets, attributesStart, attributesEnd);
    tallyPrefixes(this.reachable, octets, attributesEnd, end);
  }

  #addMultiprotocol(octets: Uint8Array, start: number, end: number): void {
    for (let at = start; at < end; ) {
      const isExtended = (octets[at] & extendedLength) !== 0;
      const code = octets[at + 1];
      const valueAt = at + (isExtended ? 4 : 3);
      const valueEnd = valueAt + (isExtended ? readUint16(octets, at + 2) : octets[at + 2]);
      if (code === mpReachNlri) {
        // AFI, SAFI, length of the next hop, next hop, one reserved octet (RFC 4760, section 3).
        tallyPrefixes(this.reachable, octets, valueAt + 5 + octets[valueAt + 3], valueEnd);
      } else if (code === mpUnreachNlri) {
        tallyPrefixes(this.withdrawn, octets, valueAt + 3, valueEnd);
      }
      at = valueEnd;
    }
  }
}

function tallyPrefixes(tally: PrefixTally, octets: Uint8Array, start: number, end: number): void {
  let at = start;
  while (at < end) {
    const bitLength = octets[at];
    const prefixEnd = at + 1 + ((bitLength + 7) >> 3);
    // FNV-1a over the length and the octets of the prefix.
    let hash = 0x811c9dc5;
    for (; at < prefixEnd; at++) hash = Math.imul(hash ^ octets[at], 0x01000193);
    tally.count += 1;
    tally.digest = (tally.digest + hash) >>> 0;
  }
  if (at !== end) throw new Error('a prefix overruns its field');
}

function readUint16(octets: Uint8Array, at: number): number {
  return octets[at] * 256 + octets[at + 1];
}
