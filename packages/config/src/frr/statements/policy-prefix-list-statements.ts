import { parsePrefix } from '@bgpeer/bgp-wire';
import { IPv4Mask, Validator } from 'ip-num';
import { fiveMore } from '../../document/policy/numbered-entries.ts';
import { canonicalPrefix } from '../../document/values.ts';
import type { FrrConfDraft } from '../frr-conf-draft.ts';
import type { ListEntries, ListKind } from '../policy-draft.ts';
import type { Statement, StatementRow } from '../statement.ts';
import { listRemoval, listRow, unreadableListRow } from './policy-list-rows.ts';

type PrefixListKind = 'prefixLists' | 'ipv6PrefixLists';
type AccessListKind = 'accessLists' | 'ipv6AccessLists';

/** Lists of prefixes: `ip prefix-list`, `access-list` and their forms for IPv6. */
export const policyPrefixListStatements: readonly StatementRow[] = [
  ...prefixListRows('ip', 'prefixLists', 32),
  ...prefixListRows('ipv6', 'ipv6PrefixLists', 128),
  accessListRow('access-list', 'accessLists'),
  accessListRow('ip access-list', 'accessLists'),
  accessListRow('ipv6 access-list', 'ipv6AccessLists'),
  wildcardRow('access-list NAME {seq (1-4294967295)} <permit|deny> A.B.C.D A.B.C.D', 3),
  wildcardRow('access-list NAME {seq (1-4294967295)} <permit|deny> [host] A.B.C.D', undefined),
  ...['access-list', 'ip access-list', 'ipv6 access-list'].flatMap((words) => {
    const kind = words.startsWith('ipv6') ? 'ipv6AccessLists' : 'accessLists';
    return [descriptionRow(`${words} NAME remark LINE...`, kind), listRemoval(`${words} NAME`, kind)];
  }),
  {
    where: ['top'],
    form: 'access-list NAME {seq (1-4294967295)} <permit|deny> ip LINE...',
    negation: 'allowed',
    status: 'not-yet',
    severity: 'error',
    meaning: 'a comparison of address and mask: write an `ip prefix-list`',
  },
  ...['ip prefix-list', 'ipv6 prefix-list', 'access-list', 'ip access-list', 'ipv6 access-list'].map(
    unreadableListRow,
  ),
];

function prefixListRows(words: 'ip' | 'ipv6', kind: PrefixListKind, bitLengthMax: number): StatementRow[] {
  const lengths = `{ge (0-${bitLengthMax})|le (0-${bitLengthMax})}`;
  return [
    listRow(
      `${words} prefix-list NAME {seq (1-4294967295)} <permit|deny> <PREFIX|any> ${lengths}`,
      kind,
      fiveMore,
      (draft, statement) => readPrefixListEntry(draft, statement, kind),
    ),
    descriptionRow(`${words} prefix-list NAME description LINE...`, kind),
    {
      where: ['top'],
      form: `${words} prefix-list NAME seq (1-4294967295)`,
      negation: 'only',
      status: 'supported',
      meaning: 'takes the entry away',
      apply: (draft, { values }) =>
        draft.policies.removeEntry(kind, values[0], { sequence: Number(values[1]) }),
    },
    listRemoval(`${words} prefix-list NAME`, kind),
  ];
}

function readPrefixListEntry(
  draft: FrrConfDraft,
  statement: Statement,
  kind: PrefixListKind,
): Omit<ListEntries[PrefixListKind], 'sequence'> | undefined {
  const [, action, prefix] = statement.values;
  if (!isOfKind(draft, statement, prefix, kind)) return undefined;
  const lengthMin = numberOption(statement, 'ge');
  const lengthMax = numberOption(statement, 'le');
  const own = prefix === 'any' ? undefined : parsePrefix(prefix)!.bitLength;
  const hasLengths = lengthMin !== undefined || lengthMax !== undefined;
  const inOrder = own !== undefined && own <= (lengthMin ?? own) && (lengthMin ?? own) <= (lengthMax ?? 128);
  if (hasLengths && !inOrder) {
    draft.report(statement, {
      severity: 'error',
      message: `no length is meant by this range inside ${prefix}`,
      expected: 'the prefix’s length <= ge <= le, and neither beside `any`',
      fix: 'correct the lengths',
    });
    return undefined;
  }
  return {
    action: action as 'permit' | 'deny',
    prefix,
    ...(lengthMin === undefined ? {} : { lengthMin }),
    ...(lengthMax === undefined ? {} : { lengthMax }),
  };
}

