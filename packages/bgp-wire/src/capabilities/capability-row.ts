import type { OctetReader } from '../octets/octet-reader.ts';
import type { OctetWriter } from '../octets/octet-writer.ts';
import type { Capability } from './capability.ts';

/** The capability that has a name. */
export type CapabilityNamed<Name extends Capability['name']> = Extract<Capability, { name: Name }>;

/** One capability's row: what its code is, and how its value reads and writes. */
export interface CapabilityRow<Name extends Capability['name'] = Capability['name']> {
  readonly name: Name;
  readonly code: number;
  readonly reference: string;
  /**
   * Reads the value, the reader being narrowed to it. Undefined when it is malformed; reading short or leaving octets
   * behind counts as malformed too.
   */
  readonly decode: (reader: OctetReader) => CapabilityNamed<Name> | undefined;
  readonly encode: (capability: CapabilityNamed<Name>, writer: OctetWriter) => void;
}
