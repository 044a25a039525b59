import type { AttributePool, AttributesId } from './attribute-pool.ts';
import { Bitmap } from './bitmap.ts';
import { ChangeLog, type LogReader } from './change-log.ts';
import { grown, nextCapacity } from './column.ts';
import type { SlotId } from './path-slots.ts';
import { none } from './prefix-index.ts';
import type { PeerNumber } from './route-source.ts';

/** Members that were sent the same and are at the same place: what is encoded for one is encoded for all. */
export interface AdjRibOutSubgroup extends LogReader {
  readonly members: Set<PeerNumber>;
  advertised: Bitmap;
}

/** Told of one slot to advertise with these attributes, or to withdraw (`none`). */
export type AdvertisementVisitor = (slot: SlotId, attributes: AttributesId) => void;

/**
 * The Adj-RIB-Out of all peers of one family that share their export options: what is advertised is one column of
 * attribute sets by slot: by prefix id, or where several paths of a prefix are sent (RFC 7911), by number of `PathSlots`.
 * Each subgroup reads the log of changes at its own pace, and knows by a bit for each slot what it has been sent; a peer
 * that does not read for a while costs that, and nothing else.
 */
export class AdjRibOut {
  readonly subgroups: AdjRibOutSubgroup[] = [];
  readonly #pool: AttributePool;
  readonly #log = new ChangeLog();
  /** By slot: attribute set + 1; 0 is not advertised. Each holds a reference. */
  #advertised = new Int32Array(64);

  constructor(pool: AttributePool) {
    this.#pool = pool;
  }

  get memberCount(): number {
    return this.subgroups.reduce((count, subgroup) => count + subgroup.members.size, 0);
  }

  get octetCount(): number {
    const bitmaps = this.subgroups.reduce((octets, subgroup) => octets + subgroup.advertised.octetCount, 0);
    return this.#advertised.byteLength + this.#log.octetCount + bitmaps;
  }

  /** What the group advertises in a slot, or `none`. */
  attributes(slot: SlotId): AttributesId {
    return slot < this.#advertised.length ? this.#advertised[slot] - 1 : none;
  }

  /** From now on the slot is advertised with these attributes, or not at all (`none`). */
  set(slot: SlotId, attributes: AttributesId): void {
    const before = this.attributes(slot);
    if (before === attributes) return;
    if (slot >= this.#advertised.length) {
      this.#advertised = grown(this.#advertised, nextCapacity(this.#advertised.length, slot + 1));
    }
    if (attributes !== none) this.#pool.retain(attributes);
    if (before !== none) this.#pool.release(before);
    this.#advertised[slot] = attributes + 1;
    this.#log.append(slot);
    if (this.#log.isSparse) this.#log.compact(this.subgroups, (kept) => this.attributes(kept) !== none);
  }

  /** A new member: it will be sent everything. */
  join(member: PeerNumber): void {
    this.subgroups.push({ members: new Set([member]), position: 0, advertised: new Bitmap() });
  }

  leave(member: PeerNumber): void {
    const subgroup = this.subgroupOf(member);
    subgroup.members.delete(member);
    if (subgroup.members.size === 0) this.subgroups.splice(this.subgroups.indexOf(subgroup), 1);
  }

  subgroupOf(member: PeerNumber): AdjRibOutSubgroup {
    const subgroup = this.subgroups.find((candidate) => candidate.members.has(member));
    if (subgroup === undefined) throw new Error(`peer ${member} is not in this Adj-RIB-Out`);
    return subgroup;
  }

  /** Gives a member a subgroup of its own, at the same place. */
  splitOff(member: PeerNumber): AdjRibOutSubgroup {
    const subgroup = this.subgroupOf(member);
    if (subgroup.members.size === 1) return subgroup;
    subgroup.members.delete(member);
    const own = {
      members: new Set([member]),
      position: subgroup.position,
      advertised: subgroup.advertised.copy(),
    };
    this.subgroups.push(own);
    return own;
  }

  /** The member will be sent everything once more (RFC 2918, section 4). */
  restart(member: PeerNumber): void {
    this.splitOff(member).position = 0;
  }

  isUpToDate(subgroup: AdjRibOutSubgroup): boolean {
    return subgroup.position === this.#log.end;
  }

  /** Joins a subgroup that has read everything to another that has, if there is one. */
  mergeUpToDate(subgroup: AdjRibOutSubgroup): void {
    const twin = this.subgroups.find((other) => other !== subgroup && this.isUpToDate(other));
    if (twin === undefined) return;
    for (const member of subgroup.members) twin.members.add(member);
    twin.advertised = twin.advertised.union(subgroup.advertised);
    this.subgroups.splice(this.subgroups.indexOf(subgroup), 1);
  }

  /** Reads on for a subgroup, up to `countMax` places: visits what has to be advertised or withdrawn now. */
  advance(subgroup: AdjRibOutSubgroup, countMax: number, visit: AdvertisementVisitor): void {
    const end = Math.min(this.#log.end, subgroup.position + countMax);
    for (let position = subgroup.position; position < end; position += 1) {
      const slot = this.#log.at(position);
      if (slot === none) continue;
      const attributes = this.attributes(slot);
      if (attributes !== none) {
        subgroup.advertised.add(slot);
        visit(slot, attributes);
      } else if (subgroup.advertised.has(slot)) {
        subgroup.advertised.delete(slot);
        visit(slot, none);
      }
    }
    subgroup.position = end;
  }

  /** Nobody was sent the slot, nobody waits for it, and it is not advertised. */
  isUnused(slot: SlotId): boolean {
    if (this.attributes(slot) !== none) return false;
    return this.subgroups.every(
      (subgroup) => !subgroup.advertised.has(slot) && !this.#log.isAfter(slot, subgroup.position),
    );
  }

  /** The slot's number is about to be given to another. */
  forget(slot: SlotId): void {
    this.#log.forget(slot);
  }

  /** Lets go of every attribute set: the group is not used after this. */
  dispose(): void {
    for (let slot = 0; slot < this.#advertised.length; slot += 1) {
      if (this.#advertised[slot] !== 0) this.#pool.release(this.#advertised[slot] - 1);
    }
    this.#advertised = new Int32Array(0);
  }
}