function accessListRow(words: string, kind: AccessListKind): StatementRow {
  return listRow(
    `${words} NAME {seq (1-4294967295)} <permit|deny> <PREFIX|any> {exact-match}`,
    kind,
    fiveMore,
    (draft, statement) => {
      const [, action, prefix] = statement.values;
      if (!isOfKind(draft, statement, prefix, kind)) return undefined;
      const exact = statement.options.has('exact-match') ? { exact: true } : {};
      return { action: action as 'permit' | 'deny', prefix, ...exact };
    },
  );
}

/** `A.B.C.D WILDCARD`, or a host: what FRR compares is the address, whatever the length. */
function wildcardRow(form: string, wildcardIndex: number | undefined): StatementRow {
  return listRow(form, 'accessLists', fiveMore, (draft, statement) => {
    const [, action, address] = statement.values;
    // `no` may leave the wildcard out.
    const wildcard = (wildcardIndex && statement.values[wildcardIndex]) || '0.0.0.0';
    const bitLength = wildcardLength(wildcard);
    if (bitLength === undefined) {
      draft.report(statement, {
        severity: 'error',
        message: `a wildcard like ${wildcard} is not supported`,
        expected: 'zeros, then ones, as 0.0.255.255',
        fix: 'write prefixes with their lengths',
      });
      return undefined;
    }
    const prefix = canonicalPrefix(`${address}/${bitLength}`)!;
    return { action: action as 'permit' | 'deny', prefix, anyLength: true };
  });
}

/** The bits that are compared: those where the wildcard has zeros. */
function wildcardLength(wildcard: string): number | undefined {
  const mask = wildcard
    .split('.')
    .map((octet) => 255 - Number(octet))
    .join('.');
  if (mask === '0.0.0.0') return 0;
  return Validator.isValidIPv4Mask(mask)[0] ? Number(new IPv4Mask(mask).prefix) : undefined;
}

function descriptionRow(form: string, kind: PrefixListKind | AccessListKind): StatementRow {
  return {
    where: ['top'],
    form,
    negation: 'allowed',
    status: 'supported',
    meaning: `\`policies.${kind}.NAME.description\``,
    apply: (draft, statement) => {
      const list = draft.policies.list(kind, statement.values[0], draft.placeOf(statement));
      if (statement.negated) delete list.description;
      else list.description = statement.values[1];
      if (list.entries.size === 0 && statement.negated)
        draft.policies.lists(kind).delete(statement.values[0]);
    },
  };
}

/** A prefix of the list's family, or `any`. */
function isOfKind(draft: FrrConfDraft, statement: Statement, prefix: string, kind: ListKind): boolean {
  const isOfIpv6 = kind.startsWith('ipv6');
  if (prefix === 'any' || prefix.includes(':') === isOfIpv6) return true;
  const family = isOfIpv6 ? 'IPv6' : 'IPv4';
  draft.report(statement, {
    severity: 'error',
    message: `${prefix} is no ${family} prefix`,
    expected: `an ${family} prefix`,
    fix: `write it into a list of ${isOfIpv6 ? 'IPv4' : 'IPv6'} prefixes`,
  });
  return false;
}

function numberOption(statement: Statement, key: string): number | undefined {
  const value = statement.options.get(key);
  return value === undefined ? undefined : Number(value);
}
