import { type FamilyName, familyOf, type PathAttributes } from '@bgpeer/bgp-wire';
import type { CompiledPolicy, PolicyDecision } from '@bgpeer/policy';
import { type FamilyRib, none, type PrefixId } from '@bgpeer/rib';
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
  /** Prefixes whose selected route the route-map permits, with what it makes of the default route there. */
  readonly #permitted = new Map<PrefixId, PathAttributes>();
  readonly #permittedInOrder: PrefixesInOrder;

  constructor(options: ExportOptions, rib: FamilyRib, condition: CompiledPolicy | undefined) {
    this.#options = options;
    this.#rib = rib;
    this.#condition = condition;
    this.#permittedInOrder = new PrefixesInOrder((one, other) => rib.index.compare(one, other));
  }

  /** The route as it would be our own, or undefined while nothing fulfils the condition. */
  get attributes(): PathAttributes | undefined {
    if (this.#condition === undefined) return defaultAttributes(this.#options.family);
    const { first } = this.#permittedInOrder;
    return first === undefined ? undefined : this.#permitted.get(first);
  }

  /** The selection of a prefix changed; whether the default route may be another one now. */
  update(prefix: PrefixId): boolean {
    if (this.#condition === undefined) return false;
    const { first: before } = this.#permittedInOrder;
    const attributes = this.#permittedAs(prefix, this.#condition);
    if (attributes === undefined) {
      this.#permitted.delete(prefix);
      this.#permittedInOrder.delete(prefix);
    } else {
      this.#permitted.set(prefix, attributes);
      this.#permittedInOrder.add(prefix);
    }
    const { first: after } = this.#permittedInOrder;
    return before !== after || before === prefix;
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

  #permittedAs(prefix: PrefixId, condition: CompiledPolicy): PathAttributes | undefined {
    const best = this.#rib.best(prefix);
    if (best === none) return undefined;
    const { pool, routes } = this.#rib;
    const [attributes, weight] = [
      pool.attributes(routes.attributes(best)),
      pool.weight(routes.attributes(best)),
    ];
    const { kind, address, isClient } = this.#rib.sources.get(routes.source(best));
    const context = policyContextOf(
      {
        kind,
        isClient,
        ...(kind !== 'local' && { learnedFrom: address }),
        staleness: 'fresh',
        prefixClass: 0,
        isSuppressed: false,
      },
      this.#options,
    );
    const prefixClass = prefixClassOf(this.#rib, prefix, condition);
    const verdict = condition.evaluate(prefixClass, { attributes, weight }, context);
    if (!verdict.permitted) return undefined;
    const own = defaultAttributes(this.#options.family);
    // As FRR, which asks of the route and sets on the default one: mostly the default one itself goes the same way.
    const ofDefault = condition.evaluate(prefixClass, { attributes: own, weight: 0 }, context);
    const isSameWay = ofDefault.permitted && isSameDecision(ofDefault.decidedBy, verdict.decidedBy);
    return isSameWay ? ofDefault.attributes : withChanges(own, attributes, verdict.attributes);
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
