import { type FamilyName, familyOf } from '@bgpeer/bgp-wire';
import { SeededRandom } from './random.ts';

/** Path attributes that a run of prefixes has in common. */
export interface AttributeSet {
  /** 0 IGP, 2 INCOMPLETE (RFC 4271, section 5.1.1). */
  readonly origin: 0 | 2;
  /** One AS_SEQUENCE of 2 to 6 hops; the feeder's own AS is the first. */
  readonly asPath: readonly number[];
  readonly multiExitDisc?: number;
  readonly communities: readonly number[];
}

/** A table of distinct prefixes, in the order in which they are announced. */
export interface RouteTable {
  readonly family: FamilyName;
  readonly prefixCount: number;
  /** The addresses, one after the other, 4 or 16 octets each; host bits are zero. */
  readonly addresses: Uint8Array;
  readonly bitLengths: Uint8Array;
  readonly attributeSets: readonly AttributeSet[];
  /** By attribute set: the index after its last prefix. */
  readonly attributeSetEnds: readonly number[];
}

/** How many prefixes share one attribute set: 1 to 19, 10 in the mean, as in a table of the Internet. */
const prefixesPerAttributeSetMax = 19;

interface AddressPlan {
  /** No prefix is longer, so so many leading bits say which prefix it is. */
  readonly significantBits: 32 | 48;
  /** The first address's significant bits as a number, and the one after the last. */
  readonly low: number;
  readonly high: number;
  readonly reserved: (significant: number) => boolean;
  /** Prefixes in a thousand by length: rounded from what public collectors saw in 2025. */
  readonly lengths: readonly (readonly [bitLength: number, perThousand: number])[];
}

const addressPlans: Readonly<Record<FamilyName, AddressPlan>> = {
  'ipv4-unicast': {
    significantBits: 32,
    low: 1 * 2 ** 24,
    high: 224 * 2 ** 24,
    reserved: (significant) => [10, 127].includes(significant >>> 24),
    lengths: [
      [16, 13],
      [17, 8],
      [18, 14],
      [19, 25],
      [20, 45],
      [21, 55],
      [22, 115],
      [23, 105],
      [24, 620],
    ],
  },
  'ipv6-unicast': {
    significantBits: 48,
    low: 0x2000 * 2 ** 32,
    high: 0x4000 * 2 ** 32,
    reserved: () => false,
    lengths: [
      [29, 30],
      [32, 130],
      [36, 70],
      [40, 100],
      [44, 120],
      [46, 60],
      [48, 490],
    ],
  },
};

/**
 * Make a table that looks like the Internet's in what costs a router time: lengths of prefixes, how many share their
 * attributes, how long AS paths are.
 *
 * @param options.feederAsNumber the first hop of every AS path
 */
export function generateRouteTable(options: {
  readonly family: FamilyName;
  readonly prefixCount: number;
  readonly feederAsNumber: number;
  readonly seed: number;
}): RouteTable {
  const random = new SeededRandom(options.seed);
  const { addresses, bitLengths } = generatePrefixes(options.family, options.prefixCount, random);
  const attributeSets: AttributeSet[] = [];
  const attributeSetEnds: number[] = [];
  for (let end = 0; end < options.prefixCount; ) {
    end = Math.min(options.prefixCount, end + random.between(1, prefixesPerAttributeSetMax + 1));
    attributeSets.push(generateAttributeSet(options.feederAsNumber, random));
    attributeSetEnds.push(end);
  }
  const { family, prefixCount } = options;
  return { family, prefixCount, addresses, bitLengths, attributeSets, attributeSetEnds };
}

function generatePrefixes(family: FamilyName, prefixCount: number, random: SeededRandom) {
  const { addressOctetCount } = familyOf(family);
  const plan = addressPlans[family];
  const addresses = new Uint8Array(prefixCount * addressOctetCount);
  const bitLengths = new Uint8Array(prefixCount);
  const taken = new Set<number>();
  while (taken.size < prefixCount) {
    const bitLength = random.weighted(plan.lengths);
    const unit = 2 ** (plan.significantBits - bitLength);
    const significant = Math.floor(random.between(plan.low, plan.high) / unit) * unit;
    const key = (significant - plan.low) * 64 + bitLength;
    if (plan.reserved(significant) || taken.has(key)) continue;
    const index = taken.size;
    taken.add(key);
    bitLengths[index] = bitLength;
    for (let octet = 0; octet < plan.significantBits / 8; octet++) {
      addresses[index * addressOctetCount + octet] =
        significant / 2 ** (plan.significantBits - 8 - octet * 8);
    }
  }
  return { addresses, bitLengths };
}

function generateAttributeSet(feederAsNumber: number, random: SeededRandom): AttributeSet {
  const hopCount = random.weighted([
    [2, 10],
    [3, 30],
    [4, 35],
    [5, 17],
    [6, 8],
  ]);
  const transitAs = () => random.between(1_000, 60_000);
  const originAs = random.weighted([
    [() => random.between(1_000, 64_000), 60],
    [() => random.between(131_072, 400_000), 40],
  ]);
  const communityCount = random.weighted([
    [0, 40],
    [2, 30],
    [4, 20],
    [8, 10],
  ]);
  return {
    origin: random.weighted<0 | 2>([
      [0, 85],
      [2, 15],
    ]),
    asPath: [feederAsNumber, ...Array.from({ length: hopCount - 2 }, transitAs), originAs()],
    multiExitDisc: random.weighted([
      [undefined, 75],
      [random.between(0, 1_000), 25],
    ]),
    communities: Array.from(
      { length: communityCount },
      () => transitAs() * 0x10000 + random.between(0, 0x10000),
    ).sort((left, right) => left - right),
  };
}
