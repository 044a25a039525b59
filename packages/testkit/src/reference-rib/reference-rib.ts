import type { AsPath, IpAddress, PathAttributes } from '@bgpeer/bgp-wire';
import type { DecisionStepName, Staleness } from '@bgpeer/rib';
import {
  isSameRoute,
  type ReferencePeer,
  type ReferenceRibOptions,
  type ReferenceRoute,
} from './reference-route.ts';
import { compareToFill, referenceStepsBeforeEqualCost, referenceTieBreakers } from './reference-steps.ts';

/** What the decision process says of one prefix. */
export interface ReferenceDecision {
  readonly best?: ReferenceRoute;
  /** FRR's words for why the best route is best. */
  readonly selectionReason?: string;
  /** The equal-cost set: the best route, then the others by next hop and peer. */
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
  /** Newest first. */
  readonly #routes: ReferenceRoute[] = [];
  readonly #nextHops = new Map<IpAddress, { readonly reachable: boolean; readonly metric: number }>();
  readonly #selected = new Map<string, ReferenceRoute>();
  readonly #staleness = new Map<IpAddress, Staleness>();

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
    const route = {
      peer,
      prefix,
      pathIdentifier,
      attributes,
      weight,
      nextHopMetric: 0,
      staleness: 'fresh' as const,
    };
    const place = this.#routes.findIndex((known) => isSameRoute(known, route));
    if (place < 0) this.#routes.unshift(route);
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

  /** The session went, or came back; until told it stands. */
  setStaleness(peer: ReferencePeer, staleness: Staleness): void {
    this.#staleness.set(peer.address, staleness);
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
    const known = this.#known(prefix);
    const ineligible = known.filter((route) => !this.#nextHopOf(route).reachable);
    const eligible = known.filter((route) => !ineligible.includes(route));
    const removed: { route: ReferenceRoute; step: DecisionStepName }[] = [];
    let remaining: readonly ReferenceRoute[] = eligible;
    for (const step of remaining.length === 0 ? [] : allSteps) {
      const kept = step.keep(remaining, this.#options, this.#selected.get(prefix));
      for (const route of remaining) if (!kept.includes(route)) removed.push({ route, step: step.name });
      remaining = kept;
    }
    const best = remaining[0];
    if (best === undefined) {
      this.#selected.delete(prefix);
      return { multipath: [], removed, ineligible };
    }
    const before = this.#selected.get(prefix);
    // That a route was selected before is a reason only where it still is.
    const incumbent = before !== undefined && isSameRoute(before, best) ? before : undefined;
    const selectionReason = this.#reason(best, eligible, incumbent);
    this.#selected.set(prefix, best);
    return { best, selectionReason, multipath: this.#multipath(best, eligible), removed, ineligible };
  }

  /** What would be selected, were those before it gone: best first. */
  ranked(prefix: string): readonly ReferenceRoute[] {
    const ranked: ReferenceRoute[] = [];
    let remaining = this.#known(prefix).filter((route) => this.#nextHopOf(route).reachable);
    while (remaining.length > 0) {
      const best = this.#bestOf(remaining, this.#selected.get(prefix));
      ranked.push(best);
      remaining = remaining.filter((route) => route !== best);
    }
    return ranked;
  }

  #known(prefix: string): readonly ReferenceRoute[] {
    return this.#routes
      .filter((route) => route.prefix === prefix)
      .map((route) => ({
        ...route,
        nextHopMetric: this.#nextHopOf(route).metric,
        staleness: this.#staleness.get(route.peer.address) ?? 'fresh',
      }));
  }

  #bestOf(routes: readonly ReferenceRoute[], incumbent: ReferenceRoute | undefined): ReferenceRoute {
    return allSteps.reduce((kept, step) => step.keep(kept, this.#options, incumbent), routes)[0];
  }

  /** Each member is as good as the best route alone, step by step, and has another next hop. */
  #multipath(best: ReferenceRoute, eligible: readonly ReferenceRoute[]): readonly ReferenceRoute[] {
    if (best.peer.source === 'local') return [best];
    const others = eligible
      .filter(
        (route) => route !== best && this.#isAsGood(route, best) && maySharePaths(best, route, this.#options),
      )
      .sort(compareToFill);
    return [best, ...others].slice(0, this.#options.maximumPaths[best.peer.source]);
  }

  #isAsGood(route: ReferenceRoute, best: ReferenceRoute): boolean {
    return referenceStepsBeforeEqualCost.every(
      (step) =>
        (step.name === 'external-over-internal' && this.#options.decision.peerTypeMultipathRelax) ||
        step.keep([best, route], this.#options, undefined).length === 2,
    );
  }

  /** FRR keeps the reason of its last comparison: which one that was hangs on the order of arrival. */
  #reason(
    best: ReferenceRoute,
    eligible: readonly ReferenceRoute[],
    incumbent: ReferenceRoute | undefined,
  ): string {
    const others = eligible.filter((route) => route !== best);
    if (others.length === 0) return 'First path received';
    const { external, internal } = this.#options.maximumPaths;
    const elsewhere = others.filter((route) => route.attributes.nextHop !== best.attributes.nextHop);
    let rival = eligible.at(-1)!;
    if (rival === best) rival = this.#bestOf(others, incumbent);
    if ((external > 1 || internal > 1) && elsewhere.length > 0) rival = elsewhere.at(-1)!;
    const step = allSteps.find(({ keep }) => keep([best, rival], this.#options, incumbent).length === 1);
    return step!.reason;
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

const allSteps = [...referenceStepsBeforeEqualCost, ...referenceTieBreakers];

/** Without multipath-relax external routes need the best one's peer AS, internal ones its whole AS_PATH. */
function maySharePaths(best: ReferenceRoute, other: ReferenceRoute, options: ReferenceRibOptions): boolean {
  if (other.peer.source === 'local') return false;
  if (best.attributes.nextHop === other.attributes.nextHop) return false;
  if (options.decision.multipathRelax) return true;
  if (other.peer.source === 'external') return best.peer.asNumber === other.peer.asNumber;
  return asPathText(best.attributes.asPath) === asPathText(other.attributes.asPath);
}

function asPathText(asPath: AsPath = []): string {
  return asPath.map((segment) => `${segment.type} ${segment.asNumbers.join(' ')}`).join(', ');
}
