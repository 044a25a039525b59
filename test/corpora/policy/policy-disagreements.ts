import type { Disagreement } from '../disagreements.ts';

/** How many rows may be in the list: lower it with every row that leaves, and never raise it. */
export const policyDisagreementRowsMax = 2;

/** Rows that policies treat otherwise on purpose: as FRR does, whose lists they are. */
export const policyDisagreements: readonly Disagreement[] = [
  {
    source: 'openbgpd/community-filters-half',
    rows: ['community-filter-2'],
    reference: 'FRR, expanded community lists',
    reason:
      'An expression looks at the communities as FRR writes them: 65535:65281 is no-export, which 65535: does not fit.',
    ours: { matches: false },
  },
  {
    source: 'frr/as-path-values',
    rows: ['confset'],
    reference: 'FRR, regular expressions of AS paths',
    reason: 'Brackets, which stand around an AS_CONFED_SET, are not among what FRR lets "_" stand for.',
    ours: { isText: true, containsAs: false },
  },
];
