import { messageHeaderOctetCount, type UpdateFault } from '@bgpeer/bgp-wire';

/** Octets to point at, from the start of the message, and why. */
export interface Annotation {
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

const octetsPerLine = 16;
/** Lines of octets around a place that is pointed at; others are left out. */
const linesAround = 1;

/** Octets in hexadecimal with marks under what is wrong: the lines around each place, a row of carets and the words. */
export function annotatedOctets(octets: Uint8Array, annotations: readonly Annotation[]): string[] {
  const lines: string[] = [];
  let isLeavingOut = false;
  for (let start = 0; start < octets.length; start += octetsPerLine) {
    const end = Math.min(start + octetsPerLine, octets.length);
    const isNear = annotations.some(
      (one) => one.end > start - linesAround * octetsPerLine && one.start < end + linesAround * octetsPerLine,
    );
    if (!isNear) {
      if (!isLeavingOut) lines.push('...');
      isLeavingOut = true;
      continue;
    }
    isLeavingOut = false;
    const pairs = Array.from(octets.subarray(start, end), (octet) => octet.toString(16).padStart(2, '0'));
    lines.push(`${start.toString(16).padStart(4, '0')}  ${pairs.join(' ')}`);
    for (const { start: first, end: behind, words } of annotations) {
      if (first < end && behind > start) {
        const marks = pairs.map((_, index) =>
          start + index >= first && start + index < behind ? '^^' : '  ',
        );
        lines.push(`      ${marks.join(' ')}`.trimEnd() + (first >= start ? `  ${words}` : ''));
      }
    }
  }
  return lines;
}

const extendedLengthFlag = 0x10;

/** Where in a whole UPDATE a fault is: the attribute at fault, or the place that it names. */
export function placeOfFault(octets: Uint8Array, fault: UpdateFault): { start: number; end: number } {
  const attributes = attributesOf(octets).filter(({ code }) => code === fault.attributeCode);
  const attribute = attributes.at(fault.reason === 'attribute-duplicate' ? -1 : 0);
  if (attribute !== undefined) return attribute;
  const start = Math.min(messageHeaderOctetCount + fault.offset, Math.max(0, octets.length - 1));
  return { start, end: start + 1 };
}

/** Where each attribute of a whole UPDATE is, as far as their lengths can be followed. */
function attributesOf(octets: Uint8Array): { code: number; start: number; end: number }[] {
  const uint16 = (at: number) => (at + 1 < octets.length ? (octets[at] << 8) | octets[at + 1] : 0);
  const lengthAt = messageHeaderOctetCount + 2 + uint16(messageHeaderOctetCount);
  const listEnd = Math.min(lengthAt + 2 + uint16(lengthAt), octets.length);
  const attributes: { code: number; start: number; end: number }[] = [];
  for (let start = lengthAt + 2; start + 2 < listEnd; ) {
    const isLong = (octets[start] & extendedLengthFlag) !== 0;
    const end = start + (isLong ? 4 + uint16(start + 2) : 3 + octets[start + 2]);
    attributes.push({ code: octets[start + 1], start, end: Math.min(end, listEnd) });
    start = end;
  }
  return attributes;
}
