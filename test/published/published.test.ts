import { execFileSync } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
let installed: string;

/** Builds every package and lays it out as an installation from a registry would, with what it needs beside it. */
beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'test/build-packages.ts')], { stdio: 'pipe' });
  installed = mkdtempSync(join(tmpdir(), 'bgpeer-published-'));
  for (const manifestPath of globSync('packages/*/package.json', { cwd: root }))
    install(dirname(join(root, manifestPath)));
}, 60_000);

afterAll(() => rmSync(installed, { recursive: true, force: true }));

test('the built command runs', () => {
  const help = run(join(installed, 'node_modules/bgpeer/dist/main.js'), '--help');
  expect(help).toContain('bgpeer tor');
});

test('the built library can be imported', () => {
  const program = join(installed, 'program.js');
  writeFileSync(program, "import { Speaker } from '@bgpeer/speaker';\nconsole.log(typeof Speaker);\n");
  expect(run(program).trim()).toBe('function');
});

test('the built kit needs no Vitest, and brings its vectors', () => {
  const program = join(installed, 'kit.js');
  const vectors = join(installed, 'node_modules/@bgpeer/testkit/vectors/update.vec');
  const lines = [
    "import { readFileSync } from 'node:fs';",
    "import { checkVector, readVectors } from '@bgpeer/testkit';",
    `const vectors = readVectors(readFileSync(${JSON.stringify(vectors)}, 'utf8'));`,
    'console.log(vectors.length > 0 && vectors.every((vector) => checkVector(vector).length === 0));',
  ];
  writeFileSync(program, lines.join('\n'));
  expect(run(program).trim()).toBe('true');
});

test('the built library has its types', () => {
  const program = join(installed, 'typed-program.ts');
  const lines = [
    "import { Speaker } from '@bgpeer/speaker';",
    'const speaker = new Speaker({ configuration: { asNumber: 65000 } });',
    'export const fib: "none" | "kernel" = speaker.fib;',
    'export const asNumber: number = speaker.router.summary().asNumber;',
    '// @ts-expect-error',
    'export const wrong: string = speaker.router.summary().asNumber;',
  ];
  writeFileSync(program, lines.join('\n'));
  const options = [
    '--ignoreConfig',
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--target',
    'es2024',
    '--module',
    'nodenext',
  ];
  execFileSync(join(root, 'node_modules/.bin/tsc'), [...options, program], {
    cwd: installed,
    stdio: 'inherit',
  });
});

test('no source is in what is published', () => {
  const sources = globSync('node_modules/{@bgpeer/*,bgpeer}/**/*.ts', { cwd: installed });
  expect(sources.filter((path) => !path.endsWith('.d.ts'))).toEqual([]);
});

function run(...args: readonly string[]): string {
  return execFileSync(process.execPath, args, { cwd: installed, encoding: 'utf8' });
}

function install(folder: string): void {
  const { publishConfig, ...manifest } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const target = join(installed, 'node_modules', manifest.name);
  mkdirSync(target, { recursive: true });
  for (const published of manifest.files)
    cpSync(join(folder, published), join(target, published), { recursive: true });
  writeFileSync(join(target, 'package.json'), JSON.stringify({ ...manifest, ...publishConfig }));
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    if (name.startsWith('@bgpeer/')) continue;
    const link = join(target, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(realpathSync(join(folder, 'node_modules', name)), link);
  }
}
