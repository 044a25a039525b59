import type { AttributePool, AttributesId } from './attribute-pool.ts';
import { grown, nextCapacity } from './column.ts';
import type { IneligibleReason } from './decision/explanation.ts';
import { none, type PrefixId } from './prefix-index.ts';
import type { PeerNumber, SourceId, SourceTable } from './route-source.ts';

/** A row of the route table. */
export type RouteId = number;

/** Why a route was taken in but takes no part in the decision, as its code in a row; 0 is eligible. */
export const ineligibleReasons: readonly (IneligibleReason | undefined)[] = [
  undefined,
  'as-loop',
  'next-hop-is-ours',
  'originator-loop',
  'cluster-loop',
  'denied-by-policy',
  'first-as-missing',
  'route-leak',
  'attributes-too-long',
];

export function ineligibleCode(reason: IneligibleReason | undefined): number {
  return ineligibleReasons.indexOf(reason);
}

/** What `RouteTable.set` did. */
export type RouteChange = 'added' | 'changed' | 'unchanged';

/**
 * The Adj-RIBs-In of one family, and the routes of our own: a row a route in columns, with a list for each prefix,
 * newest first. A route is known by its prefix, its peer and its path identifier (RFC 7911, section 3).
 */
export class RouteTable {
  readonly #pool: AttributePool;
  readonly #sources: SourceTable;
  /** By prefix: its newest route + 1. */
  #firsts = new Int32Array(64);
  #prefixes = new Int32Array(64).fill(none);
  #sourceIds = new Uint16Array(64);
  #attributes = new Int32Array(64);
  #nexts = new Int32Array(64);
  #ineligible = new Uint8Array(64);
  #updatedAtSeconds = new Uint32Array(64);
  /** Made when the first route with a path identifier comes. */
  #pathIdentifiers: Uint32Array | undefined;
  /** What was received + 1 where import made something else of it, else 0. Made when the first such route comes. */
  #received: Int32Array | undefined;
  #rowLimit = 0;
  readonly #freed: RouteId[] = [];

  constructor(pool: AttributePool, sources: SourceTable) {
    this.#pool = pool;
    this.#sources = sources;
  }

  get count(): number {
    return this.#rowLimit - this.#freed.length;
  }

  /** Every row is below this. */
  get rowLimit(): number {
    return this.#rowLimit;
  }

