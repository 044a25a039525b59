import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CommandFailure } from '../exit-code.ts';
import type { Surroundings } from '../surroundings.ts';
import { octetsOfText } from './text-octets.ts';

/** Octets to be decoded. */
export interface Input {
  /** For people. */
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Of all chunks, where it is known. */
  readonly octetCount: number | undefined;
}

const chunkOctetCount = 256 * 1024;

/** What the word names: a file, `-` (or nothing, as yargs has it) for the standard input, or octets written out. */
export async function inputOf(word: string, surroundings: Surroundings): Promise<Input> {
  if (word === '-' || word === '') {
    return { name: 'standard input', chunks: surroundings.inputChunks(), octetCount: undefined };
  }
  const found = await stat(word).catch((error: NodeJS.ErrnoException) => error.code ?? error.message);
  if (typeof found === 'object') {
    if (found.isDirectory()) throw unreadable(word, 'it is a directory');
    const chunks = createReadStream(word, { highWaterMark: chunkOctetCount });
    return { name: word, chunks, octetCount: found.isFile() ? found.size : undefined };
  }
  const octets = octetsOfText(word);
  if (octets === undefined) throw unreadable(word, found === 'ENOENT' ? 'there is no such file' : found);
  return { name: 'command line', chunks: oneChunk(octets), octetCount: octets.length };
}

async function* oneChunk(octets: Uint8Array): AsyncGenerator<Uint8Array> {
  yield octets;
}

function unreadable(word: string, reason: string): CommandFailure {
  return new CommandFailure(`${word} cannot be read: ${reason}`, {
    exitCode: 2,
    fix: 'give a file (pcap, pcapng, MRT, also packed with gzip or bzip2), octets in hexadecimal or base64, or -',
  });
}
