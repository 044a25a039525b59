import { AdjRibOutSubgroup } from './adj-rib-out-subgroup.ts';
import type { AttributePool, AttributesId } from './attribute-pool.ts';
import { ChangeLog } from './change-log.ts';
import { grown, nextCapacity } from './column.ts';
import type { SlotId } from './path-slots.ts';
import { none } from './prefix-index.ts';
import type { PeerNumber } from './route-source.ts';

/** Told of one slot to advertise with these attributes, or to withdraw (`none`). */
export type AdvertisementVisitor = (slot: SlotId, attributes: AttributesId) => void;

/**
 * The Adj-RIB-Out of all peers of one family that share their export options: what is advertised is one column of
 * attribute sets by slot: by prefix id, or where several paths of a prefix are sent (RFC 7911), by number of `PathSlots`.
 * Each subgroup reads the log of changes at its own pace, and knows by a bit for each slot what it has been sent, and
 * which set that was where the group's is another one by now; a peer that does not read for a while costs that, and
 * nothing else. Nobody is sent twice in a row what it has.
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
    const ofSubgroups = this.subgroups.reduce((octets, subgroup) => octets + subgroup.octetCount, 0);
    return this.#advertised.byteLength + this.#log.octetCount + ofSubgroups;
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
    if (before !== none) {
      this.#keepWhatWasSent(slot, before);
      this.#pool.release(before);
    }
    this.#advertised[slot] = attributes + 1;
    this.#log.append(slot);
    if (this.#log.isSparse) this.#log.compact(this.subgroups, (kept) => this.attributes(kept) !== none);
  }

  /** A new member: it will be sent everything. */
  join(member: PeerNumber): void {
    this.subgroups.push(new AdjRibOutSubgroup(this.#pool, [member]));
  }

  /**
   * New members that come from another Adj-RIB-Out with all that they were sent there: they will be sent what differs. The
   * other one must be left by them, and lets go of them here.
   *
   * @param members all of one subgroup of `from`
   * @param slotHere the slot of this Adj-RIB-Out that stands for a slot of `from`
   */
  joinFrom(from: AdjRibOut, members: readonly PeerNumber[], slotHere: (slot: SlotId) => SlotId): void {
    const before = from.subgroupOf(members[0]);
    const subgroup = new AdjRibOutSubgroup(this.#pool, members);
    for (const there of before.advertised) {
      const slot = slotHere(there);
      subgroup.advertised.add(slot);
      subgroup.sentBefore.add(slot, from.sentTo(before, there));
    }
    subgroup.isResending = before.isResending;
    subgroup.sweepFrom = 0;
    for (const member of members) from.leave(member);
    this.subgroups.push(subgroup);
  }

  /** What a subgroup has under a slot that was advertised to it. */
  sentTo(subgroup: AdjRibOutSubgroup, slot: SlotId): AttributesId {
    const before = subgroup.sentBefore.get(slot);
    return before === none ? this.attributes(slot) : before;
  }

  leave(member: PeerNumber): void {
    const subgroup = this.subgroupOf(member);
    subgroup.members.delete(member);
    if (subgroup.members.size > 0) return;
    subgroup.sentBefore.clear();
    this.subgroups.splice(this.subgroups.indexOf(subgroup), 1);
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
    const own = subgroup.copyFor(this.#pool, [member]);
    this.subgroups.push(own);
    return own;
  }

  /** The member will be sent everything once more (RFC 2918, section 4). */
  restart(member: PeerNumber): void {
    const subgroup = this.splitOff(member);
    subgroup.position = 0;
    subgroup.isResending = true;
  }

  /** The subgroup knows of everything, though some of it may be deferred. */
  hasReadAll(subgroup: AdjRibOutSubgroup): boolean {
    return subgroup.position === this.#log.end && subgroup.sweepFrom === none;
  }

  isUpToDate(subgroup: AdjRibOutSubgroup): boolean {
    return this.hasReadAll(subgroup) && subgroup.deferred.size === 0;
  }

  /** Joins a subgroup that has read everything to another that has, if there is one: that other one. */
  mergeUpToDate(subgroup: AdjRibOutSubgroup): AdjRibOutSubgroup | undefined {
    const twin = this.subgroups.find((other) => other !== subgroup && this.isUpToDate(other));
    if (twin === undefined) return undefined;
    for (const member of subgroup.members) twin.members.add(member);
    twin.advertised = twin.advertised.union(subgroup.advertised);
    this.subgroups.splice(this.subgroups.indexOf(subgroup), 1);
    return twin;
  }

  /**
   * Reads on for a subgroup, up to `countMax` places: visits what has to be advertised or withdrawn now.
   *
   * @param deferAdvertisements only withdrawals are visited; what is to be advertised is kept for `advertiseDeferred`
   */
  advance(
    subgroup: AdjRibOutSubgroup,
    countMax: number,
    visit: AdvertisementVisitor,
    deferAdvertisements = false,
  ): void {
    const end = Math.min(this.#log.end, subgroup.position + countMax);
    for (let position = subgroup.position; position < end; position += 1) {
      const slot = this.#log.at(position);
      if (slot === none) continue;
      if (deferAdvertisements && this.attributes(slot) !== none) subgroup.deferred.add(slot);
      else this.#tell(subgroup, slot, visit);
    }
    subgroup.position = end;
    if (end === this.#log.end && subgroup.deferred.size === 0) subgroup.isResending = false;
  }

  /** Visits up to `countMax` of the advertisements that were deferred. */
  advertiseDeferred(subgroup: AdjRibOutSubgroup, countMax: number, visit: AdvertisementVisitor): void {
    let count = 0;
    for (const slot of subgroup.deferred) {
      if (count === countMax) return;
      count += 1;
      this.#tell(subgroup, slot, visit);
    }
    if (subgroup.position === this.#log.end) subgroup.isResending = false;
  }

  /**
   * Looks at up to `countMax` slots for what a subgroup has from another group and this one does not advertise. To be called
   * when the group holds all that it is to advertise, and the subgroup has read it.
   */
  sweep(subgroup: AdjRibOutSubgroup, countMax: number, visit: AdvertisementVisitor): void {
    const start = subgroup.sweepFrom;
    if (start === none || subgroup.position !== this.#log.end) return;
    const end = Math.min(subgroup.sentBefore.slotLimit, start + countMax);
    for (let slot = start; slot < end; slot += 1) {
      const isLeftOver = subgroup.sentBefore.get(slot) !== none && !subgroup.deferred.has(slot);
      if (isLeftOver) this.#tell(subgroup, slot, visit);
    }
    subgroup.sweepFrom = end === subgroup.sentBefore.slotLimit ? none : end;
  }

  /** Nobody was sent the slot, nobody waits for it, and it is not advertised. */
  isUnused(slot: SlotId): boolean {
    if (this.attributes(slot) !== none) return false;
    return this.subgroups.every(
      (subgroup) =>
        !subgroup.advertised.has(slot) &&
        !subgroup.deferred.has(slot) &&
        !this.#log.isAfter(slot, subgroup.position),
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
    for (const subgroup of this.subgroups) subgroup.sentBefore.clear();
  }

  /** The group is about to advertise something else than what its subgroups were sent. */
  #keepWhatWasSent(slot: SlotId, attributes: AttributesId): void {
    for (const { advertised, sentBefore } of this.subgroups) {
      if (advertised.has(slot) && sentBefore.get(slot) === none) sentBefore.add(slot, attributes);
    }
  }

  #tell(subgroup: AdjRibOutSubgroup, slot: SlotId, visit: AdvertisementVisitor): void {
    const attributes = this.attributes(slot);
    const isAdvertised = subgroup.advertised.has(slot);
    const hasItAlready = isAdvertised && this.sentTo(subgroup, slot) === attributes;
    if (subgroup.deferred.size > 0) subgroup.deferred.delete(slot);
    if (subgroup.sentBefore.count > 0) subgroup.sentBefore.delete(slot);
    if (attributes !== none) {
      if (hasItAlready && !subgroup.isResending) return;
      subgroup.advertised.add(slot);
      visit(slot, attributes);
    } else if (isAdvertised) {
      subgroup.advertised.delete(slot);
      visit(slot, none);
    }
  }
}
