import type { Message, MessageType, WireContext } from '@bgpeer/bgp-wire';
import type fc from 'fast-check';
import type { ExpectedTreatment } from '../cases.ts';

/** Octets and the message they mean. */
export interface OctetsWithMeaning {
  readonly octets: Uint8Array;
  readonly message: Message;
}

/** A message that an RFC allows but that is seldom seen. */
export interface MessageEdge {
  readonly name: string;
  /** Undefined when there is no such thing in this context. */
  readonly message: (context: WireContext) => fc.Arbitrary<OctetsWithMeaning> | undefined;
}

/** A way in which a message can be malformed. */
export interface MessageMalformation {
  readonly name: string;
  readonly reference: string;
  readonly expected: ExpectedTreatment;
  /** Undefined when it is no fault in this context. */
  readonly octets: (context: WireContext) => fc.Arbitrary<Uint8Array> | undefined;
}

/** One type of message: everything that the kit can make of it. */
export interface MessageArbitraries {
  readonly type: MessageType;
  readonly valid: (context: WireContext) => fc.Arbitrary<Message>;
  readonly edges: readonly MessageEdge[];
  readonly malformations: readonly MessageMalformation[];
}
