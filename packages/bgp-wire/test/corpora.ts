import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const corporaFolder = join(import.meta.dirname, '../../../../shared/corpora');

/** A row with a whole message, or with part of one. */
interface MessageRow {
  readonly name: string;
  readonly kind: string;
  readonly hex: string;
  readonly context?: { readonly as4?: boolean };
}

/** The rows of a file of messages that others wrote. */
export function readMessageRows(path: string): MessageRow[] {
  const lines = readFileSync(join(corporaFolder, path), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as MessageRow);
}
