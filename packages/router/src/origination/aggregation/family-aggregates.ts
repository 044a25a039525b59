import { type FamilyName, familyOf, parsePrefix } from '@bgpeer/bgp-wire';
import type { PolicySubject } from '@bgpeer/policy';
import { type FamilyRib, none, type PrefixId, PrefixIndex } from '@bgpeer/rib';
import type { AggregateConfiguration } from '../../configuration.ts';
import type { RouterState } from '../../router-state.ts';
import { isAggregateSelected, type LocalRoutes, localWeight } from '../local-routes.ts';
import { throughRouteMap } from '../route-map-application.ts';
import { Aggregate } from './aggregate.ts';
import { aggregateAttributes } from './aggregate-attributes.ts';

/** The aggregates of one family, kept up to date with what is selected. */
export class FamilyAggregates {
  readonly #family: FamilyName;
  readonly #state: RouterState;
  readonly #rib: FamilyRib;
  readonly #routes: LocalRoutes;
  readonly #tell: (prefix: PrefixId) => void;
  readonly #index: PrefixIndex;
  /** By id in `#index`. */
  readonly #aggregates = new Map<number, Aggregate>();
  /** No longer configured, and still to let go of what they hold. */
  readonly #dissolving = new Set<Aggregate>();
  /** Of the aggregates, shortest first. */
  #bitLengths: readonly number[] = [];
  readonly #octets: Uint8Array;
  /** The prefix to go on with through what was selected before; `none` when that is done. */
  #unfilledFrom: PrefixId = none;

  constructor(family: FamilyName, state: RouterState, routes: LocalRoutes, tell: (prefix: PrefixId) => void) {
    this.#family = family;
    this.#state = state;
    this.#rib = state.ribs.get(family)!;
    this.#routes = routes;
    this.#tell = tell;
    this.#index = new PrefixIndex(familyOf(family));
    this.#octets = new Uint8Array(familyOf(family).addressOctetCount);
  }

  /** There is nothing to keep up to date, and nothing left of what there was. */
  get isEmpty(): boolean {
    return this.#aggregates.size === 0 && this.#dissolving.size === 0;
  }

