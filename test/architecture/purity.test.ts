import { describe, expect, test } from 'vitest';
import { importTable, type PackageKind } from './import-table.ts';
import { type SourceFile, sourceFiles } from './source-tree.ts';

interface Ban {
  readonly pattern: RegExp;
  /** What to do instead. */
  readonly instead: string;
  readonly kinds: readonly PackageKind[];
}

const pure: readonly PackageKind[] = ['pure', 'library'];
const every: readonly PackageKind[] = ['pure', 'library', 'node'];

/** What may not be named in sources, and why there is no need to. */
const bans: readonly Ban[] = [
  { pattern: /(?<![.#\w])Date\b/, instead: 'take `now` as an argument', kinds: pure },
  { pattern: /(?<![.#\w])performance\b/, instead: 'take `now` as an argument', kinds: pure },
  { pattern: /\bMath\.random\b/, instead: 'take the injected generator', kinds: pure },
  { pattern: /(?<![.#\w])crypto\b/, instead: 'take the injected generator', kinds: pure },
  { pattern: /(?<![.#\w])setTimeout\b/, instead: 'say it in `nextTimeout`', kinds: pure },
  { pattern: /(?<![.#\w])setInterval\b/, instead: 'say it in `nextTimeout`', kinds: pure },
  { pattern: /(?<![.#\w])setImmediate\b/, instead: 'say it in `nextTimeout`', kinds: pure },
  { pattern: /(?<![.#\w])queueMicrotask\b/, instead: 'say it in `nextTimeout`', kinds: pure },
  { pattern: /(?<![.#\w])process\./, instead: 'take it as an argument', kinds: pure },
  { pattern: /(?<![.#\w])globalThis\b/, instead: 'take it as an argument', kinds: pure },
  { pattern: /(?<![.#\w])Buffer\b/, instead: 'Uint8Array', kinds: pure },
  { pattern: /\bText(?:De|En)coder\b/, instead: 'the UTF-8 of bgp-wire', kinds: pure },
  { pattern: /(?<![.#\w])console\./, instead: 'an event of the router', kinds: pure },
  { pattern: /\bimport\.meta\b/, instead: 'take it as an argument', kinds: pure },
  { pattern: /:\s*any\b|\bas any\b|<any\b|\bany\[\]/, instead: 'unknown, or the real type', kinds: every },
  { pattern: /^\s*(?:export )?(?:const )?enum\b/, instead: 'a union of texts', kinds: every },
  { pattern: /^\s*(?:export )?(?:declare )?namespace\b/, instead: 'a module', kinds: every },
];

describe.each(importTable)('packages/$folder', ({ folder, kind }) => {
  const sources = sourceFiles(`packages/${folder}/src`);

  test.each(bans.filter((ban) => ban.kinds.includes(kind)))('does not name $pattern', (ban) => {
    expect(sources.flatMap((source) => matches(source, ban))).toEqual([]);
  });

  test('does not import Node when it is pure', () => {
    const nodeImports = sources.flatMap((source) =>
      source.imports
        .filter(({ specifier }) => specifier.startsWith('node:'))
        .map(({ specifier, line }) => `${source.path}:${line}: ${specifier}`),
    );
    expect(kind === 'node' ? [] : nodeImports).toEqual([]);
  });
});

function matches(source: SourceFile, ban: Ban): readonly string[] {
  return source.code
    .split('\n')
    .flatMap((line, index) =>
      ban.pattern.test(line) ? [`${source.path}:${index + 1}: ${line.trim()} (instead: ${ban.instead})`] : [],
    );
}
