import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { assert } from '../octets/assert.ts';
import { addressFromOctets, addressToOctets, isIpv4 } from '../text/addresses.ts';
import { attributeCategory } from './attribute-flags.ts';
import { isUnicastHost } from './next-hop-octets.ts';
import { checkLength, type PathAttributeRow } from './path-attribute-row.ts';

export const nextHop: PathAttributeRow = {
  code: 3,
  name: 'NEXT_HOP',
  reference: 'RFC 4271, sections 5.1.3 and 6.3; RFC 7606, section 7.3',
  flags: attributeCategory.wellKnown,
  treatment: 'treat-as-withdraw',
  valueErrorSubcode: updateMessageErrorSubcode.invalidNextHopAttribute,
  decode(reader, draft) {
    const problem = checkLength(reader, 4);
    if (problem !== undefined) return problem;
    const octets = reader.take(4);
    const address = addressFromOctets(octets, 0, 4);
    if (!isUnicastHost(octets)) {
      return { reason: 'next-hop-value', detail: `is ${address}, expected the address of a host` };
    }
    draft.nextHop = address;
    return undefined;
  },
  encode({ nextHop }, options) {
    if (nextHop === undefined || options.nextHop === 'omitted') return undefined;
    assert(isIpv4(nextHop), `NEXT_HOP cannot carry ${nextHop}`);
    return addressToOctets(nextHop);
  },
};
