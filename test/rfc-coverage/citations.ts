import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './coverage-table.ts';

/** Files that cite a section: sources, and what tests them. */
export interface Citations {
  readonly sources: ReadonlySet<string>;
  readonly tests: ReadonlySet<string>;
}

const patterns = [
  'packages/*/src/**/*.ts',
  'packages/*/test/**/*.ts',
  'packages/testkit/vectors/*.vec',
  'test/{driver,faults,interop}/**/*.ts',
];
/** `RFC 7606, sections 7.9 and 7.10`, `RFC 7606 (section 2)`, `RFC 1997`. */
const citation = /RFC (\d{4})(?:(?:,? \(?)sections? ((?:(?!RFC)[^;:()'"`]){1,48}))?/g;

/** Every citation, by RFC and section: `7606 7.1`; of an RFC as a whole: `1997 -`. */
export function findCitations(): ReadonlyMap<string, Citations> {
  const found = new Map<string, { sources: Set<string>; tests: Set<string> }>();
  for (const path of patterns.flatMap((pattern) => globSync(pattern, { cwd: root })).sort()) {
    for (const key of citationsIn(readFileSync(join(root, path), 'utf8'))) {
      const citations = found.get(key) ?? { sources: new Set(), tests: new Set() };
      (isTest(path) ? citations.tests : citations.sources).add(path);
      found.set(key, citations);
    }
  }
  return found;
}

/** The keys of the citations in one text, whose comments may go on over lines. */
export function citationsIn(text: string): string[] {
  const oneLine = text.replace(/\n[ \t]*(?:\*|\/\/|#)?[ \t]*/g, ' ');
  return [...oneLine.matchAll(citation)].flatMap(([, rfc, sections]) => {
    const numbers = sections?.split(/\.(?: |$)/)[0].match(/\d+(?:\.\d+)*/g) ?? [];
    return numbers.length === 0 ? [`${rfc} -`] : numbers.map((number) => `${rfc} ${number}`);
  });
}

/** The kit is what tests are made of. */
function isTest(path: string): boolean {
  return !path.includes('/src/') || path.startsWith('packages/testkit/');
}
