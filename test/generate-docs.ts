/** Writes the pages of docs/ that come from code; with `--check` only says whether they are up to date. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageJsonReference } from '@bgpeer/bgp-wire';
import { configReference } from '@bgpeer/config';
import { controlApiReference } from '@bgpeer/speaker';
import { cliReference } from 'bgpeer';
import { rfcCoveragePage } from './rfc-coverage/rfc-coverage-page.ts';

interface GeneratedPage {
  readonly path: string;
  readonly make: () => string | Promise<string>;
}

const pages: readonly GeneratedPage[] = [
  { path: 'docs/config.md', make: configReference },
  { path: 'docs/control-api.md', make: controlApiReference },
  { path: 'docs/cli.md', make: cliReference },
  { path: 'docs/message-json.md', make: messageJsonReference },
  { path: 'docs/rfc-coverage.md', make: rfcCoveragePage },
];

const root = join(import.meta.dirname, '..');
const checkOnly = process.argv.includes('--check');
const outdated: string[] = [];

for (const { path, make } of pages) {
  const text = `${(await make()).trimEnd()}\n`;
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  outdated.push(path);
  if (!checkOnly) writeFileSync(file, text);
}

if (outdated.length === 0) console.log('docs: every generated page is up to date');
else if (checkOnly) console.error(`docs: out of date: ${outdated.join(', ')}; run \`pnpm run docs\``);
else console.log(`docs: written: ${outdated.join(', ')}`);
process.exitCode = checkOnly && outdated.length > 0 ? 1 : 0;
