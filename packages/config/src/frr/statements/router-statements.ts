import { familyOf, parsePrefix } from '@bgpeer/bgp-wire';
import { IPv4Mask, Validator } from 'ip-num';
import { canonicalPrefix } from '../../document/values.ts';
import type { FrrConfDraft } from '../frr-conf-draft.ts';
import type { Statement, StatementRow } from '../statement.ts';
import { documentSetting, numberAt, partSetting, switchedOn, textAt } from './setting-rows.ts';

/** Statements of `router bgp` and of its address families that are about no single neighbor. */
export const routerStatements: readonly StatementRow[] = [
  documentSetting('router', 'bgp router-id A.B.C.D', 'routerId', textAt(0)),
  documentSetting('router', 'bgp ebgp-requires-policy', 'ebgpRequiresPolicy', switchedOn),
  documentSetting('router', 'bgp reject-as-sets', 'rejectAsSets', switchedOn),
  documentSetting('router', 'bgp default ipv4-unicast', 'defaultIpv4Unicast', switchedOn),
  documentSetting(
    'router',
    'bgp default local-preference (0-4294967295)',
    'defaultLocalPreference',
    numberAt(0),
  ),
  partSetting('router', 'bgp always-compare-med', 'bestpath', 'alwaysCompareMed', switchedOn),
  partSetting('router', 'bgp bestpath as-path ignore', 'bestpath', 'asPathIgnore', switchedOn),
  partSetting(
    'router',
    'bgp bestpath as-path multipath-relax [<no-as-set>]',
    'bestpath',
    'multipathRelax',
    switchedOn,
  ),
  partSetting('router', 'bgp bestpath compare-routerid', 'bestpath', 'compareRouterId', switchedOn),
  partSetting('router', 'bgp bestpath med missing-as-worst', 'bestpath', 'medMissingAsWorst', switchedOn),
  partSetting('router', 'bgp graceful-restart', 'gracefulRestart', 'mode', ({ negated }) =>
    negated ? 'helper' : 'restarter',
  ),
  partSetting('router', 'bgp graceful-restart-disable', 'gracefulRestart', 'mode', ({ negated }) =>
    negated ? undefined : 'disabled',
  ),
  partSetting(
    'router',
    'bgp graceful-restart restart-time (1-4095)',
    'gracefulRestart',
    'restartTimeSeconds',
    numberAt(0),
  ),
  partSetting(
    'router',
    'bgp graceful-restart stalepath-time (1-4095)',
    'gracefulRestart',
    'stalePathTimeSeconds',
    numberAt(0),
  ),
  partSetting(
    'router',
    'bgp graceful-restart select-defer-time (0-3600)',
    'gracefulRestart',
    'selectionDeferralTimeSeconds',
    numberAt(0),
  ),
  {
    where: ['router'],
    form: 'timers bgp (0-65535) (0-65535)',
    negation: 'allowed',
    status: 'supported',
    meaning: '`keepaliveTimeSeconds`, then `holdTimeSeconds`',
    apply: (draft, statement) => {
      draft.document.keepaliveTimeSeconds = numberAt(0)(statement);
      draft.document.holdTimeSeconds = numberAt(1)(statement);
      draft.places.set('keepaliveTimeSeconds', draft.placeOf(statement));
      draft.places.set('holdTimeSeconds', draft.placeOf(statement));
    },
  },
  maximumPaths('maximum-paths (1-256)', 'external'),
  maximumPaths('maximum-paths ibgp (1-256)', 'internal'),
  {
    where: ['router', 'family'],
    form: 'network PREFIX',
    negation: 'allowed',
    status: 'supported',
    meaning: '`networks`: originated always, whether or not the kernel has such a route',
    apply: (draft, statement) => originate(draft, statement, statement.values[0]),
  },
  {
    where: ['router', 'family'],
    form: 'network A.B.C.D mask A.B.C.D',
    negation: 'allowed',
    status: 'supported',
    meaning: '`networks`, with the length written as a mask',
    apply: originateWithMask,
  },
  {
    where: ['router'],
    form: 'bgp listen range PREFIX peer-group NAME',
    negation: 'allowed',
    status: 'supported',
    meaning: '`listenRanges`',
    apply: (draft, statement) => {
      const [prefix, peerGroup] = statement.values;
      if (statement.negated) draft.listenRanges.delete(prefix);
      else draft.listenRanges.set(prefix, { peerGroup, statement });
    },
  },
  documentSetting('router', 'bgp listen limit (1-65535)', 'listenLimit', numberAt(0)),
  {
    where: ['router'],
    form: 'address-family <ipv4|ipv6> [unicast]',
    negation: 'never',
    status: 'supported',
    meaning: 'opens the block of an address family',
    opensBlock: true,
    apply: (draft, { values }) => {
      draft.block = { kind: 'family', family: values[0] === 'ipv4' ? 'ipv4-unicast' : 'ipv6-unicast' };
    },
  },
];

function maximumPaths(form: string, kind: 'external' | 'internal'): StatementRow {
  return {
    where: ['router', 'family'],
    form,
    negation: 'allowed',
    status: 'supported',
    meaning: `\`maximumPaths.FAMILY.${kind}\``,
    apply: (draft, statement) => {
      const families = draft.document.maximumPaths ?? {};
      const widths = { ...families[statement.family], [kind]: numberAt(0)(statement) };
      draft.document.maximumPaths = { ...families, [statement.family]: widths };
      draft.places.set(`maximumPaths.${statement.family}.${kind}`, draft.placeOf(statement));
    },
  };
}

function originate(draft: FrrConfDraft, statement: Statement, prefix: string): void {
  const { family } = parsePrefix(prefix)!;
  if (family !== statement.family) {
    draft.report(statement, {
      severity: 'error',
      message: `${prefix} is no prefix of the address family ${familyOf(statement.family).title}`,
      expected: `a prefix of ${familyOf(statement.family).title}`,
      fix: `move it into \`address-family ${family === 'ipv4-unicast' ? 'ipv4' : 'ipv6'} unicast\``,
    });
    return;
  }
  if (statement.negated) draft.networks.delete(prefix);
  else draft.networks.set(prefix, statement);
}

function originateWithMask(draft: FrrConfDraft, statement: Statement): void {
  const [address, mask] = statement.values;
  const [isMask] = Validator.isValidIPv4Mask(mask);
  if (isMask) {
    originate(draft, statement, canonicalPrefix(`${address}/${new IPv4Mask(mask).prefix}`)!);
    return;
  }
  draft.report(statement, {
    severity: 'error',
    message: `${mask} is no mask`,
    expected: 'ones, then zeros, as 255.255.0.0',
    fix: 'write `network PREFIX` with the length after a slash',
  });
}
