/** Characters of the one-line form, as octets. */
export const character = {
  bar: 0x7c,
  blank: 0x20,
  colon: 0x3a,
  dot: 0x2e,
} as const;

const digitZero = 0x30;
const thousand = 1000;
const million = 1_000_000;
const billion = 1_000_000_000;

/** Pieces are copied in steps of so many octets, so that a writer may spoil some behind the end that it gives. */
const stepOctetCount = 4;

/** A piece of text that is written again and again. */
export interface TextPiece {
  readonly octetCount: number;
  /** Whole steps: what stands behind `octetCount` does not matter. */
  readonly view: DataView;
}

/** A piece of text that has ASCII characters only. */
export function textPiece(text: string): TextPiece {
  const view = new DataView(new ArrayBuffer(Math.ceil(text.length / stepOctetCount) * stepOctetCount));
  for (let index = 0; index < text.length; index++) view.setUint8(index, text.charCodeAt(index));
  return { octetCount: text.length, view };
}

/**
 * The writers put text into `into` from `offset` on and give the offset behind it. Three octets more than the text must
 * have room: they may be written over.
 */
export function writePiece(into: DataView, offset: number, { octetCount, view }: TextPiece): number {
  for (let index = 0; index < octetCount; index += stepOctetCount) {
    into.setUint32(offset + index, view.getUint32(index));
  }
  return offset + octetCount;
}

/** A whole number of 0 to 4,294,967,295 in decimal digits. */
export function writeDecimal(into: DataView, offset: number, value: number): number {
  if (value < thousand) return writeSmall(into, offset, value);
  if (value < million) {
    const thousands = (value / thousand) | 0;
    return writePadded(into, writeSmall(into, offset, thousands), value - thousands * thousand);
  }
  // Quotients of 31-bit integers are far quicker than those of fractions: what lies above goes alone.
  const billions = value < billion ? 0 : Math.floor(value / billion);
  const rest = value - billions * billion;
  const millions = (rest / million) | 0;
  const thousands = ((rest - millions * million) / thousand) | 0;
  let end = offset;
  if (billions > 0) end = writePadded(into, writeSmall(into, end, billions), millions);
  else end = writeSmall(into, end, millions);
  return writePadded(
    into,
    writePadded(into, end, thousands),
    rest - millions * million - thousands * thousand,
  );
}

/** The four octets at `start` as a dotted quad. */
export function writeIpv4(into: DataView, offset: number, octets: Uint8Array, start: number): number {
  let end = writeSmall(into, offset, octets[start]);
  for (let index = start + 1; index < start + 4; index++) {
    into.setUint8(end, character.dot);
    end = writeSmall(into, end + 1, octets[index]);
  }
  return end;
}

/** One character. */
export function writeCharacter(into: DataView, offset: number, octet: number): number {
  into.setUint8(offset, octet);
  return offset + 1;
}

/** The unsigned number in the four octets at `offset`. */
export function uint32At(octets: Uint8Array, offset: number): number {
  return (
    ((octets[offset] << 24) | (octets[offset + 1] << 16) | (octets[offset + 2] << 8) | octets[offset + 3]) >>>
    0
  );
}

/** The unsigned number in the two octets at `offset`. */
export function uint16At(octets: Uint8Array, offset: number): number {
  return (octets[offset] << 8) | octets[offset + 1];
}

/** The three digits of each number below a thousand in the upper octets of 32 bits, and the same without leading zeros. */
const paddedDigits = Uint32Array.from({ length: thousand }, (_, value) => digitsOf(value, 3));
const plainDigits = Uint32Array.from({ length: thousand }, (_, value) => digitsOf(value, digitCount(value)));

function digitsOf(value: number, count: number): number {
  const digits = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10].slice(3 - count);
  return digits.reduce((octets, digit, index) => octets + (digitZero + digit) * 2 ** (24 - index * 8), 0);
}

/** A number below a thousand in as many digits as it has. */
function writeSmall(into: DataView, offset: number, value: number): number {
  into.setUint32(offset, plainDigits[value]);
  return offset + digitCount(value);
}

/** A number below a thousand in three digits. */
function writePadded(into: DataView, offset: number, value: number): number {
  into.setUint32(offset, paddedDigits[value]);
  return offset + 3;
}

function digitCount(value: number): number {
  return value < 10 ? 1 : value < 100 ? 2 : 3;
}
