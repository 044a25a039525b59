import {
  canonicalPolicy,
  filtersOf,
  type WrittenFilters,
  type WrittenPolicy,
} from '../../document/policy/attached-policy.ts';
import type { FrrConfDraft } from '../frr-conf-draft.ts';
import type { Statement, StatementRow } from '../statement.ts';
import { neighborFamilySetting, textAt } from './setting-rows.ts';

/** What is hung on a neighbor: its policies. */
export const policyAttachmentStatements: readonly StatementRow[] = [
  attachment('route-map', 'routeMap'),
  attachment('prefix-list', 'prefixList'),
  attachment('filter-list', 'filterList'),
  attachment('distribute-list', 'distributeList'),
  neighborFamilySetting('neighbor PEER unsuppress-map NAME', 'unsuppressMap', textAt(1)),
  {
    where: ['router', 'family'],
    form: 'neighbor PEER <route-map|prefix-list|filter-list|distribute-list> LINE...',
    negation: 'allowed',
    status: 'not-yet',
    severity: 'error',
    meaning: 'a form of this statement that is not known here',
  },
];

function attachment(word: string, key: keyof WrittenFilters): StatementRow {
  return {
    where: ['router', 'family'],
    form: `neighbor PEER ${word} NAME <in|out>`,
    negation: 'allowed',
    status: 'supported',
    meaning: `\`peers[].families.FAMILY.importPolicy\` and \`exportPolicy\`: \`${key}\``,
    apply: (draft, statement) => attach(draft, statement, key),
  };
}

function attach(draft: FrrConfDraft, statement: Statement, key: keyof WrittenFilters): void {
  const [neighborName, name, direction] = statement.values;
  const policyKey = direction === 'in' ? 'importPolicy' : 'exportPolicy';
  const settings = draft.neighborFamily(neighborName, statement);
  settings[policyKey] = changed(settings[policyKey], key, statement.negated ? undefined : name);
  const { places } = draft.neighbor(neighborName, statement);
  const path = `families.${statement.family}.${policyKey}`;
  places.set(path, draft.placeOf(statement));
  places.set(`${path}.${key}`, draft.placeOf(statement));
}

/** With another filter, or without one; without the last there is no policy, whatever the group has. */
function changed(
  policy: WrittenPolicy | undefined,
  key: keyof WrittenFilters,
  name: string | undefined,
): WrittenPolicy {
  const filters = { ...filtersOf(policy), [key]: name };
  const isEmpty = Object.values(filters).every((filter) => filter === undefined);
  return isEmpty ? 'none' : canonicalPolicy(filters);
}
