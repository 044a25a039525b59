import type { FrrConfDraft } from '../frr-conf-draft.ts';
import type { Statement, StatementRow } from '../statement.ts';
import { isPolicyName } from './policy-list-rows.ts';
import { routeMapMatchStatements } from './route-map-match-statements.ts';
import { routeMapSetStatements } from './route-map-set-statements.ts';

/** `route-map`, and what stands in its entries. */
export const routeMapStatements: readonly StatementRow[] = [
  {
    where: ['top'],
    form: 'route-map NAME <permit|deny> (1-65535)',
    negation: 'allowed',
    status: 'supported',
    meaning: '`policies.routeMaps`; opens the block of an entry',
    opensBlock: true,
    apply: enterRouteMap,
  },
  {
    where: ['top'],
    form: 'route-map NAME',
    negation: 'only',
    status: 'supported',
    meaning: 'takes the route-map away',
    apply: (draft, { values }) => {
      draft.policies.routeMaps.delete(values[0]);
      draft.block = { kind: 'top' };
    },
  },
  {
    where: ['top'],
    form: 'route-map NAME optimization',
    negation: 'allowed',
    status: 'noted',
    meaning: 'about FRR’s inner workings',
  },
  {
    where: ['route-map'],
    form: 'description LINE...',
    negation: 'allowed',
    status: 'supported',
    meaning: '`description` of an entry',
    apply: (draft, { negated, values }) => {
      const entry = draft.currentRouteMapEntry();
      if (negated) delete entry.description;
      else entry.description = values[0];
    },
  },
  ...routeMapMatchStatements,
  ...routeMapSetStatements,
  {
    where: ['route-map'],
    form: 'call NAME',
    negation: 'allowed',
    status: 'supported',
    meaning: '`call` of an entry',
    apply: (draft, statement) => {
      const entry = draft.currentRouteMapEntry();
      if (statement.negated) delete entry.call;
      else entry.call = statement.values[0];
      entry.places.set('call', draft.placeOf(statement));
    },
  },
  goingOn('on-match next', () => 'next'),
  goingOn('on-match goto (1-65535)', ({ values }) => Number(values[0])),
  goingOn('continue [(1-65535)]', ({ values }) => (values[0] === undefined ? 'next' : Number(values[0]))),
];

function enterRouteMap(draft: FrrConfDraft, statement: Statement): void {
  const [name, action, number] = statement.values;
  const sequence = Number(number);
  if (statement.negated) {
    const entries = draft.policies.routeMaps.get(name);
    entries?.delete(sequence);
    if (entries?.size === 0) draft.policies.routeMaps.delete(name);
    draft.block = { kind: 'top' };
    return;
  }
  isPolicyName(draft, statement, name);
  draft.enterRouteMap(name, sequence, action as 'permit' | 'deny', statement);
}

/** As FRR has it: what an entry denies is denied, wherever else the route was to go. */
function reportUselessOnMatch(draft: FrrConfDraft, statement: Statement): void {
  draft.report(statement, {
    severity: 'warning',
    message: 'without effect: the entry denies, and that is the end',
    expected: 'an entry that permits',
    fix: 'take the line away, or make the entry one that permits',
  });
}

function goingOn(form: string, read: (statement: Statement) => 'next' | number): StatementRow {
  return {
    where: ['route-map'],
    form,
    negation: 'allowed',
    status: 'supported',
    meaning: '`onMatch` of an entry',
    apply: (draft, statement) => {
      const entry = draft.currentRouteMapEntry();
      entry.places.set('onMatch', draft.placeOf(statement));
      if (statement.negated) delete entry.onMatch;
      else if (entry.action === 'permit') entry.onMatch = read(statement);
      else reportUselessOnMatch(draft, statement);
    },
  };
}
