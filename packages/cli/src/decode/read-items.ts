import type { CaptureFault } from '@bgpeer/capture';
import type { ItemReader, ReadItem } from './decode-item.ts';
import { decompress } from './decompress.ts';
import { type FileFormat, formatOctetCount, formatOf } from './file-format.ts';
import { PacketItemReader, StreamItemReader } from './message-items.ts';
import { MrtBgpdumpLineReader } from './mrt-bgpdump-lines.ts';
import { MrtItemReader } from './mrt-items.ts';
import { octetsOfText } from './text-octets.ts';

/** Packed files in packed files are followed so deep. */
const packingDepthMax = 3;

export interface ReadOptions {
  /** TCP ports of BGP in packet captures, 179 when undefined. */
  readonly ports?: readonly number[];
  /** MRT files become `ready-lines`, which is many times quicker than items. */
  readonly mrtAsBgpdumpLines?: boolean;
}

/**
 * The items in octets of any known format, in chunks: one array for what each piece of input holds. Whatever is wrong
 * with the octets comes as a fault among the items; a source that cannot be read rejects.
 */
export async function* readItems(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadOptions = {},
): AsyncGenerator<ReadItem[]> {
  yield* readPacked(chunks, options, 0);
}

async function* readPacked(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadOptions,
  depth: number,
): AsyncGenerator<ReadItem[]> {
  const { head, all, failure } = await peekHead(chunks);
  const format = formatOf(head);
  if (head.length === 0) {
    yield [fault(0, failure === undefined ? 'there is nothing in it' : readFailure(failure))];
  } else if (format === undefined) {
    yield [fault(0, 'its format is unknown')];
  } else if (format === 'gzip' || format === 'bzip2') {
    if (depth === packingDepthMax) yield [fault(0, 'it is packed too many times')];
    else yield* readPacked(decompress(format, all), options, depth + 1);
  } else if (format === 'text') {
    yield* readText(all, options);
  } else {
    yield* readWith(itemReader(format, options), all);
  }
}

/** The first octets, and all of them again. */
async function peekHead(chunks: AsyncIterable<Uint8Array>) {
  const iterator = chunks[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let failure: unknown;
  for (let octetCount = 0; octetCount < formatOctetCount; ) {
    const next = await iterator.next().catch((error: unknown) => {
      failure = error;
      return { done: true } as const;
    });
    if (next.done) break;
    first.push(next.value);
    octetCount += next.value.length;
  }
  async function* all() {
    yield* first;
    if (failure !== undefined) throw failure;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { head: Buffer.concat(first).subarray(0, formatOctetCount), all: all(), failure };
}

function itemReader(
  format: Exclude<FileFormat, 'gzip' | 'bzip2' | 'text'>,
  { ports, mrtAsBgpdumpLines }: ReadOptions,
): ItemReader {
  switch (format) {
    case 'mrt':
      return mrtAsBgpdumpLines ? new MrtBgpdumpLineReader() : new MrtItemReader();
    case 'pcap':
    case 'pcapng':
      return new PacketItemReader(format, ports);
    case 'bgp':
      return new StreamItemReader();
  }
}

/** Hexadecimal or base64 of something that is known; each is read whole, being typed by people. */
async function* readText(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): AsyncGenerator<ReadItem[]> {
  const text: Uint8Array[] = [];
  for await (const chunk of chunks) text.push(chunk);
  const octets = octetsOfText(Buffer.concat(text).toString('utf8'));
  const format = octets && formatOf(octets);
  if (octets === undefined) yield [fault(0, 'it is text, but neither hexadecimal nor base64')];
  else if (format === undefined || format === 'text')
    yield [fault(0, 'it stands for octets of an unknown format')];
  else yield* readPacked(chunkOf(octets), options, packingDepthMax - 1);
}

async function* chunkOf(octets: Uint8Array): AsyncGenerator<Uint8Array> {
  yield octets;
}

async function* readWith(reader: ItemReader, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ReadItem[]> {
  let failure: unknown;
  let octetCount = 0;
  try {
    for await (const chunk of chunks) {
      octetCount += chunk.length;
      reader.push(chunk);
      yield drain(reader);
    }
  } catch (error) {
    failure = error;
  }
  reader.end();
  yield drain(reader);
  // The octets that were there count first: a packed file that is cut is cut inside a record too.
  if (failure !== undefined) yield [fault(octetCount, readFailure(failure))];
}

function drain(reader: ItemReader): ReadItem[] {
  const items: ReadItem[] = [];
  for (let item = reader.next(); item !== undefined; item = reader.next()) items.push(item);
  return items;
}

function fault(offset: number, detail: string): CaptureFault {
  return { kind: 'fault', offset, detail, isFatal: true };
}

function readFailure(failure: unknown): string {
  return `it cannot be read or unpacked further: ${failure instanceof Error ? failure.message : String(failure)}`;
}
