import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import type { OctetReader } from '../octets/octet-reader.ts';
import { OctetWriter } from '../octets/octet-writer.ts';
import type { Aggregator } from '../path-attributes.ts';
import { addressFromOctets, addressToOctets } from '../text/addresses.ts';
import { as2Of } from '../text/as-numbers.ts';
import { attributeCategory } from './attribute-flags.ts';
import { type AttributeProblem, checkLength, type PathAttributeRow } from './path-attribute-row.ts';

export const aggregator: PathAttributeRow = {
  code: 7,
  name: 'AGGREGATOR',
  reference: 'RFC 4271, section 5.1.7; RFC 7606, sections 3 (item f) and 7.7; RFC 7607, section 2',
  flags: attributeCategory.optionalTransitive,
  treatment: 'attribute-discard',
  flagsTreatment: 'attribute-discard',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft, context) {
    const decoded = decodeAggregator(reader, context.fourOctetAsNumbers ? 4 : 2);
    if ('reason' in decoded) return decoded;
    draft.aggregator = decoded;
    return undefined;
  },
  encode: ({ aggregator }, { fourOctetAsNumbers }) =>
    aggregator === undefined ? undefined : encodeAggregator(aggregator, fourOctetAsNumbers ? 4 : 2),
};

/** The value of AGGREGATOR or AS4_AGGREGATOR, or what is wrong with it. */
export function decodeAggregator(
  reader: OctetReader,
  asNumberOctetCount: 2 | 4,
): Aggregator | AttributeProblem {
  const problem = checkLength(reader, asNumberOctetCount + 4);
  if (problem !== undefined) return problem;
  const asNumber = asNumberOctetCount === 4 ? reader.uint32() : reader.uint16();
  if (asNumber === 0) return { reason: 'attribute-value', detail: 'contains AS 0' };
  return { asNumber, address: addressFromOctets(reader.take(4), 0, 4) };
}

/** The inverse of `decodeAggregator`; a larger AS number becomes AS_TRANS in two octets. */
export function encodeAggregator(aggregator: Aggregator, asNumberOctetCount: 2 | 4): Uint8Array {
  const writer = new OctetWriter();
  if (asNumberOctetCount === 4) writer.uint32(aggregator.asNumber);
  else writer.uint16(as2Of(aggregator.asNumber));
  writer.append(addressToOctets(aggregator.address));
  return writer.finish();
}
