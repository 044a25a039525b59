import { addressToOctets, type FamilyName, type IpAddress, isIpv4 } from '@bgpeer/bgp-wire';
import { type FamilyRib, none, type PrefixId, type RouteId } from '@bgpeer/rib';
import type { UnderlayNextHop, UnderlayRoute } from '../contract.ts';
import type { NextHopResolution } from './next-hop-resolution.ts';
import type { UnderlayTable } from './underlay-table.ts';

/** A next hop behind a next hop behind a next hop …: so many, and no more. */
const depthMax = 8;
/** Interior costs are kept in four octets. */
const metricMax = 0xffff_ffff;

/**
 * Finds the way to next hops: the longest match among the underlay and BGP's own selected routes, and so on from the
 * next hop of a route of BGP's (RFC 4271, section 5.1.3; RFC 7311, section 4.2) until the underlay is reached. The underlay comes first for
 * equal prefixes. A route of BGP's is passed over when it, or another one to the same prefix, leads back to a next hop
 * on the way: whether it is selected hangs on the answer, which then could not stand still.
 */
export class NextHopResolver {
  readonly #underlay: UnderlayTable;
  readonly #ribs: ReadonlyMap<FamilyName, FamilyRib>;

  constructor(underlay: UnderlayTable, ribs: ReadonlyMap<FamilyName, FamilyRib>) {
    this.#underlay = underlay;
    this.#ribs = ribs;
  }

  resolve(address: IpAddress): NextHopResolution {
    return this.#resolve(address, [address]);
  }

  /** `way`: the next hops that are being resolved, this one last. */
  #resolve(address: IpAddress, way: readonly IpAddress[]): NextHopResolution {
    const family = isIpv4(address) ? 'ipv4-unicast' : 'ipv6-unicast';
    const rib = this.#ribs.get(family)!;
    const octets = addressToOctets(address);
    let isPassedOver = false;
    for (let bitLength = octets.length * 8; bitLength >= 0; bitLength -= 1) {
      const route = this.#underlay.exactly(family, octets, bitLength);
      if (route !== undefined) return throughUnderlay(address, route);
      const prefix = rib.index.find(octets, 0, bitLength);
      if (prefix === none || !isUsable(rib, prefix)) continue;
      const found = way.length < depthMax ? this.#throughBgp(rib, prefix, way) : undefined;
      if (found !== undefined) return found;
      isPassedOver = true;
    }
    const whyNot = isPassedOver ? `every route to ${address} leads back to it` : `no route to ${address}`;
    return { reachable: false, metric: 0, whyNot };
  }

  #throughBgp(rib: FamilyRib, prefix: PrefixId, way: readonly IpAddress[]): NextHopResolution | undefined {
    for (let route = rib.routes.first(prefix); route !== none; route = rib.routes.next(route))
      if (way.includes(nextHopOf(rib, route))) return undefined;
    const hops: UnderlayNextHop[] = [];
    let metric: number | undefined;
    for (const route of rib.equalCostSet(prefix)) {
      const address = nextHopOf(rib, route);
      const found = this.#resolve(address, [...way, address]);
      if (!found.reachable) continue;
      const cost = Math.min(found.metric + accumulatedCostOf(rib, route), metricMax);
      metric = Math.min(metric ?? cost, cost);
      hops.push(...found.hops.filter((hop) => !hops.some((known) => isSameHop(known, hop))));
    }
    if (metric === undefined) return undefined;
    const via = {
      family: rib.index.family.name,
      prefix: rib.index.format(prefix),
      protocol: 'bgp',
    } as const;
    return { reachable: true, metric, hops, via };
  }
}

/** RFC 7311, section 4.2: what the route to a next hop has as AIGP is part of the interior cost of that next hop. */
function accumulatedCostOf(rib: FamilyRib, route: RouteId): number {
  if (rib.options.decision.ignoreAccumulatedIgpMetric) return 0;
  return Number(rib.pool.accumulatedIgpMetric(rib.routes.attributes(route)) ?? 0);
}

export function isSameHop(a: UnderlayNextHop, b: UnderlayNextHop): boolean {
  return a.gateway === b.gateway && a.interfaceName === b.interfaceName;
}

function throughUnderlay(address: IpAddress, route: UnderlayRoute): NextHopResolution {
  const { family, prefix, protocol, metric, nextHops } = route;
  const hops = nextHops.map((hop) => (hop.gateway === undefined ? { gateway: address, ...hop } : hop));
  // A link-local address is on every link: on which one this next hop is, its peer knows (RFC 4007, section 6).
  const isAmbiguous = protocol === 'connected' && hops.length > 1;
  return {
    reachable: true,
    metric,
    hops: isAmbiguous ? [{ gateway: address }] : hops,
    via: { family, prefix, protocol },
  };
}

/** Routes of our own stand for networks that are reached in other ways. */
function isUsable(rib: FamilyRib, prefix: PrefixId): boolean {
  const best = rib.best(prefix);
  return best !== none && rib.sources.get(rib.routes.source(best)).kind !== 'local';
}

function nextHopOf(rib: FamilyRib, route: RouteId): IpAddress {
  return rib.pool.nextHops.address(rib.pool.nextHop(rib.routes.attributes(route)));
}
