import type { Treatment, WireContext } from '@bgpeer/bgp-wire';

/** A golden vector: octets, and what they mean or how they are treated. */
export interface Vector {
  readonly name: string;
  /** Where the octets or their meaning come from: `RFC 4271, section 4.3`. */
  readonly reference: string;
  readonly context: WireContext;
  readonly octets: Uint8Array;
  /** The message as JSON, octets in it as hexadecimal; a malformed UPDATE has what could be read of it, or nothing. */
  readonly message?: unknown;
  readonly fault?: VectorFault;
  /** The octets are not those that an encoder gives for the message. */
  readonly decodeOnly: boolean;
}

/** How a malformed message is treated. */
export interface VectorFault {
  readonly treatment: Treatment;
  readonly attributeCode?: number;
  /** Code and subcode, and the data as hexadecimal where they matter. */
  readonly notification?: { readonly code: number; readonly subcode: number; readonly data?: string };
}
