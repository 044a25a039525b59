import { type PathAttributes, parsePrefix } from '@bgpeer/bgp-wire';
import {
  AdjRibOut,
  type AttributesId,
  type FamilyRib,
  none,
  PathSlots,
  type PrefixId,
  type RouteId,
} from '@bgpeer/rib';
import { DefaultRoute, defaultRoutePathIdentifier } from './default-route.ts';
import { ExportCache } from './export-cache.ts';
import { caseCountMax, type ExportCaseDetail, ExportCases } from './export-case.ts';
import type { ExportOptions } from './export-options.ts';
import type { ExportPolicies } from './export-policies.ts';
import { type ExplainedExport, type ExportOutcome, explainExport, exportRoute } from './export-route.ts';
import { pathsToSend } from './exported-paths.ts';
import { PrefixAllowance } from './prefix-allowance.ts';
import { prefixClassOf } from './prefix-class.ts';
import { SharedLoad } from './shared-load.ts';

/** What a group takes from its surroundings. */
export interface GroupSurroundings {
  readonly rib: FamilyRib;
  readonly policies: ExportPolicies;
  /** An aggregate of ours suppresses the prefix. */
  readonly isSuppressed: (prefix: PrefixId) => boolean;
  /** From 0 up to, not including, 1, for jitter. */
  readonly random: () => number;
}

/** What a group advertises: its Adj-RIB-Out as it follows from the selected routes, its options and its policies. */
export class GroupRoutes {
  readonly adjRibOut: AdjRibOut;
  /** Where several paths of a prefix are sent (RFC 7911); else the slot of a prefix is its id. */
  readonly slots: PathSlots | undefined;
  readonly #options: ExportOptions;
  readonly #surroundings: GroupSurroundings;
  readonly #cases: ExportCases;
  readonly #cache: ExportCache;
  readonly #looksAtSelection: boolean;
  /** AIGP grows where we become the next hop (RFC 7311, section 3.4.3). */
  readonly #addsInteriorCost: boolean;
  readonly #defaultRoute: DefaultRoute | undefined;
  readonly #allowance: PrefixAllowance | undefined;
  readonly #sharedLoad: SharedLoad | undefined;

  constructor(options: ExportOptions, surroundings: GroupSurroundings) {
    const { rib, policies } = surroundings;
    this.#options = options;
    this.#surroundings = surroundings;
    this.adjRibOut = new AdjRibOut(rib.pool);
    this.slots = options.addPath === undefined ? undefined : new PathSlots();
    const asked = [policies.attached, policies.unsuppress, policies.lists];
    const looksAtSource = asked.some((policy) => policy?.looksAtSource);
    this.#looksAtSelection = asked.some((policy) => policy?.looksAtSelection);
    this.#cases = new ExportCases(options, looksAtSource);
    this.#cache = new ExportCache(rib.pool, (id, exportCase) => this.#workOut(id, exportCase));
    this.#addsInteriorCost =
      options.aigp && (options.session === 'external' || options.nextHopSelf || options.nextHopSelfForce);
    if (options.defaultOriginate !== undefined && options.policy !== 'RFC 8212')
      this.#defaultRoute = new DefaultRoute(options, rib, policies.defaultOriginate);
    if (options.aggregatesEqualCost) this.#sharedLoad = new SharedLoad(rib);
    if (options.prefixCountMaxOut !== undefined)
      this.#allowance = new PrefixAllowance(options.prefixCountMaxOut);
  }

  /** What is advertised can change though the selection does not: every decision must be told of. */
  get looksBeyondSelection(): boolean {
    return this.#options.addPath !== undefined || this.#addsInteriorCost || this.#looksAtSelection;
  }

  /** `maximum-prefix-out` holds the prefix back. */
  isHeldBack(prefix: PrefixId): boolean {
    return this.#allowance?.isWaiting(prefix) ?? false;
  }

