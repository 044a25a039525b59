import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const corpora = join(import.meta.dirname, '../../../../../shared/corpora');

/** The rows of a corpus in JSON lines. */
export function readCorpus<Row>(path: string): Row[] {
  const lines = readFileSync(join(corpora, path), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row);
}
