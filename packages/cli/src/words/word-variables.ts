import { parseAddress, parsePrefixLoosely } from '@bgpeer/bgp-wire';

/** Whether a word can stand for `PREFIX`, `ADDRESS`, `ASN` or a name in a pattern. */
export function fitsVariable(name: string, word: string): boolean {
  switch (name) {
    case 'PREFIX':
      return word.includes('/') && parsePrefixLoosely(word) !== undefined;
    case 'ASN':
      return /^\d+$/.test(word);
    case 'ADDRESS':
      return parseAddress(word) !== undefined;
    default:
      return word !== '';
  }
}

/** The words of a command, whether they came one by one or quoted together. */
export function splitWords(parts: readonly string[]): string[] {
  return parts.flatMap((part) => part.split(/\s+/)).filter((word) => word !== '');
}
