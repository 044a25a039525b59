import fc from 'fast-check';
import { arbitraryEdgeCase, arbitraryValidCase, type CaseOptions } from './arbitrary-cases.ts';
import type { MutatedCase } from './cases.ts';
import { arbitraryOctets, arbitraryUnsigned8, joinOctets, numberOctets } from './octets.ts';

/** One damage: what it does, in words and to octets. */
interface Mutation {
  readonly text: string;
  readonly apply: (octets: Uint8Array) => Uint8Array;
}

/**
 * Octets of valid and odd messages with one to four damages: bits flipped, octets set, parts cut out, put in, repeated,
 * or taken from another message. With few exceptions the length in the header is put right again, so that the damage
 * is met behind it. Shrinks to one damage of the smallest message.
 */
export function arbitraryMutatedCase(options: CaseOptions = {}): fc.Arbitrary<MutatedCase> {
  const base = fc.oneof(arbitraryValidCase(options), arbitraryEdgeCase(options));
  return fc
    .tuple(
      base,
      base.chain(({ octets }) => fc.array(arbitraryMutation(octets), { minLength: 1, maxLength: 4 })),
      fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    )
    .map(([{ context, octets }, mutations, isLengthTrue]) => {
      const mutated = mutations.reduce((damaged, { apply }) => apply(damaged), octets);
      return {
        context,
        octets: isLengthTrue ? withTrueLength(mutated) : mutated,
        mutations: mutations.map(({ text }) => text),
      };
    });
}

/** One damage; `donor` is the message that parts are taken from. Offsets go round at the end of shorter ones. */
function arbitraryMutation(donor: Uint8Array): fc.Arbitrary<Mutation> {
  const place = fc.nat({ max: 4_095 });
  const count = fc.integer({ min: 1, max: 12 });
  return fc.oneof(
    fc.tuple(place, fc.integer({ min: 0, max: 7 })).map(([at, bit]) => ({
      text: `bit ${bit} of octet ${at} flipped`,
      apply: (octets: Uint8Array) => withOctet(octets, at, (octet) => octet ^ (1 << bit)),
    })),
    fc.tuple(place, arbitraryUnsigned8()).map(([at, value]) => ({
      text: `octet ${at} set to ${value}`,
      apply: (octets: Uint8Array) => withOctet(octets, at, () => value),
    })),
    place.map((at) => ({
      text: `cut behind octet ${at}`,
      apply: (octets: Uint8Array) => octets.slice(0, at % (octets.length + 1)),
    })),
    fc.tuple(place, count).map(([at, length]) => ({
      text: `${length} octets taken out at ${at}`,
      apply: (octets: Uint8Array) => spliced(octets, at, length, new Uint8Array()),
    })),
    fc.tuple(place, arbitraryOctets(1, 12)).map(([at, added]) => ({
      text: `${added.length} octets put in at ${at}`,
      apply: (octets: Uint8Array) => spliced(octets, at, 0, added),
    })),
    fc.tuple(place, place, count).map(([at, from, length]) => ({
      text: `${length} octets of another message put over octet ${at}`,
      apply: (octets: Uint8Array) => {
        const start = from % (donor.length + 1);
        return spliced(octets, at, length, donor.slice(start, start + length));
      },
    })),
  );
}

function withOctet(octets: Uint8Array, at: number, change: (octet: number) => number): Uint8Array {
  if (octets.length === 0) return octets;
  const changed = octets.slice();
  changed[at % changed.length] = change(changed[at % changed.length]);
  return changed;
}

function spliced(octets: Uint8Array, at: number, removedCount: number, added: Uint8Array): Uint8Array {
  const start = at % (octets.length + 1);
  return joinOctets(octets.subarray(0, start), added, octets.subarray(start + removedCount));
}

function withTrueLength(octets: Uint8Array): Uint8Array {
  if (octets.length < 18) return octets;
  return joinOctets(octets.subarray(0, 16), numberOctets(octets.length, 2), octets.subarray(18));
}
