import { isIpv4, parseAddress, parseAsNumber } from '@bgpeer/bgp-wire';
import { asNumberMax, canonicalPrefix } from '../document/values.ts';
import type { FormPart, ValueName } from './form.ts';

/** What a value in capitals accepts: `read` gives its canonical text, or undefined when it is not such a value. */
type ValueReader = { readonly expected: string; readonly read: (word: string) => string | undefined };

const valueReaders: Readonly<Record<ValueName, ValueReader>> = {
  'A.B.C.D': {
    expected: 'an IPv4 address',
    read: (word) => {
      const address = parseAddress(word);
      return address !== undefined && isIpv4(address) ? address : undefined;
    },
  },
  ADDRESS: { expected: 'an IPv4 or IPv6 address', read: parseAddress },
  ASNUM: {
    expected: `an AS number, 1 to ${asNumberMax} or asdot`,
    read: (word) => {
      const asNumber = parseAsNumber(word);
      return asNumber === undefined || asNumber > asNumberMax ? undefined : String(asNumber);
    },
  },
  GROUP: {
    expected: 'the name of a peer group',
    read: (word) => (looksLikeAddress(word) ? undefined : word),
  },
  NAME: { expected: 'a name', read: (word) => word },
  PEER: {
    expected: 'an IPv4 or IPv6 address, or the name of a peer group',
    read: (word) => parseAddress(word) ?? (looksLikeAddress(word) ? undefined : word),
  },
  PREFIX: { expected: 'a prefix with its length, as 10.0.0.0/8', read: canonicalPrefix },
  WORD: { expected: 'a word', read: (word) => word },
};

/** The canonical text of a word for this part of a form, or undefined when it cannot stand there. */
export function readValue(part: FormPart, word: string): string | undefined {
  switch (part.kind) {
    case 'word':
      return part.word === word ? word : undefined;
    case 'value':
      return valueReaders[part.name].read(word);
    case 'number':
      return readNumber(word, part.min, part.max);
    case 'choice':
      return firstReading(part.parts, word);
    case 'optional':
    case 'options':
    case 'rest':
      return undefined;
  }
}

/** What can stand at this part of a form, in words. */
export function expectedAt(part: FormPart): string {
  switch (part.kind) {
    case 'word':
      return part.word;
    case 'value':
      return valueReaders[part.name].expected;
    case 'number':
      return `a number from ${part.min} to ${part.max}`;
    case 'choice':
      return part.parts.map(expectedAt).join(', or ');
    case 'optional':
      return part.parts.map(expectedAt).join(' ');
    case 'options':
      return part.options.map(({ parts }) => parts.map(expectedAt).join(' ')).join(', or ');
    case 'rest':
      return 'text';
  }
}

/** True for what was meant as an address, right or wrong: digits and dots only, or a colon inside. */
export function looksLikeAddress(word: string): boolean {
  return /^[\d.]+$/.test(word) || word.includes(':');
}

function readNumber(word: string, min: number, max: number): string | undefined {
  if (!/^\d{1,10}$/.test(word)) return undefined;
  const value = Number(word);
  return value >= min && value <= max ? String(value) : undefined;
}

/** A word to type wins over a value, so that `external` is never a name. */
function firstReading(parts: readonly FormPart[], word: string): string | undefined {
  for (const part of parts) {
    const reading = readValue(part, word);
    if (reading !== undefined) return reading;
  }
  return undefined;
}
