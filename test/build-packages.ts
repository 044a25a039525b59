/**
 * Builds what is published: JavaScript and declarations of every package into its dist/. Imports of `./name.ts` become
 * `./name.js`; those of other packages stay as they are, as `publishConfig` points their names at their dist/.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const tsc = join(root, 'node_modules/.bin/tsc');
/** Types are checked elsewhere; here they are only taken away. */
const emitOptions = [
  '--noCheck',
  '--noEmit',
  'false',
  '--declaration',
  'true',
  '--sourceMap',
  'true',
  '--inlineSources',
  'true',
  '--rootDir',
  'src',
  '--outDir',
  'dist',
];

const folders = globSync('packages/*/package.json', { cwd: root })
  .map((path) => join(root, path, '..'))
  .sort();

for (const folder of folders) {
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  execFileSync(tsc, ['-p', 'tsconfig.json', ...emitOptions], { cwd: folder, stdio: 'inherit' });
  const promised = publishedFiles(folder);
  const missing = promised.filter((path) => !existsSync(join(folder, path)));
  if (missing.length > 0) throw new Error(`${folder} publishes what was not built: ${missing.join(', ')}`);
  for (const path of commandFiles(folder)) chmodSync(join(folder, path), 0o755);
}
console.log(`build: ${folders.length} packages`);

function publishedFiles(folder: string): readonly string[] {
  const entries = Object.values(readManifest(folder).publishConfig?.exports ?? {});
  return [...entries.flatMap((entry) => Object.values(entry)), ...commandFiles(folder)];
}

function commandFiles(folder: string): readonly string[] {
  return Object.values(readManifest(folder).publishConfig?.bin ?? {});
}

interface Manifest {
  readonly publishConfig?: {
    readonly exports?: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly bin?: Readonly<Record<string, string>>;
  };
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
