import { comparePrefixes, type IpAddress, parsePrefix } from '@bgpeer/bgp-wire';
import type { ForwardingAnswer, ForwardingRoute, OtherForwardingRoute } from '@bgpeer/speaker';

/** A route of any protocol as zebra lists it. */
export interface ForwardingRow {
  readonly prefix: string;
  readonly protocol: 'bgp' | OtherForwardingRoute['protocol'];
  readonly distance: number;
  readonly metric: number;
  /** No route to the same prefix has a lesser distance. */
  readonly selected: boolean;
  readonly installed: boolean;
  readonly refusal?: string;
  readonly installedAt: number;
  /** Empty: what is sent there is dropped. */
  readonly hops: readonly ForwardingRowHop[];
}

/** A next hop as zebra lists it. */
export interface ForwardingRowHop {
  /** `recursive`: stands for the ones after it, that it was resolved to. */
  readonly kind: 'direct' | 'recursive' | 'resolver';
  /** Absent: directly connected. */
  readonly address?: IpAddress;
  readonly interfaceName?: string;
  readonly interfaceIndex?: number;
  readonly weight: number;
}

/** The routes that are selected for forwarding, in the order of prefixes: those of BGP alone, or all. */
export function forwardingRows(answer: ForwardingAnswer, which: 'bgp' | 'all'): readonly ForwardingRow[] {
  // Routes of our own are not here: they stand for networks that are reached in other ways.
  const learned = answer.routes.filter((route) => route.source !== 'local');
  const least = new Map<string, number>();
  for (const { prefix, distance } of [...learned, ...answer.others])
    least.set(prefix, Math.min(distance, least.get(prefix) ?? distance));
  const rows = [
    ...(which === 'all' ? answer.others.map((route) => rowOfOther(route, answer)) : []),
    ...learned.map(rowOfBgp),
  ].map((row) => ({ ...row, selected: row.distance === least.get(row.prefix) }));
  if (which === 'bgp') return rows;
  return rows.sort(
    (a, b) => comparePrefixes(parsePrefix(a.prefix)!, parsePrefix(b.prefix)!) || a.distance - b.distance,
  );
}

function rowOfBgp(route: ForwardingRoute): Omit<ForwardingRow, 'selected'> {
  const { prefix, distance, multiExitDisc, installed, refusal, installedAt } = route;
  return {
    prefix,
    protocol: 'bgp',
    distance,
    metric: multiExitDisc,
    installed,
    refusal,
    installedAt,
    hops: hopsOfBgp(route),
  };
}

function hopsOfBgp({ forwarding, interfaces }: ForwardingRoute): readonly ForwardingRowHop[] {
  if (forwarding.kind === 'blackhole') return [];
  const rows: ForwardingRowHop[] = [];
  let resolving: IpAddress | undefined;
  for (const { nextHop, gateway, interfaceName, weight } of forwarding.hops) {
    const isRecursive = nextHop !== undefined && nextHop !== gateway;
    if (isRecursive && nextHop !== resolving) rows.push({ kind: 'recursive', address: nextHop, weight });
    resolving = isRecursive ? nextHop : undefined;
    const known = gateway === undefined ? undefined : interfaces[gateway];
    rows.push({
      kind: isRecursive ? 'resolver' : 'direct',
      address: gateway,
      interfaceName: interfaceName ?? known?.name,
      interfaceIndex: known?.index,
      weight,
    });
  }
  return rows;
}

function rowOfOther(
  { forwarding, ...route }: OtherForwardingRoute,
  { interfaceIndexes }: ForwardingAnswer,
): Omit<ForwardingRow, 'selected'> {
  if (forwarding.kind === 'blackhole') return { ...route, hops: [] };
  const hops = forwarding.hops.map(({ gateway, interfaceName, weight }) => ({
    kind: 'direct' as const,
    address: gateway,
    interfaceName,
    interfaceIndex: interfaceName === undefined ? undefined : interfaceIndexes[interfaceName],
    weight,
  }));
  return { ...route, hops };
}
