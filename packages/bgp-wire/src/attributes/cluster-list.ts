import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { OctetWriter } from '../octets/octet-writer.ts';
import type { IpAddress } from '../path-attributes.ts';
import { addressFromOctets, addressToOctets } from '../text/addresses.ts';
import { attributeCategory } from './attribute-flags.ts';
import { checkElementLength, type PathAttributeRow } from './path-attribute-row.ts';

export const clusterList: PathAttributeRow = {
  code: 10,
  name: 'CLUSTER_LIST',
  reference: 'RFC 4456, section 8; RFC 7606, section 7.10',
  flags: attributeCategory.optionalNonTransitive,
  treatment: 'treat-as-withdraw',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  internalOnly: true,
  decode(reader, draft) {
    const problem = checkElementLength(reader, 4);
    if (problem !== undefined) return problem;
    const clusters: IpAddress[] = [];
    while (reader.remaining > 0) clusters.push(addressFromOctets(reader.take(4), 0, 4));
    draft.clusterList = clusters;
    return undefined;
  },
  encode({ clusterList }) {
    if (!clusterList?.length) return undefined;
    const writer = new OctetWriter();
    for (const cluster of clusterList) writer.append(addressToOctets(cluster));
    return writer.finish();
  },
};
