import {
  accumulatedIgpMetric,
  asPathLength,
  neighborAs,
  type PathAttributes,
  parseIpv4,
} from '@bgpeer/bgp-wire';
import { grown, nextCapacity } from './column.ts';
import { type NextHopId, NextHopTable } from './next-hop-table.ts';
import { OctetTable } from './octet-table.ts';
import { none } from './prefix-index.ts';
import { restoreAttributes, storeAttributes, storedBlock, storedNextHop } from './stored-attributes.ts';

/** A set of path attributes (and FRR's weight) as a small number: equal ids mean equal attributes. */
export type AttributesId = number;

const originRanks = { IGP: 0, EGP: 1, INCOMPLETE: 2 } as const;

/**
 * Every attribute set in use, once. A set is counted by who refers to it (routes, and what was advertised), and goes with
 * its last reference. What the decision process compares stands in columns; the rest is read from the octets on demand.
 */
export class AttributePool {
  readonly nextHops = new NextHopTable();
  readonly #stored = new OctetTable();
  /** Received attribute blocks already understood, and the set each one means. */
  readonly #received = new OctetTable();
  #receivedMeans = new Int32Array(64);
  #receivedGeneration = new Uint32Array(64);
  #receivedNotes = new Uint8Array(64);
  /** The note that `remember` was given for the block last recalled. */
  recalledNote = 0;
  #references = new Int32Array(64);
  #generations = new Uint32Array(64);
  #localPreferences = new Uint32Array(64);
  #multiExitDiscs = new Uint32Array(64);
  /** What the set carries: bits. */
  #present = new Uint8Array(64);
  #longLivedStaleCount = 0;
  /** AIGP is rare: only sets with it are in here. */
  readonly #accumulatedIgpMetrics = new Map<AttributesId, bigint>();
  #asPathLengths = new Uint16Array(64);
  #origins = new Uint8Array(64);
  #neighborAses = new Uint32Array(64);
  #originatorIds = new Uint32Array(64);
  #clusterListLengths = new Uint16Array(64);
  #nextHopIds = new Int32Array(64);
  readonly #releaseListeners = new Set<(id: AttributesId) => void>();

  /** Sets in use. */
  get count(): number {
    return this.#stored.count;
  }

  get idLimit(): number {
    return this.#stored.idLimit;
  }

  /** Octets held by the columns and the arenas. */
  get octetCount(): number {
    return this.#stored.octetCount + this.#received.octetCount + this.#references.length * 36;
  }