  /** To be called once, before anything else is advertised. */
  begin(): void {
    if (this.#defaultRoute !== undefined) this.#advertiseDefaultRoute(this.#defaultRoute);
  }

  /** The selection of a prefix changed, or something else that its advertisement hangs on. */
  update(prefix: PrefixId): void {
    const defaultRoute = this.#defaultRoute;
    if (defaultRoute !== undefined) {
      if (defaultRoute.update(prefix)) this.#advertiseDefaultRoute(defaultRoute);
      if (defaultRoute.isAt(prefix)) return;
    }
    if (this.#sharedLoad !== undefined && this.#surroundings.rib.best(prefix) === none)
      this.#sharedLoad.forget(prefix);
    if (this.slots !== undefined) this.#setPaths(prefix, this.slots, this.#options.addPath!);
    else {
      const best = this.#surroundings.rib.best(prefix);
      this.#set(prefix, best === none ? none : this.#exported(prefix, best));
    }
  }

  /** The routes of a prefix that would be sent if nothing held them back: the selected one, or with add-path those chosen. */
  candidates(prefix: PrefixId): readonly RouteId[] {
    const { rib } = this.#surroundings;
    if (this.#options.addPath !== undefined) return pathsToSend(rib, prefix, this.#options.addPath);
    const best = rib.best(prefix);
    return best === none ? [] : [best];
  }

  /**
   * What becomes of a route of a prefix, and the way through the policy.
   *
   * @param policies equal to those of the group, and perhaps newer: they know where they stand in the configuration now
   */
  explain(prefix: PrefixId, route: RouteId, policies: ExportPolicies): ExplainedExport {
    const { pool, index } = this.#surroundings.rib;
    const id = this.#attributesOf(prefix, route);
    const exportCase = this.#cases.get(this.#caseOf(prefix, route));
    const exported = { attributes: pool.attributes(id), weight: pool.weight(id), exportCase };
    return explainExport(exported, this.#options, policies, parsePrefix(index.format(prefix))!);
  }

  /** No peer of the group has anything to do with the prefix. */
  isUnused(prefix: PrefixId): boolean {
    if (this.slots !== undefined) return this.slots.releaseUnused(prefix, this.adjRibOut);
    return this.adjRibOut.isUnused(prefix);
  }

  /** The prefix's id is about to be given to another. */
  forget(prefix: PrefixId): void {
    if (this.slots === undefined) this.adjRibOut.forget(prefix);
  }

  get octetCount(): number {
    return this.adjRibOut.octetCount + (this.slots?.octetCount ?? 0);
  }

  dispose(): void {
    this.adjRibOut.dispose();
    this.#cache.dispose();
    this.#sharedLoad?.dispose();
    this.#defaultRoute?.dispose();
  }

  #set(prefix: PrefixId, attributes: AttributesId): void {
    const allowance = this.#allowance;
    if (allowance === undefined) {
      this.adjRibOut.set(prefix, attributes);
    } else if (attributes !== none) {
      this.adjRibOut.set(prefix, allowance.admit(prefix) ? attributes : none);
    } else {
      this.adjRibOut.set(prefix, none);
      const next = allowance.release(prefix);
      if (next !== none) this.update(next);
    }
  }

  #setPaths(prefix: PrefixId, slots: PathSlots, addPath: NonNullable<ExportOptions['addPath']>): void {
    const { rib } = this.#surroundings;
    const advertised = new Set<number>();
    for (const route of pathsToSend(rib, prefix, addPath)) {
      const attributes = this.#exported(prefix, route);
      if (attributes === none || this.#allowance?.admit(prefix) === false) continue;
      const slot = slots.intern(prefix, rib.pathIdentifierToSend(route));
      advertised.add(slot);
      this.adjRibOut.set(slot, attributes);
    }
    for (let slot = slots.first(prefix); slot !== none; slot = slots.next(slot))
      if (!advertised.has(slot)) this.adjRibOut.set(slot, none);
    if (advertised.size > 0 || this.#allowance === undefined || this.#allowance.isWaiting(prefix)) return;
    const next = this.#allowance.release(prefix);
    if (next !== none) this.update(next);
  }

  #advertiseDefaultRoute(defaultRoute: DefaultRoute): void {
    const { attributes } = defaultRoute;
    const prefix = defaultRoute.prefix();
    const slot = this.slots?.intern(prefix, defaultRoutePathIdentifier) ?? prefix;
    const id = attributes === undefined ? none : this.#originated(attributes);
    this.adjRibOut.set(slot, id);
    if (id !== none) this.#surroundings.rib.pool.release(id);
  }

  /** What becomes of the default route of `default-originate`; undefined while nothing fulfils its condition. */
  get defaultRouteOutcome(): ExportOutcome | undefined {
    const attributes = this.#defaultRoute?.attributes;
    return attributes === undefined ? undefined : this.#exportedPastPolicy(attributes);
  }

  /** A route of our own for this group alone, past its policy, with one reference more. */
  #originated(attributes: PathAttributes): AttributesId {
    const outcome = this.#exportedPastPolicy(attributes);
    if ('withheld' in outcome) return none;
    return this.#surroundings.rib.pool.intern(outcome.attributes, 0);
  }

  #exportedPastPolicy(attributes: PathAttributes): ExportOutcome {
    return exportRoute(
      {
        attributes,
        weight: 0,
        exportCase: {
          kind: 'local',
          isClient: false,
          staleness: 'fresh',
          prefixClass: 0,
          isSuppressed: false,
        },
      },
      { ...this.#options, policy: 'none' },
      {},
    );
  }

  #exported(prefix: PrefixId, route: RouteId): AttributesId {
    const exportCase = this.#caseOf(prefix, route);
    return this.#cache.exported(this.#attributesOf(prefix, route), exportCase);
  }

  /** Those of the route, unless it stands for all that share its load. */
  #attributesOf(prefix: PrefixId, route: RouteId): AttributesId {
    const { rib } = this.#surroundings;
    const standsForAll = this.#sharedLoad !== undefined && route === rib.best(prefix);
    return standsForAll ? this.#sharedLoad.attributes(prefix, route) : rib.routes.attributes(route);
  }

