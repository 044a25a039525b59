import { formatCommunity, parseCommunity } from '@bgpeer/bgp-wire';
import type { RoutingTable, TablePath } from './routing-table.ts';

/** The keys we read of `show bgp ipv4 unicast json detail`. */
interface FrrTable {
  readonly routes?: Readonly<Record<string, readonly FrrEntry[] | { readonly paths: readonly FrrEntry[] }>>;
}

interface FrrEntry {
  readonly valid?: boolean;
  readonly multipath?: boolean;
  readonly bestpath?: { readonly overall?: boolean; readonly selectionReason?: string };
  readonly aspath?: { readonly string: string };
  readonly origin?: string;
  readonly metric?: number;
  readonly locPrf?: number;
  readonly weight?: number;
  readonly sourced?: boolean;
  readonly community?: { readonly list: readonly string[] };
  readonly largeCommunity?: { readonly list: readonly string[] };
  readonly nexthops?: readonly { readonly ip: string }[];
  readonly peer?: { readonly peerId: string };
}

/** FRR's table from its JSON. */
export function frrTable(json: string): RoutingTable {
  const { routes = {} } = JSON.parse(json) as FrrTable;
  const prefixes = Object.entries(routes).map(([prefix, entries]) => {
    const paths = ('paths' in entries ? entries.paths : entries).filter((entry) => entry.peer !== undefined);
    return [prefix, new Map(paths.map(tablePath).map((path) => [path.from, path]))] as const;
  });
  return new Map(prefixes.filter(([, paths]) => paths.size > 0));
}

function tablePath(entry: FrrEntry): TablePath {
  const peerId = entry.peer!.peerId;
  const isBest = entry.bestpath?.overall === true;
  return {
    from: peerId === '::' || peerId === '(unspec)' || peerId === '0.0.0.0' ? 'local' : peerId,
    valid: entry.valid === true,
    best: isBest,
    multipath: entry.multipath === true,
    ...(isBest && { selectionReason: entry.bestpath?.selectionReason }),
    nextHop: nextHopOf(entry),
    asPath: entry.aspath?.string === 'Local' ? '' : (entry.aspath?.string ?? ''),
    origin: entry.origin ?? '',
    metric: entry.metric,
    localPreference: entry.locPrf,
    weight: entry.weight ?? 0,
    communities: (entry.community?.list ?? []).map(canonicalCommunity).sort(),
    largeCommunities: [...(entry.largeCommunity?.list ?? [])].sort(),
  };
}

/** Of routes of its own FRR has the unspecified address, of one family or the other. */
function nextHopOf({ nexthops = [] }: FrrEntry): string {
  const [first] = nexthops;
  return first === undefined || first.ip === '::' ? '0.0.0.0' : first.ip;
}

/** FRR's JSON writes `noExport` where people write `no-export`. */
function canonicalCommunity(text: string): string {
  const hyphenated = text.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const community = parseCommunity(hyphenated);
  return community === undefined ? text : formatCommunity(community);
}
