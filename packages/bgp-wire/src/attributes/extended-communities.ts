import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { formatHexadecimal, octetsOfHexadecimal } from '../octets/hexadecimal.ts';
import { attributeCategory } from './attribute-flags.ts';
import { checkElementLength, type PathAttributeRow } from './path-attribute-row.ts';

const communityOctetCount = 8;

export const extendedCommunities: PathAttributeRow = {
  code: 16,
  name: 'EXTENDED COMMUNITIES',
  reference: 'RFC 4360, section 2; RFC 7606, section 7.14',
  flags: attributeCategory.optionalTransitive,
  treatment: 'treat-as-withdraw',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft) {
    const problem = checkElementLength(reader, communityOctetCount);
    if (problem !== undefined) return problem;
    const communities: string[] = [];
    while (reader.remaining > 0) communities.push(formatHexadecimal(reader.take(communityOctetCount)));
    draft.extendedCommunities = communities;
    return undefined;
  },
  encode: ({ extendedCommunities }) =>
    extendedCommunities?.length ? octetsOfHexadecimal(extendedCommunities.join('')) : undefined,
};
