import { describe, expect, test } from 'vitest';
import { formatFrrConf, parseFrrConf, toRouterConfiguration } from '../src/index.ts';
import { readTopotestConfigs } from './shared-material.ts';

/** The counts are those of today: more support moves statements from one to another. */
describe('the configurations of FRR’s own tests', () => {
  const configs = readTopotestConfigs();
  const parsed = configs.map(({ name, text }) => ({ name, text, ...parseFrrConf(text, { file: name }) }));

  test('are read, and what they say is kept by both text forms', () => {
    expect(configs).toHaveLength(175);
    for (const { document, name } of parsed) {
      if (document === undefined) continue;
      expect(parseFrrConf(formatFrrConf(document), { file: name }).document, name).toEqual(document);
    }
  });

  test('hold no wrong value for any statement', () => {
    const errors = parsed.flatMap(({ document, problems }) =>
      document === undefined ? [] : problems.filter(({ severity }) => severity === 'error'),
    );
    expect(errors).toEqual([]);
  });

  test('are for the most part supported', () => {
    const statements = configs.flatMap(({ text }) =>
      text.split('\n').filter((line) => /^\s*[^\s!#]/.test(line)),
    );
    const counts = { note: 0, warning: 0, unknown: 0 };
    for (const { severity, message } of parsed.flatMap(({ problems }) => problems)) {
      if (message.startsWith('not a statement')) counts.unknown++;
      else if (severity !== 'error') counts[severity]++;
    }
    expect({ statements: statements.length, ...counts }).toEqual({
      statements: 1449,
      note: 254,
      warning: 28,
      unknown: 0,
    });
  });

  test('fold, unless what is not supported leaves a gap', () => {
    const folded = parsed.filter(
      ({ document }) =>
        document !== undefined &&
        toRouterConfiguration(document, { fallbackRouterId: '192.0.2.1' }).configuration !== undefined,
    );
    const documents = parsed.filter(({ document }) => document !== undefined);
    expect({ documents: documents.length, folded: folded.length }).toEqual({ documents: 96, folded: 96 });
  });
});
