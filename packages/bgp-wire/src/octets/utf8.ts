const replacementCodePoint = 0xfffd;

/** UTF-8 octets of a text (RFC 3629); a lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const octets: number[] = [];
  for (const character of text) {
    const codePoint = character.codePointAt(0)!;
    appendCodePoint(octets, codePoint >= 0xd800 && codePoint <= 0xdfff ? replacementCodePoint : codePoint);
  }
  return Uint8Array.from(octets);
}

/** The text of UTF-8 octets. `valid` is false when something had to be replaced by U+FFFD. */
export function decodeUtf8(octets: Uint8Array): { readonly text: string; readonly valid: boolean } {
  let text = '';
  let valid = true;
  let offset = 0;
  while (offset < octets.length) {
    const octetCount = sequenceOctetCount(octets, offset);
    if (octetCount > 0) {
      text += String.fromCodePoint(codePointAt(octets, offset, octetCount));
      offset += octetCount;
    } else {
      text += String.fromCodePoint(replacementCodePoint);
      valid = false;
      offset -= octetCount;
    }
  }
  return { text, valid };
}

function appendCodePoint(octets: number[], codePoint: number): void {
  if (codePoint < 0x80) octets.push(codePoint);
  else if (codePoint < 0x800) octets.push(0xc0 | (codePoint >> 6), 0x80 | (codePoint & 0x3f));
  else if (codePoint < 0x1_0000) {
    octets.push(0xe0 | (codePoint >> 12), 0x80 | ((codePoint >> 6) & 0x3f), 0x80 | (codePoint & 0x3f));
  } else {
    octets.push(0xf0 | (codePoint >> 18), 0x80 | ((codePoint >> 12) & 0x3f));
    octets.push(0x80 | ((codePoint >> 6) & 0x3f), 0x80 | (codePoint & 0x3f));
  }
}

/**
 * Octets of the well-formed sequence at `offset` (RFC 3629, section 4); negative: so many octets are the start of an
 * ill-formed one and together become one U+FFFD.
 */
function sequenceOctetCount(octets: Uint8Array, offset: number): number {
  const lead = octets[offset];
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return -1;
  const expected = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  for (let index = 1; index < expected; index++) {
    if (offset + index === octets.length) return -index;
    const octet = octets[offset + index];
    const lowest = index === 1 ? lowestSecondOctet(lead) : 0x80;
    const highest = index === 1 ? highestSecondOctet(lead) : 0xbf;
    if (octet < lowest || octet > highest) return -index;
  }
  return expected;
}

/** Bars overlong forms. */
function lowestSecondOctet(lead: number): number {
  if (lead === 0xe0) return 0xa0;
  return lead === 0xf0 ? 0x90 : 0x80;
}

/** Bars surrogates, and code points above U+10FFFF. */
function highestSecondOctet(lead: number): number {
  if (lead === 0xed) return 0x9f;
  return lead === 0xf4 ? 0x8f : 0xbf;
}

function codePointAt(octets: Uint8Array, offset: number, octetCount: number): number {
  if (octetCount === 1) return octets[offset];
  let codePoint = octets[offset] & (0xff >> (octetCount + 1));
  for (let index = 1; index < octetCount; index++)
    codePoint = (codePoint << 6) | (octets[offset + index] & 0x3f);
  return codePoint;
}
