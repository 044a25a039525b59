import { addressToOctets, familyNames, messageTypeCodes, type WireContext } from '@bgpeer/bgp-wire';
import { MrtReader } from '@bgpeer/capture';
import { generateRouteTable } from '../route-table.ts';
import { encodeReachable } from '../update-stream.ts';
import { corpusOctets } from './table-file.ts';

/** UPDATEs one after the other, as they come out of a socket. */
export interface MessageStream {
  readonly title: string;
  readonly octets: Uint8Array;
}

/** The session that all streams are of. */
export const streamContext: WireContext = {
  fourOctetAsNumbers: true,
  extendedMessages: false,
  families: familyNames,
  addPath: [],
  extendedNextHop: familyNames,
  session: 'external',
};

const typeOffset = 18;

/** UPDATEs that a collector has received from many peers: short, with few prefixes each. */
export function collectedUpdates(): MessageStream {
  const reader = new MrtReader();
  reader.push(corpusOctets('mrt-bgp-rs/updates.20190101.0000.gz'));
  const messages: Uint8Array[] = [];
  for (let record = reader.next(); record !== undefined; record = reader.next()) {
    if (record.kind !== 'BGP4MP_MESSAGE' || !record.fourOctetAsNumbers || record.addPath) continue;
    if (record.message[typeOffset] === messageTypeCodes.UPDATE) messages.push(record.message);
  }
  return { title: 'UPDATEs of a route collector', octets: Buffer.concat(messages) };
}

/** The stream of `pnpm bench`: a whole table, ten prefixes to an UPDATE. */
export function generatedTable(prefixCount: number): MessageStream {
  const options = { family: 'ipv4-unicast', prefixCount, feederAsNumber: 65001, seed: 4271 } as const;
  const octets = encodeReachable(generateRouteTable(options), addressToOctets('192.0.2.1'));
  return { title: 'a table of pnpm bench', octets };
}
