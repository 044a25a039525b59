import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import type { LargeCommunity } from '../path-attributes.ts';
import { attributeCategory } from './attribute-flags.ts';
import { encodeFourOctetNumbers } from './four-octet-numbers.ts';
import { checkElementLength, type PathAttributeRow } from './path-attribute-row.ts';

export const largeCommunities: PathAttributeRow = {
  code: 32,
  name: 'LARGE_COMMUNITY',
  reference: 'RFC 8092, sections 3, 5 and 6',
  flags: attributeCategory.optionalTransitive,
  treatment: 'treat-as-withdraw',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft) {
    const problem = checkElementLength(reader, 12);
    if (problem !== undefined) return problem;
    const communities: LargeCommunity[] = [];
    while (reader.remaining > 0) communities.push([reader.uint32(), reader.uint32(), reader.uint32()]);
    draft.largeCommunities = withoutRepetitions(communities);
    return undefined;
  },
  encode: ({ largeCommunities }) =>
    largeCommunities?.length
      ? encodeFourOctetNumbers(withoutRepetitions(largeCommunities).flat())
      : undefined,
};

/** RFC 8092, section 3: repetitions are not sent, and silently removed when received. */
function withoutRepetitions(communities: readonly LargeCommunity[]): LargeCommunity[] {
  return [...new Map(communities.map((community) => [community.join(':'), community])).values()];
}
