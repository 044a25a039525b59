import { assert } from './assert.ts';

const digitPairs = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, '0'));

/** Octets as lower-case hexadecimal, two digits each. */
export function formatHexadecimal(octets: Uint8Array): string {
  let text = '';
  for (const octet of octets) text += digitPairs[octet];
  return text;
}

/** The octets of hexadecimal text; an odd count of digits or another character is the programmer's error. */
export function octetsOfHexadecimal(text: string): Uint8Array {
  assert(/^(?:[0-9a-f]{2})*$/i.test(text), `not hexadecimal octets: ${text}`);
  const octets = new Uint8Array(text.length / 2);
  for (let index = 0; index < octets.length; index++) {
    octets[index] = Number.parseInt(text.slice(index * 2, index * 2 + 2), 16);
  }
  return octets;
}
