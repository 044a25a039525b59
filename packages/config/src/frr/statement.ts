import type { FamilyName } from '@bgpeer/bgp-wire';
import type { FrrConfDraft } from './frr-conf-draft.ts';

/** The part of frr.conf that a statement stands in; `anywhere` is for `exit` and its like. */
export type StatementPlace = 'anywhere' | 'top' | 'router' | 'family' | 'route-map';

/** One line of frr.conf, matched with a form. */
export type Statement = {
  /** The words that stand where the form has values. */
  readonly values: readonly string[];
  /** The options of a form with `{…}` that are there, by their keys: the value of each, empty for a word alone. */
  readonly options: ReadonlyMap<string, string>;
  /** Written with `no`. */
  readonly negated: boolean;
  /** The address family around it; IPv4 unicast at the level of `router bgp`, as in FRR. */
  readonly family: FamilyName;
  readonly line: number;
  readonly text: string;
};

type StatementRowBase = {
  readonly where: readonly StatementPlace[];
  /** As FRR's documentation writes it; see `readForm`. */
  readonly form: string;
  /** Whether it may, must or must not be written with `no`. */
  readonly negation: 'allowed' | 'only' | 'never';
  /** For people: what it does, or why it does nothing. */
  readonly meaning: string;
  /** What stands below it belongs to it, until `exit` or another statement. */
  readonly opensBlock?: boolean;
};

/** Does what the statement says. */
export type SupportedRow = StatementRowBase & {
  readonly status: 'supported';
  readonly apply: (draft: FrrConfDraft, statement: Statement) => void;
};

/** Accepted, and without effect here: harmless, and noted. */
export type NotedRow = StatementRowBase & { readonly status: 'noted' };

/** Known from FRR, and not supported yet: a warning. */
export type NotYetRow = StatementRowBase & {
  readonly status: 'not-yet';
  /** What must be remembered all the same, so that what is missing does no harm. */
  readonly remember?: (draft: FrrConfDraft, statement: Statement) => void;
  /** `error` where going on without it would let pass what it was to keep out; else a warning. */
  readonly severity?: 'error';
};

/** One statement of frr.conf, and what becomes of it. */
export type StatementRow = SupportedRow | NotedRow | NotYetRow;
