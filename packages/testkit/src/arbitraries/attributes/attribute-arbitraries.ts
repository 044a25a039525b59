import {
  attributeFlag,
  type FamilyName,
  type PathAttributes,
  type SessionType,
  type Treatment,
  updateMessageErrorSubcode,
  type WireContext,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryOctets, joinOctets } from '../octets.ts';

/** What the attributes of a route depend on. */
export interface AttributeSetting {
  readonly session: SessionType;
  /** The family of the route, and so of its next hop. */
  readonly family: FamilyName;
  readonly asNumber: fc.Arbitrary<number>;
}

/** A value that an RFC allows but that is seldom seen. */
export interface AttributeEdge {
  /** What is odd: `255 AS numbers in a segment`. */
  readonly name: string;
  /** The attribute's fields; undefined when there is no such thing in this setting. */
  readonly fields: (setting: AttributeSetting) => fc.Arbitrary<PathAttributes> | undefined;
}

/** A way in which an attribute can be malformed. */
export interface AttributeMalformation {
  /** Which: `value above 2`. */
  readonly name: string;
  readonly reference: string;
  readonly treatment: Treatment;
  /** The UPDATE Message Error subcode (RFC 4271, section 6.3); absent where no RFC names one. */
  readonly subcode?: number;
  /** Whether it is a fault in this context; absent: always. */
  readonly appliesTo?: (context: WireContext) => boolean;
  /** Flags other than the attribute's own. */
  readonly flags?: number;
  readonly value: (context: WireContext, family: FamilyName) => fc.Arbitrary<Uint8Array>;
}

/** One path attribute: everything that the kit can make of it. */
export interface AttributeArbitraries {
  readonly code: number;
  /** In the RFC's spelling. */
  readonly name: string;
  readonly flags: number;
  /** Whether a well-formed route has it: always, from internal peers always, now and then, from internal ones now and then; `elsewhere`: the message makes it. */
  readonly presence: 'mandatory' | 'internal-mandatory' | 'optional' | 'internal-optional' | 'elsewhere';
  /** Which UPDATEs have it: those with the message's own NLRI field, those with MP_REACH_NLRI, or both. */
  readonly form?: 'classic' | 'multiprotocol';
  /** The fields of a well-formed one. */
  readonly valid: (setting: AttributeSetting) => fc.Arbitrary<PathAttributes>;
  readonly edges: readonly AttributeEdge[];
  readonly malformations: readonly AttributeMalformation[];
}

/** The Optional or the Transitive bit otherwise than specified (RFC 7606, section 3, item c). */
export function wrongFlags(
  flags: number,
  treatment: Treatment,
  value: AttributeMalformation['value'],
  reference = 'RFC 7606, section 3, item c',
): AttributeMalformation[] {
  const subcode = updateMessageErrorSubcode.attributeFlagsError;
  return [
    { name: 'Optional bit', flags: flags ^ attributeFlag.optional },
    { name: 'Transitive bit', flags: flags ^ attributeFlag.transitive },
  ].map(({ name, flags: wrong }) => ({
    name: `${name} is wrong`,
    reference,
    treatment,
    subcode,
    flags: wrong,
    value,
  }));
}

/** Any length but the one that the attribute must have. */
export function wrongLength(
  octetCount: number,
  treatment: Treatment,
  reference: string,
): AttributeMalformation {
  return {
    name: `length is not ${octetCount}`,
    reference,
    treatment,
    subcode: updateMessageErrorSubcode.attributeLengthError,
    value: () => arbitraryOctets(0, octetCount + 8).filter((value) => value.length !== octetCount),
  };
}

/** No element, or part of one at the end. */
export function notWholeElements(
  octetCount: number,
  treatment: Treatment,
  reference: string,
): AttributeMalformation {
  return {
    name: `length is no non-zero multiple of ${octetCount}`,
    reference,
    treatment,
    subcode: updateMessageErrorSubcode.attributeLengthError,
    value: () =>
      arbitraryOctets(0, octetCount * 4).filter(
        (value) => value.length === 0 || value.length % octetCount !== 0,
      ),
  };
}

/** A value of so many octets, in which nothing can be wrong. */
export function anyValue(octetCount: number): () => fc.Arbitrary<Uint8Array> {
  return () => arbitraryOctets(octetCount);
}

/** A value that is always the same. */
export function constantValue(...octets: readonly number[]): () => fc.Arbitrary<Uint8Array> {
  return () => fc.constant(Uint8Array.from(octets));
}

/** One to four different ones. */
export function distinct<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> {
  return fc.uniqueArray(value, { minLength: 1, maxLength: 4 });
}

/** A path segment (RFC 4271, section 4.3), its count told as given. */
export function segmentOctets(type: number, count: number, asNumbers: Uint8Array): Uint8Array {
  return joinOctets([type, count], asNumbers);
}

/** No value at all (RFC 7606, section 4: no attribute that has one may be empty), or one below the least there is. */
export function tooShort(
  octetCountMin: number,
  treatment: Treatment,
  reference: string,
): AttributeMalformation {
  return {
    name: octetCountMin === 1 ? 'is empty' : `shorter than ${octetCountMin} octets`,
    reference,
    treatment,
    subcode: updateMessageErrorSubcode.attributeLengthError,
    value: () => arbitraryOctets(0, octetCountMin - 1),
  };
}

/** A value of an allowed length that means nothing, in an optional attribute. */
export function wrongValue(
  name: string,
  treatment: Treatment,
  reference: string,
  value: () => fc.Arbitrary<Uint8Array>,
): AttributeMalformation {
  const subcode = updateMessageErrorSubcode.optionalAttributeError;
  return { name, reference, treatment, subcode, value };
}
