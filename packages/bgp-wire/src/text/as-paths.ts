import type { AsPath, AsPathSegment, AsPathSegmentType } from '../path-attributes.ts';
import { parseAsNumber } from './as-numbers.ts';

/** What one segment holds at most: its length field has one octet (RFC 4271, section 4.3). */
export const asNumbersPerSegmentMax = 255;

const brackets: Readonly<Record<AsPathSegmentType, { open: string; separator: string; close: string }>> = {
  AS_SEQUENCE: { open: '', separator: ' ', close: '' },
  AS_SET: { open: '{', separator: ',', close: '}' },
  AS_CONFED_SEQUENCE: { open: '(', separator: ' ', close: ')' },
  AS_CONFED_SET: { open: '[', separator: ',', close: ']' },
};

/** As FRR writes it: `65001 65002 {1,2} (64512 64513) [64514,64515]`; sets ascending and without repetitions. */
export function formatAsPath(asPath: AsPath): string {
  return asPath.map(formatSegment).join(' ');
}

/** The inverse of `formatAsPath`; AS numbers in asplain or asdot. Undefined when the text is no AS path. */
export function parseAsPath(text: string): AsPath | undefined {
  const segments: AsPathSegment[] = [];
  for (const written of text.trim().match(/[{([][^{}()[\]]*[})\]]|[^\s{}()[\]]+|[^\s]/g) ?? []) {
    const type = segmentTypeOf(written);
    if (type === undefined) return undefined;
    const inner = type === 'AS_SEQUENCE' ? written : written.slice(1, -1);
    const asNumbers = inner
      .trim()
      .split(/[\s,]+/)
      .map(parseAsNumber);
    if (asNumbers.length > asNumbersPerSegmentMax || !asNumbers.every((number) => number !== undefined)) {
      return undefined;
    }
    const last = segments.at(-1);
    if (type === 'AS_SEQUENCE' && last?.type === type && last.asNumbers.length < asNumbersPerSegmentMax) {
      segments[segments.length - 1] = { type, asNumbers: [...last.asNumbers, ...asNumbers] };
    } else {
      segments.push({ type, asNumbers });
    }
  }
  return segments;
}

/**
 * The length that the decision process compares: an AS_SET counts as one (RFC 4271, section 9.1.2.2, item a),
 * confederation segments as nothing (RFC 5065, section 5.3).
 */
export function asPathLength(asPath: AsPath): number {
  let length = 0;
  for (const segment of asPath) {
    if (segment.type === 'AS_SEQUENCE') length += segment.asNumbers.length;
    else if (segment.type === 'AS_SET') length += 1;
  }
  return length;
}

/** How often an AS number stands in the path, in segments of any type. */
export function asPathCount(asPath: AsPath, asNumber: number): number {
  let count = 0;
  for (const segment of asPath) {
    for (const member of segment.asNumbers) if (member === asNumber) count++;
  }
  return count;
}

/**
 * The neighboring AS of a route (RFC 4271, section 9.1.2.2, item c): the leftmost AS number, when the first segment
 * that is not of a confederation is an AS_SEQUENCE; else undefined.
 */
export function neighborAs(asPath: AsPath): number | undefined {
  const first = asPath.find((segment) => !isConfederationSegment(segment));
  return first?.type === 'AS_SEQUENCE' ? first.asNumbers[0] : undefined;
}

/** The path with one more AS number in front (RFC 4271, section 5.1.2, item b). */
export function prependAsPath(asPath: AsPath, asNumber: number): AsPath {
  const first = asPath[0];
  if (first?.type !== 'AS_SEQUENCE' || first.asNumbers.length >= asNumbersPerSegmentMax) {
    return [{ type: 'AS_SEQUENCE', asNumbers: [asNumber] }, ...asPath];
  }
  return [{ type: 'AS_SEQUENCE', asNumbers: [asNumber, ...first.asNumbers] }, ...asPath.slice(1)];
}

/** Whether there is an AS_SET or AS_CONFED_SET in the path, which RFC 9774 (section 3) tells speakers no longer to send or take. */
export function containsAsSet(asPath: AsPath): boolean {
  return asPath.some(({ type }) => type === 'AS_SET' || type === 'AS_CONFED_SET');
}

/** Whether a segment is of a confederation (RFC 5065, section 3). */
export function isConfederationSegment(segment: AsPathSegment): boolean {
  return segment.type === 'AS_CONFED_SEQUENCE' || segment.type === 'AS_CONFED_SET';
}

function formatSegment(segment: AsPathSegment): string {
  const { open, separator, close } = brackets[segment.type];
  const isSet = segment.type === 'AS_SET' || segment.type === 'AS_CONFED_SET';
  const asNumbers = isSet ? [...new Set(segment.asNumbers)].sort((a, b) => a - b) : segment.asNumbers;
  return `${open}${asNumbers.join(separator)}${close}`;
}

/** By the brackets around it; undefined when they do not fit together. */
function segmentTypeOf(written: string): AsPathSegmentType | undefined {
  const [open, close] = [written[0], written.at(-1)!];
  if (open === '{') return close === '}' ? 'AS_SET' : undefined;
  if (open === '(') return close === ')' ? 'AS_CONFED_SEQUENCE' : undefined;
  if (open === '[') return close === ']' ? 'AS_CONFED_SET' : undefined;
  return 'AS_SEQUENCE';
}
