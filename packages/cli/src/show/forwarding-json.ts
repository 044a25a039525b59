import type { IpAddress } from '@bgpeer/bgp-wire';
import type { ForwardingAnswer } from '@bgpeer/speaker';
import { type ForwardingRow, type ForwardingRowHop, forwardingRows } from './forwarding-rows.ts';
import { formatUptimeSince } from './times.ts';

/** Linux's number of the main routing table. */
const mainTable = 254;
/** Zebra's flags of a next hop: active; in the FIB; recursive. */
const flagActive = 1;
const flagInstalled = 2;
const flagRecursive = 4;

export interface ForwardingNextHopJson {
  readonly flags: number;
  readonly fib?: true;
  readonly unreachable?: true;
  readonly blackhole?: true;
  readonly directlyConnected?: true;
  readonly ip?: IpAddress;
  readonly afi?: 'ipv4' | 'ipv6';
  readonly interfaceIndex?: number;
  readonly interfaceName?: string;
  /** It is what a recursive next hop was resolved to. */
  readonly resolver?: true;
  readonly active: true;
  readonly recursive?: true;
  readonly weight?: number;
}

/** A route in `show ip route json`. */
export interface ForwardingRouteJson {
  readonly prefix: string;
  readonly prefixLen: number;
  readonly protocol: ForwardingRow['protocol'];
  readonly vrfId: 0;
  readonly vrfName: 'default';
  readonly selected?: true;
  readonly destSelected?: true;
  readonly distance: number;
  readonly metric: number;
  readonly installed?: true;
  readonly table: typeof mainTable;
  readonly internalNextHopNum: number;
  readonly internalNextHopActiveNum: number;
  readonly uptime: string;
  readonly nexthops: readonly ForwardingNextHopJson[];
}

/** `show ip route [bgp] json`. */
export function forwardingJson(
  answer: ForwardingAnswer,
  which: 'bgp' | 'all' = 'bgp',
): Readonly<Record<string, readonly ForwardingRouteJson[]>> {
  const byPrefix: Record<string, ForwardingRouteJson[]> = {};
  for (const row of forwardingRows(answer, which)) {
    byPrefix[row.prefix] ??= [];
    byPrefix[row.prefix].push(routeJson(row, answer.now));
  }
  return byPrefix;
}

function routeJson(row: ForwardingRow, now: number): ForwardingRouteJson {
  const nexthops = row.hops.length === 0 ? [blackholeJson(row)] : row.hops.map((hop) => hopJson(hop, row));
  return {
    prefix: row.prefix,
    prefixLen: Number(row.prefix.split('/')[1]),
    protocol: row.protocol,
    vrfId: 0,
    vrfName: 'default',
    selected: row.selected || undefined,
    destSelected: row.selected || undefined,
    distance: row.distance,
    metric: row.metric,
    installed: row.installed || undefined,
    table: mainTable,
    internalNextHopNum: nexthops.length,
    internalNextHopActiveNum: nexthops.length,
    uptime: formatUptimeSince(row.installedAt, now),
    nexthops,
  };
}

function hopJson(hop: ForwardingRowHop, row: ForwardingRow): ForwardingNextHopJson {
  const { kind, address, interfaceName, interfaceIndex } = hop;
  const installed = row.installed && kind !== 'recursive';
  return {
    flags: flagActive + (installed ? flagInstalled : 0) + (kind === 'recursive' ? flagRecursive : 0),
    fib: installed || undefined,
    directlyConnected: address === undefined || undefined,
    ip: address,
    afi: address === undefined ? undefined : address.includes(':') ? 'ipv6' : 'ipv4',
    interfaceIndex,
    interfaceName,
    resolver: kind === 'resolver' || undefined,
    active: true,
    recursive: kind === 'recursive' || undefined,
    weight: hasWeights(row) ? hop.weight : undefined,
  };
}

function blackholeJson(row: ForwardingRow): ForwardingNextHopJson {
  return {
    flags: flagActive + (row.installed ? flagInstalled : 0),
    fib: row.installed || undefined,
    unreachable: true,
    blackhole: true,
    active: true,
    weight: hasWeights(row) ? 1 : undefined,
  };
}

/** Zebra knows of none for what the kernel has by itself. */
export function hasWeights({ protocol }: ForwardingRow): boolean {
  return protocol === 'bgp' || protocol === 'static';
}
