import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { isConfederationSegment } from '../text/as-paths.ts';
import { decodeSegments, encodeSegments } from './as-path-segments.ts';
import { attributeCategory } from './attribute-flags.ts';
import type { PathAttributeRow } from './path-attribute-row.ts';

export const as4Path: PathAttributeRow = {
  code: 17,
  name: 'AS4_PATH',
  reference: 'RFC 6793, sections 3, 4.2 and 6',
  flags: attributeCategory.optionalTransitive,
  treatment: 'attribute-discard',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft, context) {
    if (context.fourOctetAsNumbers) {
      return { reason: 'attribute-not-allowed', detail: 'comes from a peer with four-octet AS numbers' };
    }
    const octetCount = reader.remaining;
    if (octetCount < 6 || octetCount % 2 !== 0) {
      const detail = `has length ${octetCount}, expected a multiple of 2 and at least 6`;
      return { reason: 'attribute-length', detail };
    }
    const segments = decodeSegments(reader, 4);
    if ('reason' in segments) return segments;
    // RFC 6793, section 6: confederation segments must not be here and are discarded.
    draft.as4Path = segments.filter((segment) => !isConfederationSegment(segment));
    return undefined;
  },
  encode({ asPath }, { fourOctetAsNumbers }) {
    const segments = asPath?.filter((segment) => !isConfederationSegment(segment)) ?? [];
    const needed = segments.some(({ asNumbers }) => asNumbers.some((asNumber) => asNumber > 0xffff));
    return needed && !fourOctetAsNumbers ? encodeSegments(segments, 4) : undefined;
  },
};
