import { type FamilyName, familyNames } from '@bgpeer/bgp-wire';
import type { ConfigDocument } from '../document/config-document.ts';
import type { PeerFamilyDocument } from '../document/peer-family-document.ts';
import type { PeerGroupDocument } from '../document/peer-settings-document.ts';
import type { WrittenRemoteAs } from '../document/values.ts';
import type { DocumentKey, Finding } from '../problem.ts';
import type { ProblemCollector } from './problem-collector.ts';

type Path = readonly DocumentKey[];

/** Where a neighbor's own settings stand, and those of its group. */
export type NeighborPlaces = { readonly own: Path; readonly group: Path };

/** What kind of session a neighbor has; undefined when only its OPEN will tell. */
type SessionKind = 'internal' | 'external' | undefined;

type Rule<Settings> = {
  readonly key: keyof Settings & string;
  /** True when the setting cannot stand where it does. */
  readonly isBroken: (settings: Settings, session: SessionKind, document: ConfigDocument) => boolean;
  readonly severity: Finding['severity'];
  readonly message: string;
  readonly expected: string;
  readonly fix: string;
};

const sessionRules: readonly Rule<PeerGroupDocument>[] = [
  forSessions('external', 'localAs', 'local-as', 'RFC 7705'),
  {
    key: 'localAs',
    isBroken: ({ localAs }, _, { asNumber }) => localAs?.asNumber === asNumber,
    severity: 'error',
    message: 'local-as is our own AS number',
    expected: 'another AS number',
    fix: 'take local-as away: our own AS number is used without it',
  },
  forSessions('external', 'localRole', 'local-role', 'RFC 9234, section 4'),
];

const familyRules: readonly Rule<PeerFamilyDocument>[] = [
  forSessions('internal', 'routeReflectorClient', 'route-reflector-client', 'RFC 4456'),
  { ...forSessions('external', 'routeServerClient', 'route-server-client', 'RFC 7947'), severity: 'warning' },
  forSessions('external', 'asOverride', 'as-override', 'AS_PATH goes unchanged to internal ones'),
  forSessions('external', 'removePrivateAs', 'remove-private-AS', 'AS_PATH goes unchanged to internal ones'),
  {
    key: 'maximumPrefixes',
    isBroken: ({ maximumPrefixes: limit }) =>
      limit?.warningOnly === true && limit.restartMinutes !== undefined,
    severity: 'error',
    message: 'maximum-prefix cannot both restart a session and never end it',
    expected: 'restart or warning-only',
    fix: 'take one of the two away',
  },
  {
    key: 'addPathSend',
    isBroken: ({ addPathSend }) => addPathSend === 1,
    severity: 'warning',
    message: 'the best 1 is what is sent without ADD-PATH: none is offered',
    expected: 'at least 2',
    fix: 'say how many paths the peer is to be sent, or take the statement away',
  },
];

/** Says which of a neighbor's settings, its own and its group's, cannot go together. */
export function checkCombinations(
  document: ConfigDocument,
  group: PeerGroupDocument,
  own: PeerGroupDocument,
  places: NeighborPlaces,
  collector: ProblemCollector,
): void {
  const session = sessionKind(document, own.remoteAs ?? group.remoteAs);
  const check = <Settings extends object>(
    rules: readonly Rule<Settings>[],
    ofGroup: Settings,
    ofOwn: Settings,
    below: Path,
  ) => {
    for (const rule of rules) {
      const isOwn = ofOwn[rule.key] !== undefined;
      const settings = { ...ofGroup, [rule.key]: isOwn ? ofOwn[rule.key] : ofGroup[rule.key] };
      if (!rule.isBroken(settings, session, document)) continue;
      const path = [...(isOwn ? places.own : places.group), ...below, rule.key];
      const { expected, fix, message, severity } = rule;
      collector.addOnce(path, { severity, message, expected, fix });
    }
  };
  check(sessionRules, group, own, []);
  for (const family of familyNames) {
    check(familyRules, familyOf(group, family), familyOf(own, family), ['families', family]);
  }
}

function familyOf(settings: PeerGroupDocument, family: FamilyName): PeerFamilyDocument {
  return settings.families?.[family] ?? {};
}

function forSessions<Settings extends object>(
  kind: 'internal' | 'external',
  key: keyof Settings & string,
  statement: string,
  reason: string,
): Rule<Settings> {
  const other = kind === 'internal' ? 'external' : 'internal';
  return {
    key,
    isBroken: (settings, session) => isSaid(settings[key]) && session === other,
    severity: 'error',
    message: `${statement} is for ${kind} peers (${reason}), and this one is ${other}`,
    expected: `an ${kind} peer`,
    fix: `take ${statement} away, or correct the remote AS`,
  };
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== false;
}

function sessionKind(document: ConfigDocument, remoteAs: WrittenRemoteAs | undefined): SessionKind {
  if (remoteAs === undefined || remoteAs === 'any') return undefined;
  if (typeof remoteAs === 'string') return remoteAs;
  return remoteAs === document.asNumber ? 'internal' : 'external';
}
