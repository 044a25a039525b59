import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { attributeCategory } from './attribute-flags.ts';
import { decodeTlvs, encodeTlvs, type OpaqueTlv, type TlvLayout } from './opaque-tlvs.ts';
import type { PathAttributeRow } from './path-attribute-row.ts';

const aigpTlvType = 1;
const aigpTlvOctetCount = 8;
/** As it cannot grow any more, it is of no use and counts as malformed (RFC 7311, section 3.2). */
const metricMax = 'ffffffffffffffff';

const layout: TlvLayout = {
  typeOctetCount: 1,
  lengthOctetCount: 2,
  lengthHasHeader: true,
  checkLength: (type, octetCount) =>
    type === aigpTlvType && octetCount !== aigpTlvOctetCount
      ? `has an AIGP TLV of ${octetCount} octets, expected ${aigpTlvOctetCount}`
      : undefined,
};

/**
 * Repeated TLVs and unknown types are no fault (RFC 7311, section 3.2). Whether a session is to carry the attribute at
 * all (AIGP_SESSION, section 3.3) is its owner's choice.
 */
export const aigp: PathAttributeRow = {
  code: 26,
  name: 'AIGP',
  reference: 'RFC 7311, sections 3 and 3.2',
  flags: attributeCategory.optionalNonTransitive,
  treatment: 'attribute-discard',
  flagsTreatment: 'attribute-discard',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft) {
    const offset = reader.offset;
    const tlvs = decodeTlvs(reader, layout);
    if ('reason' in tlvs) return tlvs;
    if (firstMetric(tlvs) === metricMax) {
      return { reason: 'attribute-value', detail: 'has the largest metric there is', offset };
    }
    draft.aigp = tlvs;
    return undefined;
  },
  encode: ({ aigp }) => encodeTlvs(aigp, layout),
};

/** The metric of an AIGP attribute, 0 to 2^64 - 2, which its first AIGP TLV has (RFC 7311, section 3); undefined without one. */
export function accumulatedIgpMetric(tlvs: readonly OpaqueTlv[]): bigint | undefined {
  const metric = firstMetric(tlvs);
  return metric === undefined ? undefined : BigInt(`0x${metric}`);
}

function firstMetric(tlvs: readonly OpaqueTlv[]): string | undefined {
  return tlvs.find(({ type }) => type === aigpTlvType)?.value;
}
