import { familyOf, parsePrefix } from '@bgpeer/bgp-wire';
import type { AggregateDocument, RedistributeDocument } from '../../document/origination-document.ts';
import type { FrrConfDraft } from '../frr-conf-draft.ts';
import { prefixWithMask } from '../prefix-with-mask.ts';
import type { Statement, StatementPlace, StatementRow } from '../statement.ts';

const aggregateOptions =
  '[{as-set|summary-only|route-map NAME|origin <egp|igp|incomplete>|matching-MED-only|suppress-map NAME}]';

/** Statements about what this router originates. */
export const originationStatements: readonly StatementRow[] = [
  originating(
    'network PREFIX [route-map NAME]',
    '`networks`: originated always, whether or not the kernel has such a route',
    (draft, statement) => originate(draft, statement, statement.values[0], statement.values[1]),
  ),
  originating(
    'network A.B.C.D mask A.B.C.D [route-map NAME]',
    '`networks`, with the length written as a mask',
    (draft, statement) => {
      const prefix = prefixWithMask(draft, statement);
      if (prefix !== undefined) originate(draft, statement, prefix, statement.values[2]);
    },
  ),
  originating(
    'redistribute <connected|static|kernel> [{metric (0-4294967295)|route-map NAME}]',
    '`redistribute`',
    redistribute,
  ),
  originating(`aggregate-address PREFIX ${aggregateOptions}`, '`aggregates`', (draft, statement) =>
    aggregate(draft, statement, statement.values[0]),
  ),
  originating(
    `aggregate-address A.B.C.D A.B.C.D ${aggregateOptions}`,
    '`aggregates`, with the length written as a mask',
    (draft, statement) => {
      const prefix = prefixWithMask(draft, statement);
      if (prefix !== undefined) aggregate(draft, statement, prefix);
    },
  ),
];

function originating(
  form: string,
  meaning: string,
  apply: (draft: FrrConfDraft, statement: Statement) => void,
): StatementRow {
  const where: readonly StatementPlace[] = ['router', 'family'];
  return { where, form, negation: 'allowed', status: 'supported', meaning, apply };
}

function originate(
  draft: FrrConfDraft,
  statement: Statement,
  prefix: string,
  routeMap: string | undefined,
): void {
  if (!isOfBlock(draft, statement, prefix)) return;
  if (statement.negated) draft.networks.delete(prefix);
  else
    draft.networks.set(prefix, { entry: routeMap === undefined ? prefix : { prefix, routeMap }, statement });
}

function redistribute(draft: FrrConfDraft, statement: Statement): void {
  const { family, negated, options, values } = statement;
  const key = `${family} ${values[0]}`;
  const metric = options.get('metric');
  const entry: RedistributeDocument = {
    family,
    protocol: values[0] as RedistributeDocument['protocol'],
    metric: metric === undefined ? undefined : Number(metric),
    routeMap: options.get('route-map'),
  };
  if (negated) draft.redistribute.delete(key);
  else draft.redistribute.set(key, { entry, statement });
}

function aggregate(draft: FrrConfDraft, statement: Statement, prefix: string): void {
  const { negated, options } = statement;
  if (!isOfBlock(draft, statement, prefix)) return;
  noteHostBits(draft, statement, prefix);
  const ifThere = (option: string) => (options.has(option) ? true : undefined);
  const entry: AggregateDocument = {
    prefix,
    asSet: ifThere('as-set'),
    summaryOnly: ifThere('summary-only'),
    routeMap: options.get('route-map'),
    origin: options.get('origin') as AggregateDocument['origin'],
    matchingMedOnly: ifThere('matching-MED-only'),
    suppressMap: options.get('suppress-map'),
  };
  if (negated) draft.aggregates.delete(prefix);
  else draft.aggregates.set(prefix, { entry, statement });
}

/** FRR cuts them off too, without a word: but who wrote them may have meant another aggregate. */
function noteHostBits(draft: FrrConfDraft, statement: Statement, prefix: string): void {
  const written = statement.text
    .trim()
    .split(/\s+/)
    .find((word) => word.includes('/'));
  if (written === undefined || parsePrefix(written) !== undefined) return;
  draft.report(statement, {
    severity: 'note',
    message: `${written} has bits behind its length: the aggregate is ${prefix}`,
    expected: prefix,
    fix: 'write it so',
  });
}

/** A prefix stands in the block of its family. */
function isOfBlock(draft: FrrConfDraft, statement: Statement, prefix: string): boolean {
  const { family } = parsePrefix(prefix)!;
  if (family === statement.family) return true;
  draft.report(statement, {
    severity: 'error',
    message: `${prefix} is no prefix of the address family ${familyOf(statement.family).title}`,
    expected: `a prefix of ${familyOf(statement.family).title}`,
    fix: `move it into \`address-family ${family === 'ipv4-unicast' ? 'ipv4' : 'ipv6'} unicast\``,
  });
  return false;
}
