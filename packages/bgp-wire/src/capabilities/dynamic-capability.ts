import { formatHexadecimal, octetsOfHexadecimal } from '../octets/hexadecimal.ts';
import type { CapabilityRow } from './capability-row.ts';

/** Dynamic capability, code 67 (draft-ietf-idr-dynamic-cap): capabilities that may change during the session. */
export interface DynamicCapability {
  readonly name: 'dynamic-capability';
  /** Lower-case hexadecimal. */
  readonly value: string;
}

export const dynamicCapability: CapabilityRow<'dynamic-capability'> = {
  name: 'dynamic-capability',
  code: 67,
  reference: 'draft-ietf-idr-dynamic-cap, section 3',
  decode: (reader) => ({ name: 'dynamic-capability', value: formatHexadecimal(reader.takeRest()) }),
  encode: (capability, writer) => writer.append(octetsOfHexadecimal(capability.value)),
};
