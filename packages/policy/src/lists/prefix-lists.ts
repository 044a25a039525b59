import {
  addressToOctets,
  type FamilyName,
  familyOf,
  type IpAddress,
  isIpv4,
  type Prefix,
  parsePrefix,
} from '@bgpeer/bgp-wire';
import type {
  AccessListDefinition,
  AccessListEntry,
  PrefixListDefinition,
  PrefixListEntry,
} from '../definitions/list-definitions.ts';
import { type ListEntry, type ListVerdict, listVerdict } from './list-entry.ts';
import { type PrefixRange, PrefixTree } from './prefix-tree.ts';

/** A prefix-list or an access-list, ready to be asked; it denies what no entry fits, and what is of another family. */
export interface CompiledPrefixList {
  readonly family: FamilyName;
  /** Octets in network order from `offset` on. */
  permits(family: FamilyName, octets: Uint8Array, offset: number, bitLength: number): boolean;
  /** An address is asked for as the prefix of that one host. */
  permitsAddress(address: IpAddress): boolean;
  verdict(family: FamilyName, octets: Uint8Array, offset: number, bitLength: number): ListVerdict;
  verdictOfAddress(address: IpAddress): ListVerdict;
}

export function compilePrefixList(definition: PrefixListDefinition): CompiledPrefixList {
  return new TreeOfEntries(definition.family, definition.entries, prefixListRange, prefixListWords);
}

export function compileAccessList(definition: AccessListDefinition): CompiledPrefixList {
  const bitLengthMax = familyOf(definition.family).addressOctetCount * 8;
  return new TreeOfEntries(
    definition.family,
    definition.entries,
    (entry) => accessListRanges(entry, bitLengthMax),
    accessListWords,
  );
}

/** A list that is named but not defined: it permits nothing. */
export function missingPrefixList(family: FamilyName): CompiledPrefixList {
  return compilePrefixList({ name: '', family, entries: [] });
}

class TreeOfEntries<Entry extends ListEntry> implements CompiledPrefixList {
  readonly family: FamilyName;
  readonly #entries: readonly Entry[];
  readonly #tree: PrefixTree;
  /** For each range of the tree, the entry that it is of. */
  readonly #entryOfRange: readonly number[];
  readonly #words: (entry: Entry) => string;

  constructor(
    family: FamilyName,
    entries: readonly Entry[],
    ranges: (entry: Entry) => readonly PrefixRange[],
    words: (entry: Entry) => string,
  ) {
    this.family = family;
    this.#entries = entries;
    this.#words = words;
    const numbered = entries.flatMap((entry, index) =>
      ranges(entry)
        .filter(({ prefix }) => prefix.family === family)
        .map((range) => ({ range, index })),
    );
    this.#tree = new PrefixTree(numbered.map(({ range }) => range));
    this.#entryOfRange = numbered.map(({ index }) => index);
  }

  permits(family: FamilyName, octets: Uint8Array, offset: number, bitLength: number): boolean {
    const index = this.#firstMatch(family, octets, offset, bitLength);
    return index >= 0 && this.#entries[index].action === 'permit';
  }

  permitsAddress(address: IpAddress): boolean {
    const octets = addressToOctets(address);
    return this.permits(familyOfAddress(address), octets, 0, octets.length * 8);
  }

  verdict(family: FamilyName, octets: Uint8Array, offset: number, bitLength: number): ListVerdict {
    const index = this.#firstMatch(family, octets, offset, bitLength);
    return listVerdict(this.#entries, index, this.#words);
  }

  verdictOfAddress(address: IpAddress): ListVerdict {
    const octets = addressToOctets(address);
    return this.verdict(familyOfAddress(address), octets, 0, octets.length * 8);
  }

  #firstMatch(family: FamilyName, octets: Uint8Array, offset: number, bitLength: number): number {
    const range = family === this.family ? this.#tree.firstMatch(octets, offset, bitLength) : -1;
    return range < 0 ? range : this.#entryOfRange[range];
  }
}

function familyOfAddress(address: IpAddress): FamilyName {
  return isIpv4(address) ? 'ipv4-unicast' : 'ipv6-unicast';
}

/** `ge` alone goes up to the whole address, `le` alone begins at the prefix's own length. */
function prefixListRange(entry: PrefixListEntry): PrefixRange[] {
  const prefix = parsePrefix(entry.prefix);
  if (prefix === undefined) return [];
  const bitLengthMax = prefix.octets.length * 8;
  const lengthMin = entry.lengthMin ?? prefix.bitLength;
  const lengthMax = entry.lengthMax ?? (entry.lengthMin === undefined ? prefix.bitLength : bitLengthMax);
  return [{ prefix, lengthMin, lengthMax }];
}

function accessListRanges(entry: AccessListEntry, bitLengthMax: number): PrefixRange[] {
  const prefix = parsePrefix(entry.prefix);
  if (prefix === undefined) return [];
  const lengthMax = entry.isExact ? prefix.bitLength : bitLengthMax;
  const inside = { prefix, lengthMin: prefix.bitLength, lengthMax };
  return entry.isAnyLength === true ? [inside, ...shorterWithSameAddress(prefix)] : [inside];
}

/** The prefixes around this one that are written with the same address: all bits between are zeros. */
function shorterWithSameAddress({ family, octets, bitLength }: Prefix): PrefixRange[] {
  const shorter: PrefixRange[] = [];
  for (let length = bitLength - 1; length >= 0; length--) {
    if (((octets[length >> 3] >> (7 - (length & 7))) & 1) === 1) break;
    shorter.push({ prefix: { family, octets, bitLength: length }, lengthMin: length, lengthMax: length });
  }
  return shorter;
}

function prefixListWords({ prefix, lengthMin, lengthMax }: PrefixListEntry): string {
  if (lengthMin === undefined && isEverything(prefix, lengthMax)) return 'any';
  const from = lengthMin === undefined ? '' : ` ge ${lengthMin}`;
  const to = lengthMax === undefined ? '' : ` le ${lengthMax}`;
  return `${prefix}${from}${to}`;
}

function accessListWords({ prefix, isAnyLength, isExact }: AccessListEntry): string {
  if (isAnyLength === true) return `${prefix} of any length`;
  if (!isExact && (prefix === '0.0.0.0/0' || prefix === '::/0')) return 'any';
  return isExact ? `${prefix} exact-match` : prefix;
}

function isEverything(prefix: string, lengthMax: number | undefined): boolean {
  return (prefix === '0.0.0.0/0' && lengthMax === 32) || (prefix === '::/0' && lengthMax === 128);
}
