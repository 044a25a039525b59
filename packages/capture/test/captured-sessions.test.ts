import type { CapturedMessage } from '@bgpeer/capture';
import { describe, expect, it } from 'vitest';
import { corpusFile } from './corpora.ts';
import { readPackets } from './read-capture.ts';

function faultDetails({ decoded }: CapturedMessage): string[] {
  return 'message' in decoded ? decoded.faults.map(({ detail }) => detail) : [decoded.fault.detail];
}

describe('a reader of packet captures', () => {
  it('knows from the OPENs what was negotiated', () => {
    const { messages } = readPackets(corpusFile('pcap-tcpdump/bgp-4byte-asn.pcap'));
    const updates = messages.filter(
      ({ decoded }) => 'message' in decoded && decoded.message.type === 'UPDATE',
    );
    expect(updates.every(({ basis }) => basis === 'open-messages')).toBe(true);
    const paths = updates.map(({ from, context, decoded }) => ({
      from: from.address,
      fourOctetAsNumbers: context.fourOctetAsNumbers,
      asPath: 'message' in decoded && decoded.message.type === 'UPDATE' && decoded.message.attributes.asPath,
    }));
    expect(new Set(paths.map(({ fourOctetAsNumbers }) => fourOctetAsNumbers))).toEqual(
      new Set([true, false]),
    );
    expect(messages.flatMap(faultDetails)).toEqual([]);
  });

  it('guesses ADD-PATH and four-octet AS numbers without OPENs, and says so', () => {
    const { messages } = readPackets(corpusFile('pcap-packetlife/bgp-add-path.cap'));
    expect(messages.flatMap(faultDetails)).toEqual([]);
    const [large] = readPackets(corpusFile('pcap-tcpdump/bgp-large-community.pcap')).messages;
    expect(large.basis).toBe('guess');
  });

  it('ends on packets made to hang a reader, with the fault of each message', () => {
    const { messages } = readPackets(corpusFile('pcap-tcpdump/bgp-infinite-loop.pcap'));
    for (const { decoded } of messages) {
      expect(decoded).toMatchObject({ fault: { detail: 'length 19, expected 23 to 65535 for UPDATE' } });
    }
  });
});
