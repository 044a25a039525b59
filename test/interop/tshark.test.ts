import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  encodeKeepalive,
  encodeMessage,
  familyNames,
  type Message,
  type WireContext,
} from '@bgpeer/bgp-wire';
import { encodePcapFileHeader, encodePcapRecord, TcpConversation } from '@bgpeer/capture';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const context: WireContext = {
  fourOctetAsNumbers: true,
  extendedMessages: false,
  families: familyNames,
  addPath: [],
  extendedNextHop: [],
  session: 'external',
};

const open: Message = {
  type: 'OPEN',
  version: 4,
  myAutonomousSystem: 65_001,
  holdTimeSeconds: 90,
  bgpIdentifier: '192.0.2.1',
  capabilities: [{ name: 'four-octet-as', asNumber: 65_001 }],
};

/** Longer than one segment. */
const update: Message = {
  type: 'UPDATE',
  withdrawn: Array.from({ length: 700 }, (_, index) => ({ prefix: `10.${index >> 8}.${index & 255}.0/24` })),
  attributes: {
    origin: 'IGP',
    asPath: [{ type: 'AS_SEQUENCE', asNumbers: [65_001, 4_200_000_000] }],
    nextHop: '192.0.2.1',
  },
  nlri: [{ prefix: '198.51.100.0/24' }],
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bgpeer-tshark-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What tshark says of a whole session, with every checksum checked: the fields, a line a packet. */
function dissect(addresses: readonly [string, string], fields: readonly string[]): string[] {
  const conversation = new TcpConversation(
    { address: addresses[0], port: 40_000 },
    { address: addresses[1], port: 179 },
  );
  const frames = [
    ...conversation.open(),
    ...conversation.send('client', encodeMessage(open, context)),
    ...conversation.send('server', encodeMessage(open, context)),
    ...conversation.send('client', encodeKeepalive()),
    ...conversation.send('server', encodeKeepalive()),
    ...conversation.send('client', encodeMessage(update, context)),
    ...conversation.close('client'),
  ];
  const records = frames.map((frame, index) =>
    encodePcapRecord({ seconds: 1_700_000_000 + index, nanoseconds: 1 }, frame),
  );
  const file = join(folder, `${addresses[0].replaceAll(':', '-')}.pcap`);
  writeFileSync(file, Buffer.concat([encodePcapFileHeader(), ...records]));
  const words = ['-r', file, '-o', 'tcp.check_checksum:TRUE', '-o', 'ip.check_checksum:TRUE', '-T', 'fields'];
  const output = execFileSync('tshark', [...words, ...fields.flatMap((field) => ['-e', field])], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return output.trimEnd().split('\n');
}

describe.each([
  { version: 'IPv4', addresses: ['192.0.2.1', '192.0.2.2'] as const },
  { version: 'IPv6', addresses: ['2001:db8::1', '2001:db8::2'] as const },
])('a written capture over $version in tshark', ({ addresses }) => {
  it('has no malformed packet, no wrong checksum and no doubtful sequence number', () => {
    const lines = dissect(addresses, [
      '_ws.malformed',
      '_ws.expert.message',
      'tcp.checksum.status',
      'ip.checksum.status',
    ]);
    expect(lines).toHaveLength(12);
    for (const line of lines) {
      const [malformed, expert, tcpStatus, ipStatus] = line.split('\t');
      expect(malformed).toBe('');
      expect(expert).not.toMatch(/retransmission|out-of-order|not captured|lost|checksum/i);
      expect(tcpStatus).toBe('1');
      expect(addresses[0].includes(':') ? '1' : ipStatus).toBe('1');
    }
  });

  it('has the messages, their AS paths and prefixes', () => {
    const lines = dissect(addresses, [
      'bgp.type',
      'bgp.update.path_attribute.as_path_segment.as4',
      'bgp.nlri_prefix',
    ]);
    const messages = lines.map((line) => line.split('\t')).filter(([type]) => type !== '');
    expect(messages.map(([type]) => type)).toEqual(['1', '1', '4', '4', '2']);
    expect(messages[4].slice(1)).toEqual(['65001,4200000000', '198.51.100.0']);
  });
});
