import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatProblem, parseFrrConf, toRouterConfiguration } from '@bgpeer/config';
import { describe, expect, it } from 'vitest';
import { showForms } from '../src/show/show-forms.ts';
import { matchWords } from '../src/words/match-words.ts';
import { fitsVariable, splitWords } from '../src/words/word-variables.ts';

const folder = join(import.meta.dirname, '../../../docs');
const pages = ['policy.md', 'route-reflection.md', 'graceful-restart.md', 'explain.md'];

function blocks(page: string): string[] {
  const text = readFileSync(join(folder, page), 'utf8');
  return [...text.matchAll(/```(?:sh)?\n([\s\S]*?)```/g)].map(([, block]) => block);
}

describe.each(pages)('what %s says', (page) => {
  it('is a configuration without problems where it is one', () => {
    const configurations = blocks(page).filter((block) => block.includes('router bgp'));
    for (const text of configurations) {
      const parsed = parseFrrConf(text, { file: page });
      expect(parsed.problems.map(formatProblem)).toEqual([]);
      const { problems } = toRouterConfiguration(parsed.document!, {
        placeOf: parsed.placeOf,
        fallbackRouterId: '192.0.2.1',
      });
      expect(problems.filter(({ severity }) => severity === 'error').map(formatProblem)).toEqual([]);
    }
  });

  it('is a command that there is where it is a show', () => {
    const shows = blocks(page)
      .flatMap((block) => block.split('\n'))
      .filter((line) => line.startsWith('bgpeer show '))
      .map((line) => splitWords([line.replace(/#.*$/, '').replace(/^bgpeer /, '')]));
    expect(shows.map((words) => matchWords(showForms, words, fitsVariable).outcome)).toEqual(
      shows.map(() => 'match'),
    );
  });
});
