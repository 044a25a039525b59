import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { functionBodies } from './source-text.ts';
import { sourceFiles } from './source-tree.ts';

const fileLinesMax = 450;
const functionLinesMax = 70;

const sources = sourceFiles('packages').filter((source) => source.path.split('/')[2] === 'src');

/** Names that say nothing of what is inside. */
const emptyName = /^(?:utils?|common|helpers?|misc|stuff|shared)(?:\.|$)/;

test('no file or folder is named after nothing', () => {
  const named = [...sources, ...sourceFiles('test'), ...sourceFiles('examples')].filter((source) =>
    source.path.split('/').some((part) => emptyName.test(part)),
  );
  expect(named.map((source) => source.path)).toEqual([]);
});

test(`no file is longer than ${fileLinesMax} lines`, () => {
  const long = sources
    .map((source) => ({ path: source.path, lineCount: source.text.split('\n').length }))
    .filter(({ lineCount }) => lineCount > fileLinesMax);
  expect(long).toEqual([]);
});

test(`every function is shorter than ${functionLinesMax} lines`, () => {
  const long = sources.flatMap((source) =>
    functionBodies(source.code)
      .filter(({ lineCount }) => lineCount >= functionLinesMax)
      .map(({ line, lineCount }) => `${source.path}:${line}: ${lineCount} lines`),
  );
  expect(long).toEqual([]);
});

test('names of files are in lower case with hyphens', () => {
  const odd = sources.filter((source) => !/^[a-z0-9]+(?:[.-][a-z0-9]+)*\.ts$/.test(basename(source.path)));
  expect(odd.map((source) => source.path)).toEqual([]);
});

test('no work is put off in a comment', () => {
  const putOff = sources.flatMap((source) =>
    source.text
      .split('\n')
      .flatMap((line, index) =>
        /\b(?:TODO|FIXME|XXX|HACK)\b|not implemented/i.test(line) ? [`${source.path}:${index + 1}`] : [],
      ),
  );
  expect(putOff).toEqual([]);
});
