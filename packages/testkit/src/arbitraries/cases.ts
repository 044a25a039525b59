import type { Message, Treatment, WireContext } from '@bgpeer/bgp-wire';

/** A message that an RFC allows, its octets in canonical form, and the context it is sent in. */
export interface ValidCase {
  readonly context: WireContext;
  readonly message: Message;
  readonly octets: Uint8Array;
}

/** Octets that are odd but legal, and the message they mean. An encoder need not give the same octets. */
export interface EdgeCase extends ValidCase {
  /** What is odd: `AS_PATH: 255 AS numbers in a segment`. */
  readonly name: string;
}

/** What must be done about a malformed message. */
export interface ExpectedTreatment {
  /**
   * A NOTIFICATION for what is no UPDATE is a `session-reset` too; `capability-ignored` is for a capability that is not
   * understood (RFC 5492, section 3): the OPEN stands.
   */
  readonly treatment: Treatment | 'capability-ignored';
  /** The type code of the attribute at fault. */
  readonly attributeCode?: number;
  /** The NOTIFICATION that ends the session, or would have before RFC 7606. */
  readonly notification?: { readonly code: number; readonly subcode: number };
}

/** A message with exactly one fault. */
export interface MalformedCase {
  /** Which fault: `ORIGIN: value above 2`. */
  readonly name: string;
  /** Where the treatment is demanded: `RFC 7606, section 7.1`. */
  readonly reference: string;
  readonly context: WireContext;
  readonly octets: Uint8Array;
  readonly expected: ExpectedTreatment;
}

/** Octets of a message with damage that has no name; anything may be made of them, but for a crash. */
export interface MutatedCase {
  readonly context: WireContext;
  readonly octets: Uint8Array;
  /** What was done to the valid message, in order. */
  readonly mutations: readonly string[];
}
