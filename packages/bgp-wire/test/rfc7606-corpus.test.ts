import { decodeMessage, strongestFault } from '@bgpeer/bgp-wire';
import { describe, expect, test } from 'vitest';
import { contextOf, octetsOf, readCorpus } from './corpora.ts';

/** Where the row says what FRR does, and an RFC says otherwise. */
const overruled = new Map([
  // RFC 6793, section 6: AS4_PATH from a four-octet speaker, malformed or not, is discarded.
  ['as4path-seg-type-0/ebgp', 'attribute-discard'],
  ['as4path-seg-type-0/ibgp', 'attribute-discard'],
  // draft-ietf-idr-nhc, section 2.4: the attribute is discarded, whatever is malformed in it.
  ['nhc-bad-afi-safi/ebgp', 'attribute-discard'],
  ['nhc-bad-afi-safi/ibgp', 'attribute-discard'],
]);

const rows = readCorpus('frr/rfc7606-messages-half.jsonl');

describe('malformed UPDATEs, as FRR’s tests treat them', () => {
  test.each(rows.map((row) => [row.name, row] as const))('%s', (name, row) => {
    const decoded = decodeMessage(octetsOf(row.hex), contextOf(row));
    if ('fault' in decoded) throw new Error(decoded.fault.detail);
    const treatment = strongestFault(decoded.faults)?.treatment ?? 'ok';
    expect(treatment).toBe(overruled.get(name) ?? row.expect.outcome);
    if (treatment === 'treat-as-withdraw' || treatment === 'attribute-discard') {
      // The prefixes are there to be withdrawn, or advertised.
      if (decoded.message.type !== 'UPDATE') throw new Error('not an UPDATE');
      expect(decoded.message.nlri.length).toBe(1);
    }
    for (const fault of decoded.faults) expect(fault.detail.length).toBeGreaterThan(10);
  });

  test('every exception still has its rows', () => {
    const names = rows.map(({ name }) => name);
    for (const name of overruled.keys()) expect(names).toContain(name);
  });
});
