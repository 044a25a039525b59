import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const folder = join(import.meta.dirname, '../../../shared/corpora');

/** A file of the corpora; unpacked when its name ends in `.gz`. */
export function readCorpusFile(path: string): Uint8Array {
  const octets = readFileSync(join(folder, path));
  return new Uint8Array(path.endsWith('.gz') ? gunzipSync(octets) : octets);
}

/** The lines of a text file of the corpora, without empty ones. */
export function readCorpusLines(path: string): string[] {
  const text = Buffer.from(readCorpusFile(path)).toString('utf8');
  return text.split('\n').filter((line) => line !== '');
}

/** The rows of a `*.jsonl` file of the corpora. */
export function readCorpusRows<Row>(path: string): Row[] {
  return readCorpusLines(path).map((line) => JSON.parse(line) as Row);
}