  get isPending(): boolean {
    if (this.#unfilledFrom !== none || this.#dissolving.size > 0) return true;
    for (const { unjudged } of this.#aggregates.values()) if (unjudged.size > 0) return true;
    return false;
  }

  configure(configured: readonly AggregateConfiguration[]): void {
    const wanted = new Map(configured.map((each) => [each.prefix, each]));
    for (const [id, aggregate] of [...this.#aggregates]) {
      const next = wanted.get(aggregate.configuration.prefix);
      if (next !== undefined && this.#identityOf(next) === aggregate.identity) {
        wanted.delete(next.prefix);
        continue;
      }
      this.#aggregates.delete(id);
      this.#index.release(id);
      aggregate.isThere = false;
      this.#dissolving.add(aggregate);
      // One that takes its place sees to the route when it knows what is selected.
      if (next === undefined) this.#routes.delete(aggregate.prefix, 'aggregate');
    }
    for (const each of wanted.values()) this.#add(each);
    const lengths = Array.from(this.#aggregates.values(), ({ prefix }) => prefix.bitLength);
    this.#bitLengths = [...new Set(lengths)].sort((a, b) => a - b);
  }

  runSlice(prefixCountMax: number): void {
    if (this.#unfilledFrom !== none) {
      this.#fill(prefixCountMax);
      return;
    }
    let count = prefixCountMax;
    for (const aggregate of this.#aggregates.values()) count -= this.#judgeSome(aggregate, count);
    for (const aggregate of this.#dissolving) {
      for (const prefix of aggregate.held()) {
        if (count === 0) return;
        count -= 1;
        this.#letGo(aggregate, prefix);
      }
      this.#dissolving.delete(aggregate);
    }
  }

  /** To be told before the prefixes are advertised: what is held back is not said first. */
  selectionChanged(prefixIds: Int32Array): void {
    const concerned = new Set<Aggregate>();
    for (const prefix of prefixIds) {
      this.#follow(prefix, concerned);
      for (const aggregate of this.#dissolving) this.#letGo(aggregate, prefix);
    }
    for (const aggregate of concerned) {
      if (!aggregate.isFilled) continue;
      this.#review(aggregate);
      this.#judgeSome(aggregate, prefixIds.length);
    }
  }

  #add(configuration: AggregateConfiguration): void {
    const prefix = parsePrefix(configuration.prefix)!;
    const id = this.#index.intern(prefix.octets, 0, prefix.bitLength);
    const identity = this.#identityOf(configuration);
    this.#aggregates.set(id, new Aggregate(configuration, prefix, identity, this.#state.pool));
    this.#unfilledFrom = 0;
  }

  /** Equal for aggregates that come out equal: the configuration, and what its route-maps say. */
  #identityOf(configuration: AggregateConfiguration): string {
    const { policies } = this.#state;
    const { asNumber, bgpIdentifier } = this.#state.configuration;
    const fingerprints = [configuration.routeMap, configuration.suppressMap].map(
      (name) => name !== undefined && policies.routeMap(name).fingerprint,
    );
    return JSON.stringify([configuration, fingerprints, asNumber, bgpIdentifier]);
  }

  #fill(prefixCountMax: number): void {
    const { index } = this.#rib;
    const end = Math.min(index.idLimit, this.#unfilledFrom + prefixCountMax);
    for (let prefix = this.#unfilledFrom; prefix < end; prefix += 1)
      if (index.isKnown(prefix)) this.#follow(prefix);
    this.#unfilledFrom = end === index.idLimit ? none : end;
    if (this.#unfilledFrom !== none) return;
    for (const aggregate of this.#aggregates.values()) {
      aggregate.isFilled = true;
      this.#review(aggregate);
    }
  }

  /** Takes note of what is selected for the prefix in every aggregate that it is a more specific one of. */
  #follow(prefix: PrefixId, concerned?: Set<Aggregate>): void {
    const bitLength = this.#rib.index.bitLength(prefix);
    this.#rib.index.writeOctets(prefix, this.#octets);
    for (const length of this.#bitLengths) {
      if (length >= bitLength) return;
      const aggregate = this.#aggregates.get(this.#index.find(this.#octets, 0, length));
      if (aggregate === undefined) continue;
      this.#followIn(aggregate, prefix);
      concerned?.add(aggregate);
    }
  }

  #followIn(aggregate: Aggregate, prefix: PrefixId): void {
    const best = this.#rib.best(prefix);
    const isMember = best !== none && !isAggregateSelected(this.#state, this.#family, prefix);
    if (isMember) aggregate.add(prefix, this.#rib.routes.attributes(best));
    else aggregate.delete(prefix);
    this.#judge(aggregate, prefix);
  }

  /** Makes the aggregate anew, or takes it away. */
  #review(aggregate: Aggregate): void {
    const made = this.#make(aggregate);
    if (made === undefined) this.#routes.delete(aggregate.prefix, 'aggregate');
    else this.#routes.set(aggregate.prefix, 'aggregate', made);
    if (aggregate.isThere === (made !== undefined)) return;
    aggregate.isThere = made !== undefined;
    if (!holdsBack(aggregate.configuration)) return;
    for (const prefix of aggregate.members()) aggregate.unjudged.add(prefix);
  }

  /** The route of the aggregate; undefined when it is not to be there. */
  #make(aggregate: Aggregate): PolicySubject | undefined {
    const { configuration, prefix } = aggregate;
    const contributions = aggregate.contributions();
    if (contributions.length === 0) return undefined;
    const meds = new Set(contributions.map(({ multiExitDisc }) => multiExitDisc));
    if (configuration.matchingMedOnly && meds.size > 1) return undefined;
    const attributes = aggregateAttributes(contributions, configuration, this.#state.configuration);
    const subject = { attributes, weight: localWeight };
    return throughRouteMap(this.#state.policies, configuration.routeMap, prefix, subject, {});
  }

  /** How many were judged. */
  #judgeSome(aggregate: Aggregate, countMax: number): number {
    let count = 0;
    for (const prefix of aggregate.unjudged) {
      if (count === countMax) break;
      count += 1;
      this.#judge(aggregate, prefix);
    }
    return count;
  }

  /** Finds out whether the prefix is to be held back from peers. */
  #judge(aggregate: Aggregate, prefix: PrefixId): void {
    aggregate.unjudged.delete(prefix);
    const isHeldBack = this.#isHeldBack(aggregate, prefix);
    if (isHeldBack === aggregate.suppressed.has(prefix)) return;
    const suppressed = this.#state.suppressed.get(this.#family)!;
    if (isHeldBack) aggregate.suppressed.add(prefix);
    else aggregate.suppressed.delete(prefix);
    const changed = isHeldBack ? suppressed.add(prefix) : suppressed.delete(prefix);
    if (changed) this.#tell(prefix);
  }

  #isHeldBack(aggregate: Aggregate, prefix: PrefixId): boolean {
    const { summaryOnly, suppressMap } = aggregate.configuration;
    const set = aggregate.attributes(prefix);
    if (!aggregate.isThere || set === undefined) return false;
    if (suppressMap === undefined) return summaryOnly;
    const { policies, pool } = this.#state;
    const subject = { attributes: pool.attributes(set), weight: pool.weight(set) };
    return (
      summaryOnly ||
      throughRouteMap(policies, suppressMap, this.#rib.index.toPrefix(prefix), subject, {}) !== undefined
    );
  }

  /** An aggregate that is no more has nothing to do with the prefix any longer. */
  #letGo(aggregate: Aggregate, prefix: PrefixId): void {
    aggregate.delete(prefix);
    this.#judge(aggregate, prefix);
  }
}

function holdsBack({ summaryOnly, suppressMap }: AggregateConfiguration): boolean {
  return summaryOnly || suppressMap !== undefined;
}
