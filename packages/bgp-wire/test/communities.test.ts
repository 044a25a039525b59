import {
  formatCommunity,
  formatExtendedCommunity,
  formatLargeCommunity,
  parseCommunity,
  parseLargeCommunity,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCorpus } from './corpora.ts';

const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });

test('parse(format(community)) is the community', () => {
  fc.assert(
    fc.property(uint32, fc.tuple(uint32, uint32, uint32), (community, large) => {
      expect(parseCommunity(formatCommunity(community))).toBe(community);
      expect(parseLargeCommunity(formatLargeCommunity(large))).toEqual(large);
    }),
  );
});

test.each([
  ['no-export', 0xffff_ff01],
  ['no-advertise', 0xffff_ff02],
  ['local-AS', 0xffff_ff03],
  ['no-peer', 0xffff_ff04],
  ['graceful-shutdown', 0xffff_0000],
  ['blackhole', 0xffff_029a],
  ['llgr-stale', 0xffff_0006],
  ['65000:100', 65000 * 65536 + 100],
])('%s is read and written', (text, community) => {
  expect(parseCommunity(text)).toBe(community);
  expect(formatCommunity(community)).toBe(text);
});

test.each([
  ['no-export-subconfed', 0xffff_ff03],
  ['planned-shut', 0xffff_0000],
  ['NO-EXPORT', 0xffff_ff01],
  ['4259840100', 65000 * 65536 + 100],
])('%s is read too', (text, community) => {
  expect(parseCommunity(text)).toBe(community);
});

test.each(['', '65536:1', '1:65536', '1:2:3', '01:2', 'x', '1:', '4294967296'])(
  'parseCommunity refuses %j',
  (text) => {
    expect(parseCommunity(text)).toBeUndefined();
  },
);

test.each(['1:2', '1:2:3:4', '1:2:4294967296', '1:2:03', '1:2:x'])(
  'parseLargeCommunity refuses %j',
  (text) => {
    expect(parseLargeCommunity(text)).toBeUndefined();
  },
);

test('extended communities mean what FRR says they mean', () => {
  const rows = readCorpus('frr/ext-community.jsonl');
  expect(rows.length).toBe(4);
  for (const row of rows) {
    expect(formatExtendedCommunity(row.hex).toLowerCase()).toBe(row.expect.fields?.text?.replace(' ', ':'));
  }
});

test('other extended communities stay as they are', () => {
  expect(formatExtendedCommunity('030c000000000008')).toBe('030c000000000008');
  expect(formatExtendedCommunity('0602001122334455')).toBe('0602001122334455');
});
