import { parseAddress } from '@bgpeer/bgp-wire';
import { peerGroupNamePattern, type WrittenRemoteAs } from '../../document/values.ts';
import { looksLikeAddress } from '../form-values.ts';
import type { FrrConfDraft } from '../frr-conf-draft.ts';
import type { Statement, StatementRow } from '../statement.ts';
import { neighborFamilySetting, neighborSetting, numberAt, switchedOn, textAt } from './setting-rows.ts';

/** FRR's counts for statements that may leave them out. */
const ebgpMultihopUnstated = 255;
const allowOwnAsCountUnstated = 3;

/** Statements about one neighbor: a peer by its address, or a peer group by its name. */
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
  neighborFamilySetting('neighbor PEER activate', 'activate', switchedOn),
  {
    ...neighborFamilySetting('neighbor PEER next-hop-self [<force|all>]', 'nextHopSelf', switchedOn),
    meaning:
      '`peers[].families.FAMILY.nextHopSelf`; `force` is about reflected routes, of which there are none',
  },
  neighborFamilySetting('neighbor PEER weight (0-65535)', 'weight', numberAt(1)),
  neighborFamilySetting('neighbor PEER allowas-in [(1-10)]', 'allowOwnAsCount', (statement) =>
    statement.negated ? 0 : numberAt(1, allowOwnAsCountUnstated)(statement),
  ),
  neighborFamilySetting(
    'neighbor PEER maximum-prefix (1-4294967295) [<warning-only>]',
    'maximumPrefixes',
    ({ negated, values }) =>
      negated ? undefined : { count: Number(values[1]), warningOnly: values[2] !== undefined },
  ),
  {
    where: ['router', 'family'],
    form: 'neighbor PEER send-community [<standard|extended|large|both|all>]',
    negation: 'allowed',
    status: 'supported',
    meaning: '`peers[].families.FAMILY.sendCommunities`',
    apply: setSendCommunities,
  },
  {
    where: ['router', 'family'],
    form: 'neighbor PEER route-map NAME <in|out>',
    negation: 'allowed',
    status: 'supported',
    meaning:
      '`peers[].families.FAMILY.importPolicy` and `exportPolicy`, when the route-map is exactly `route-map NAME permit N`',
    apply: attachRouteMap,
  },
];

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

function setSendCommunities(draft: FrrConfDraft, statement: Statement): void {
  const [name, which = 'standard'] = statement.values;
  const family = draft.neighborFamily(name, statement);
  const on = !statement.negated;
  const isAll = which === 'all';
  family.sendCommunities = {
    ...family.sendCommunities,
    ...(isAll || which === 'both' || which === 'standard' ? { standard: on } : {}),
    ...(isAll || which === 'both' || which === 'extended' ? { extended: on } : {}),
    ...(isAll || which === 'large' ? { large: on } : {}),
  };
}

/** Attached for the moment: what the route-map does is known at the end of the file. */
function attachRouteMap(draft: FrrConfDraft, statement: Statement): void {
  const { family, negated, values } = statement;
  const [neighborName, routeMapName] = values;
  const direction = values[2] === 'in' ? 'in' : 'out';
  const settings = draft.neighborFamily(neighborName, statement);
  draft.detachRouteMap(neighborName, family, direction);
  settings[direction === 'in' ? 'importPolicy' : 'exportPolicy'] = negated ? 'none' : undefined;
  if (!negated) draft.attachments.push({ neighborName, family, direction, routeMapName, statement });
}
