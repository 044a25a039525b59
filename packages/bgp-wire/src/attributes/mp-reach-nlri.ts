import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { addressesOf, decodeFamilyNextHop, isFamilyNextHopLength } from '../nlri/family-next-hop.ts';
import { nlriFamilyByCodes } from '../nlri/nlri-family.ts';
import { attributeCategory } from './attribute-flags.ts';
import { isUnicastHost } from './next-hop-octets.ts';
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
  flagsTreatment: 'session-reset',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft, context) {
    const [afi, safi] = [reader.uint16(), reader.uint8()];
    const nextHopLengthAt = reader.offset;
    const octets = reader.take(reader.uint8());
    if (reader.failed) return { reason: 'attribute-overrun', detail: 'ends before its next hop does' };
    const family = nlriFamilyByCodes(afi, safi);
    if (family === undefined) return undefined;
    if (!isFamilyNextHopLength(family, octets.length, context)) {
      return {
        reason: 'next-hop-length',
        detail: `has a next hop of ${octets.length} octets for ${family.title}`,
        offset: nextHopLengthAt,
      };
    }
    const { nextHop, linkLocalNextHop } = decodeFamilyNextHop(family, octets);
    if (nextHop === undefined) return undefined;
    // RFC 8955, section 4: the next hop of a Flow Specification means nothing.
    if (family.list !== 'flowspecRules' && !isUnicastHost(addressesOf(family, octets))) {
      const detail = `has next hop ${nextHop}, expected the address of a host`;
      // The prefixes can be located, so there is no need to end the session (RFC 7606, section 3, item j).
      const offset = nextHopLengthAt + 1;
      return { reason: 'next-hop-value', detail, offset, treatment: 'treat-as-withdraw' };
    }
    draft.multiprotocolNextHop = linkLocalNextHop === undefined ? { nextHop } : { nextHop, linkLocalNextHop };
    return undefined;
  },
  encode: () => undefined,
};
