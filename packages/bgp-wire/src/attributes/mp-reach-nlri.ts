import { familyByCodes } from '../family.ts';
import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { attributeCategory } from './attribute-flags.ts';
import { decodeNextHop, isNextHopLength, isUnicastHost } from './next-hop-octets.ts';
import type { PathAttributeRow } from './path-attribute-row.ts';

/**
 * In an attribute set only the next hop of MP_REACH_NLRI counts: its prefixes are read by `UpdateReader` and written by
 * `UpdatePacker`, so the row writes nothing.
 */
export const mpReachNlri: PathAttributeRow = {
  code: 14,
  name: 'MP_REACH_NLRI',
  reference: 'RFC 4760, sections 3 and 7; RFC 7606, section 7.11',
  flags: attributeCategory.optionalNonTransitive,
  treatment: 'session-reset',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft, context) {
    const [afi, safi] = [reader.uint16(), reader.uint8()];
    const octets = reader.take(reader.uint8());
    if (reader.failed) return { reason: 'attribute-overrun', detail: 'ends before its next hop does' };
    const family = familyByCodes(afi, safi);
    if (family === undefined) return undefined;
    if (!isNextHopLength(family, octets.length, context)) {
      return {
        reason: 'next-hop-length',
        detail: `has a next hop of ${octets.length} octets for ${family.title}`,
      };
    }
    const nextHop = decodeNextHop(octets);
    if (!isUnicastHost(octets)) {
      const detail = `has next hop ${nextHop.nextHop}, expected the address of a host`;
      // The prefixes can be located, so there is no need to end the session (RFC 7606, section 3, item j).
      return { reason: 'next-hop-value', detail, treatment: 'treat-as-withdraw' };
    }
    draft.multiprotocolNextHop = nextHop;
    return undefined;
  },
  encode: () => undefined,
};
