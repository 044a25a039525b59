import type { AsPath, IpAddress, PathAttributes } from '@bgpeer/bgp-wire';
import type { DecisionStepName } from '@bgpeer/rib';
import {
  isSameRoute,
  type ReferencePeer,
  type ReferenceRibOptions,
  type ReferenceRoute,
} from './reference-route.ts';
import { compareTieBreaks, referenceSteps } from './reference-steps.ts';

/** What the decision process says of one prefix. */
export interface ReferenceDecision {
  readonly best?: ReferenceRoute;
  /** The equal-cost set: the best route, then the others in the order of the last tie-breaks. */
  readonly multipath: readonly ReferenceRoute[];
  /** Every route that lost, members of the equal-cost set too, in the order they went. */
  readonly removed: readonly { readonly route: ReferenceRoute; readonly step: DecisionStepName }[];
  /** Routes that took no part, as their next hop cannot be reached. */
  readonly ineligible: readonly ReferenceRoute[];
}

/**
 * A RIB that is slow and obviously right: plain objects, and every question answered from the start. The yardstick for
 * the real one. `decide` remembers its winner, which the step `oldest-external` prefers the next time.
 */
export class ReferenceRib {
  readonly #options: ReferenceRibOptions;
  readonly #routes: ReferenceRoute[] = [];
  readonly #nextHops = new Map<IpAddress, { readonly reachable: boolean; readonly metric: number }>();
  readonly #selected = new Map<string, ReferenceRoute>();

  constructor(options: ReferenceRibOptions) {
    this.#options = options;
  }

  /** The peer advertises a route, in place of the one it had for this prefix and path identifier. */
  set(
    peer: ReferencePeer,
    prefix: string,
    pathIdentifier: number,
    attributes: PathAttributes,
    weight = 0,
  ): void {
    const route = { peer, prefix, pathIdentifier, attributes, weight, nextHopMetric: 0 };
    const place = this.#routes.findIndex((known) => isSameRoute(known, route));
    if (place < 0) this.#routes.push(route);
    else this.#routes[place] = route;
  }

  withdraw(peer: ReferencePeer, prefix: string, pathIdentifier: number): void {
    this.#remove(
      (route) =>
        route.peer.address === peer.address &&
        route.prefix === prefix &&
        route.pathIdentifier === pathIdentifier,
    );
  }

  /** The session is gone: so are all of its routes. */
  dropPeer(peer: ReferencePeer): void {
    this.#remove((route) => route.peer.address === peer.address);
  }

  /** Until told, every next hop is reachable at cost 0. */
  setNextHop(nextHop: IpAddress, reachable: boolean, metric: number): void {
    this.#nextHops.set(nextHop, { reachable, metric });
  }

  /** Every prefix with a route, each once. */
  prefixes(): readonly string[] {
    return [...new Set(this.#routes.map((route) => route.prefix))];
  }

  /** Runs the decision process for a prefix, and remembers the winner as the one selected until now. */
  decide(prefix: string): ReferenceDecision {
    const known = this.#routes
      .filter((route) => route.prefix === prefix)
      .map((route) => ({ ...route, nextHopMetric: this.#nextHopOf(route).metric }));
    const ineligible = known.filter((route) => !this.#nextHopOf(route).reachable);
    let remaining: readonly ReferenceRoute[] = known.filter((route) => !ineligible.includes(route));
    let equalCost: readonly ReferenceRoute[] = [];
    const removed: { route: ReferenceRoute; step: DecisionStepName }[] = [];
    if (remaining.length > 0) {
      for (const step of referenceSteps) {
        const kept = step.keep(remaining, this.#options, this.#selected.get(prefix));
        for (const route of remaining) if (!kept.includes(route)) removed.push({ route, step: step.name });
        remaining = kept;
        if (step.name === 'interior-cost') equalCost = kept;
      }
    }
    const best = remaining[0];
    if (best === undefined) {
      this.#selected.delete(prefix);
      return { multipath: [], removed, ineligible };
    }
    this.#selected.set(prefix, best);
    return { best, multipath: this.#multipath(best, equalCost), removed, ineligible };
  }

  #multipath(best: ReferenceRoute, equalCost: readonly ReferenceRoute[]): readonly ReferenceRoute[] {
    if (best.peer.source === 'local') return [best];
    const others = equalCost
      .filter((route) => route !== best && maySharePaths(best, route, this.#options))
      .sort(compareTieBreaks);
    return [best, ...others].slice(0, this.#options.maximumPaths[best.peer.source]);
  }

  #nextHopOf(route: ReferenceRoute): { readonly reachable: boolean; readonly metric: number } {
    const always = { reachable: true, metric: 0 };
    if (route.peer.source === 'local' || route.attributes.nextHop === undefined) return always;
    return this.#nextHops.get(route.attributes.nextHop) ?? always;
  }

  #remove(isGone: (route: ReferenceRoute) => boolean): void {
    for (let place = this.#routes.length - 1; place >= 0; place -= 1)
      if (isGone(this.#routes[place])) this.#routes.splice(place, 1);
  }
}

/** Without multipath-relax external routes need the best one's peer AS, internal ones its whole AS_PATH. */
function maySharePaths(best: ReferenceRoute, other: ReferenceRoute, options: ReferenceRibOptions): boolean {
  if (best.peer.source !== other.peer.source) return false;
  if (options.decision.multipathRelax) return true;
  if (best.peer.source === 'external') return best.peer.asNumber === other.peer.asNumber;
  return asPathText(best.attributes.asPath) === asPathText(other.attributes.asPath);
}

function asPathText(asPath: AsPath = []): string {
  return asPath.map((segment) => `${segment.type} ${segment.asNumbers.join(' ')}`).join(', ');
}
