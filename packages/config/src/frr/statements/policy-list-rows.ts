import type { FrrConfDraft } from '../frr-conf-draft.ts';
import type { ListEntries, ListKind } from '../policy-draft.ts';
import type { Statement, StatementRow, SupportedRow } from '../statement.ts';

/**
 * A statement that puts an entry into a list, or takes it out with `no`. The form's first value is the list's name; it
 * has an option `seq`.
 * @param next the number of an entry without one
 * @param read the entry, or undefined after a report of what is wrong with it
 */
export function listRow<Kind extends ListKind>(
  form: string,
  kind: Kind,
  next: (last: number) => number,
  read: (draft: FrrConfDraft, statement: Statement) => Omit<ListEntries[Kind], 'sequence'> | undefined,
): SupportedRow {
  return {
    where: ['top'],
    form,
    negation: 'allowed',
    status: 'supported',
    meaning: `\`policies.${kind}\``,
    apply: (draft, statement) => {
      const entry = read(draft, statement);
      if (entry === undefined) return;
      const [name] = statement.values;
      if (!isPolicyName(draft, statement, name)) return;
      const sequence = statement.options.get('seq');
      const written = { sequence: sequence === undefined ? undefined : Number(sequence), entry };
      if (statement.negated) draft.policies.removeEntry(kind, name, written);
      else draft.policies.putEntry(kind, name, written, draft.placeOf(statement), next);
    },
  };
}

/** `no …`, with a list's name alone. */
export function listRemoval(form: string, kind: ListKind): StatementRow {
  return {
    where: ['top'],
    form,
    negation: 'only',
    status: 'supported',
    meaning: 'takes the list away',
    apply: (draft, { values }) => {
      draft.policies.lists(kind).delete(values[0]);
    },
  };
}

/** A line that begins like one about a list, and is none: without it the list would decide otherwise. */
export function unreadableListRow(words: string): StatementRow {
  return {
    where: ['top'],
    form: `${words} LINE...`,
    negation: 'allowed',
    status: 'not-yet',
    severity: 'error',
    meaning: 'a form of this statement that is not known here',
  };
}

/** Two underscores in front are not for names. */
export function isPolicyName(draft: FrrConfDraft, statement: Statement, name: string): boolean {
  if (!/^__|\p{Cc}/u.test(name)) return true;
  draft.report(statement, {
    severity: 'error',
    message: `${name} cannot be the name of a list or route-map`,
    expected: 'one word that does not begin with two underscores',
    fix: 'choose another name',
  });
  return false;
}
