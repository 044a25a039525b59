import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const folder = join(import.meta.dirname, '../../../../shared/corpora');

/** A file of the corpora, unpacked when its name ends in .gz. */
export function corpusFile(path: string): Uint8Array {
  const octets = readFileSync(join(folder, path));
  return new Uint8Array(path.endsWith('.gz') ? gunzipSync(octets) : octets);
}

export function corpusLines(path: string): string[] {
  const text = Buffer.from(corpusFile(path)).toString('utf8');
  return text.split('\n').filter((line) => line !== '');
}
