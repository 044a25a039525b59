import { readFile } from 'node:fs/promises';
import { messageFromJson, type PathAttributes } from '@bgpeer/bgp-wire';
import { CommandFailure } from '../exit-code.ts';
import type { Surroundings } from '../surroundings.ts';

/** The attributes of a JSON file (`-`: the standard input): by themselves, of an UPDATE, or of a line of `bgpeer decode --json`. */
export async function readAttributes(path: string, surroundings: Surroundings): Promise<PathAttributes> {
  const isInput = path === '-' || path === '';
  const fix = 'give a file of path attributes, as message-json.md has them';
  let value: unknown;
  try {
    value = JSON.parse(isInput ? await surroundings.readInput() : await readFile(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(`${path} cannot be read: ${reason}`, { exitCode: 2, fix });
  }
  const outer = fieldOf(value, 'message') ?? value;
  const attributes = fieldOf(outer, 'attributes') ?? outer;
  const read = messageFromJson({ type: 'UPDATE', withdrawn: [], attributes, nlri: [] });
  if ('message' in read && read.message.type === 'UPDATE') return read.message.attributes;
  const problems = 'problems' in read ? read.problems : [];
  const told = problems.map((problem) => `${problem.path}: expected ${problem.expected}`).join('; ');
  throw new CommandFailure(`${path}: ${told}`, { exitCode: 2, fix });
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}
