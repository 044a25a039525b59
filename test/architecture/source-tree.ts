import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { withoutComments, withoutCommentsAndTexts } from './source-text.ts';

const root = join(import.meta.dirname, '../..');

export interface SourceFile {
  /** From the root of the checkout. */
  readonly path: string;
  readonly text: string;
  /** `text` with blanks in place of comments, and of what stands in texts; lines and columns are the same. */
  readonly code: string;
  readonly imports: readonly ImportedModule[];
}

export interface ImportedModule {
  readonly specifier: string;
  readonly line: number;
}

export interface PackageManifest {
  readonly name: string;
  /** How the package may be imported: its name, and its name with each further path that it exports. */
  readonly specifiers: readonly string[];
  /** Peer dependencies too: those that the one who installs the package brings along. */
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
}

/** Folders of `packages/` that are packages. */
export function packageFolders(): readonly string[] {
  return globSync('packages/*/package.json', { cwd: root })
    .map((path) => path.split('/')[1])
    .sort();
}

export function readManifest(folder: string): PackageManifest {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  return {
    name: manifest.name,
    specifiers: Object.keys(manifest.exports ?? {}).map((path) => manifest.name + path.slice(1)),
    dependencies: Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }),
    devDependencies: Object.keys(manifest.devDependencies ?? {}),
  };
}

/** Every TypeScript file below a folder, in the order of paths, what is installed or built aside. */
export function sourceFiles(folder: string): readonly SourceFile[] {
  return globSync('**/*.ts', {
    cwd: join(root, folder),
    exclude: (name) => name === 'node_modules' || name === 'dist',
  })
    .sort()
    .map((name) => readSource(join(folder, name)));
}

/** The file an import of a file goes to, from the root, or undefined when there is none. */
export function importedFile(importer: SourceFile, specifier: string): string | undefined {
  const path = join(root, dirname(importer.path), specifier);
  return existsSync(path) ? relative(root, path) : undefined;
}

/** The package an import names: `@scope/name/part` is of `@scope/name`. */
export function packageOfSpecifier(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  return { path, text, code: withoutCommentsAndTexts(text), imports: importsOf(withoutComments(text)) };
}

/** `import … from`, `export … from`, an import for its effect alone, and one made when it is needed. */
const importPattern =
  /^(?:import|export)\s+(?:type\s+)?(?:[\w*$]+(?:\s+as\s+\w+)?\s*,?\s*)?(?:\{[^}]*\}\s*)?from\s*'([^']+)'|^import\s*'([^']+)'|\bimport\(\s*'([^']+)'/gm;

function importsOf(code: string): readonly ImportedModule[] {
  return [...code.matchAll(importPattern)].map((match) => ({
    specifier: match[1] ?? match[2] ?? match[3],
    line: code.slice(0, match.index).split('\n').length,
  }));
}
