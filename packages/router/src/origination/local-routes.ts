import { type FamilyName, familyOf, type Prefix } from '@bgpeer/bgp-wire';
import type { PolicySubject } from '@bgpeer/policy';
import { localPeer, none, type PrefixId, type RouteId, type SourceId } from '@bgpeer/rib';
import { type RouterState, wholeSeconds } from '../router-state.ts';

/** Why we originate a route. A prefix may have a route for each. */
export type OriginationReason = 'network' | 'aggregate' | 'connected' | 'static' | 'kernel';

/**
 * In the order in which they are preferred when nothing else tells two routes of our own apart: each reason's place is
 * the path identifier of its routes. What was stated here goes before what was made, and that before what was found.
 */
const reasons: readonly OriginationReason[] = ['network', 'aggregate', 'connected', 'static', 'kernel'];

/** FRR's weight of routes of our own. */
export const localWeight = 32_768;

export const unspecifiedAddress: Readonly<Record<FamilyName, string>> = {
  'ipv4-unicast': '0.0.0.0',
  'ipv6-unicast': '::',
};

/** The routes of our own in the tables, whatever they are made for. */
export class LocalRoutes {
  readonly #state: RouterState;
  readonly #sources = new Map<FamilyName, SourceId>();

  constructor(state: RouterState) {
    this.#state = state;
  }

  has({ family, octets, bitLength }: Prefix, reason: OriginationReason): boolean {
    const rib = this.#state.ribs.get(family)!;
    const prefix = rib.index.find(octets, 0, bitLength);
    return prefix !== none && rib.routes.find(prefix, localPeer, reasons.indexOf(reason)) !== none;
  }

  /** Originates the route, in place of the one of before for the same reason. */
  set(
    { family, octets, bitLength }: Prefix,
    reason: OriginationReason,
    { attributes, weight }: PolicySubject,
  ): void {
    const rib = this.#state.ribs.get(family)!;
    const prefix = rib.index.intern(octets, 0, bitLength);
    const id = this.#state.pool.intern(attributes, weight);
    const atSeconds = wholeSeconds(this.#state.now);
    rib.learn(prefix, this.#sourceOf(family), reasons.indexOf(reason), id, 0, atSeconds);
    this.#state.pool.release(id);
  }

  /** Whether it was originated for this reason. */
  delete({ family, octets, bitLength }: Prefix, reason: OriginationReason): boolean {
    const rib = this.#state.ribs.get(family)!;
    const prefix = rib.index.find(octets, 0, bitLength);
    return prefix !== none && rib.forget(prefix, localPeer, reasons.indexOf(reason));
  }

  #sourceOf(family: FamilyName): SourceId {
    const known = this.#sources.get(family);
    if (known !== undefined) return known;
    const source = this.#state.ribs.get(family)!.sources.add({
      kind: 'local',
      peer: localPeer,
      asNumber: 0,
      bgpIdentifier: 0,
      address: unspecifiedAddress[family],
      addressOctets: new Uint8Array(familyOf(family).addressOctetCount),
      isClient: false,
    });
    this.#sources.set(family, source);
    return source;
  }
}

/** Why a route of our own is there; undefined for a learned one. */
export function originationReason(
  state: RouterState,
  family: FamilyName,
  route: RouteId,
): OriginationReason | undefined {
  const { routes, sources } = state.ribs.get(family)!;
  if (sources.get(routes.source(route)).kind !== 'local') return undefined;
  return reasons[routes.pathIdentifier(route)];
}

/** The selected route of the prefix is an aggregate of ours. */
export function isAggregateSelected(state: RouterState, family: FamilyName, prefix: PrefixId): boolean {
  const best = state.ribs.get(family)!.best(prefix);
  return best !== none && originationReason(state, family, best) === 'aggregate';
}
