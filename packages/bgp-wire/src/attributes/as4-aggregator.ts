import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { decodeAggregator, encodeAggregator } from './aggregator.ts';
import { attributeCategory } from './attribute-flags.ts';
import type { PathAttributeRow } from './path-attribute-row.ts';

export const as4Aggregator: PathAttributeRow = {
  code: 18,
  name: 'AS4_AGGREGATOR',
  reference: 'RFC 6793, sections 3, 4.2 and 6',
  flags: attributeCategory.optionalTransitive,
  treatment: 'attribute-discard',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft, context) {
    if (context.fourOctetAsNumbers) {
      return { reason: 'attribute-not-allowed', detail: 'comes from a peer with four-octet AS numbers' };
    }
    const decoded = decodeAggregator(reader, 4);
    if ('reason' in decoded) return decoded;
    draft.as4Aggregator = decoded;
    return undefined;
  },
  encode: ({ aggregator }, { fourOctetAsNumbers }) =>
    aggregator !== undefined && !fourOctetAsNumbers && aggregator.asNumber > 0xffff
      ? encodeAggregator(aggregator, 4)
      : undefined,
};