  #caseOf(prefix: PrefixId, route: RouteId): number {
    const { rib, policies, isSuppressed } = this.#surroundings;
    const suppressed = isSuppressed(prefix);
    const policy = suppressed ? policies.unsuppress : policies.attached;
    const sourceId = rib.routes.source(route);
    if (this.#cases.count > caseCountMax) {
      this.#cache.clear();
      this.#cases.clear();
    }
    const source = rib.sources.get(sourceId);
    const staleness = rib.sources.staleness(sourceId);
    const selection = this.#detail(prefix, rib.routes.attributes(route));
    const detail = suppressed ? this.#withListClass(prefix, selection) : selection;
    if (policy === undefined && !suppressed && detail === undefined)
      return this.#cases.ofSource(sourceId, source, staleness);
    const prefixClass = policy === undefined ? 0 : prefixClassOf(rib, prefix, policy);
    return this.#cases.of(source, staleness, prefixClass, suppressed, detail);
  }

  #withListClass(prefix: PrefixId, detail: ExportCaseDetail | undefined): ExportCaseDetail | undefined {
    const { rib, policies } = this.#surroundings;
    if (policies.lists === undefined) return detail;
    return { ...detail, listClass: prefixClassOf(rib, prefix, policies.lists) };
  }

  /** What the advertisement hangs on besides, as far as it does. */
  #detail(prefix: PrefixId, attributes: AttributesId): ExportCaseDetail | undefined {
    const { rib } = this.#surroundings;
    const { pool } = rib;
    if (this.#looksAtSelection)
      return {
        interiorCost: pool.nextHops.metric(pool.nextHop(attributes)),
        equalCostCount: rib.equalCostSet(prefix).length,
        ...bandwidthDetail(rib.linkBandwidthSum(prefix)),
      };
    const mayBeShared = rib.routes.next(rib.routes.first(prefix)) !== none;
    const sum =
      mayBeShared && pool.hasExtendedCommunities(attributes) ? rib.linkBandwidthSum(prefix) : undefined;
    const interiorCost = this.#interiorCost(attributes);
    if (sum === undefined && interiorCost === undefined) return undefined;
    return { ...(interiorCost !== undefined && { interiorCost }), ...bandwidthDetail(sum) };
  }

  /** It matters to AIGP, where it is more than the least that is added (RFC 7311, section 3.4.3). */
  #interiorCost(attributes: AttributesId): number | undefined {
    const { pool } = this.#surroundings.rib;
    if (!this.#addsInteriorCost || pool.accumulatedIgpMetric(attributes) === undefined) return undefined;
    const interiorCost = pool.nextHops.metric(pool.nextHop(attributes));
    return interiorCost > 1 ? interiorCost : undefined;
  }

  #workOut(id: AttributesId, exportCase: number): AttributesId {
    const { pool } = this.#surroundings.rib;
    const outcome = exportRoute(
      { attributes: pool.attributes(id), weight: pool.weight(id), exportCase: this.#cases.get(exportCase) },
      this.#options,
      this.#surroundings.policies,
    );
    return 'withheld' in outcome ? none : pool.intern(outcome.attributes, 0);
  }
}

function bandwidthDetail(linkBandwidthSum: number | undefined): Pick<ExportCaseDetail, 'linkBandwidthSum'> {
  return linkBandwidthSum === undefined ? {} : { linkBandwidthSum };
}
