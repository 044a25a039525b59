import type { ConfigDocument } from '../../document/config-document.ts';
import type { FrrConfDraft } from '../frr-conf-draft.ts';
import type { Statement, StatementRow } from '../statement.ts';
import { documentSetting, neighborSetting, numberAt, partSetting, textAt } from './setting-rows.ts';

/** Statements outside of every block. */
export const topStatements: readonly StatementRow[] = [
  documentSetting('top', 'frr defaults <traditional|datacenter>', 'defaults', ({ negated, values }) =>
    negated ? 'traditional' : (values[0] as ConfigDocument['defaults']),
  ),
  documentSetting('top', 'hostname WORD', 'hostName', textAt(0)),
  {
    where: ['top'],
    form: 'ip router-id A.B.C.D',
    negation: 'allowed',
    status: 'supported',
    meaning: '`routerId`, unless `bgp router-id` gives another',
    apply: (draft, statement) => {
      draft.machineRouterId = textAt(0)(statement);
      if (!draft.places.has('routerId')) draft.places.set('routerId', draft.placeOf(statement));
    },
  },
  {
    where: ['top'],
    form: 'router bgp ASNUM',
    negation: 'never',
    status: 'supported',
    meaning: '`asNumber`; opens the block of the one BGP instance',
    apply: enterRouter,
  },
  documentSetting('top', 'bgpeer fib <none|kernel>', 'fib', ({ negated, values }) =>
    negated ? undefined : (values[0] as ConfigDocument['fib']),
  ),
  documentSetting('top', 'bgpeer timers connect (1-65535)', 'connectRetryTimeSeconds', numberAt(0)),
  partSetting('top', 'bgpeer listen port (1-65535)', 'listen', 'port', numberAt(0)),
  {
    where: ['top'],
    form: 'bgpeer listen address ADDRESS',
    negation: 'allowed',
    status: 'supported',
    meaning: '`listen.addresses`',
    apply: (draft, { negated, values }) => {
      const others = (draft.document.listen?.addresses ?? []).filter((address) => address !== values[0]);
      const addresses = negated ? others : [...others, values[0]];
      draft.document.listen = { ...draft.document.listen, addresses };
    },
  },
  {
    ...neighborSetting('bgpeer neighbor PEER send-hold-time (0-65535)', 'sendHoldTimeSeconds', numberAt(1)),
    where: ['top'],
  },
];

function enterRouter(draft: FrrConfDraft, statement: Statement): void {
  const asNumber = Number(statement.values[0]);
  draft.block = { kind: 'router' };
  const known = draft.document.asNumber;
  if (known !== undefined && known !== asNumber) {
    draft.report(statement, {
      severity: 'error',
      message: `BGP is already running; AS is ${known}`,
      expected: 'one BGP instance',
      fix: `write \`router bgp ${known}\`, or give the other router a configuration of its own`,
    });
    return;
  }
  draft.document.asNumber = asNumber;
  draft.places.set('asNumber', draft.placeOf(statement));
}
