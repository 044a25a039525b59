import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { ParsedConfig } from '@bgpeer/config';
import { parseFrrConf, parseYamlConfig } from '@bgpeer/config';
import { CommandFailure } from '../exit-code.ts';
import type { Surroundings } from '../surroundings.ts';

/** A configuration as it was read, with a name for where it came from. */
export type ReadConfiguration = ParsedConfig & { readonly source: string };

const frrExtensions = ['.conf', '.frr'];
const yamlExtensions = ['.yaml', '.yml'];

/** Reads a configuration file (`-`: the standard input), an frr.conf or the native YAML: by its name, else by its look. */
export async function readConfiguration(
  path: string,
  surroundings: Surroundings,
): Promise<ReadConfiguration> {
  // yargs hands over a lone `-` as an empty word.
  const isInput = path === '-' || path === '';
  const text = isInput ? await surroundings.readInput() : await readText(path);
  const source = isInput ? 'standard input' : path;
  checkIsText(text, source);
  const parse = isYaml(path, text) ? parseYamlConfig : parseFrrConf;
  return { ...parse(text, { file: basename(source) }), source };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (typeof code !== 'string') throw error;
    throw new CommandFailure(`${path} cannot be read: ${readFailures.get(code) ?? code}`, {
      exitCode: 2,
      fix: 'give the path of an frr.conf or a YAML file, or - for the standard input',
    });
  }
}

/** UTF-16, an archive, a capture: no line of it could be read. */
function checkIsText(text: string, source: string): void {
  if (!text.includes('\0')) return;
  throw new CommandFailure(`${source} is not a text file in UTF-8: it has octets of zero`, {
    exitCode: 2,
    fix: 'give the path of an frr.conf or a YAML file; `iconv -t UTF-8` makes UTF-8 of other text',
  });
}

const readFailures: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['EACCES', 'permission denied'],
  ['EISDIR', 'it is a directory'],
]);

/** A key of the native form at the start of a line stands in no frr.conf. */
function isYaml(path: string, text: string): boolean {
  const extension = extname(path).toLowerCase();
  if (yamlExtensions.includes(extension)) return true;
  if (frrExtensions.includes(extension)) return false;
  return /^asNumber\s*:/m.test(text);
}
