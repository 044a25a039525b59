import type { Family } from '@bgpeer/bgp-wire';
import type { AttributePool, AttributesId } from './attribute-pool.ts';
import { grown, nextCapacity } from './column.ts';
import { DecisionProcess } from './decision/decision-process.ts';
import type { DecisionContext } from './decision/decision-step.ts';
import { explainPrefix, type PrefixExplanation } from './decision/explain.ts';
import { explainSteps, type StepExplanation } from './decision/explain-steps.ts';
import { linkBandwidthSum, loadWeights, type RouteWeight } from './decision/load-weights.ts';
import type { DecisionOptions, MaximumPaths } from './decision/options.ts';
import { bestOfEachNeighborAs, eligibleRoutes, rankedRoutes } from './decision/ranking.ts';
import { none, type PrefixId, PrefixIndex } from './prefix-index.ts';
import { PrefixQueue } from './prefix-queue.ts';
import { type PeerNumber, type SourceId, SourceTable } from './route-source.ts';
import { type RouteChange, type RouteId, RouteTable } from './route-table.ts';

/** What the decision process of one family is told. */
export interface FamilyRibOptions {
  readonly decision: DecisionOptions;
  readonly defaultLocalPreference: number;
  readonly maximumPaths: MaximumPaths;
}

const inEqualCostSet = 1;
const changedSinceSelected = 2;

/**
 * The routes of one family: what was learned (Adj-RIB-In), what is selected (Loc-RIB), and which prefixes wait for the
 * decision process. Learning only queues; `decide` selects.
 */
export class FamilyRib {
  readonly index: PrefixIndex;
  readonly sources = new SourceTable();
  readonly routes: RouteTable;
  readonly pool: AttributePool;
  /** Prefixes whose routes changed since the last decision. */
  readonly undecided = new PrefixQueue();
  /** Counts every change of a best route. */
  tableVersion = 0;
  #options: FamilyRibOptions;
  #process: DecisionProcess;
  #context: DecisionContext;
  /** By prefix: the selected route + 1. */
  #bests = new Int32Array(64);
  #versions = new Uint32Array(64);
  #selectedAtSeconds = new Uint32Array(64);
  /** By prefix: a route of its equal-cost set was removed since the last decision. */
  #isBroken = new Uint8Array(64);
  /** By prefix: its best route was the best one before the last decision too, which is what RFC 5004 goes by. */
  #wasSelected = new Uint8Array(64);
  /** By route. */
  #marks = new Uint8Array(64);
  #selectedCount = 0;

  constructor(family: Family, pool: AttributePool, options: FamilyRibOptions) {
    this.index = new PrefixIndex(family);
    this.pool = pool;
    this.routes = new RouteTable(pool, this.sources);
    this.#options = options;
    this.#context = this.#contextOf(options);
    this.#process = new DecisionProcess(this.#context);
  }

  /** Prefixes with a selected route. */
  get selectedCount(): number {
    return this.#selectedCount;
  }

  get octetCount(): number {
    return this.index.octetCount + this.routes.octetCount + this.#bests.length * 14 + this.#marks.length;
  }

  /** Takes a route in; `received` where import made something else of what came (`RouteTable.set`). */
  learn(
    prefix: PrefixId,
    source: SourceId,
    pathIdentifier: number,
    attributes: AttributesId,
    ineligible: number,
    atSeconds: number,
    received?: AttributesId,
  ): RouteChange {
    const { routes } = this;
    const change = routes.set(prefix, source, pathIdentifier, attributes, ineligible, atSeconds, received);
    if (change === 'unchanged') return change;
    if (change === 'changed')
      this.#mark(this.routes.find(prefix, this.sources.get(source).peer, pathIdentifier));
    this.undecided.add(prefix);
    return change;
  }

  /** Another outcome of import for a route that is known, as when a policy changed. */
  reimport(route: RouteId, attributes: AttributesId, ineligible: number, atSeconds: number): void {
    if (!this.routes.reimport(route, attributes, ineligible, atSeconds)) return;
    this.#mark(route);
    this.undecided.add(this.routes.prefix(route));
  }

  /** Forgets the route that a peer gave for a prefix; whether there was one. */
  forget(prefix: PrefixId, peer: PeerNumber, pathIdentifier: number): boolean {
    const route = this.routes.find(prefix, peer, pathIdentifier);
    if (route === none) return false;
    this.#remove(route);
    return true;
  }

