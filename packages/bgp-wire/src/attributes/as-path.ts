import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { isConfederationSegment } from '../text/as-paths.ts';
import { decodeSegments, encodeSegments } from './as-path-segments.ts';
import { attributeCategory } from './attribute-flags.ts';
import type { PathAttributeRow } from './path-attribute-row.ts';

export const asPath: PathAttributeRow = {
  code: 2,
  name: 'AS_PATH',
  reference: 'RFC 4271, section 5.1.2; RFC 7606, section 7.2; RFC 5065, section 5',
  flags: attributeCategory.wellKnown,
  treatment: 'treat-as-withdraw',
  valueErrorSubcode: updateMessageErrorSubcode.malformedAsPath,
  decode(reader, draft, context) {
    const segments = decodeSegments(reader, context.fourOctetAsNumbers ? 4 : 2);
    if ('reason' in segments) return segments;
    // RFC 5065, section 5: only peers of the same confederation may send these.
    if (context.session === 'external' && segments.some(isConfederationSegment)) {
      return { reason: 'attribute-value', detail: 'has a confederation segment from an external peer' };
    }
    draft.asPath = segments;
    return undefined;
  },
  encode: ({ asPath }, { fourOctetAsNumbers }) =>
    asPath === undefined ? undefined : encodeSegments(asPath, fourOctetAsNumbers ? 4 : 2),
};
