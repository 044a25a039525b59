import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { formatHexadecimal, octetsOfHexadecimal } from '../octets/hexadecimal.ts';
import { OctetReader } from '../octets/octet-reader.ts';
import { OctetWriter } from '../octets/octet-writer.ts';
import { attributeCategory } from './attribute-flags.ts';
import { decodeTlvs, encodeTlvs, type OpaqueTlv, type TlvLayout } from './opaque-tlvs.ts';
import type { AttributeProblem, PathAttributeRow } from './path-attribute-row.ts';

/** One Tunnel TLV (RFC 9012, section 2). */
export interface TunnelEncapsulation {
  readonly tunnelType: number;
  readonly subTlvs: readonly OpaqueTlv[];
}

const tunnelLayout: TlvLayout = { typeOctetCount: 2, lengthOctetCount: 2 };
/** Sub-TLVs from this type on have two octets of length, those before one (RFC 9012, section 2). */
const longSubTlvTypeMin = 128;

/** RFC 9012, section 13: lengths that do not fit together, or no TLV at all; never an unknown type or sub-type. */
export const tunnelEncapsulation: PathAttributeRow = {
  code: 23,
  name: 'Tunnel Encapsulation',
  reference: 'RFC 9012, sections 2 and 13',
  flags: attributeCategory.optionalTransitive,
  treatment: 'treat-as-withdraw',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft) {
    const start = reader.offset;
    const tunnels = decodeTlvs(reader, tunnelLayout);
    if ('reason' in tunnels) return tunnels;
    const decoded: TunnelEncapsulation[] = [];
    let offset = start;
    for (const { type: tunnelType, value } of tunnels) {
      offset += 4;
      const octets = octetsOfHexadecimal(value);
      const subTlvs = decodeSubTlvs(octets);
      if ('reason' in subTlvs) return { ...subTlvs, offset: offset + (subTlvs.offset ?? 0) };
      decoded.push({ tunnelType, subTlvs });
      offset += octets.length;
    }
    draft.tunnelEncapsulations = decoded;
    return undefined;
  },
  encode: ({ tunnelEncapsulations }) =>
    encodeTlvs(
      tunnelEncapsulations?.map(({ tunnelType, subTlvs }) => ({
        type: tunnelType,
        value: formatHexadecimal(encodeSubTlvs(subTlvs)),
      })),
      tunnelLayout,
    ),
};

function decodeSubTlvs(octets: Uint8Array): readonly OpaqueTlv[] | AttributeProblem {
  const reader = new OctetReader(octets);
  const subTlvs: OpaqueTlv[] = [];
  while (reader.remaining > 0) {
    const offset = reader.offset;
    const type = reader.uint8();
    const octetCount = type < longSubTlvTypeMin ? reader.uint8() : reader.uint16();
    const value = reader.take(octetCount);
    if (reader.failed) {
      const detail = `has a sub-TLV of type ${type} that overruns its Tunnel TLV`;
      return { reason: 'attribute-value', detail, offset };
    }
    subTlvs.push({ type, value: formatHexadecimal(value) });
  }
  return subTlvs;
}

function encodeSubTlvs(subTlvs: readonly OpaqueTlv[]): Uint8Array {
  const writer = new OctetWriter();
  for (const { type, value } of subTlvs) {
    const octets = octetsOfHexadecimal(value);
    writer.uint8(type);
    if (type < longSubTlvTypeMin) writer.uint8(octets.length);
    else writer.uint16(octets.length);
    writer.append(octets);
  }
  return writer.finish();
}
