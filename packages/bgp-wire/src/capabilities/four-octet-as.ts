import type { CapabilityRow } from './capability-row.ts';

export const fourOctetAs: CapabilityRow<'four-octet-as'> = {
  name: 'four-octet-as',
  code: 65,
  reference: 'RFC 6793, section 3',
  decode: (reader) => ({ name: 'four-octet-as', asNumber: reader.uint32() }),
  encode: (capability, writer) => writer.uint32(capability.asNumber),
};
