import type { UpdateFault } from '../faults.ts';
import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { OctetWriter } from '../octets/octet-writer.ts';
import type { PathAttributes } from '../path-attributes.ts';
import { attributeCategory } from './attribute-flags.ts';
import { mpReachNlri } from './mp-reach-nlri.ts';
import { mpUnreachNlri } from './mp-unreach-nlri.ts';
import type { PathAttributeRow } from './path-attribute-row.ts';

/** The attributes of a customer's route, put away while a provider carries it (RFC 6368, section 5). */
export interface AttributeSet {
  readonly originAsNumber: number;
  readonly attributes: PathAttributes;
}

const originAsOctetCount = 4;

/**
 * An attribute list in the list: AS numbers in it always have four octets, and it comes from inside the customer's AS,
 * so what internal peers only may send is welcome.
 */
export const attributeSet: PathAttributeRow = {
  code: 128,
  name: 'ATTR_SET',
  reference: 'RFC 6368, section 5; RFC 7606, section 7.16',
  flags: attributeCategory.optionalTransitive,
  treatment: 'treat-as-withdraw',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft, context, decodeNested) {
    if (reader.remaining < originAsOctetCount) {
      const detail = `has length ${reader.remaining}, expected at least ${originAsOctetCount}`;
      return { reason: 'attribute-length', detail };
    }
    const originAsNumber = reader.uint32();
    const start = reader.offset;
    const innerContext = { ...context, fourOctetAsNumbers: true, session: 'internal' as const };
    const { attributes, faults, codes } = decodeNested(reader.takeRest(), innerContext);
    if (codes.has(mpReachNlri.code) || codes.has(mpUnreachNlri.code)) {
      const detail = 'contains MP_REACH_NLRI or MP_UNREACH_NLRI';
      return { reason: 'attribute-value', detail, offset: start };
    }
    const fault = faults.find(isMalformation);
    if (fault !== undefined) {
      const detail = `contains a malformed attribute: ${fault.detail}`;
      return { reason: 'attribute-value', detail, offset: start + fault.offset };
    }
    draft.attributeSet = { originAsNumber, attributes };
    return undefined;
  },
  encode({ attributeSet }, _options, encodeNested) {
    if (attributeSet === undefined) return undefined;
    const writer = new OctetWriter();
    writer.uint32(attributeSet.originAsNumber);
    writer.append(encodeNested(attributeSet.attributes, { fourOctetAsNumbers: true, nextHop: 'classic' }));
    return writer.finish();
  },
};

/** What is merely one too many, or out of place, is passed over as anywhere else. */
function isMalformation({ reason, treatment }: UpdateFault): boolean {
  const isPassedOver = reason === 'attribute-duplicate' || reason === 'attribute-not-allowed';
  return treatment !== 'attribute-discard' || !isPassedOver;
}
