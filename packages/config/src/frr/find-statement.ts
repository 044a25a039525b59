import { editDistance, sequenceDistance } from '../did-you-mean.ts';
import type { FormPart } from './form.ts';
import { readValue } from './form-values.ts';
import { type FormMatch, matchForm, type Word } from './match-form.ts';
import type { StatementPlace, StatementRow } from './statement.ts';
import { type ReadRow, statementTable } from './statements/statement-table.ts';

/** A line that has the form of a row. */
export type FoundStatement = {
  readonly row: StatementRow;
  readonly place: StatementPlace;
  readonly match: FormMatch;
};

/** A line with many words is not compared with every form letter by letter beyond these. */
const comparedWordsMax = 8;

/** Up to here, for each word and in all, two statements are alike enough to ask whether one was meant by the other. */
const likenessCostMax = { perWord: 0.4, inAll: 1.2 };

/**
 * Finds the row that a line is meant by: from the inner places to the outer ones, the first whose values are all
 * right; else the one with the fewest wrong values.
 * @param places the block that the line stands in, then those around it, as FRR looks for a statement
 */
export function findStatement(
  places: readonly StatementPlace[],
  words: readonly Word[],
  line: string,
  negated: boolean,
): FoundStatement | undefined {
  let best: FoundStatement | undefined;
  for (const place of places) {
    const found = findAt(place, words, line, negated);
    if (found?.match.wrong.length === 0) return found;
    best = better(best, found);
  }
  return best;
}

function findAt(
  place: StatementPlace,
  words: readonly Word[],
  line: string,
  negated: boolean,
): FoundStatement | undefined {
  let best: FoundStatement | undefined;
  let looseMatch: FoundStatement | undefined;
  for (const { row, form } of rowsAt(place)) {
    if (row.negation === 'only' && !negated) continue;
    const match = matchForm(form, words, line, negated);
    if (match === undefined) continue;
    const found = { row, place, match };
    if (match.wrong.length > 0) best = better(best, found);
    else if (isLoose(row)) looseMatch ??= found;
    else return found;
  }
  const isSlip = best?.row.status === 'supported' && best.match.wrong.length === 1;
  return isSlip ? best : (looseMatch ?? best);
}

/** What takes any rest of a line says little: a supported statement with one wrong value is meant rather than that. */
function isLoose(row: StatementRow): boolean {
  return row.status !== 'supported' && row.form.includes('LINE...');
}

function better(
  one: FoundStatement | undefined,
  other: FoundStatement | undefined,
): FoundStatement | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.match.wrong.length < one.match.wrong.length ? other : one;
}

/** The form nearest to a line that has none of them. */
export function nearestForm(places: readonly StatementPlace[], words: readonly Word[]): string | undefined {
  let nearest: string | undefined;
  const compared = words.slice(0, comparedWordsMax).map((word) => word.text);
  let nearestCost = Math.min(likenessCostMax.inAll, likenessCostMax.perWord * compared.length);
  for (const { row, form } of places.flatMap(rowsAt)) {
    const parts = form.filter((part) => part.kind !== 'optional' && part.kind !== 'options');
    const cost = sequenceDistance(compared, parts, wordCost, missingCost);
    if (cost < nearestCost) {
      nearest = row.form;
      nearestCost = cost;
    }
  }
  return nearest;
}

/** How unlike a word is what stands at this part of a form: 0 for the same, 1 for something else altogether. */
function wordCost(word: string, part: FormPart): number {
  if (part.kind !== 'word') return part.kind === 'rest' || readValue(part, word) !== undefined ? 0.1 : 0.6;
  if (Math.abs(word.length - part.word.length) > 3) return 1;
  const distance = editDistance(word, part.word);
  return distance > 3 ? 1 : distance / Math.max(3, part.word.length);
}

/** A value is forgotten more easily than a word. */
function missingCost(part: FormPart): number {
  return part.kind === 'word' ? 1 : 0.3;
}

const rowsByPlace = Map.groupBy(
  statementTable.flatMap((read) => read.row.where.map((place) => ({ place, read }))),
  ({ place }) => place,
);

function rowsAt(place: StatementPlace): ReadRow[] {
  return (rowsByPlace.get(place) ?? []).map(({ read }) => read);
}
