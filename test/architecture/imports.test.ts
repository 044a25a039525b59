import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importTable, type PackageRule } from './import-table.ts';
import {
  importedFile,
  packageFolders,
  packageOfSpecifier,
  readManifest,
  type SourceFile,
  sourceFiles,
} from './source-tree.ts';

const root = join(import.meta.dirname, '../..');
const isOfThisHouse = (name: string) => name.startsWith('@bgpeer/') || name === 'bgpeer';

test('every package has its row in the import table', () => {
  expect(packageFolders()).toEqual(importTable.map((rule) => rule.folder).sort());
});

test('docs/architecture.md lists every package with its kind', () => {
  const document = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
  const rows = document.split('\n').filter((line) => line.startsWith('| `packages/'));
  const kinds = new Map(
    rows.map((row) => row.split('|').map((cell) => cell.trim())).map((cells) => [cells[1], cells[2]]),
  );
  for (const { folder, kind } of importTable)
    expect(kinds.get(`\`packages/${folder}\``)?.toLowerCase()).toBe(kind);
});

describe.each(importTable)('packages/$folder', (rule) => {
  const sources = sourceFiles(`packages/${rule.folder}/src`);

  test('has sources', () => {
    expect(sources.length).toBeGreaterThan(0);
  });

  test('imports only what the table allows', () => {
    expect(sources.flatMap((source) => forbiddenImports(rule, source))).toEqual([]);
  });

  test('lists what its sources import as its dependencies, no more and no less', () => {
    const imported = new Set(sources.flatMap(importedPackages));
    expect([...imported].sort()).toEqual([...readManifest(`packages/${rule.folder}`).dependencies].sort());
  });

  test('lists what its tests import', () => {
    const manifest = readManifest(`packages/${rule.folder}`);
    const listed = new Set([manifest.name, ...manifest.dependencies, ...manifest.devDependencies]);
    const tests = sourceFiles(`packages/${rule.folder}/test`);
    expect(tests.flatMap(importedPackages).filter((name) => !listed.has(name))).toEqual([]);
  });

  test('index.ts re-exports and holds no code', () => {
    const index = sources.find((source) => source.path.endsWith('/src/index.ts'));
    const rest = index?.code.replace(/^export (?:type )?(?:\*|\{[^}]*\}) from\s+;/gm, '');
    expect(rest?.trim()).toBe('');
  });
});

const publicSpecifiers = new Set(
  packageFolders().flatMap((folder) => readManifest(`packages/${folder}`).specifiers),
);
const everySource = ['packages', 'examples', 'test'].flatMap((folder) => sourceFiles(folder));

test('nothing reaches into the sources of another package', () => {
  const reaching = everySource.flatMap((source) =>
    source.imports
      .filter(({ specifier }) => roomOf(source, specifier) !== undefined)
      .map(({ specifier, line }) => `${source.path}:${line}: ${specifier}`),
  );
  expect(reaching).toEqual([]);
});

test('imports of files name the file, with its ending', () => {
  const broken = everySource.flatMap((source) =>
    source.imports
      .filter(({ specifier }) => specifier.startsWith('.') && importedFile(source, specifier) === undefined)
      .map(({ specifier, line }) => `${source.path}:${line}: ${specifier}`),
  );
  expect(broken).toEqual([]);
});

test('examples import published packages only', () => {
  const listed = readManifest('examples');
  const foreign = sourceFiles('examples').flatMap((source) =>
    importedPackages(source).filter(
      (name) => !listed.dependencies.includes(name) && !listed.devDependencies.includes(name),
    ),
  );
  expect(foreign).toEqual([]);
});

function forbiddenImports(rule: PackageRule, source: SourceFile): readonly string[] {
  return source.imports
    .filter(({ specifier }) => !isAllowed(rule, specifier))
    .map(({ specifier, line }) => `${source.path}:${line}: ${specifier}`);
}

function isAllowed(rule: PackageRule, specifier: string): boolean {
  if (specifier.startsWith('.')) return true;
  if (specifier.startsWith('node:')) return rule.kind === 'node';
  const name = packageOfSpecifier(specifier);
  if (isOfThisHouse(specifier)) return rule.mayImport.includes(specifier);
  return rule.libraries.includes(name);
}

function importedPackages(source: SourceFile): readonly string[] {
  return source.imports
    .map(({ specifier }) => specifier)
    .filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
    .map(packageOfSpecifier);
}

/** The other package whose `src/` an import reaches into, by path or by name. */
function roomOf(source: SourceFile, specifier: string): string | undefined {
  if (isOfThisHouse(specifier)) return publicSpecifiers.has(specifier) ? undefined : specifier;
  if (!specifier.startsWith('.')) return undefined;
  const target = importedFile(source, specifier);
  const room = /^(packages\/[^/]+)\/src\//.exec(target ?? '')?.[1];
  return room === undefined || source.path.startsWith(`${room}/`) ? undefined : room;
}
