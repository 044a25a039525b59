import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePcapFileHeader, encodePcapRecord, TcpConversation } from '@bgpeer/capture';

/** The messages of one session in one direction, behind the OPENs of both sides. */
export interface RecordedSession {
  readonly opens: { readonly client: Uint8Array; readonly server: Uint8Array };
  /** Sent by the client. */
  readonly messages: readonly Uint8Array[];
}

/** How tshark is told what it cannot learn from OPENs. */
export interface DissectOptions {
  /** Octets of an AS number in AS_PATH: left alone, tshark guesses. */
  readonly asNumberOctetCount: 2 | 4;
  /** The fields to print, and those that a packet has several of, as tshark names them. */
  readonly fields: readonly string[];
}

/** The values of each field that tshark gives for a message, in the order of the octets. */
export type DissectedMessage = Readonly<Record<string, readonly string[]>>;

/** What tshark says of every message, the OPENs of each session first. */
export function dissect(sessions: readonly RecordedSession[], options: DissectOptions): DissectedMessage[] {
  const folder = mkdtempSync(join(tmpdir(), 'bgpeer-tshark-'));
  try {
    const file = join(folder, 'messages.pcap');
    writeFileSync(file, pcapOf(sessions));
    const output = execFileSync('tshark', tsharkArguments(file, options), {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 1 << 30,
    });
    const lines = output.split('\n').slice(0, -1);
    return lines.map((line) => valuesOf(line, options.fields));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tsharkArguments(file: string, { asNumberOctetCount, fields }: DissectOptions): string[] {
  const isMessage = 'bgp.type || _ws.malformed';
  return [
    ...['-r', file, '-Y', isMessage, '-o', `bgp.asn_len:${asNumberOctetCount} octet`],
    ...['-T', 'fields', '-E', 'occurrence=a', '-E', 'aggregator=|'],
    ...fields.flatMap((field) => ['-e', field]),
  ];
}

function valuesOf(line: string, fields: readonly string[]): DissectedMessage {
  const columns = line.split('\t');
  return Object.fromEntries(
    fields.map((field, index) => [field, columns[index] === '' ? [] : columns[index].split('|')]),
  );
}

/** Every message in segments of its own, so that a line of tshark's is a message. */
function pcapOf(sessions: readonly RecordedSession[]): Uint8Array {
  const frames = sessions.flatMap(({ opens, messages }, index) => {
    const client = { address: '192.0.2.1', port: 40_000 + index };
    const conversation = new TcpConversation(client, { address: '192.0.2.2', port: 179 });
    return [
      ...conversation.open(),
      ...conversation.send('client', opens.client),
      ...conversation.send('server', opens.server),
      ...messages.flatMap((message) => conversation.send('client', message)),
      ...conversation.close('client'),
    ];
  });
  const records = frames.map((frame, index) => encodePcapRecord({ seconds: index, nanoseconds: 0 }, frame));
  return Buffer.concat([encodePcapFileHeader(), ...records]);
}