  /** Forgets routes of one source among the `countMax` rows from `row` on; the row to go on with, or `none` at the end. */
  forgetSource(source: SourceId, row: RouteId, countMax: number): RouteId {
    const end = Math.min(this.routes.rowLimit, row + countMax);
    for (let route = row; route < end; route += 1) {
      if (this.routes.prefix(route) !== none && this.routes.source(route) === source) this.#remove(route);
    }
    return end === this.routes.rowLimit || this.sources.routeCount(source) === 0 ? none : end;
  }

  /**
   * To be called after `sources.setStaleness`: queues the prefixes of a source's routes among the `countMax` rows from
   * `row` on, as if each route had changed, so that what is selected is announced again though it may be the same. The row
   * to go on with, or `none` at the end.
   */
  sourceChanged(source: SourceId, row: RouteId, countMax: number): RouteId {
    const end = Math.min(this.routes.rowLimit, row + countMax);
    for (let route = row; route < end; route += 1) {
      if (this.routes.prefix(route) === none || this.routes.source(route) !== source) continue;
      this.#mark(route);
      this.undecided.add(this.routes.prefix(route));
    }
    return end === this.routes.rowLimit ? none : end;
  }

  /** Runs the decision process for a prefix; whether its selection, or what is selected, changed. */
  decide(prefix: PrefixId, atSeconds: number): boolean {
    this.#reach(prefix);
    this.#process.run(prefix);
    const best = this.#process.best;
    this.#wasSelected[prefix] = best === this.best(prefix) ? 1 : 0;
    if (best === this.best(prefix) && this.#isBroken[prefix] === 0 && this.#hasSameEqualCostSet(prefix))
      return false;
    const isNewlySelected =
      best !== this.best(prefix) || (best !== none && this.#marks[best] !== inEqualCostSet);
    for (let route = this.routes.first(prefix); route !== none; route = this.routes.next(route))
      this.#setMarks(route, 0);
    for (const route of this.#process.equalCost) this.#setMarks(route, inEqualCostSet);
    this.#selectedCount += (best === none ? 0 : 1) - (this.#bests[prefix] === 0 ? 0 : 1);
    this.#bests[prefix] = best + 1;
    this.#isBroken[prefix] = 0;
    // As FRR counts: a change of who shares the load is no new version of the best route.
    if (isNewlySelected) this.#versions[prefix] = this.tableVersion += 1;
    this.#selectedAtSeconds[prefix] = atSeconds;
    return true;
  }

  /** The selected route of a prefix, or `none`. */
  best(prefix: PrefixId): RouteId {
    return prefix < this.#bests.length ? this.#bests[prefix] - 1 : none;
  }

  /** Table version of the last change of the prefix's best route. */
  version(prefix: PrefixId): number {
    return this.#versions[prefix];
  }

  selectedAtSeconds(prefix: PrefixId): number {
    return this.#selectedAtSeconds[prefix];
  }

  isInEqualCostSet(route: RouteId): boolean {
    return route < this.#marks.length && (this.#marks[route] & inEqualCostSet) !== 0;
  }

  /** Routes that share the load of the prefix, newest first. */
  equalCostSet(prefix: PrefixId): RouteId[] {
    const set: RouteId[] = [];
    for (let route = this.routes.first(prefix); route !== none; route = this.routes.next(route)) {
      if (this.isInEqualCostSet(route)) set.push(route);
    }
    return set;
  }

  /**
   * Routes that take part in the decision, best first: each is what would be selected if those before it were gone.
   * `countMax` bounds the work, for the best N (RFC 7911). Any change of a prefix's routes may change this, so add-path
   * looks at every prefix taken from `undecided`, not only at those of which `decide` says that the selection changed.
   */
  ranked(prefix: PrefixId, countMax = Number.POSITIVE_INFINITY): RouteId[] {
    return rankedRoutes(prefix, countMax, this.#context);
  }

  /** Routes that take part in the decision, newest first: without the work of `ranked`, which grows with their square. */
  eligible(prefix: PrefixId): RouteId[] {
    return eligibleRoutes(prefix, this.#context);
  }

  /** Of the routes that take part in the decision, the best one of each neighbouring AS, in no particular order. */
  bestOfEachNeighborAs(prefix: PrefixId): RouteId[] {
    return bestOfEachNeighborAs(prefix, this.#context);
  }

  /**
   * The path identifier to send a route with (RFC 7911, section 3): 1 or more, different for any two routes of a prefix,
   * and the same for as long as the peer advertises the route, over a graceful restart too.
   */
  pathIdentifierToSend(route: RouteId): number {
    return route + 1;
  }

  /**
   * The routes that share the load of the prefix, each with its share; one that is to carry nothing is left out
   * (`bgp bestpath bandwidth skip-missing`).
   */
  weights(prefix: PrefixId): RouteWeight[] {
    return loadWeights(this.equalCostSet(prefix), this.#context);
  }

  /**
   * The link bandwidths of the routes that share the load of the prefix, together, in octets a second: what may be said of it
   * by who becomes their next hop (draft-ietf-idr-link-bandwidth). Undefined when the shares do not go by bandwidth.
   */
  linkBandwidthSum(prefix: PrefixId): number | undefined {
    return linkBandwidthSum(this.equalCostSet(prefix), this.#context);
  }

  /** Why each route of a prefix stands as it does, as of the last decision; or as it would with these options. */
  explain(prefix: PrefixId, whatIf?: FamilyRibOptions): PrefixExplanation {
    return explainPrefix(prefix, this.#contextToExplain(prefix, whatIf));
  }

  /** What each step of the decision process did, as `explain` says it; with the same `whatIf`. */
  explainSteps(prefix: PrefixId, whatIf?: FamilyRibOptions): StepExplanation[] {
    return explainSteps(this.explain(prefix, whatIf), this.#contextToExplain(prefix, whatIf));
  }

  /** Other options: every prefix is to be decided again. */
  configure(options: FamilyRibOptions): void {
    this.#options = options;
    this.#context = this.#contextOf(options);
    this.#process = new DecisionProcess(this.#context);
    this.reconsider(() => true);
  }

  get options(): FamilyRibOptions {
    return this.#options;
  }

  /** Queues every prefix that has a route of which `concerns` is true. */
  reconsider(concerns: (route: RouteId) => boolean): void {
    for (let route = 0; route < this.routes.rowLimit; route += 1) {
      if (this.routes.prefix(route) !== none && concerns(route))
        this.undecided.add(this.routes.prefix(route));
    }
  }

  /** No route, no selection, nothing to decide: the id may be given to another prefix. */
  isUnused(prefix: PrefixId): boolean {
    return this.routes.first(prefix) === none && this.best(prefix) === none && !this.undecided.has(prefix);
  }

  /** Every prefix with a route, in the order of prefixes. */
  sortedPrefixes(): Int32Array {
    const known = new Int32Array(this.index.count);
    let count = 0;
    for (let prefix = 0; prefix < this.index.idLimit; prefix += 1) {
      if (this.index.isKnown(prefix) && this.routes.first(prefix) !== none) known[count++] = prefix;
    }
    return known.subarray(0, count).sort((a, b) => this.index.compare(a, b));
  }

  #remove(route: RouteId): void {
    const prefix = this.routes.prefix(route);
    if (this.isInEqualCostSet(route)) {
      this.#reach(prefix);
      this.#isBroken[prefix] = 1;
      if (this.best(prefix) === route) this.#deselect(prefix);
    }
    this.#setMarks(route, 0);
    this.routes.remove(route);
    this.undecided.add(prefix);
  }

  #deselect(prefix: PrefixId): void {
    this.#bests[prefix] = 0;
    this.#selectedCount -= 1;
  }

  #mark(route: RouteId): void {
    this.#setMarks(route, (this.#marks[route] ?? 0) | changedSinceSelected);
  }

  #setMarks(route: RouteId, marks: number): void {
    if (route >= this.#marks.length)
      this.#marks = grown(this.#marks, nextCapacity(this.#marks.length, route + 1));
    this.#marks[route] = marks;
  }

  #hasSameEqualCostSet(prefix: PrefixId): boolean {
    const { equalCost } = this.#process;
    if (equalCost.some((route) => this.#marks[route] !== inEqualCostSet)) return false;
    return this.equalCostSet(prefix).length === equalCost.length;
  }

  #reach(prefix: PrefixId): void {
    if (prefix < this.#bests.length) return;
    const capacity = nextCapacity(this.#bests.length, prefix + 1);
    this.#bests = grown(this.#bests, capacity);
    this.#versions = grown(this.#versions, capacity);
    this.#selectedAtSeconds = grown(this.#selectedAtSeconds, capacity);
    this.#isBroken = grown(this.#isBroken, capacity);
    this.#wasSelected = grown(this.#wasSelected, capacity);
  }

  #contextToExplain(prefix: PrefixId, whatIf: FamilyRibOptions | undefined): DecisionContext {
    if (whatIf !== undefined) return this.#contextOf(whatIf);
    const selected = this.#wasSelected[prefix] === 1 ? this.best(prefix) : none;
    return { ...this.#context, selected: () => selected };
  }

  #contextOf(options: FamilyRibOptions): DecisionContext {
    return {
      routes: this.routes,
      sources: this.sources,
      pool: this.pool,
      options: options.decision,
      defaultLocalPreference: options.defaultLocalPreference,
      maximumPaths: options.maximumPaths,
      selected: (prefix) => this.best(prefix),
    };
  }
}
