import { encodeKeepalive } from '@bgpeer/bgp-wire';
import { encodePcapFileHeader, encodePcapRecord, PcapReader, TcpConversation } from '@bgpeer/capture';
import { describe, expect, it } from 'vitest';
import { readPackets } from './read-capture.ts';

const time = { seconds: 1_700_000_000, nanoseconds: 123_456_789 };
const ethernetHeaderOctetCount = 14;

const [frame] = new TcpConversation(
  { address: '192.0.2.1', port: 4 },
  { address: '192.0.2.2', port: 179 },
).send('client', encodeKeepalive());
const packet = frame.subarray(ethernetHeaderOctetCount);

function join(...pieces: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return new Uint8Array(Buffer.concat(pieces.map((piece) => Uint8Array.from(piece))));
}

function pcap(linkType: number, octets: Uint8Array): Uint8Array {
  const header = encodePcapFileHeader();
  new DataView(header.buffer).setUint32(20, linkType);
  return join(header, encodePcapRecord(time, octets));
}

describe('link types', () => {
  it.each([
    ['Ethernet', 1, frame],
    ['Ethernet with a VLAN tag', 1, join(frame.subarray(0, 12), [0x81, 0, 0, 7], frame.subarray(12))],
    [
      'Ethernet with two tags (QinQ)',
      1,
      join(frame.subarray(0, 12), [0x88, 0xa8, 0, 7, 0x81, 0, 0, 9], frame.subarray(12)),
    ],
    ['Linux cooked', 113, join(new Uint8Array(14), [0x08, 0], packet)],
    ['Linux cooked, version 2', 276, join([0x08, 0], new Uint8Array(18), packet)],
    ['raw IP', 101, packet],
    ['raw IPv4', 228, packet],
    ['BSD loopback', 0, join([2, 0, 0, 0], packet)],
    ['OpenBSD loopback', 108, join([0, 0, 0, 2], packet)],
    ['Cisco HDLC', 104, join([0x0f, 0, 0x08, 0], packet)],
  ])('%s', (_name, linkType, octets) => {
    const { messages, faults } = readPackets(pcap(linkType, octets));
    expect(faults).toEqual([]);
    expect(messages.map((message) => message.octets)).toEqual([encodeKeepalive()]);
    expect(messages[0].time).toEqual(time);
  });

  it('says once which link type it cannot read', () => {
    const file = join(pcap(195, packet), encodePcapRecord(time, packet));
    expect(readPackets(file).faults).toMatchObject([{ detail: 'packets of link type 195 cannot be read' }]);
  });
});

describe('IP', () => {
  it('passes over IPv4 options and notes fragments', () => {
    const withOptions = join([0x46], packet.subarray(1, 20), [1, 1, 1, 0], packet.subarray(20));
    new DataView(withOptions.buffer).setUint16(2, packet.length + 4);
    expect(readPackets(pcap(101, withOptions)).messages).toHaveLength(1);
    const fragment = packet.slice();
    fragment[6] = 0x20;
    expect(readPackets(pcap(101, fragment)).faults).toMatchObject([
      { detail: expect.stringContaining('fragment') },
    ]);
  });

  it('passes over IPv6 extension headers', () => {
    const [frame6] = new TcpConversation(
      { address: '2001:db8::1', port: 4 },
      { address: '2001:db8::2', port: 179 },
    ).send('client', encodeKeepalive());
    const packet6 = frame6.subarray(ethernetHeaderOctetCount);
    const hopByHop = [60, 0, 1, 4, 0, 0, 0, 0];
    const destinationOptions = [44, 1, 1, 12, ...new Uint8Array(12)];
    const onlyFragment = [6, 0, 0, 0, 0, 0, 0, 1];
    const extended = join(
      packet6.subarray(0, 40),
      hopByHop,
      destinationOptions,
      onlyFragment,
      packet6.subarray(40),
    );
    extended[6] = 0;
    new DataView(extended.buffer).setUint16(4, extended.length - 40);
    expect(readPackets(pcap(101, extended)).messages).toHaveLength(1);
  });
});

describe('pcap', () => {
  it.each([
    ['big-endian microseconds', 0xa1b2c3d4, false, 1000],
    ['little-endian microseconds', 0xa1b2c3d4, true, 1000],
    ['big-endian nanoseconds', 0xa1b23c4d, false, 1],
    ['little-endian nanoseconds', 0xa1b23c4d, true, 1],
  ])('reads %s', (_name, magic, littleEndian, nanosecondsPerUnit) => {
    const view = new DataView(new ArrayBuffer(24 + 16 + 3));
    for (const [place, value] of [
      [0, magic],
      [20, 1],
      [24, 77],
      [28, 999_999],
      [32, 3],
      [36, 1500],
    ])
      view.setUint32(place, value, littleEndian);
    const reader = new PcapReader();
    reader.push(new Uint8Array(view.buffer));
    expect(reader.next()).toMatchObject({
      time: { seconds: 77, nanoseconds: 999_999 * nanosecondsPerUnit },
      linkType: 1,
      originalOctetCount: 1500,
    });
    expect(reader.end()).toBeUndefined();
  });
});
