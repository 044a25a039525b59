import type { Treatment, UpdateFaultReason } from '@bgpeer/bgp-wire';

/** One way in which an attribute can be malformed, and what is then done about it. */
export interface Malformation {
  readonly name: string;
  readonly value: string;
  readonly session?: 'internal' | 'external';
  readonly fourOctetAsNumbers?: boolean;
  readonly treatment: Treatment;
  readonly reason: UpdateFaultReason;
  /** Octets from the attribute's first, its flags, to the fault: 2 is the length, 3 the value. */
  readonly at: number;
  readonly subcode: number;
}

/** `treatment reason at subcode` in short. */
const bad = (
  name: string,
  value: string,
  [treatment, reason, at, subcode]: [Treatment, UpdateFaultReason, number, number],
  rest: Partial<Malformation> = {},
): Malformation => ({ name, value, treatment, reason, at, subcode, ...rest });

const withdraw = 'treat-as-withdraw';
const discard = 'attribute-discard';
const [ofLength, ofValue, notAllowed] = [
  'attribute-length',
  'attribute-value',
  'attribute-not-allowed',
] as const;
const fromOutside = { session: 'external' } as const;
const twoOctets = { fourOctetAsNumbers: false } as const;

/** What can be wrong with each attribute; RFC 7606, section 7, or the attribute's own RFC says what is done. */
export const malformations: Readonly<Record<number, readonly Malformation[]>> = {
  1: [
    bad('empty', '', [withdraw, ofLength, 2, 5]),
    bad('two octets', '0000', [withdraw, ofLength, 2, 5]),
    bad('value 3', '03', [withdraw, ofValue, 3, 6]),
  ],
  2: [
    bad('segment type 0', '00010000fde9', [withdraw, ofValue, 3, 11]),
    bad('segment type 5', '02010000fde9' + '05010000fde9', [withdraw, ofValue, 9, 11]),
    bad('segment overruns', '02020000fde9', [withdraw, ofValue, 3, 11]),
    bad('a single octet after a segment', '02010000fde902', [withdraw, ofValue, 9, 11]),
    bad('segment without AS number', '0200', [withdraw, ofValue, 3, 11]),
    bad('AS 0 (RFC 7607)', '020100000000', [withdraw, ofValue, 3, 11]),
    bad('confederation segment from outside', '03010000fde9', [withdraw, ofValue, 3, 11], fromOutside),
  ],
  3: [
    bad('five octets', 'c000020100', [withdraw, ofLength, 2, 5]),
    bad('0.0.0.0', '00000000', [withdraw, 'next-hop-value', 3, 8]),
    bad('multicast', 'e0000001', [withdraw, 'next-hop-value', 3, 8]),
  ],
  4: [
    bad('empty', '', [withdraw, ofLength, 2, 5]),
    bad('three octets', '000001', [withdraw, ofLength, 2, 5]),
  ],
  5: [
    bad('five octets', '0000000064', [withdraw, ofLength, 2, 5]),
    bad('from outside', '00000064', [discard, notAllowed, 0, 5], fromOutside),
    bad('malformed from outside', '0064', [discard, notAllowed, 0, 5], fromOutside),
  ],
  6: [bad('one octet', '00', [discard, ofLength, 2, 5])],
  7: [
    bad('seven octets', '0000fde9c00002', [discard, ofLength, 2, 5]),
    bad('eight octets between two-octet speakers', '0000fde9c0000201', [discard, ofLength, 2, 5], twoOctets),
    bad('AS 0 (RFC 7607)', '00000000c0000201', [discard, ofValue, 3, 9]),
  ],
  8: [
    bad('empty', '', [withdraw, ofLength, 2, 5]),
    bad('three octets', '000100', [withdraw, ofLength, 2, 5]),
  ],
  9: [
    bad('three octets', 'c00002', [withdraw, ofLength, 2, 5]),
    bad('from outside', 'c0000201', [discard, notAllowed, 0, 9], fromOutside),
  ],
  10: [
    bad('empty', '', [withdraw, ofLength, 2, 5]),
    bad('five octets', 'c000020101', [withdraw, ofLength, 2, 5]),
    bad('from outside', 'c0000201', [discard, notAllowed, 0, 9], fromOutside),
  ],
  16: [
    bad('empty', '', [withdraw, ofLength, 2, 5]),
    bad('nine octets', '0002fde80000006400', [withdraw, ofLength, 2, 5]),
  ],
  17: [
    bad('from a four-octet speaker', '0201000186a0', [discard, notAllowed, 3, 9]),
    bad('four octets', '02010000', [discard, ofLength, 2, 5], twoOctets),
    bad('segment type 0', '0001000186a0', [discard, ofValue, 3, 9], twoOctets),
  ],
  18: [
    bad('from a four-octet speaker', '000186a0c0000201', [discard, notAllowed, 3, 9]),
    bad('seven octets', '000186a0c00002', [discard, ofLength, 2, 5], twoOctets),
  ],
  22: [
    bad('four octets', '00060000', [withdraw, ofLength, 2, 5]),
    bad('undefined tunnel type 255', '00ff0000000a000002', [withdraw, ofValue, 4, 9]),
    bad('undefined tunnel type 9', '00090000000a000002', [withdraw, ofValue, 4, 9]),
    bad('ingress replication to five octets', '00060000000a00000200', [withdraw, ofValue, 8, 9]),
  ],
  23: [
    bad('empty', '', [withdraw, ofLength, 2, 5]),
    bad('a TLV overruns', '0008000401', [withdraw, ofValue, 3, 9]),
    bad('no whole header', '000800', [withdraw, ofValue, 3, 9]),
    bad('a sub-TLV overruns its TLV', '00080003040200' + '00080000', [withdraw, ofValue, 7, 9]),
    bad('the second sub-TLV overruns', '0008000504010080' + '00', [withdraw, ofValue, 10, 9]),
  ],
  24: [bad('empty', '', [withdraw, ofLength, 2, 5])],
  25: [
    bad('empty', '', [withdraw, ofLength, 2, 5]),
    bad('21 octets', '00'.repeat(21), [withdraw, ofLength, 2, 5]),
  ],
  26: [
    bad('empty', '', [discard, ofLength, 2, 5]),
    bad('an AIGP TLV of four octets', '01000700000001', [discard, ofValue, 3, 9]),
    bad('a length below 3', '010002', [discard, ofValue, 3, 9]),
    bad('the largest metric', '01000bffffffffffffffff', [discard, ofValue, 3, 9]),
    bad('two octets behind its TLV', '01000b0000000000000001' + '0900', [discard, ofValue, 14, 9]),
  ],
  27: [
    bad('empty', '', [withdraw, ofLength, 2, 5]),
    bad('eight octets', 'c000020100001000', [withdraw, ofLength, 2, 5]),
  ],
  29: [
    bad('empty', '', [discard, ofLength, 2, 5]),
    bad('the second TLV overruns', '0400000101' + '040000ff00', [discard, ofValue, 8, 9]),
  ],
  32: [
    bad('empty', '', [withdraw, ofLength, 2, 5]),
    bad('13 octets', '00'.repeat(13), [withdraw, ofLength, 2, 5]),
  ],
  33: [bad('empty', '', [withdraw, ofLength, 2, 5])],
  35: [
    bad('five octets', '0000fde900', [withdraw, ofLength, 2, 5]),
    bad('empty', '', [withdraw, ofLength, 2, 5]),
  ],
  36: [
    bad('empty', '', [withdraw, ofLength, 2, 5]),
    bad('a segment without domains', '00', [withdraw, ofValue, 3, 9]),
    bad('a segment overruns', '010000fde8000180' + '020000fde8000180', [withdraw, ofValue, 11, 9]),
  ],
  37: [
    bad('empty', '', [withdraw, ofLength, 2, 5]),
    bad('a TLV overruns', '020005ff', [withdraw, ofValue, 3, 9]),
  ],
  38: [
    bad('four octets', '01000000', [discard, ofLength, 2, 5]),
    bad('a source address of five octets', '0100000001' + '0105c000020100', [discard, ofValue, 8, 9]),
    bad('a TLV overruns', '0100000001' + '0904c0', [discard, ofValue, 8, 9]),
  ],
  39: [
    bad('no whole next hop', '00010104c00002', [discard, ofLength, 2, 5]),
    bad('no characteristic', '00010104c0000201', [discard, ofLength, 2, 5]),
    bad('a characteristic overruns', '00010104c0000201' + '0001000200', [discard, ofValue, 11, 9]),
  ],
  40: [
    bad('empty', '', [discard, ofLength, 2, 5]),
    bad('a Label-Index of six octets', '010006000000000007', [discard, ofValue, 3, 9]),
    bad('an Originator SRGB of seven', '03000700000000000007', [discard, ofValue, 3, 9]),
    bad('a TLV overruns', '0100ff000000', [discard, ofValue, 3, 9]),
  ],
  41: [
    bad('empty', '', [discard, ofLength, 2, 5]),
    bad('a TLV overruns', '00010004ff', [discard, ofValue, 3, 9]),
  ],
  128: [
    bad('three octets', '0000fd', [withdraw, ofLength, 2, 5]),
    bad('a malformed ORIGIN in it', '0000fde8' + '400200' + '40010103', [withdraw, ofValue, 13, 9]),
    bad('a malformed ATOMIC_AGGREGATE in it', '0000fde8' + '40060100', [withdraw, ofValue, 9, 9]),
    bad('MP_UNREACH_NLRI in it', '0000fde8' + '800f03000201', [withdraw, ofValue, 7, 9]),
    bad('an attribute that overruns it', '0000fde8' + '40010200', [withdraw, ofValue, 7, 9]),
    bad('a two-octet AS_PATH in it', '0000fde8' + '4002040201fde9', [withdraw, ofValue, 10, 9]),
  ],
};