  /** The id of these attributes with this weight, with one reference more. */
  intern(attributes: PathAttributes, weight: number): AttributesId {
    const id = this.#stored.intern(storeAttributes(attributes), weight);
    if (id >= this.#references.length) this.#grow(id + 1);
    if (this.#references[id] === 0) this.#derive(id, attributes);
    this.#references[id] += 1;
    return id;
  }

  /**
   * The set that a received attribute block means, when it was seen before in the same context and is still in use;
   * else `none`. No reference is added.
   */
  recall(block: Uint8Array, contextKey: number): AttributesId {
    const entry = this.#received.find(block, contextKey);
    if (entry === none) return none;
    const id = this.#receivedMeans[entry];
    this.recalledNote = this.#receivedNotes[entry];
    return this.isInUse(id, this.#receivedGeneration[entry]) ? id : none;
  }

  /** Notes what a received block means, and a small number beside it, so that it need not be parsed again. */
  remember(block: Uint8Array, contextKey: number, id: AttributesId, note: number): void {
    // Blocks of sets long gone are only dropped all at once: they cost a parse, nothing else.
    if (this.#received.count > 2 * this.count + 1_024) this.#received.clear();
    const entry = this.#received.intern(block, contextKey);
    if (entry >= this.#receivedMeans.length) {
      const capacity = nextCapacity(this.#receivedMeans.length, entry + 1);
      this.#receivedMeans = grown(this.#receivedMeans, capacity);
      this.#receivedGeneration = grown(this.#receivedGeneration, capacity);
      this.#receivedNotes = grown(this.#receivedNotes, capacity);
    }
    this.#receivedMeans[entry] = id;
    this.#receivedGeneration[entry] = this.#generations[id];
    this.#receivedNotes[entry] = note;
  }

  retain(id: AttributesId): void {
    this.#references[id] += 1;
  }

  release(id: AttributesId): void {
    this.#references[id] -= 1;
    if (this.#references[id] > 0) return;
    this.#generations[id] += 1;
    this.#stored.release(id);
    this.#accumulatedIgpMetrics.delete(id);
    if (this.isLongLivedStale(id)) this.#longLivedStaleCount -= 1;
    for (const listener of this.#releaseListeners) listener(id);
  }

  /** Counts how often the id was let go: with it an id that was kept without a reference can be known for what it was. */
  generation(id: AttributesId): number {
    return this.#generations[id];
  }

  /** Whether the id still means the set that it meant in this generation. */
  isInUse(id: AttributesId, generation: number): boolean {
    return this.#references[id] > 0 && this.#generations[id] === generation;
  }

  /** Calls back with each id that goes out of use; the returned function ends that. */
  onRelease(listener: (id: AttributesId) => void): () => void {
    this.#releaseListeners.add(listener);
    return () => this.#releaseListeners.delete(listener);
  }

  /** The attributes, made anew from their octets at each call. */
  attributes(id: AttributesId): PathAttributes {
    return restoreAttributes(this.#stored.octets(id));
  }

  /** Every attribute but the next hop, with four-octet AS numbers, as a canonical block: a view, valid until the next `intern`. */
  block(id: AttributesId): Uint8Array {
    return storedBlock(this.#stored.octets(id));
  }

  /** The next hop as MP_REACH_NLRI carries it: a view, valid until the next `intern`. */
  nextHopOctets(id: AttributesId): Uint8Array {
    return storedNextHop(this.#stored.octets(id));
  }

  weight(id: AttributesId): number {
    return this.#stored.tag(id);
  }

  /** `undefined` when the route carries none. */
  localPreference(id: AttributesId): number | undefined {
    return (this.#present[id] & hasLocalPreference) === 0 ? undefined : this.#localPreferences[id];
  }

  multiExitDisc(id: AttributesId): number | undefined {
    return (this.#present[id] & hasMultiExitDisc) === 0 ? undefined : this.#multiExitDiscs[id];
  }

  asPathLength(id: AttributesId): number {
    return this.#asPathLengths[id];
  }

  /** 0 IGP, 1 EGP, 2 INCOMPLETE: the lower the better (RFC 4271, section 9.1.2.2 b). */
  originRank(id: AttributesId): number {
    return this.#origins[id];
  }

  /** The neighbouring AS the route was heard from, 0 for a path that begins in our own AS. */
  neighborAs(id: AttributesId): number {
    return this.#neighborAses[id];
  }

  /** ORIGINATOR_ID as a number (RFC 4456, section 9), 0 for none. */
  originatorId(id: AttributesId): number {
    return this.#originatorIds[id];
  }

  clusterListLength(id: AttributesId): number {
    return this.#clusterListLengths[id];
  }

  /** The metric of AIGP (RFC 7311, section 3), 0 to 2^64 - 1; `undefined` when the route carries none. */
  accumulatedIgpMetric(id: AttributesId): bigint | undefined {
    return (this.#present[id] & hasAigp) === 0 ? undefined : this.#accumulatedIgpMetrics.get(id);
  }

  /** Some set in use has AIGP. */
  get hasAccumulatedIgpMetrics(): boolean {
    return this.#accumulatedIgpMetrics.size > 0;
  }

  /** It carries the community LLGR_STALE (RFC 9494, section 4.6). */
  isLongLivedStale(id: AttributesId): boolean {
    return (this.#present[id] & hasLlgrStale) !== 0;
  }

  /** Some set in use carries LLGR_STALE. */
  get hasLongLivedStale(): boolean {
    return this.#longLivedStaleCount > 0;
  }

  hasExtendedCommunities(id: AttributesId): boolean {
    return (this.#present[id] & hasExtendedCommunities) !== 0;
  }

  /** BLACKHOLE stands among the communities (RFC 7999). */
  isBlackhole(id: AttributesId): boolean {
    return (this.#present[id] & hasBlackhole) !== 0;
  }

  nextHop(id: AttributesId): NextHopId {
    return this.#nextHopIds[id];
  }

  #derive(id: AttributesId, attributes: PathAttributes): void {
    const { asPath = [], localPref, multiExitDisc, originatorId, aigp } = attributes;
    const accumulated = aigp && accumulatedIgpMetric(aigp);
    this.#present[id] =
      (localPref === undefined ? 0 : hasLocalPreference) |
      (multiExitDisc === undefined ? 0 : hasMultiExitDisc) |
      (attributes.communities?.includes(blackhole) ? hasBlackhole : 0) |
      (accumulated === undefined ? 0 : hasAigp) |
      (attributes.communities?.includes(llgrStale) ? hasLlgrStale : 0) |
      (attributes.extendedCommunities === undefined ? 0 : hasExtendedCommunities);
    if (this.isLongLivedStale(id)) this.#longLivedStaleCount += 1;
    if (accumulated !== undefined) this.#accumulatedIgpMetrics.set(id, accumulated);
    this.#localPreferences[id] = localPref ?? 0;
    this.#multiExitDiscs[id] = multiExitDisc ?? 0;
    this.#asPathLengths[id] = asPathLength(asPath);
    this.#origins[id] = originRanks[attributes.origin ?? 'INCOMPLETE'];
    this.#neighborAses[id] = neighborAs(asPath) ?? 0;
    this.#originatorIds[id] = originatorId === undefined ? 0 : (parseIpv4(originatorId) ?? 0);
    this.#clusterListLengths[id] = attributes.clusterList?.length ?? 0;
    this.#nextHopIds[id] = this.nextHops.intern(attributes.nextHop ?? '0.0.0.0');
  }

  #grow(needed: number): void {
    const capacity = nextCapacity(this.#references.length, needed);
    this.#references = grown(this.#references, capacity);
    this.#generations = grown(this.#generations, capacity);
    this.#localPreferences = grown(this.#localPreferences, capacity);
    this.#multiExitDiscs = grown(this.#multiExitDiscs, capacity);
    this.#present = grown(this.#present, capacity);
    this.#asPathLengths = grown(this.#asPathLengths, capacity);
    this.#origins = grown(this.#origins, capacity);
    this.#neighborAses = grown(this.#neighborAses, capacity);
    this.#originatorIds = grown(this.#originatorIds, capacity);
    this.#clusterListLengths = grown(this.#clusterListLengths, capacity);
    this.#nextHopIds = grown(this.#nextHopIds, capacity);
  }
}

const hasLocalPreference = 1;
const hasMultiExitDisc = 2;
const hasBlackhole = 32;
/** RFC 7999, section 5. */
const blackhole = 0xffff029a;
const hasAigp = 4;
const hasLlgrStale = 8;
const hasExtendedCommunities = 16;
/** RFC 9494, section 4.6. */
const llgrStale = 0xffff_0006;
