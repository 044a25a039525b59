import { decodeUtf8, encodeUtf8 } from '../octets/utf8.ts';
import type { CapabilityRow } from './capability-row.ts';

/** FQDN, code 73 (draft-walton-bgp-hostname-capability). */
export interface FqdnCapability {
  readonly name: 'fqdn';
  readonly hostName: string;
  readonly domainName: string;
}

export const fqdn: CapabilityRow<'fqdn'> = {
  name: 'fqdn',
  code: 73,
  reference: 'draft-walton-bgp-hostname-capability, section 2',
  decode(reader) {
    const hostName = decodeUtf8(reader.take(reader.uint8()));
    const domainName = decodeUtf8(reader.take(reader.uint8()));
    if (!hostName.valid || !domainName.valid) return undefined;
    return { name: 'fqdn', hostName: hostName.text, domainName: domainName.text };
  },
  encode(capability, writer) {
    for (const name of [capability.hostName, capability.domainName]) {
      const octets = encodeUtf8(name);
      writer.uint8(octets.length);
      writer.append(octets);
    }
  },
};
