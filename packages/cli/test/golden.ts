import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Recordings of real FRR 8.4.4 in the lab. */
export const goldenFolder = join(import.meta.dirname, '../../../../shared/golden/frr-lab');

/** A recorded JSON key that is not compared, and why. `*` in a path stands for any one key or place in a list. */
export interface IgnoredKey {
  readonly path: string;
  readonly why: string;
}

/** What is done to each line of recorded and rendered text before they are compared, and why. */
export interface LineRule {
  readonly pattern: RegExp;
  /** undefined: the line is left out. */
  readonly replacement: string | undefined;
  readonly why: string;
}

/** A difference, as a sentence. */
export type Difference = string;

/** A recording's text, or undefined when the stage has no such file. */
export function readGolden(folder: string, file: string): string | undefined {
  const path = join(goldenFolder, folder, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** A recording's JSON. */
export function readGoldenJson(folder: string, file: string): unknown {
  return JSON.parse(readGolden(folder, file) ?? 'null');
}

/** Compares two JSON values key by key; keys that are ignored may be there or not, on either side. */
export function compareJson(
  recorded: unknown,
  rendered: unknown,
  ignored: readonly IgnoredKey[],
): Difference[] {
  const patterns = ignored.map(({ path }) => path.split('/'));
  return compareValues(recorded, JSON.parse(JSON.stringify(rendered)), [], patterns);
}

/** Compares two texts line by line after the rules. */
export function compareText(
  recorded: string,
  rendered: readonly string[],
  rules: readonly LineRule[],
): Difference[] {
  const expected = normalizeLines(recorded.split('\n'), rules);
  const actual = normalizeLines(rendered.join('\n').split('\n'), rules);
  const differences: Difference[] = [];
  for (let index = 0; index < Math.max(expected.length, actual.length); index++) {
    if (expected[index] !== actual[index]) {
      differences.push(
        `line ${index + 1}: FRR ${JSON.stringify(expected[index])}, ours ${JSON.stringify(actual[index])}`,
      );
    }
  }
  return differences;
}

function normalizeLines(lines: readonly string[], rules: readonly LineRule[]): string[] {
  const kept = lines.flatMap((line) => {
    let text = line;
    for (const { pattern, replacement } of rules) {
      if (!pattern.test(text)) continue;
      if (replacement === undefined) return [];
      text = text.replace(pattern, replacement);
    }
    return [text.trimEnd()];
  });
  while (kept.at(-1) === '') kept.pop();
  return kept;
}

function compareValues(
  recorded: unknown,
  rendered: unknown,
  path: readonly string[],
  ignored: readonly (readonly string[])[],
): Difference[] {
  if (ignored.some((pattern) => pathMatches(pattern, path))) return [];
  if (!isContainer(recorded) || !isContainer(rendered)) {
    if (Object.is(recorded, rendered)) return [];
    return [`${path.join('/')}: FRR ${JSON.stringify(recorded)}, ours ${JSON.stringify(rendered)}`];
  }
  const keys = new Set([...Object.keys(recorded), ...Object.keys(rendered)]);
  return [...keys].flatMap((key) => compareValues(recorded[key], rendered[key], [...path, key], ignored));
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function pathMatches(pattern: readonly string[], path: readonly string[]): boolean {
  return (
    pattern.length === path.length && pattern.every((part, index) => part === '*' || part === path[index])
  );
}
