import { type FamilyName, familyOf, type PathAttributes } from '@bgpeer/bgp-wire';
import type { CompiledPolicy, PolicyDecision, PolicyVerdict } from '@bgpeer/policy';
import { type AttributesId, type FamilyRib, none, type PrefixId, type RouteId } from '@bgpeer/rib';
import { ExportCache } from './export-cache.ts';
import { caseCountMax, type ExportCase, ExportCases } from './export-case.ts';
import type { ExportOptions } from './export-options.ts';
import { policyContextOf } from './export-route.ts';
import { prefixClassOf } from './prefix-class.ts';
import { PrefixesInOrder } from './prefixes-in-order.ts';

/** The path identifier of the default route, where paths have one: no route of the table has it. */
export const defaultRoutePathIdentifier = 0xffff_ffff;

/**
 * `default-originate`: the default route that a group is given whether or not we have one ourselves. With a route-map it
 * is given as long as that permits some selected route, and with what the route-map sets at the first prefix that it
 * permits in the table's order, as FRR does it.
 */
export class DefaultRoute {
  readonly #options: ExportOptions;
  readonly #rib: FamilyRib;
  readonly #condition: CompiledPolicy | undefined;
  /** Prefixes whose selected route the route-map permits. */
  readonly #permitted: PrefixesInOrder;
  /** Whether the route-map permits a set in a case: itself, or `none`. */
  readonly #verdicts: ExportCache;
  readonly #cases: ExportCases;
  /** What the route-map makes of the default route at the first prefix. */
  #atFirst: PathAttributes | undefined;

  constructor(options: ExportOptions, rib: FamilyRib, condition: CompiledPolicy | undefined) {
    this.#options = options;
    this.#rib = rib;
    this.#condition = condition;
    this.#permitted = new PrefixesInOrder((one, other) => rib.index.compare(one, other));
    this.#cases = new ExportCases(options, condition?.looksAtSource ?? false);
    this.#verdicts = new ExportCache(rib.pool, (id, exportCase) => this.#workOut(id, exportCase));
  }

  /** The route as it would be our own, or undefined while nothing fulfils the condition. */
  get attributes(): PathAttributes | undefined {
    if (this.#condition === undefined) return defaultAttributes(this.#options.family);
    return this.#atFirst;
  }

  /** The selection of a prefix changed; whether the default route may be another one now. */
  update(prefix: PrefixId): boolean {
    if (this.#condition === undefined) return false;
    const { first: before } = this.#permitted;
    if (this.#isPermitted(prefix, this.#condition)) this.#permitted.add(prefix);
    else this.#permitted.delete(prefix);
    const { first } = this.#permitted;
    if (first === before && first !== prefix) return false;
    this.#atFirst = first === undefined ? undefined : this.#madeAt(first, this.#condition);
    return true;
  }

  /** It is not used after this. */
  dispose(): void {
    this.#verdicts.dispose();
  }

  /** The prefix is the default one, which the group is given from here alone. */
  isAt(prefix: PrefixId): boolean {
    return this.#rib.index.bitLength(prefix) === 0;
  }

  /** The id of the default prefix, made when it is new: it may be released while nobody is sent it. */
  prefix(): PrefixId {
    const { addressOctetCount } = familyOf(this.#options.family);
    return this.#rib.index.intern(new Uint8Array(addressOctetCount), 0, 0);
  }

  #isPermitted(prefix: PrefixId, condition: CompiledPolicy): boolean {
    const best = this.#rib.best(prefix);
    if (best === none) return false;
    if (this.#cases.count > caseCountMax) {
      this.#verdicts.clear();
      this.#cases.clear();
    }
    return (
      this.#verdicts.exported(this.#rib.routes.attributes(best), this.#caseOf(prefix, best, condition)) !==
      none
    );
  }

  #caseOf(prefix: PrefixId, route: RouteId, condition: CompiledPolicy): number {
    const source = this.#rib.sources.get(this.#rib.routes.source(route));
    return this.#cases.of(source, 'fresh', prefixClassOf(this.#rib, prefix, condition), false);
  }

  #workOut(id: AttributesId, exportCase: number): AttributesId {
    if (this.#verdictOn(id, this.#cases.get(exportCase), this.#condition!).permitted === false) return none;
    this.#rib.pool.retain(id);
    return id;
  }

  #verdictOn(id: AttributesId, exportCase: ExportCase, condition: CompiledPolicy): PolicyVerdict {
    const { pool } = this.#rib;
    const subject = { attributes: pool.attributes(id), weight: pool.weight(id) };
    return condition.evaluate(exportCase.prefixClass, subject, policyContextOf(exportCase, this.#options));
  }

  #madeAt(prefix: PrefixId, condition: CompiledPolicy): PathAttributes | undefined {
    const best = this.#rib.best(prefix);
    if (best === none) return undefined;
    const id = this.#rib.routes.attributes(best);
    const exportCase = this.#cases.get(this.#caseOf(prefix, best, condition));
    const verdict = this.#verdictOn(id, exportCase, condition);
    if (!verdict.permitted) return undefined;
    const own = defaultAttributes(this.#options.family);
    // As FRR, which asks of the route and sets on the default one: mostly the default one itself goes the same way.
    const context = policyContextOf(exportCase, this.#options);
    const ofDefault = condition.evaluate(exportCase.prefixClass, { attributes: own, weight: 0 }, context);
    const isSameWay = ofDefault.permitted && isSameDecision(ofDefault.decidedBy, verdict.decidedBy);
    if (isSameWay) return ofDefault.attributes;
    return withChanges(own, this.#rib.pool.attributes(id), verdict.attributes);
  }
}

function isSameDecision(one: PolicyDecision, other: PolicyDecision): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** As FRR's: like a network of our own. */
function defaultAttributes(family: FamilyName): PathAttributes {
  return {
    origin: 'IGP',
    asPath: [],
    nextHop: family === 'ipv4-unicast' ? '0.0.0.0' : '::',
    multiExitDisc: 0,
  };
}

const settable = [
  'origin',
  'multiExitDisc',
  'localPref',
  'communities',
  'largeCommunities',
  'extendedCommunities',
] as const satisfies readonly (keyof PathAttributes)[];

/** The default route with what a route-map changed of the route that it permitted. */
function withChanges(own: PathAttributes, before: PathAttributes, after: PathAttributes): PathAttributes {
  const changed = settable.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return { ...own, ...Object.fromEntries(changed.map((name) => [name, after[name]])) };
}
