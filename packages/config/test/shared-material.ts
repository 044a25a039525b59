import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '../../..');
const shared = join(repository, '../shared');

/** The text of a file of the repository. */
export function readRepositoryFile(path: string): string {
  return readFileSync(join(repository, path), 'utf8');
}

/** The text of a recording of real FRR. */
export function readGolden(path: string): string {
  return readFileSync(join(shared, 'golden/frr-lab', path), 'utf8');
}

/** FRR's own test topologies: their configuration files by name. */
export function readTopotestConfigs(): { name: string; text: string }[] {
  const rows = readFileSync(join(shared, 'corpora/frr/topotests.jsonl'), 'utf8').trim().split('\n');
  return rows.flatMap((row) => {
    const { configs, name } = JSON.parse(row) as { name: string; configs: Record<string, string> };
    return Object.entries(configs).map(([file, text]) => ({ name: `${name}/${file}`, text }));
  });
}
