import type { OctetReader } from '../octets/octet-reader.ts';
import type { OctetWriter } from '../octets/octet-writer.ts';
import type { FlowspecMatchRow } from './flowspec-rule.ts';

/** One {operator, value} pair (RFC 8955, section 4.2.1). */
export interface FlowspecComparison {
  /** Joined to the pair before it by AND; else by OR. */
  readonly and: boolean;
  /** Numeric: lt 4, gt 2, eq 1. Bitmask: not 2, match 1. */
  readonly operator: number;
  readonly value: bigint;
}

const endOfListBit = 0x80;
const andBit = 0x40;

/** By operator. `true` and `false` do not depend on the value, but it distinguishes rules. */
const numericOperators = ['false:', '==', '>', '>=', '<', '<=', '!=', 'true:'];
const bitmaskOperators = ['', '=', '!', '!='];

/** Reads pairs up to the end-of-list bit; undefined when they end before, or a value is longer than it may be. */
export function readComparisons(
  reader: OctetReader,
  row: FlowspecMatchRow,
): FlowspecComparison[] | undefined {
  const operatorBits = row.operators === 'numeric' ? 7 : 3;
  const comparisons: FlowspecComparison[] = [];
  for (let isLast = false; !isLast; ) {
    const octet = reader.uint8();
    const octetCount = 1 << ((octet >> 4) & 3);
    let value = 0n;
    for (const next of reader.take(octetCount)) value = (value << 8n) | BigInt(next);
    if (reader.failed || octetCount > (row.octetCountMax ?? 8)) return undefined;
    const and = comparisons.length > 0 && (octet & andBit) !== 0;
    comparisons.push({ and, operator: octet & operatorBits, value });
    isLast = (octet & endOfListBit) !== 0;
  }
  return comparisons;
}

/** Writes the pairs, each value as short as it and its row allow. */
export function writeComparisons(
  writer: OctetWriter,
  comparisons: readonly FlowspecComparison[],
  row: FlowspecMatchRow,
): void {
  for (const [index, { and, operator, value }] of comparisons.entries()) {
    const exponent = lengthExponent(value, row.octetCountMin);
    const isLast = index === comparisons.length - 1;
    writer.uint8((isLast ? endOfListBit : 0) | (and ? andBit : 0) | (exponent << 4) | operator);
    for (let shift = 8 * (2 ** exponent - 1); shift >= 0; shift -= 8) {
      writer.uint8(Number((value >> BigInt(shift)) & 0xffn));
    }
  }
}

/** The texts of `FlowspecMatchComponent.match`. */
export function formatComparisons(
  comparisons: readonly FlowspecComparison[],
  row: FlowspecMatchRow,
): string[] {
  const texts: string[] = [];
  for (const { and, operator, value } of comparisons) {
    const text =
      row.operators === 'numeric'
        ? `${numericOperators[operator]}${value}`
        : `${bitmaskOperators[operator]}${formatBits(Number(value), row)}`;
    if (and) texts.push(`${texts.pop()}&${text}`);
    else texts.push(text);
  }
  return texts;
}

/** The inverse of `formatComparisons`, `=` being taken for `==` too; undefined when a text is no comparison of the row. */
export function parseComparisons(
  texts: readonly string[],
  row: FlowspecMatchRow,
): FlowspecComparison[] | undefined {
  const comparisons: FlowspecComparison[] = [];
  for (const text of texts) {
    for (const [index, part] of text.split('&').entries()) {
      const comparison = row.operators === 'numeric' ? parseNumeric(part) : parseBitmask(part, row);
      const octetCountMax = row.octetCountMax ?? 8;
      if (comparison === undefined || comparison.value >> BigInt(8 * octetCountMax) !== 0n) return undefined;
      comparisons.push({ and: index > 0, ...comparison });
    }
  }
  return comparisons.length === 0 ? undefined : comparisons;
}

function parseNumeric(text: string): Omit<FlowspecComparison, 'and'> | undefined {
  const parts = /^(false:|true:|==?|[><]=?|!=)(0|[1-9]\d{0,19})$/.exec(text);
  if (parts === null) return undefined;
  const operator = numericOperators.indexOf(parts[1] === '=' ? '==' : parts[1]);
  return { operator, value: BigInt(parts[2]) };
}

function parseBitmask(text: string, row: FlowspecMatchRow): Omit<FlowspecComparison, 'and'> | undefined {
  const parts = /^(!?=?)([a-z0-9+-]+)$/.exec(text);
  if (parts === null) return undefined;
  let value = 0;
  for (const name of parts[2].split('+')) {
    const bits = row.bits?.[name] ?? (/^0x[0-9a-f]{1,4}$/.test(name) ? Number(name) : undefined);
    if (bits === undefined) return undefined;
    value |= bits;
  }
  return { operator: bitmaskOperators.indexOf(parts[1]), value: BigInt(value) };
}

/** Names of the bits that have one, the others as one hexadecimal number: `syn+ack+0x100`. */
function formatBits(value: number, row: FlowspecMatchRow): string {
  const named = Object.entries(row.bits ?? {}).filter(([, bit]) => (value & bit) !== 0);
  const rest = named.reduce((bits, [, bit]) => bits & ~bit, value);
  const names = named.map(([name]) => name);
  return [...names, ...(rest !== 0 || names.length === 0 ? [`0x${rest.toString(16)}`] : [])].join('+');
}

/** Base 2 logarithm of the octets a value is written with: 0 to 3. */
function lengthExponent(value: bigint, octetCountMin: number): number {
  let exponent = Math.log2(octetCountMin);
  while (value >> BigInt(8 * 2 ** exponent) !== 0n) exponent++;
  return exponent;
}
