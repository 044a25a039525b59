import { decodeUtf8, encodeUtf8 } from '../octets/utf8.ts';
import type { CapabilityRow } from './capability-row.ts';

/** Software version, code 75 (draft-abraitis-bgp-version-capability). It is the peer's text: escape it before showing it. */
export interface SoftwareVersionCapability {
  readonly name: 'software-version';
  readonly version: string;
}

export const softwareVersion: CapabilityRow<'software-version'> = {
  name: 'software-version',
  code: 75,
  reference: 'draft-abraitis-bgp-version-capability, section 2',
  decode(reader) {
    const version = decodeUtf8(reader.take(reader.uint8()));
    return version.valid ? { name: 'software-version', version: version.text } : undefined;
  },
  encode(capability, writer) {
    const octets = encodeUtf8(capability.version);
    writer.uint8(octets.length);
    writer.append(octets);
  },
};