  get octetCount(): number {
    const columns = [this.#firsts, this.#pathIdentifiers, this.#received];
    return columns.reduce((sum, column) => sum + (column?.byteLength ?? 0), this.#prefixes.length * 19);
  }

  /** The newest route of a prefix, or `none`. */
  first(prefix: PrefixId): RouteId {
    return prefix < this.#firsts.length ? this.#firsts[prefix] - 1 : none;
  }

  /** The next older route of the same prefix, or `none`. */
  next(route: RouteId): RouteId {
    return this.#nexts[route];
  }

  /** `none` for a row that is not in use. */
  prefix(route: RouteId): PrefixId {
    return this.#prefixes[route];
  }

  source(route: RouteId): SourceId {
    return this.#sourceIds[route];
  }

  /** As import left them. */
  attributes(route: RouteId): AttributesId {
    return this.#attributes[route];
  }

  /** As the peer gave them, before import. */
  received(route: RouteId): AttributesId {
    const received = this.#received === undefined ? 0 : this.#received[route];
    return received === 0 ? this.#attributes[route] : received - 1;
  }

  pathIdentifier(route: RouteId): number {
    return this.#pathIdentifiers === undefined ? 0 : this.#pathIdentifiers[route];
  }

  ineligibleCode(route: RouteId): number {
    return this.#ineligible[route];
  }

  /** Seconds in the clock that `set` was given. */
  updatedAtSeconds(route: RouteId): number {
    return this.#updatedAtSeconds[route];
  }

  find(prefix: PrefixId, peer: PeerNumber, pathIdentifier: number): RouteId {
    let route = this.first(prefix);
    while (route !== none) {
      if (
        this.pathIdentifier(route) === pathIdentifier &&
        this.#sources.get(this.#sourceIds[route]).peer === peer
      )
        return route;
      route = this.#nexts[route];
    }
    return none;
  }

  /**
   * Takes a route in, in place of the one the same peer gave for the prefix before: what came, and what import made of it.
   * A change of what came alone counts as none.
   */
  set(
    prefix: PrefixId,
    source: SourceId,
    pathIdentifier: number,
    attributes: AttributesId,
    ineligible: number,
    atSeconds: number,
    received: AttributesId = attributes,
  ): RouteChange {
    const known = this.find(prefix, this.#sources.get(source).peer, pathIdentifier);
    if (known === none) {
      const route = this.#add(prefix, source, pathIdentifier, attributes, ineligible, atSeconds);
      this.#setReceived(route, received);
      return 'added';
    }
    const before = this.#sourceIds[known];
    if (before !== source) {
      const eligible = this.#ineligible[known] === 0 ? 1 : 0;
      this.#sources.count(before, -1, -eligible);
      this.#sources.count(source, 1, eligible);
      this.#sourceIds[known] = source;
    }
    const changed = this.#put(known, attributes, ineligible, atSeconds, received);
    return changed || before !== source ? 'changed' : 'unchanged';
  }

  /** Another outcome of import for a route that stays as it was received; whether it is another. */
  reimport(route: RouteId, attributes: AttributesId, ineligible: number, atSeconds: number): boolean {
    return this.#put(route, attributes, ineligible, atSeconds, this.received(route));
  }

  /** Forgets a route. */
  remove(route: RouteId): void {
    const prefix = this.#prefixes[route];
    const next = this.#nexts[route];
    let before = this.first(prefix);
    if (before === route) {
      this.#firsts[prefix] = next + 1;
    } else {
      while (this.#nexts[before] !== route) before = this.#nexts[before];
      this.#nexts[before] = next;
    }
    this.#sources.count(this.#sourceIds[route], -1, this.#ineligible[route] === 0 ? -1 : 0);
    this.#setReceived(route, this.#attributes[route]);
    this.#pool.release(this.#attributes[route]);
    this.#prefixes[route] = none;
    this.#freed.push(route);
  }

  #put(
    route: RouteId,
    attributes: AttributesId,
    ineligible: number,
    atSeconds: number,
    received: AttributesId,
  ): boolean {
    const before = this.#attributes[route];
    const wasIneligible = this.#ineligible[route];
    // Both stay in use meanwhile: what the row lets go may be the last reference to what it takes.
    this.#pool.retain(received);
    this.#pool.retain(attributes);
    this.#setReceived(route, before);
    const changed = before !== attributes || wasIneligible !== ineligible;
    if (changed) {
      const eligibleChange = (ineligible === 0 ? 1 : 0) - (wasIneligible === 0 ? 1 : 0);
      this.#sources.count(this.#sourceIds[route], 0, eligibleChange);
      this.#ineligible[route] = ineligible;
      this.#updatedAtSeconds[route] = atSeconds;
      this.#attributes[route] = attributes;
    }
    this.#pool.release(changed ? before : attributes);
    this.#setReceived(route, received);
    this.#pool.release(received);
    return changed;
  }

  /** The row refers to what was received by itself where that is not what it has. */
  #setReceived(route: RouteId, received: AttributesId): void {
    const next = received === this.#attributes[route] ? 0 : received + 1;
    if (next === 0 && this.#received === undefined) return;
    this.#received ??= new Int32Array(this.#prefixes.length);
    const before = this.#received[route];
    if (before === next) return;
    if (next !== 0) this.#pool.retain(received);
    this.#received[route] = next;
    if (before !== 0) this.#pool.release(before - 1);
  }

  #add(
    prefix: PrefixId,
    source: SourceId,
    pathIdentifier: number,
    attributes: AttributesId,
    ineligible: number,
    atSeconds: number,
  ): RouteId {
    const route = this.#freed.pop() ?? this.#nextRow();
    if (prefix >= this.#firsts.length)
      this.#firsts = grown(this.#firsts, nextCapacity(this.#firsts.length, prefix + 1));
    this.#prefixes[route] = prefix;
    this.#sourceIds[route] = source;
    this.#attributes[route] = attributes;
    this.#ineligible[route] = ineligible;
    this.#updatedAtSeconds[route] = atSeconds;
    this.#nexts[route] = this.#firsts[prefix] - 1;
    this.#firsts[prefix] = route + 1;
    if (pathIdentifier !== 0) this.#pathIdentifiers ??= new Uint32Array(this.#prefixes.length);
    if (this.#pathIdentifiers !== undefined) this.#pathIdentifiers[route] = pathIdentifier;
    this.#pool.retain(attributes);
    this.#sources.count(source, 1, ineligible === 0 ? 1 : 0);
    return route;
  }

  #nextRow(): RouteId {
    if (this.#rowLimit === this.#prefixes.length) {
      const capacity = nextCapacity(this.#rowLimit, this.#rowLimit + 1);
      this.#prefixes = grown(this.#prefixes, capacity, none);
      this.#sourceIds = grown(this.#sourceIds, capacity);
      this.#attributes = grown(this.#attributes, capacity);
      this.#nexts = grown(this.#nexts, capacity);
      this.#ineligible = grown(this.#ineligible, capacity);
      this.#updatedAtSeconds = grown(this.#updatedAtSeconds, capacity);
      if (this.#pathIdentifiers !== undefined) this.#pathIdentifiers = grown(this.#pathIdentifiers, capacity);
      if (this.#received !== undefined) this.#received = grown(this.#received, capacity);
    }
    this.#rowLimit += 1;
    return this.#rowLimit - 1;
  }
}
