import { parseAddress, parsePrefix } from '@bgpeer/bgp-wire';
import type { StaticRouteDocument } from '../../document/origination-document.ts';
import { interfaceName } from '../../document/values.ts';
import { looksLikeAddress } from '../form-values.ts';
import type { FrrConfDraft } from '../frr-conf-draft.ts';
import { prefixWithMask } from '../prefix-with-mask.ts';
import type { Statement, StatementRow } from '../statement.ts';

const options = '[{tag (1-4294967295)|(1-255)|onlink}]';

/**
 * Static routes. `reject` differs from `blackhole` in the ICMP message alone, which is the kernel's; `onlink` tells the
 * kernel not to look for the gateway, which nobody does here.
 */
export const staticRouteStatements: readonly StatementRow[] = [
  staticRoute(`ip route PREFIX <ADDRESS|NAME> ${options}`, 'ipv4', false),
  staticRoute(`ip route PREFIX ADDRESS NAME ${options}`, 'ipv4', false),
  staticRoute(`ip route A.B.C.D A.B.C.D <ADDRESS|NAME> ${options}`, 'ipv4', true),
  staticRoute(`ip route A.B.C.D A.B.C.D ADDRESS NAME ${options}`, 'ipv4', true),
  staticRoute(`ipv6 route PREFIX <ADDRESS|NAME> ${options}`, 'ipv6', false),
  staticRoute(`ipv6 route PREFIX ADDRESS NAME ${options}`, 'ipv6', false),
];

function staticRoute(form: string, family: 'ipv4' | 'ipv6', hasMask: boolean): StatementRow {
  return {
    where: ['top'],
    form,
    negation: 'allowed',
    status: 'supported',
    meaning:
      '`staticRoutes`; the second value may be `blackhole`, `reject` or `Null0`, which all are `blackhole: true`',
    apply: (draft, statement) => {
      const prefix = hasMask ? prefixWithMask(draft, statement) : statement.values[0];
      if (prefix === undefined || !isOfFamily(draft, statement, prefix, family)) return;
      setRoute(draft, statement, prefix, statement.values.slice(hasMask ? 2 : 1));
    },
  };
}

function setRoute(draft: FrrConfDraft, statement: Statement, prefix: string, via: readonly string[]): void {
  if (via.length === 0) {
    removeRoutes(draft, prefix);
    return;
  }
  const nextHop = nextHopOf(draft, statement, via);
  if (nextHop === undefined) return;
  const key = JSON.stringify([prefix, nextHop]);
  draft.block = { kind: 'top' };
  if (statement.negated) {
    draft.staticRoutes.delete(key);
    return;
  }
  const distance = statement.options.get('(1-255)');
  const tag = statement.options.get('tag');
  const entry: StaticRouteDocument = {
    prefix,
    ...nextHop,
    distance: distance === undefined ? undefined : Number(distance),
    tag: tag === undefined ? undefined : Number(tag),
  };
  draft.staticRoutes.set(key, { entry, statement });
}

/** After `no` the next hop may be left out. */
function removeRoutes(draft: FrrConfDraft, prefix: string): void {
  for (const [key, { entry }] of draft.staticRoutes) {
    if (entry.prefix === prefix) draft.staticRoutes.delete(key);
  }
}

type NextHop = Pick<StaticRouteDocument, 'gateway' | 'interfaceName' | 'blackhole'>;

function nextHopOf(
  draft: FrrConfDraft,
  statement: Statement,
  [first, name]: readonly string[],
): NextHop | undefined {
  if (first === 'blackhole' || first === 'reject' || first === 'Null0') return { blackhole: true };
  if (optionsOfOthers.has(name)) return otherTable(draft, statement, name);
  const gateway = parseAddress(first);
  const interfaceOf = gateway === undefined ? first : name;
  if (looksLikeAddress(first) && gateway === undefined) return wrongNextHop(draft, statement, first);
  if (interfaceOf !== undefined && !interfaceName.safeParse(interfaceOf).success) {
    return wrongNextHop(draft, statement, interfaceOf);
  }
  return {
    ...(gateway === undefined ? {} : { gateway }),
    ...(interfaceOf === undefined ? {} : { interfaceName: interfaceOf }),
  };
}

/** FRR's words for routes of other tables and for labels; none of them is meant as the name of an interface. */
const optionsOfOthers: ReadonlySet<string> = new Set(['vrf', 'label', 'table', 'nexthop-vrf', 'color']);

function otherTable(draft: FrrConfDraft, statement: Statement, word: string): undefined {
  draft.report(statement, {
    severity: 'warning',
    message: `not supported yet: ${word}; one table, in the default VRF, without labels`,
    fix: 'take the line away, or do not rely on it',
  });
  return undefined;
}

function wrongNextHop(draft: FrrConfDraft, statement: Statement, word: string): undefined {
  draft.report(statement, {
    severity: 'error',
    message: `${word} cannot stand here`,
    expected: 'an address, the name of an interface, blackhole, reject or Null0',
    fix: 'correct where the route leads',
  });
  return undefined;
}

function isOfFamily(
  draft: FrrConfDraft,
  statement: Statement,
  prefix: string,
  family: 'ipv4' | 'ipv6',
): boolean {
  const isIpv4Prefix = parsePrefix(prefix)!.family === 'ipv4-unicast';
  if (isIpv4Prefix === (family === 'ipv4')) return true;
  draft.report(statement, {
    severity: 'error',
    message: `${prefix} is no ${family === 'ipv4' ? 'IPv4' : 'IPv6'} prefix`,
    expected: 'a prefix of the statement’s family',
    fix: `write \`${isIpv4Prefix ? 'ip' : 'ipv6'} route\``,
  });
  return false;
}
