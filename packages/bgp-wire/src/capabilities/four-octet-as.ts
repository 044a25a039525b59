import type { CapabilityRow } from './capability-row.ts';

/** Four-octet AS number, code 65 (RFC 6793). */
export interface FourOctetAsCapability {
  readonly name: 'four-octet-as';
  readonly asNumber: number;
}

export const fourOctetAs: CapabilityRow<'four-octet-as'> = {
  name: 'four-octet-as',
  code: 65,
  reference: 'RFC 6793, section 3',
  decode: (reader) => ({ name: 'four-octet-as', asNumber: reader.uint32() }),
  encode: (capability, writer) => writer.uint32(capability.asNumber),
};
