import { formatHexadecimal, MessageFramer, octetsOfHexadecimal } from '@bgpeer/bgp-wire';
import { describe, expect, test } from 'vitest';
import { readCorpusRows } from './corpus-files.ts';

interface CaptureRow {
  readonly type: string;
  readonly file: string;
  readonly hex: string;
}

const captures = ['packetlife', 'ryu', 'scapy', 'tcpdump'].flatMap((folder) =>
  readCorpusRows<CaptureRow>(`pcap-${folder}/messages.jsonl`),
);
const isEndless = ({ file }: CaptureRow) => file.includes('infinite-loop');
const sound = captures.filter((row) => row.type !== 'partial' && !isEndless(row));

/** What the framer makes of a stream that comes in pieces. */
function frame(stream: Uint8Array, cuts: readonly number[]): string[] {
  const framer = new MessageFramer();
  const seen: string[] = [];
  const places = [0, ...cuts, stream.length];
  for (let index = 1; index < places.length; index++) {
    framer.push(stream.slice(places[index - 1], places[index]));
    for (let framed = framer.next(); framed !== undefined; framed = framer.next()) {
      seen.push(framed.kind === 'fault' ? 'fault' : `${framed.type} ${formatHexadecimal(framed.octets)}`);
    }
  }
  return seen;
}

const inWords = ({ type, hex }: CaptureRow) => `${type.toUpperCase()} ${hex}`;
const streamOf = (rows: readonly CaptureRow[]) => octetsOfHexadecimal(rows.map(({ hex }) => hex).join(''));

describe('a stream of captured messages', () => {
  test('is cut where the messages end', () => {
    expect(sound.length).toBe(132);
    expect(frame(streamOf(sound), [])).toEqual(sound.map(inWords));
  });

  test('gives the same messages cut at every position', () => {
    const first = sound.slice(0, 12);
    const stream = streamOf(first);
    for (let cut = 0; cut <= stream.length; cut++) expect(frame(stream, [cut])).toEqual(first.map(inWords));
    expect(frame(stream, Array.from(stream.keys()))).toEqual(first.map(inWords));
  });

  test('made to hang a reader ends in one fault', () => {
    const endless = captures.filter((row) => isEndless(row) && row.type !== 'partial');
    expect(endless.length).toBe(4);
    for (const row of endless) expect(frame(streamOf([row]), [])).toEqual(['fault']);
  });
});
