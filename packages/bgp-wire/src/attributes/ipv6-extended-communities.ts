import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { formatHexadecimal, octetsOfHexadecimal } from '../octets/hexadecimal.ts';
import { attributeCategory } from './attribute-flags.ts';
import { checkElementLength, type PathAttributeRow } from './path-attribute-row.ts';

const communityOctetCount = 20;

export const ipv6ExtendedCommunities: PathAttributeRow = {
  code: 25,
  name: 'IPv6 Address Specific Extended Community',
  reference: 'RFC 5701, section 2; RFC 7606, section 7.15',
  flags: attributeCategory.optionalTransitive,
  treatment: 'treat-as-withdraw',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft) {
    const problem = checkElementLength(reader, communityOctetCount);
    if (problem !== undefined) return problem;
    const communities: string[] = [];
    while (reader.remaining > 0) communities.push(formatHexadecimal(reader.take(communityOctetCount)));
    draft.ipv6ExtendedCommunities = communities;
    return undefined;
  },
  encode: ({ ipv6ExtendedCommunities }) =>
    ipv6ExtendedCommunities?.length ? octetsOfHexadecimal(ipv6ExtendedCommunities.join('')) : undefined,
};
