import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Bgp4mpSessions,
  type CapturedMessage,
  MrtReader,
  type MrtRecord,
  MrtRecorder,
  PacketCaptureReader,
  PcapRecorder,
  recordedStates,
} from '@bgpeer/capture';
import { afterEach, describe, expect, test } from 'vitest';
import { RecordingFile, Speaker } from '../src/index.ts';

const timeoutMs = 5000;
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A session between two speakers on loopback, from dial to shutdown, recorded by the one that is dialled. */
async function recordSession() {
  const written: { pcap: Uint8Array[]; mrt: Uint8Array[] } = { pcap: [], mrt: [] };
  const recorders = [
    new PcapRecorder((octets) => written.pcap.push(octets)),
    new MrtRecorder((octets) => written.mrt.push(octets)),
  ];
  const tor = new Speaker({
    configuration: {
      asNumber: 65000,
      routerId: '192.0.2.200',
      ebgpRequiresPolicy: false,
      networks: ['10.10.1.0/24'],
      peers: [{ address: '127.0.0.10', remoteAs: 'external', passive: true }],
    },
    listen: [{ address: '127.0.0.1', port: 0 }],
    controlSocketPath: false,
    recorders,
    seed: 1,
  });
  await tor.start();
  const { port } = tor.listening[0];
  const node = new Speaker({
    configuration: {
      asNumber: 4_200_000_001,
      routerId: '192.0.2.10',
      ebgpRequiresPolicy: false,
      networks: ['172.20.1.0/24', '172.20.2.0/24'],
      peers: [{ address: '127.0.0.1', remoteAs: 65000, port, localAddress: '127.0.0.10' }],
    },
    listen: [],
    controlSocketPath: false,
    seed: 2,
  });
  cleanups.push(
    () => node.stop(),
    () => tor.stop(),
  );
  await node.start();
  await tor.waitForRoute('172.20.2.0/24', { timeoutMs });
  await node.waitForRoute('10.10.1.0/24', { timeoutMs });
  await node.stop({ communication: 'that was it' });
  const isDown = () => tor.router.peer('127.0.0.10')?.state !== 'Established';
  await tor.waitUntil(isDown, { timeoutMs, what: 'the end of the session' });
  await tor.stop();
  return { port, pcap: Buffer.concat(written.pcap), mrt: Buffer.concat(written.mrt) };
}

function readPcap(octets: Uint8Array, port: number): CapturedMessage[] {
  const reader = new PacketCaptureReader({ format: 'pcap', ports: [port] });
  reader.push(octets);
  const messages: CapturedMessage[] = [];
  for (const last of [false, true]) {
    if (last) reader.end();
    for (let item = reader.next(); item !== undefined; item = reader.next()) {
      if (item.kind === 'fault') throw new Error(item.detail);
      messages.push(item);
    }
  }
  return messages;
}

function readMrt(octets: Uint8Array): MrtRecord[] {
  const reader = new MrtReader();
  reader.push(octets);
  const records: MrtRecord[] = [];
  for (let item = reader.next(); item !== undefined; item = reader.next()) {
    if (item.kind === 'fault') throw new Error(item.detail);
    records.push(item);
  }
  expect(reader.end()).toBeUndefined();
  return records;
}

describe('a recorded session', () => {
  test('is the same in both formats, every message without a fault', async () => {
    const { port, pcap, mrt } = await recordSession();
    const messages = readPcap(pcap, port);
    const records = readMrt(mrt);
    const recorded = records.filter((record) => record.kind === 'BGP4MP_MESSAGE');
    expect(recorded.map(({ message }) => message)).toEqual(messages.map(({ octets }) => octets));
    expect(recorded.map(({ isLocal }) => isLocal)).toEqual(messages.map(({ from }) => from.port === port));
    const types = messages.map(({ decoded }) =>
      'message' in decoded ? decoded.message.type : decoded.fault.detail,
    );
    expect(new Set(types)).toEqual(new Set(['OPEN', 'KEEPALIVE', 'UPDATE', 'NOTIFICATION']));
    expect(types.slice(0, 2)).toEqual(['OPEN', 'OPEN']);
    const sessions = new Bgp4mpSessions();
    for (const { decoded } of [...messages, ...recorded.map((record) => sessions.interpret(record))]) {
      expect('message' in decoded && decoded.faults).toEqual([]);
    }
    expect(recorded.at(-1)).toMatchObject({
      peerAsNumber: 4_200_000_001,
      localAsNumber: 65_000,
      hasMicroseconds: true,
    });
    const states = records.filter((record) => record.kind === 'BGP4MP_STATE_CHANGE');
    expect(states.map(({ newState }) => recordedStates[newState - 1])).toContain('Established');
    expect(states.at(-1)).toMatchObject({ peerAddress: '127.0.0.10', localAddress: '127.0.0.1' });
  });
});

describe('RecordingFile', () => {
  test('keeps the order, whatever the sizes, and is complete when closed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bgpeer-recording-'));
    cleanups.push(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'file');
    const file = new RecordingFile(path, (error) => {
      throw error;
    });
    const pieces = [1, 70_000, 3, 200_000, 5].map((octetCount, index) =>
      new Uint8Array(octetCount).fill(index),
    );
    for (const piece of pieces) file.write(piece);
    file.close();
    expect(readFileSync(path).equals(Buffer.concat(pieces))).toBe(true);
  });

  test('says once that it cannot be written any longer', () => {
    const failures: string[] = [];
    const file = new RecordingFile('/dev/full', (error) => failures.push(error.message));
    file.write(new Uint8Array(100_000));
    file.write(new Uint8Array(100_000));
    file.close();
    expect(failures).toEqual([expect.stringContaining('ENOSPC')]);
  });
});
