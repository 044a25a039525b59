/// <reference path="./unbzip2-stream.d.ts" />
import { once } from 'node:events';
import { createGunzip } from 'node:zlib';
import unbzip2 from 'unbzip2-stream';

/** Larger pieces cost less: of the few octets that zlib gives by itself, most hold the end of a record. */
const unpackedOctetCount = 256 * 1024;

/** A stream that unpacks, as far as it is used here. */
interface Unpacker extends NodeJS.EventEmitter {
  write(chunk: Uint8Array): boolean;
  end(): void;
}

/**
 * Unpacks chunks. All that could be unpacked is given before an end that comes too early, or damage, rejects. Memory is
 * bounded: a chunk is unpacked whole before the next is taken.
 */
export async function* decompress(
  format: 'gzip' | 'bzip2',
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const unpacker: Unpacker = format === 'gzip' ? createGunzip({ chunkSize: unpackedOctetCount }) : unbzip2();
  let unpacked: Uint8Array[] = [];
  let failure: unknown;
  unpacker.on('data', (octets: Uint8Array) => unpacked.push(octets));
  unpacker.on('error', (error: unknown) => {
    failure ??= error;
  });
  const take = () => {
    const taken = unpacked;
    unpacked = [];
    return taken;
  };
  for await (const chunk of chunks) {
    if (!unpacker.write(chunk) && failure === undefined) await once(unpacker, 'drain').catch(() => undefined);
    yield* take();
    if (failure !== undefined) break;
  }
  if (failure === undefined) {
    const ended = once(unpacker, 'end').catch(() => undefined);
    unpacker.end();
    await ended;
  }
  yield* take();
  if (failure !== undefined) throw failure;
}
