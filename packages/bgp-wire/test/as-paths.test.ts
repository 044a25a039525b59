import {
  type AsPath,
  asPathCount,
  asPathLength,
  containsAsSet,
  decodeAttributeBlock,
  encodeAttributeBlock,
  formatAsPath,
  neighborAs,
  parseAsNumber,
  parseAsPath,
  prependAsPath,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CorpusRow, octetsOf, readCorpus, wideContext } from './corpora.ts';

const context = { ...wideContext, fourOctetAsNumbers: false };

/** Rows whose expectation RFC 7607 (section 2) has overruled: an AS_PATH with AS 0 is malformed. */
const overruledByRfc7607 = new Set(['BGP_AS_ZERO', 'BGP_AS_ZERO asdot+']);

function decodeValue(hex: string): AsPath | undefined {
  const value = octetsOf(hex);
  const block = Uint8Array.of(0x50, 2, value.length >> 8, value.length & 0xff, ...value);
  return decodeAttributeBlock(block, context).attributes.asPath;
}

const rows = readCorpus('frr/as-path-values.jsonl');

describe('FRR’s AS_PATH values', () => {
  test.each(rows.map((row) => [row.name, row] as const))('%s', (name, row: CorpusRow) => {
    const asPath = decodeValue(row.hex);
    if (row.expect.outcome === 'error' || overruledByRfc7607.has(name)) {
      expect(asPath).toBeUndefined();
      return;
    }
    const { fields } = row.expect;
    if (asPath === undefined || fields?.text === undefined) throw new Error('did not decode');
    const parsed = parseAsPath(fields.text);
    expect(formatAsPath(parsed!)).toBe(formatAsPath(asPath));
    // FRR can be told to write asdot; we write asplain, RFC 5396's choice for the default.
    if (!name.includes('asdot')) expect(formatAsPath(asPath)).toBe(fields.text);
    expect(asPathLength(asPath)).toBe(fields.hops);
    if (fields.containsAs !== undefined) {
      expect(asPathCount(asPath, fields.containsAs)).toBeGreaterThan(0);
      expect(asPathCount(asPath, fields.doesNotContainAs!)).toBe(0);
    }
  });
});

describe('FRR’s AS path operations', () => {
  interface OperationRow {
    readonly name: string;
    readonly op: string;
    readonly first: { readonly hex: string };
    readonly second: { readonly hex: string };
    readonly expect: { readonly fields: { readonly text?: string; readonly sameNeighbourAs?: boolean } };
  }
  const operations = readCorpus<OperationRow>('frr/as-path-ops.jsonl');

  test.each(operations.map((row) => [row.name, row] as const))('%s', (_, row) => {
    const first = decodeValue(row.first.hex)!;
    const second = decodeValue(row.second.hex)!;
    if (row.op === 'same-first-as') {
      const neighbor = neighborAs(first);
      expect(neighbor !== undefined && neighbor === neighborAs(second)).toBe(
        row.expect.fields.sameNeighbourAs,
      );
    } else if (first.every(({ type }) => type === 'AS_SEQUENCE')) {
      const prepended = first
        .flatMap(({ asNumbers }) => asNumbers)
        .reduceRight<AsPath>((path, asNumber) => prependAsPath(path, asNumber), second);
      expect(formatAsPath(prepended)).toBe(row.expect.fields.text);
    }
  });

  test('there are rows of both kinds', () => {
    expect(new Set(operations.map(({ op }) => op))).toEqual(new Set(['prepend', 'same-first-as']));
  });
});

test('a full AS_SEQUENCE is followed by a new one in front', () => {
  const full: AsPath = [{ type: 'AS_SEQUENCE', asNumbers: new Array(255).fill(65001) }];
  const prepended = prependAsPath(full, 65002);
  expect(prepended.map(({ asNumbers }) => asNumbers.length)).toEqual([1, 255]);
  expect(asPathLength(prepended)).toBe(256);
  const block = encodeAttributeBlock({ asPath: prepended }, { fourOctetAsNumbers: true, nextHop: 'omitted' });
  expect(decodeAttributeBlock(block, wideContext).attributes.asPath).toEqual(prepended);
});

test('text of any length is read into segments that can be written', () => {
  const asPath = parseAsPath(new Array(300).fill('65001').join(' '));
  expect(asPath?.map(({ asNumbers }) => asNumbers.length)).toEqual([255, 45]);
});

test.each(['65001 x', '{1,2', '1}', '(1', '{}', '{1;2}', '0', '4294967296', '[1)'])(
  'parseAsPath refuses %j',
  (text) => {
    expect(parseAsPath(text)).toBeUndefined();
  },
);

describe('parseAsNumber', () => {
  test('reads asplain and asdot as the same number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0xffff_ffff }), (asNumber) => {
        expect(parseAsNumber(String(asNumber))).toBe(asNumber);
        expect(parseAsNumber(`${Math.floor(asNumber / 65_536)}.${asNumber % 65_536}`)).toBe(asNumber);
      }),
    );
  });

  test.each(['', '0', '0.0', '4294967296', '65536.0', '1.65536', '-1', '1.2.3', 'AS1', '1e3'])(
    'refuses %j',
    (text) => {
      expect(parseAsNumber(text)).toBeUndefined();
    },
  );
});

test('a path with an AS_SET or AS_CONFED_SET is told from others (RFC 9774)', () => {
  const withSet = rows.filter(({ expect: { fields } }) => /[{[]/.test(fields?.text ?? ''));
  expect(withSet.length).toBeGreaterThan(5);
  for (const { hex, expect: expectation } of rows) {
    const asPath = decodeValue(hex);
    if (asPath !== undefined) expect(containsAsSet(asPath)).toBe(/[{[]/.test(expectation.fields?.text ?? ''));
  }
});
