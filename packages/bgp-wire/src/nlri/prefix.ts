import { assert } from '../octets/assert.ts';
import type { OctetReader } from '../octets/octet-reader.ts';
import type { OctetWriter } from '../octets/octet-writer.ts';
import { formatPrefixOctets, type Prefix, parsePrefix } from '../text/prefixes.ts';
import type { NlriFamily } from './nlri-family.ts';
import { lengthProblem, type NlriForm, type NlriFormProblem, overrunProblem } from './nlri-form.ts';

/** A prefix as canonical text, with its path identifier where ADD-PATH is in use (RFC 7911). */
export interface Nlri {
  readonly prefix: string;
  readonly pathIdentifier?: number;
}

/** A length in bits and as many octets as it takes (RFC 4271, section 4.3; RFC 4760, section 5). */
export const prefixForm: NlriForm<Nlri> = {
  read(reader, { family }) {
    const prefix = readPrefixOctets(reader, family, reader.uint8());
    return typeof prefix === 'string' ? { prefix } : prefix;
  },
  write(writer, { prefix: text }, { family }) {
    const prefix = prefixOfFamily(text, family);
    writer.uint8(prefix.bitLength);
    writePrefixOctets(writer, prefix);
  },
};

/** Reads the octets of a prefix whose length has been read; negative lengths come of labels that overrun their NLRI. */
export function readPrefixOctets(
  reader: OctetReader,
  { addressOctetCount, title }: NlriFamily,
  bitLength: number,
): string | NlriFormProblem {
  assert(addressOctetCount !== undefined, `${title} has no prefixes`);
  if (bitLength < 0 || bitLength > addressOctetCount * 8) {
    const expected = `0 to ${addressOctetCount * 8} for ${title}`;
    return lengthProblem(`prefix length ${bitLength}, expected ${expected}`);
  }
  const octets = reader.take((bitLength + 7) >> 3);
  if (reader.failed) return overrunProblem(`a prefix of ${bitLength} bits overruns the field`);
  return formatPrefixOctets(addressOctetCount === 4 ? 'ipv4-unicast' : 'ipv6-unicast', octets, 0, bitLength);
}

/** Writes the `ceil(bitLength / 8)` octets of a prefix. */
export function writePrefixOctets(writer: OctetWriter, { octets, bitLength }: Prefix): void {
  writer.append(octets.subarray(0, (bitLength + 7) >> 3));
}

/** The prefix of a text. One that is not of the family is the programmer's error. */
export function prefixOfFamily(text: string, { addressOctetCount, title }: NlriFamily): Prefix {
  const prefix = parsePrefix(text);
  assert(prefix?.octets.length === addressOctetCount, `${text} is no prefix of ${title}`);
  return prefix!;
}
