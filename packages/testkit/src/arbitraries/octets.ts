import fc from 'fast-check';

/** 0 to 255. */
export function arbitraryUnsigned8(): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 255 });
}

/** 0 to 4,294,967,295. */
export function arbitraryUnsigned32(): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 4_294_967_295 });
}

/** Exactly so many octets, or any count between two. */
export function arbitraryOctets(octetCount: number, octetCountMax = octetCount): fc.Arbitrary<Uint8Array> {
  return fc
    .uint8Array({ minLength: octetCount, maxLength: octetCountMax })
    .map((octets) => Uint8Array.from(octets));
}

/** So many octets as lower-case hexadecimal. */
export function arbitraryHexadecimal(octetCount: number): fc.Arbitrary<string> {
  return arbitraryOctets(octetCount).map((octets) =>
    [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join(''),
  );
}

/** One octets after the other. */
export function joinOctets(...parts: readonly ArrayLike<number>[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** A number in so many octets, the highest first. */
export function numberOctets(value: number, octetCount: 1 | 2 | 4): Uint8Array {
  const octets = new Uint8Array(octetCount);
  for (let place = 0; place < octetCount; place += 1)
    octets[place] = Math.floor(value / 256 ** (octetCount - 1 - place)) % 256;
  return octets;
}
