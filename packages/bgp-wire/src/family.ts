/** The name of an address family that this codec reads prefix by prefix; others pass through as octets. */
export type FamilyName = 'ipv4-unicast' | 'ipv6-unicast';

/** An Address Family Identifier and a Subsequent Address Family Identifier, as numbers (RFC 4760, section 3). */
export interface AfiSafi {
  readonly afi: number;
  readonly safi: number;
}

/** One row of the family table. */
export interface Family extends AfiSafi {
  readonly name: FamilyName;
  /** What people read: `IPv4 Unicast`. */
  readonly title: string;
  /** Octets of a whole address: 4 or 16. */
  readonly addressOctetCount: 4 | 16;
}

/** Every known family, in the order of their numbers; this order is the order of output everywhere. */
export const families: readonly Family[] = [
  { name: 'ipv4-unicast', afi: 1, safi: 1, title: 'IPv4 Unicast', addressOctetCount: 4 },
  { name: 'ipv6-unicast', afi: 2, safi: 1, title: 'IPv6 Unicast', addressOctetCount: 16 },
];

/** The names of `families`, in their order. */
export const familyNames: readonly FamilyName[] = families.map((family) => family.name);

const byName = new Map(families.map((family) => [family.name, family]));

/** The row of a family's name. */
export function familyOf(name: FamilyName): Family {
  return byName.get(name)!;
}

/** The family with these numbers, or undefined when the codec does not know it. */
export function familyByCodes(afi: number, safi: number): Family | undefined {
  return families.find((family) => family.afi === afi && family.safi === safi);
}
