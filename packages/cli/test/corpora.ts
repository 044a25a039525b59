import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../../../shared/corpora');

/** Where a file of the corpora is. */
export function corpusPath(path: string): string {
  return join(folder, path);
}

/** A file of the corpora, as it is. */
export function corpusFile(path: string): Uint8Array {
  return readFileSync(corpusPath(path));
}
