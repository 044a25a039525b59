import { type IpAddress, isIpv4 } from '@bgpeer/bgp-wire';
import type { NextHopView } from '@bgpeer/router';
import type { NextHopsAnswer } from '@bgpeer/speaker';

/** A next hop in `show bgp nexthop json`. */
export interface NextHopJson {
  readonly valid: boolean;
  readonly igpMetric?: number;
  readonly pathCount: number;
  readonly resolvedPrefix?: string;
  readonly resolvedBy?: string;
  readonly whyNot?: string;
  readonly nexthops?: readonly { readonly ip?: IpAddress; readonly interfaceName?: string }[];
}

/** `show bgp nexthop`. */
export function nextHopsText({ nextHops }: NextHopsAnswer): string[] {
  return ['Current BGP nexthop cache:', ...nextHops.flatMap(nextHopLines)];
}

/** `show bgp nexthop json`. */
export function nextHopsJson({ nextHops }: NextHopsAnswer): {
  readonly ipv4: Readonly<Record<string, NextHopJson>>;
  readonly ipv6: Readonly<Record<string, NextHopJson>>;
} {
  const ofFamily = (wanted: boolean): Readonly<Record<string, NextHopJson>> =>
    Object.fromEntries(
      nextHops
        .filter(({ address }) => isIpv4(address) === wanted)
        .map((nextHop) => [nextHop.address, nextHopJson(nextHop)]),
    );
  return { ipv4: ofFamily(true), ipv6: ofFamily(false) };
}

function nextHopLines(nextHop: NextHopView): string[] {
  const { address, reachable, metric, whyNot, via, hops } = nextHop;
  const state = reachable ? `valid [IGP metric ${metric}]` : 'invalid';
  return [
    ` ${address} ${state}, #paths ${pathCount(nextHop)}`,
    ...(whyNot === undefined ? [] : [`  ${whyNot}`]),
    ...(via === undefined ? [] : [`  Resolved by ${via.prefix} (${via.protocol})`]),
    ...(via === undefined ? [] : hops.map(hopLine)),
  ];
}

function hopLine({ gateway, interfaceName }: NextHopView['hops'][number]): string {
  const words = [
    ...(gateway === undefined ? [] : [`gate ${gateway}`]),
    ...(interfaceName === undefined ? [] : [`if ${interfaceName}`]),
  ];
  return `  ${words.join(', ')}`;
}

function nextHopJson(nextHop: NextHopView): NextHopJson {
  const { reachable, metric, whyNot, via, hops } = nextHop;
  return {
    valid: reachable,
    igpMetric: reachable ? metric : undefined,
    pathCount: pathCount(nextHop),
    resolvedPrefix: via?.prefix,
    resolvedBy: via?.protocol,
    whyNot,
    nexthops: reachable
      ? hops.map(({ gateway, interfaceName }) => ({ ip: gateway, interfaceName }))
      : undefined,
  };
}

function pathCount({ prefixCounts }: NextHopView): number {
  return Object.values(prefixCounts).reduce((sum, count) => sum + count, 0);
}
