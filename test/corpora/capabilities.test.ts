import { decodeMessage, octetsOfHexadecimal } from '@bgpeer/bgp-wire';
import { expect, test } from 'vitest';
import { readCorpusRows } from './corpus-files.ts';
import { wireContextOf } from './row-context.ts';

test('capabilities of a published form are all known, wherever they were captured', () => {
  const paths = ['exabgp/encoding', 'netgauze/messages', 'pcap-packetlife/messages', 'pcap-tcpdump/messages'];
  const rows = paths.flatMap((path) => readCorpusRows<{ type?: string; hex: string }>(`${path}.jsonl`));
  const codes = rows
    .filter(({ type }) => type === 'open')
    .flatMap(({ hex }) => {
      const decoded = decodeMessage(octetsOfHexadecimal(hex), wireContextOf());
      if ('fault' in decoded || decoded.message.type !== 'OPEN') throw new Error('no OPEN');
      return decoded.message.capabilities.flatMap((each) => (each.name === 'unrecognized' ? each.code : []));
    });
  // Private use (RFC 8810, section 4), or in use before they had a code.
  expect(codes.filter((code) => code < 128)).toEqual([]);
  expect(codes.length).toBeGreaterThan(0);
});
