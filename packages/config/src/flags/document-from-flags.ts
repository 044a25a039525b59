import { type ConfigDocumentInput, configDocumentSchema } from '../document/config-document.ts';
import { problemsOfSchema } from '../document/schema-problems.ts';
import { profileDefaults } from '../fold/defaults.ts';
import type { ParsedConfig } from '../parsed-config.ts';
import type { DocumentKey, Place, Problem } from '../problem.ts';

/** The flags of `bgpeer tor` that stand for a configuration file, as they were typed. */
export type ConfigFlags = {
  /** `--asn`, asplain or asdot. */
  asn?: string | number;
  /** `--router-id` */
  routerId?: string;
  /** `--accept`: prefixes from which peers may come. */
  accept?: readonly string[];
  /** `--remote-as`: of who comes, and of each `--peer` that gives none. */
  remoteAs?: string | number;
  /** `--peer ADDRESS[=AS]` */
  peers?: readonly string[];
  /** `--network` */
  networks?: readonly string[];
  /** `--max-paths`, external and internal, for both families. */
  maxPaths?: number;
  multipathRelax?: boolean;
  /** `--hold-time` in seconds. */
  holdTime?: number;
  /** `--keepalive` in seconds; without `--hold-time` beside 180 s. */
  keepalive?: number;
  /** `--graceful-restart` */
  gracefulRestart?: boolean;
  /** `--passive`: wait for the peers, never dial. */
  passive?: boolean;
  hostName?: string;
};

/** The peer group of those who come from `--accept`. */
const acceptedGroupName = 'ACCEPTED';

const commandLine = 'command line';

/**
 * Makes a document of command-line flags. Flags have no policies, and who names a peer on the command line means to
 * exchange routes with it: the document says `no bgp ebgp-requires-policy` (RFC 8212 asks that it be said).
 */
export function documentFromFlags(flags: ConfigFlags): ParsedConfig {
  const placeOf = (path: readonly DocumentKey[]): Place => ({ file: commandLine, text: flagAt(flags, path) });
  const checked = configDocumentSchema.safeParse(documentInput(flags), { reportInput: true });
  const wrongValues = checked.success ? [] : problemsOfSchema(checked.error.issues, placeOf);
  const problems = [...withoutRepetition(wrongValues), ...missingRemoteAs(flags)];
  return problems.length === 0 ? { document: checked.data, problems, placeOf } : { problems, placeOf };
}

/** One flag may set several keys; its problem is told once, and by the flag's name rather than the key's. */
function withoutRepetition(problems: readonly Problem[]): Problem[] {
  const byText = new Map(problems.map((problem) => [`${problem.text} ${problem.message}`, problem]));
  return [...byText.values()].map((problem) => ({ ...problem, path: undefined }));
}

/** Nothing is checked here but that flags stand where the schema looks for them. */
function documentInput(flags: ConfigFlags): Partial<ConfigDocumentInput> {
  const holdTimeUnstated =
    flags.keepalive === undefined ? undefined : profileDefaults.traditional.holdTimeSeconds;
  const accept = flags.accept ?? [];
  const { maxPaths } = flags;
  const widths = maxPaths === undefined ? undefined : { external: maxPaths, internal: maxPaths };
  return {
    asNumber: flags.asn,
    routerId: flags.routerId,
    hostName: flags.hostName,
    ebgpRequiresPolicy: false,
    holdTimeSeconds: flags.holdTime ?? holdTimeUnstated,
    keepaliveTimeSeconds: flags.keepalive,
    gracefulRestart: flags.gracefulRestart === true ? { mode: 'restarter' } : undefined,
    bestpath: flags.multipathRelax === true ? { multipathRelax: true } : undefined,
    maximumPaths: widths && { 'ipv4-unicast': widths, 'ipv6-unicast': widths },
    networks: [...(flags.networks ?? [])],
    peerGroups:
      accept.length === 0
        ? {}
        : { [acceptedGroupName]: { remoteAs: flags.remoteAs, families: bothFamilies() } },
    peers: (flags.peers ?? []).map((written) => peerInput(written, flags)),
    listenRanges: accept.map((prefix) => ({ prefix, peerGroup: acceptedGroupName })),
  };
}

/** `ADDRESS` or `ADDRESS=AS`. */
function peerInput(written: string, flags: ConfigFlags): NonNullable<ConfigDocumentInput['peers']>[number] {
  const [address, ...remoteAs] = written.split('=');
  return {
    address,
    remoteAs: remoteAs.length === 0 ? flags.remoteAs : remoteAs.join('='),
    passive: flags.passive === true ? true : undefined,
    families: bothFamilies(),
  };
}

/** Flags have no word for families: both are offered, and the peer's OPEN decides. */
function bothFamilies() {
  return { 'ipv4-unicast': { activate: true }, 'ipv6-unicast': { activate: true } };
}

function missingRemoteAs(flags: ConfigFlags): Problem[] {
  if (flags.remoteAs !== undefined) return [];
  const accept = (flags.accept ?? []).map((prefix) => `--accept ${prefix}`);
  const peers = (flags.peers ?? []).filter((peer) => !peer.includes('=')).map((peer) => `--peer ${peer}`);
  return [...accept, ...peers].map((flag) => ({
    severity: 'error',
    file: commandLine,
    text: flag,
    message: 'no remote AS is given',
    expected: '`--remote-as` with an AS number, internal, external or any',
    fix: 'add `--remote-as external`',
  }));
}

/** The flag, as it was typed, that a key of the document comes from. */
function flagAt(flags: ConfigFlags, path: readonly DocumentKey[]): string | undefined {
  const [key, position] = path;
  const index = typeof position === 'number' ? position : 0;
  switch (key) {
    case 'asNumber':
      return flagText('--asn', flags.asn);
    case 'routerId':
      return flagText('--router-id', flags.routerId);
    case 'hostName':
      return flagText('--host-name', flags.hostName);
    case 'holdTimeSeconds':
      return flagText('--hold-time', flags.holdTime);
    case 'keepaliveTimeSeconds':
      return flagText('--keepalive', flags.keepalive);
    case 'maximumPaths':
      return flagText('--max-paths', flags.maxPaths);
    case 'networks':
      return flagText('--network', flags.networks?.[index]);
    case 'peers':
      return flagText('--peer', flags.peers?.[index]);
    case 'listenRanges':
      return flagText('--accept', flags.accept?.[index]);
    case 'peerGroups':
      return flagText('--remote-as', flags.remoteAs);
  }
  return undefined;
}

function flagText(flag: string, value: string | number | undefined): string {
  return value === undefined ? flag : `${flag} ${value}`;
}
