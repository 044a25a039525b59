import { formatIpv4 } from '@bgpeer/bgp-wire';
import type { FrrConfDraft } from '../frr-conf-draft.ts';
import type { Statement, StatementRow } from '../statement.ts';
import { bestpathStatements } from './bestpath-statements.ts';
import { documentSetting, numberAt, partSetting, switchedOn, textAt } from './setting-rows.ts';

/** Statements of `router bgp` and of its address families that are about no single neighbor. */
export const routerStatements: readonly StatementRow[] = [
  documentSetting('router', 'bgp router-id A.B.C.D', 'routerId', textAt(0)),
  documentSetting('router', 'bgp ebgp-requires-policy', 'ebgpRequiresPolicy', switchedOn),
  documentSetting('router', 'bgp reject-as-sets', 'rejectAsSets', switchedOn),
  documentSetting('router', 'bgp default ipv4-unicast', 'defaultIpv4Unicast', switchedOn),
  documentSetting('router', 'bgp default ipv6-unicast', 'defaultIpv6Unicast', switchedOn),
  documentSetting('router', 'bgp enforce-first-as', 'enforceFirstAs', switchedOn),
  documentSetting('router', 'bgp disable-ebgp-connected-route-check', 'disableConnectedCheck', switchedOn),
  documentSetting('router', 'bgp graceful-shutdown', 'gracefulShutdown', switchedOn),
  {
    where: ['router'],
    form: 'bgp shutdown [message LINE...]',
    negation: 'allowed',
    status: 'supported',
    meaning: '`shutdown` and `shutdownMessage`',
    apply: setShutdown,
  },
  documentSetting(
    'router',
    'bgp default local-preference (0-4294967295)',
    'defaultLocalPreference',
    numberAt(0),
  ),
  documentSetting('router', 'bgp minimum-holdtime (1-65535)', 'minimumHoldTimeSeconds', numberAt(0)),
  partSetting('router', 'bgp cluster-id <A.B.C.D|(1-4294967295)>', 'reflection', 'clusterId', clusterIdOf),
  partSetting('router', 'bgp client-to-client reflection', 'reflection', 'clientToClient', switchedOn),
  partSetting(
    'router',
    'bgp route-reflector allow-outbound-policy',
    'reflection',
    'allowOutboundPolicy',
    switchedOn,
  ),
  ...bestpathStatements,
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
  partSetting(
    'router',
    'bgp graceful-restart preserve-fw-state',
    'gracefulRestart',
    'preserveForwardingState',
    switchedOn,
  ),
  partSetting(
    'router',
    'bgp graceful-restart notification',
    'gracefulRestart',
    'notificationSupport',
    switchedOn,
  ),
  partSetting(
    'router',
    'bgp hard-administrative-reset',
    'gracefulRestart',
    'hardAdministrativeReset',
    switchedOn,
  ),
  partSetting(
    'router',
    'bgp long-lived-graceful-restart stale-time (1-16777215)',
    'gracefulRestart',
    'longLivedStaleTimeSeconds',
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
  maximumPaths('maximum-paths ibgp (1-256) [<equal-cluster-length>]', 'internal'),
  {
    where: ['router'],
    form: 'bgp listen range PREFIX peer-group NAME',
    negation: 'allowed',
    status: 'supported',
    meaning: '`listenRanges`',
    apply: (draft, statement) => {
      const [prefix, peerGroup] = statement.values;
      if (statement.negated) draft.listenRanges.delete(prefix);
      else draft.listenRanges.set(prefix, { entry: { prefix, peerGroup }, statement });
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
      const isEqualLength = !statement.negated && statement.values[1] !== undefined;
      if (kind === 'internal') widths.equalClusterLength = isEqualLength ? true : undefined;
      draft.document.maximumPaths = { ...families, [statement.family]: widths };
      draft.places.set(`maximumPaths.${statement.family}.${kind}`, draft.placeOf(statement));
    },
  };
}

/** FRR takes the cluster's number as an address too. */
function clusterIdOf({ negated, values }: Statement): string | undefined {
  if (negated) return undefined;
  return values[0].includes('.') ? values[0] : formatIpv4(Number(values[0]));
}

function setShutdown(draft: FrrConfDraft, statement: Statement): void {
  draft.document.shutdown = switchedOn(statement);
  draft.document.shutdownMessage = textAt(0)(statement);
  draft.places.set('shutdownMessage', draft.placeOf(statement));
}
