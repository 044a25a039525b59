import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { citationsIn, findCitations } from './citations.ts';
import { readCoverageTable, root } from './coverage-table.ts';
import { rfcCoveragePage, unshownSections } from './rfc-coverage-page.ts';

test('citations are found in whatever way they are written', () => {
  const text = `/** RFC 7606, sections 7.9 and 7.10; RFC 4271 (section 6.3). RFC 1997. See RFC 8538, section
   * 3.1, and RFC 7606, section 3, item d. */`;
  expect(citationsIn(text)).toEqual(['7606 7.9', '7606 7.10', '4271 6.3', '1997 -', '8538 3.1', '7606 3']);
});

test('every done section is shown by a source and a test', () => {
  expect(unshownSections(readCoverageTable(), findCitations())).toEqual([]);
});

test('a done section that nothing shows is told', () => {
  expect(unshownSections(readCoverageTable(), new Map())).toContain(
    'RFC 4271, section 6.3: no source, no test',
  );
});

test('every link of the page leads to a file', () => {
  const links = [...rfcCoveragePage().matchAll(/\]\(\.\.\/([^)]+)\)/g)].map(([, path]) => path);
  expect(links.length).toBeGreaterThan(100);
  expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
