import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type CoverageStatus = 'done' | 'partly' | 'not';

/** One section of an RFC. */
export interface CoveredSection {
  readonly rfc: string;
  /** `6.3`, or a dash for an RFC without numbered sections. */
  readonly section: string;
  readonly status: CoverageStatus;
  readonly title: string;
  /** Files that show it without citing it, from the root. */
  readonly files: readonly string[];
  /** What is lacking, or how it is meant. */
  readonly note: string;
}

export interface CoveredRfc {
  readonly number: string;
  readonly title: string;
  readonly sections: readonly CoveredSection[];
}

export const root = join(import.meta.dirname, '../..');
const sectionLine = /^(\d+(?:\.\d+)*|-) (done|partly|not) ([^|]+?)(?: - ([^|]+?))?(?: \| (.+))?$/;

/** The table of `sections.txt`; a line that is none is thrown, and so is a file that is gone. */
export function readCoverageTable(): readonly CoveredRfc[] {
  const text = readFileSync(join(import.meta.dirname, 'sections.txt'), 'utf8');
  const rfcs: { number: string; title: string; sections: CoveredSection[] }[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const heading = /^RFC (\d+) (.+)$/.exec(line);
    const section = sectionLine.exec(line);
    if (heading !== null) rfcs.push({ number: heading[1], title: heading[2], sections: [] });
    else if (section === null) throw new Error(`sections.txt:${index + 1}: no section: ${line}`);
    else {
      const rfc = rfcs.at(-1)!;
      const [, number, status, title, note = '', files = ''] = section;
      rfc.sections.push({
        rfc: rfc.number,
        section: number,
        status: status as CoverageStatus,
        title,
        files: files.split(' ').filter((file) => file !== ''),
        note,
      });
    }
  }
  const gone = rfcs.flatMap(({ sections }) => sections.flatMap(({ files }) => files)).filter(isGone);
  if (gone.length > 0) throw new Error(`sections.txt names files that are gone: ${gone.join(', ')}`);
  return rfcs;
}

function isGone(path: string): boolean {
  return !existsSync(join(root, path));
}
