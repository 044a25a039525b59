import type { PeerFamilyDocument } from '../../document/peer-family-document.ts';
import type { FrrConfDraft } from '../frr-conf-draft.ts';
import type { Statement, StatementRow } from '../statement.ts';
import { neighborFamilySetting, numberAt, switchedOn } from './setting-rows.ts';

/** FRR's count where the statement leaves it out. */
const allowOwnAsUnstated = 3;

/** Statements about what one neighbor, or the peers of a group, are sent and may send in one address family. */
export const neighborFamilyStatements: readonly StatementRow[] = [
  neighborFamilySetting('neighbor PEER activate', 'activate', switchedOn),
  neighborFamilySetting('neighbor PEER next-hop-self [<force|all>]', 'nextHopSelf', ({ negated, values }) =>
    !negated && values[1] !== undefined ? 'force' : !negated,
  ),
  neighborFamilySetting(
    'neighbor PEER attribute-unchanged [{as-path|next-hop|med}]',
    'attributesUnchanged',
    attributesUnchangedOf,
  ),
  neighborFamilySetting('neighbor PEER route-reflector-client', 'routeReflectorClient', switchedOn),
  neighborFamilySetting('neighbor PEER route-server-client', 'routeServerClient', switchedOn),
  neighborFamilySetting('neighbor PEER as-override', 'asOverride', switchedOn),
  neighborFamilySetting(
    'neighbor PEER remove-private-AS [{all|replace-AS}]',
    'removePrivateAs',
    ({ negated, options }) =>
      negated ? false : { all: options.has('all'), replaceAs: options.has('replace-AS') },
  ),
  neighborFamilySetting('neighbor PEER weight (0-65535)', 'weight', numberAt(1)),
  neighborFamilySetting('neighbor PEER allowas-in [<(1-10)|origin>]', 'allowOwnAs', (statement) => {
    if (statement.negated) return 0;
    return statement.values[1] === 'origin' ? 'origin' : numberAt(1, allowOwnAsUnstated)(statement);
  }),
  neighborFamilySetting(
    'neighbor PEER maximum-prefix (1-4294967295) [{(1-100)|restart (1-65535)|warning-only|force}]',
    'maximumPrefixes',
    maximumPrefixesOf,
  ),
  neighborFamilySetting('neighbor PEER maximum-prefix-out (1-4294967295)', 'maximumPrefixesOut', numberAt(1)),
  neighborFamilySetting(
    'neighbor PEER default-originate [route-map NAME]',
    'defaultOriginate',
    ({ negated, values }) => (!negated && values[1] !== undefined ? { routeMap: values[1] } : !negated),
  ),
  addPathSetting('neighbor PEER addpath-tx-all-paths', () => 'all'),
  addPathSetting('neighbor PEER addpath-tx-bestpath-per-AS', () => 'best-per-as'),
  addPathSetting('neighbor PEER addpath-tx-best-selected (1-256)', ({ values }) => Number(values[1])),
  neighborFamilySetting(
    'neighbor PEER disable-addpath-rx',
    'addPathReceive',
    (statement) => !switchedOn(statement),
  ),
  neighborFamilySetting('neighbor PEER addpath-rx-paths-limit (1-65535)', 'addPathReceiveLimit', numberAt(1)),
  neighborFamilySetting('neighbor PEER aigp', 'aigp', switchedOn),
  neighborFamilySetting(
    'neighbor PEER soft-reconfiguration inbound',
    'softReconfigurationInbound',
    switchedOn,
  ),
  {
    where: ['router', 'family'],
    form: 'neighbor PEER send-community [<standard|extended|large|both|all>]',
    negation: 'allowed',
    status: 'supported',
    meaning: '`peers[].families.FAMILY.sendCommunities`',
    apply: setSendCommunities,
  },
];

/** Only what is named is left unchanged; nothing named is everything, as in FRR. */
function attributesUnchangedOf({ negated, options }: Statement): PeerFamilyDocument['attributesUnchanged'] {
  const isNamed = (word: string) => (options.size === 0 || options.has(word)) && !negated;
  return { asPath: isNamed('as-path'), nextHop: isNamed('next-hop'), multiExitDisc: isNamed('med') };
}

/** `force` is about what stands in the table already, which is counted here in any case. */
function maximumPrefixesOf({ negated, options, values }: Statement): PeerFamilyDocument['maximumPrefixes'] {
  if (negated) return undefined;
  const threshold = options.get('(1-100)');
  const restart = options.get('restart');
  return {
    count: Number(values[1]),
    warningOnly: options.has('warning-only'),
    thresholdPercent: threshold === undefined ? undefined : Number(threshold),
    restartMinutes: restart === undefined ? undefined : Number(restart),
  };
}

function addPathSetting(
  form: string,
  send: (statement: Statement) => PeerFamilyDocument['addPathSend'],
): StatementRow {
  return neighborFamilySetting(form, 'addPathSend', (statement) =>
    statement.negated ? 'none' : send(statement),
  );
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
