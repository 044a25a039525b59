import type { ParsedConfig } from '../parsed-config.ts';
import { inLineOrder, type Problem, shortened } from '../problem.ts';
import { type FoundStatement, findStatement, nearestForm } from './find-statement.ts';
import { finishDraft } from './finish-draft.ts';
import { type Block, FrrConfDraft } from './frr-conf-draft.ts';
import { type Word, wordsOf } from './match-form.ts';
import type { Statement, StatementPlace } from './statement.ts';

/**
 * Reads the text of an frr.conf, or what FRR's `show running-config` prints. Never throws: whatever is wrong, not
 * supported or unknown is in `problems`, and the document has the rest.
 */
export function parseFrrConf(text: string, options: { file: string }): ParsedConfig {
  const draft = new FrrConfDraft(options.file);
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const words = wordsOf(line);
    const isComment = words.length === 0 || words[0].text.startsWith('!') || words[0].text.startsWith('#');
    if (!isComment) readLine(draft, { line: index + 1, text: line }, words);
  }
  const { document, placeOf } = finishDraft(draft);
  return { document, problems: inLineOrder(draft.problems), placeOf };
}

type Line = Pick<Statement, 'line' | 'text'>;

/** Places whose statements stand nowhere else. */
type InnerPlace = Exclude<StatementPlace, 'anywhere' | 'top'>;

const innerPlaces: readonly InnerPlace[] = ['router', 'family', 'route-map'];

function readLine(draft: FrrConfDraft, line: Line, allWords: readonly Word[]): void {
  const negated = allWords[0].text === 'no' && allWords.length > 1;
  const words = negated ? allWords.slice(1) : allWords;
  const places = placesAround(draft.block);
  const found = findStatement(places, words, line.text, negated);
  if (draft.block.kind === 'foreign' && !endsForeignBlock(draft.block, found)) {
    countForeignLine(draft.block);
    return;
  }
  if (found === undefined) {
    const elsewhere = findStatement(innerPlaces, words, line.text, negated);
    if (elsewhere !== undefined) reportMisplaced(draft, line, elsewhere.place);
    else reportUnknown(draft, line, nearestForm(places, words));
    return;
  }
  leaveInnerBlocks(draft, found.place);
  applyStatement(draft, line, found, negated);
}

/** The places whose statements may follow: FRR looks in the blocks around when the innermost has no such statement. */
function placesAround(block: Block): readonly StatementPlace[] {
  switch (block.kind) {
    case 'top':
      return ['anywhere', 'top'];
    case 'router':
      return ['anywhere', 'router', 'top'];
    case 'family':
      return ['anywhere', 'family', 'router', 'top'];
    case 'route-map':
      return ['anywhere', 'route-map', 'top'];
    case 'foreign':
      return block.within === 'router' ? ['anywhere', 'router', 'top'] : ['anywhere', 'top'];
  }
}

/** In a block that is not read, `exit` and the like end it, as does a statement that can only stand outside of it. */
function endsForeignBlock(block: Block & { kind: 'foreign' }, found: FoundStatement | undefined): boolean {
  if (found === undefined || found.match.wrong.length > 0) return false;
  if (found.place !== 'router') return true;
  return block.within === 'router' && found.row.opensBlock === true;
}

function leaveInnerBlocks(draft: FrrConfDraft, place: StatementPlace): void {
  if (place === 'top') draft.block = { kind: 'top' };
  if (place === 'router') draft.block = { kind: 'router' };
}

function applyStatement(draft: FrrConfDraft, line: Line, found: FoundStatement, negated: boolean): void {
  const { row, match } = found;
  const family = draft.block.kind === 'family' ? draft.block.family : 'ipv4-unicast';
  const statement: Statement = { values: match.values, options: match.options, negated, family, ...line };
  if (negated && row.negation === 'never') {
    const fix = 'leave the line out';
    draft.report(line, {
      severity: 'warning',
      message: '`no` is not supported here',
      expected: row.form,
      fix,
    });
    return;
  }
  switch (row.status) {
    case 'supported':
      if (match.wrong.length === 0) row.apply(draft, statement);
      else reportWrongValues(draft, line, found);
      return;
    case 'noted':
      openForeignBlock(
        draft,
        found,
        draft.report(line, { severity: 'note', message: `ignored: ${row.meaning}` }),
      );
      return;
    case 'not-yet': {
      if (match.wrong.length === 0) row.remember?.(draft, statement);
      const problem = draft.report(line, {
        severity: row.severity ?? 'warning',
        message: `not supported yet: ${row.meaning}`,
        fix: 'take the line away, or do not rely on it',
      });
      openForeignBlock(draft, found, problem);
    }
  }
}

function openForeignBlock(draft: FrrConfDraft, found: FoundStatement, problem: Problem): void {
  if (found.row.opensBlock !== true) return;
  const within = found.place === 'router' ? 'router' : 'top';
  draft.block = { kind: 'foreign', within, problem, headline: problem.message, lineCount: 0 };
}

/** The lines of a block that is not read are not reported one by one: its head says how many there are. */
function countForeignLine(block: Block & { kind: 'foreign' }): void {
  block.lineCount++;
  const lines = block.lineCount === 1 ? 'the line' : `the ${block.lineCount} lines`;
  block.problem.message = `${block.headline}; so ${lines} in it too`;
}

function reportWrongValues(draft: FrrConfDraft, line: Line, { row, match }: FoundStatement): void {
  for (const { word, expected } of match.wrong) {
    draft.report(line, {
      severity: 'error',
      message: `${shortened(word)} cannot stand here`,
      expected,
      fix: `write \`${row.form}\``,
    });
  }
}

const blockWords: Readonly<Record<InnerPlace, string>> = {
  router: '`router bgp`',
  family: 'an `address-family` of `router bgp`',
  'route-map': 'an entry of a `route-map`',
};

function reportMisplaced(draft: FrrConfDraft, line: Line, place: StatementPlace): void {
  const block = blockWords[place as InnerPlace];
  draft.report(line, {
    severity: draft.block.kind === 'route-map' ? 'error' : 'warning',
    message: `cannot stand here: it belongs into ${block}`,
    expected: `a line inside ${block}`,
    fix: 'move the line there',
  });
}

function reportUnknown(draft: FrrConfDraft, line: Line, form: string | undefined): void {
  draft.report(line, {
    // In a route-map it may have been a match, without which an entry would permit more than it was meant to.
    severity: draft.block.kind === 'route-map' ? 'error' : 'warning',
    message: 'not a statement that bgpeer knows',
    fix: form === undefined ? 'take the line away' : `did you mean \`${form}\`?`,
  });
}
