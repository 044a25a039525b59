import { parseAddress } from '@bgpeer/bgp-wire';
import type { PeerGroupDocument } from '../../document/peer-settings-document.ts';
import { peerGroupNamePattern, type WrittenRemoteAs } from '../../document/values.ts';
import { looksLikeAddress } from '../form-values.ts';
import type { FrrConfDraft } from '../frr-conf-draft.ts';
import type { Statement, StatementRow } from '../statement.ts';
import { neighborSetting, numberAt, switchedOn, textAt } from './setting-rows.ts';

/** FRR's count where the statement leaves it out. */
const ebgpMultihopUnstated = 255;

/** Statements about a session with one neighbor: a peer by its address, or a peer group by its name. */
export const neighborStatements: readonly StatementRow[] = [
  {
    where: ['router'],
    form: 'neighbor GROUP peer-group',
    negation: 'allowed',
    status: 'supported',
    meaning: '`peerGroups.NAME`',
    apply: defineGroup,
  },
  {
    where: ['router'],
    form: 'neighbor ADDRESS peer-group GROUP',
    negation: 'allowed',
    status: 'supported',
    meaning: '`peers[].peerGroup`',
    apply: (draft, statement) => {
      const neighbor = draft.neighbor(statement.values[0], statement);
      neighbor.peerGroup = textAt(1)(statement);
      neighbor.places.set('peerGroup', draft.placeOf(statement));
    },
  },
  neighborSetting('neighbor PEER remote-as <ASNUM|internal|external|any>', 'remoteAs', remoteAsOf),
  {
    where: ['router'],
    form: 'neighbor PEER',
    negation: 'only',
    status: 'supported',
    meaning: 'takes the neighbor away',
    apply: (draft, { values }) => {
      draft.neighbors.delete(values[0]);
    },
  },
  neighborSetting('neighbor PEER description LINE...', 'description', textAt(1)),
  neighborSetting('neighbor PEER passive', 'passive', switchedOn),
  {
    where: ['router'],
    form: 'neighbor PEER shutdown [message LINE...]',
    negation: 'allowed',
    status: 'supported',
    meaning: '`peers[].shutdown` and `peers[].shutdownMessage`',
    apply: (draft, statement) => {
      const neighbor = draft.neighbor(statement.values[0], statement);
      neighbor.settings.shutdown = !statement.negated;
      neighbor.settings.shutdownMessage = textAt(1)(statement);
      neighbor.places.set('shutdownMessage', draft.placeOf(statement));
    },
  },
  neighborSetting('neighbor PEER port (1-65535)', 'port', numberAt(1)),
  {
    where: ['router'],
    form: 'neighbor PEER update-source <ADDRESS|NAME>',
    negation: 'allowed',
    status: 'supported',
    meaning: '`peers[].localAddress`; the name of an interface is not supported yet',
    apply: setUpdateSource,
  },
  {
    where: ['router'],
    form: 'neighbor PEER timers (0-65535) (0-65535)',
    negation: 'allowed',
    status: 'supported',
    meaning: '`peers[].keepaliveTimeSeconds`, then `peers[].holdTimeSeconds`',
    apply: (draft, statement) => {
      const neighbor = draft.neighbor(statement.values[0], statement);
      neighbor.settings.keepaliveTimeSeconds = numberAt(1)(statement);
      neighbor.settings.holdTimeSeconds = numberAt(2)(statement);
      neighbor.places.set('keepaliveTimeSeconds', draft.placeOf(statement));
      neighbor.places.set('holdTimeSeconds', draft.placeOf(statement));
    },
  },
  neighborSetting('neighbor PEER timers connect (1-65535)', 'connectRetryTimeSeconds', numberAt(1)),
  neighborSetting('neighbor PEER timers delayopen (1-240)', 'delayOpenTimeSeconds', ({ negated, values }) =>
    negated ? 0 : Number(values[1]),
  ),
  neighborSetting('neighbor PEER capability extended-nexthop', 'extendedNextHop', switchedOn),
  neighborSetting('neighbor PEER ebgp-multihop [(1-255)]', 'ebgpMultihop', (statement) =>
    statement.negated ? 1 : numberAt(1, ebgpMultihopUnstated)(statement),
  ),
  neighborSetting('neighbor PEER disable-connected-check', 'disableConnectedCheck', switchedOn),
  neighborSetting('neighbor PEER enforce-multihop', 'disableConnectedCheck', switchedOn),
  neighborSetting(
    'neighbor PEER advertisement-interval (0-600)',
    'advertisementIntervalSeconds',
    numberAt(1),
  ),
  neighborSetting(
    'neighbor PEER local-as ASNUM [<no-prepend> [<replace-as>]]',
    'localAs',
    ({ negated, values }) =>
      negated
        ? undefined
        : {
            asNumber: Number(values[1]),
            noPrepend: values[2] !== undefined,
            replaceAs: values[3] !== undefined,
          },
  ),
  neighborSetting(
    'neighbor PEER local-role <provider|rs-server|rs-client|customer|peer> [<strict-mode>]',
    'localRole',
    ({ negated, values }) =>
      negated ? undefined : { role: values[1] as WrittenRole, strict: values[2] !== undefined },
  ),
  neighborSetting('neighbor PEER enforce-first-as', 'enforceFirstAs', switchedOn),
  neighborSetting('neighbor PEER sender-as-path-loop-detection', 'senderAsPathLoopDetection', switchedOn),
  restartMode('neighbor PEER graceful-restart', 'restarter'),
  restartMode('neighbor PEER graceful-restart-helper', 'helper'),
  restartMode('neighbor PEER graceful-restart-disable', 'disabled'),
  neighborSetting('neighbor PEER graceful-shutdown', 'gracefulShutdown', switchedOn),
];

type WrittenRole = NonNullable<PeerGroupDocument['localRole']>['role'];

function restartMode(form: string, mode: PeerGroupDocument['gracefulRestartMode']): StatementRow {
  return neighborSetting(form, 'gracefulRestartMode', ({ negated }) => (negated ? undefined : mode));
}

function remoteAsOf({ negated, values }: Statement): WrittenRemoteAs | undefined {
  if (negated) return undefined;
  const written = values[1];
  return written === 'internal' || written === 'external' || written === 'any' ? written : Number(written);
}

function defineGroup(draft: FrrConfDraft, statement: Statement): void {
  const [name] = statement.values;
  if (statement.negated) {
    draft.neighbors.delete(name);
    return;
  }
  if (peerGroupNamePattern.test(name)) {
    draft.neighbor(name, statement).isDefined = true;
    return;
  }
  draft.report(statement, {
    severity: 'error',
    message: `${name} cannot be the name of a peer group`,
    expected: 'a letter or digit, then letters, digits and any of . _ / + -',
    fix: 'choose another name',
  });
}

function setUpdateSource(draft: FrrConfDraft, statement: Statement): void {
  const [name, source] = statement.values;
  const neighbor = draft.neighbor(name, statement);
  neighbor.places.set('localAddress', draft.placeOf(statement));
  if (statement.negated || parseAddress(source) !== undefined) {
    neighbor.settings.localAddress = statement.negated ? undefined : source;
    return;
  }
  if (looksLikeAddress(source)) {
    draft.report(statement, {
      severity: 'error',
      message: `${source} is no address`,
      expected: 'an IPv4 or IPv6 address',
      fix: 'correct the address',
    });
    return;
  }
  draft.report(statement, {
    severity: 'warning',
    message: 'an interface as update-source is not supported yet',
    expected: 'an address',
    fix: `write the address of ${source}`,
  });
}
