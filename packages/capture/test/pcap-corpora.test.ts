import { formatHexadecimal } from '@bgpeer/bgp-wire';
import { type CapturedMessage, millisecondsOfCaptureTime } from '@bgpeer/capture';
import { describe, expect, it } from 'vitest';
import { corpusFile, corpusLines } from './corpora.ts';
import { readPackets } from './read-capture.ts';

interface ListedMessage {
  readonly file: string;
  /** Seconds since the first packet; null for what is left of a stream that is cut. */
  readonly t: number | null;
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly hex: string;
}

const listed = ['packetlife', 'ryu', 'scapy', 'tcpdump'].flatMap((folder) =>
  corpusLines(`pcap-${folder}/messages.jsonl`).map((line) => {
    const message = JSON.parse(line) as ListedMessage;
    return { ...message, path: `pcap-${folder}/${message.file}` };
  }),
);

const endpoint = ({ address, port }: CapturedMessage['from']) => `${address}:${port}`;

function faultDetails({ decoded }: CapturedMessage): string[] {
  return 'message' in decoded ? decoded.faults.map(({ detail }) => detail) : [decoded.fault.detail];
}

describe('packet captures of other projects give the messages listed for them', () => {
  it.each([...new Set(listed.map(({ path }) => path))])('%s', (path) => {
    const { messages, faults } = readPackets(corpusFile(path));
    const expected = listed.filter((one) => one.path === path);
    const partial = expected.filter(({ type }) => type === 'partial');
    const start = millisecondsOfCaptureTime(messages[0].time);
    expect(
      messages.map(({ time, from, to, octets }) => ({
        t: (millisecondsOfCaptureTime(time) - start) / 1000,
        from: endpoint(from),
        to: endpoint(to),
        hex: formatHexadecimal(octets),
      })),
    ).toEqual(
      expected
        .filter((one) => !partial.includes(one))
        .map(({ t, from, to, hex }) => ({ t: expect.closeTo(t!, 5), from, to, hex })),
    );
    expect(faults.map(({ detail }) => detail)).toEqual(
      partial.map(
        ({ from, to, hex }) => `${from} to ${to}: the stream ends ${hex.length / 2} octets into a message`,
      ),
    );
  });

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
