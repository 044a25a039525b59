import { formatHexadecimal, octetsOfHexadecimal } from '../octets/hexadecimal.ts';
import type { CapabilityRow } from './capability-row.ts';

/** Multisession, code 68 (draft-ietf-idr-bgp-multisession). */
export interface MultisessionCapability {
  readonly name: 'multisession';
  /** Lower-case hexadecimal. */
  readonly value: string;
}

export const multisession: CapabilityRow<'multisession'> = {
  name: 'multisession',
  code: 68,
  reference: 'draft-ietf-idr-bgp-multisession, section 6',
  decode: (reader) => ({ name: 'multisession', value: formatHexadecimal(reader.takeRest()) }),
  encode: (capability, writer) => writer.append(octetsOfHexadecimal(capability.value)),
};
