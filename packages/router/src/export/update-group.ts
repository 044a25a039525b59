import type { Instant } from '@bgpeer/fsm';
import {
  type AdjRibOut,
  type AdjRibOutSubgroup,
  type AdvertisementVisitor,
  type AttributesId,
  type FamilyRib,
  none,
  type PeerNumber,
  type PrefixId,
  type SlotId,
} from '@bgpeer/rib';
import { AdvertisementBuckets } from './advertisement-buckets.ts';
import { AdvertisementIntervals } from './advertisement-intervals.ts';
import { mayNameTheRecipient, ownNextHop } from './export-next-hop.ts';
import type { ExportOptions } from './export-options.ts';
import { GroupRoutes, type GroupSurroundings } from './group-routes.ts';
import type { UpdateRecipient } from './update-recipient.ts';
import { UpdateWriter } from './update-writer.ts';

/** A peer with more than this waiting to be sent is given nothing more for now. */
const outputQueueOctetsMax = 1_048_576;
/** So long the others of a subgroup wait for one that does not read; then they go on without it. */
const patienceMs = 1_000;

/**
 * The peers of one family that are sent the same: what is encoded for one goes to all that are at the same place. A route
 * goes to the peer that it was learned from too, as FRR sends it: that one finds its own AS number, or itself as the
 * originator, in it.
 */
export class UpdateGroup<Member extends UpdateRecipient = UpdateRecipient> {
  /** From 1, for people. */
  readonly number: number;
  readonly options: ExportOptions;
  readonly routes: GroupRoutes;
  readonly adjRibOut: AdjRibOut;
  readonly #rib: FamilyRib;
  readonly #members = new Map<PeerNumber, Member>();
  readonly #intervals: AdvertisementIntervals;
  readonly #buckets = new AdvertisementBuckets();
  readonly #writer: UpdateWriter;
  /** Who is sent what is being written. */
  #recipients: readonly Member[] = [];
  #now: Instant = 0;
  /** Since when some of a subgroup wait for the others of it. */
  readonly #blockedSince = new WeakMap<AdjRibOutSubgroup, Instant>();
  /** Prefixes from here on were not looked at yet since the group was made. */
  #unfilledFrom: PrefixId = 0;

  constructor(number: number, options: ExportOptions, surroundings: GroupSurroundings) {
    const { rib } = surroundings;
    this.number = number;
    this.options = options;
    this.#rib = rib;
    this.routes = new GroupRoutes(options, surroundings);
    this.adjRibOut = this.routes.adjRibOut;
    this.#intervals = new AdvertisementIntervals(options.advertisementIntervalSeconds, surroundings.random);
    this.#writer = new UpdateWriter(options, rib, this.routes.slots, (octets, messageCount) =>
      this.#send(octets, messageCount),
    );
    this.routes.begin();
  }

  get isEmpty(): boolean {
    return this.#members.size === 0;
  }

  join(peer: Member): void {
    this.#members.set(peer.number, peer);
    this.adjRibOut.join(peer.number);
  }

  /** Members of another group that are in one subgroup there: they bring along what they were sent, and are sent what differs. */
  joinFrom(other: UpdateGroup<Member>, peers: readonly Member[]): void {
    const numbers = peers.map(({ number }) => number);
    this.adjRibOut.joinFrom(other.adjRibOut, numbers, (slot) => this.#slotOf(other, slot));
    for (const peer of peers) {
      other.#members.delete(peer.number);
      this.#members.set(peer.number, peer);
    }
  }

  leave(peer: Member): void {
    this.#members.delete(peer.number);
    this.adjRibOut.leave(peer.number);
  }

  /** The group is not used after this. */
  dispose(): void {
    this.routes.dispose();
  }

  /** The selection of a prefix changed. */
  update(prefix: PrefixId): void {
    this.routes.update(prefix);
  }

  /** The peer has been sent the prefix, by whatever paths. */
  isAdvertisedTo(peer: PeerNumber, prefix: PrefixId): boolean {
    const { advertised } = this.adjRibOut.subgroupOf(peer);
    const { slots } = this.routes;
    if (slots === undefined) return advertised.has(prefix);
    for (let slot = slots.first(prefix); slot !== none; slot = slots.next(slot))
      if (advertised.has(slot)) return true;
    return false;
  }

  /** There is something that could be done now. */
  hasWork(now: Instant): boolean {
    if (this.#isFilling()) return true;
    return this.adjRibOut.subgroups.some(
      (subgroup) =>
        !this.#isDone(subgroup) && this.#isReady(subgroup) && !this.#waitsForInterval(subgroup, now),
    );
  }

  /** When patience with a peer that does not read ends, or an interval between advertisements. */
  nextTimeout(): Instant | undefined {
    const instants = this.adjRibOut.subgroups.flatMap((subgroup) => {
      const since = this.#blockedSince.get(subgroup);
      const waiting = subgroup.deferred.size > 0 ? [this.#intervals.endOf(subgroup)] : [];
      return since === undefined ? waiting : [...waiting, since + patienceMs];
    });
    return instants.length === 0 ? undefined : Math.min(...instants);
  }

  /** Does some of the work; tells of members that have been sent everything there is. */
  runSlice(placeCountMax: number, now: Instant, onUpToDate: (peer: Member) => void): void {
    if (this.#isFilling()) this.#fill(placeCountMax);
    for (const subgroup of [...this.adjRibOut.subgroups]) {
      if (this.#isDone(subgroup) || !this.#mayGoOn(subgroup, now)) continue;
      this.#gather(subgroup, placeCountMax, now);
      this.#writeTo(this.#membersOf(subgroup), now);
      if (this.#isFilling() || !this.adjRibOut.isUpToDate(subgroup)) continue;
      this.#intervals.burstEnded(subgroup, now);
      for (const member of this.#membersOf(subgroup)) onUpToDate(member);
      const twin = this.adjRibOut.mergeUpToDate(subgroup);
      if (twin !== undefined) this.#intervals.merge(subgroup, twin);
    }
  }

  /** Takes what has to be said to a subgroup now into the buckets. */
  #gather(subgroup: AdjRibOutSubgroup, placeCountMax: number, now: Instant): void {
    const mustWait = this.#intervals.mustWait(subgroup, now);
    const visit = this.#intervals.areOn ? this.#noting(subgroup) : this.#buckets.add;
    this.adjRibOut.advance(subgroup, placeCountMax, visit, mustWait);
    if (!mustWait) this.adjRibOut.advertiseDeferred(subgroup, placeCountMax, visit);
    if (!this.#isFilling()) this.adjRibOut.sweep(subgroup, placeCountMax, visit);
  }

  /** Into the buckets, and noted for the interval. */
  #noting(subgroup: AdjRibOutSubgroup): AdvertisementVisitor {
    return (slot, attributes) => {
      if (attributes !== none) this.#intervals.advertised(subgroup);
      this.#buckets.add(slot, attributes);
    };
  }

  /** Everything is said but what waits for the interval to end. */
  #waitsForInterval(subgroup: AdjRibOutSubgroup, now: Instant): boolean {
    return (
      subgroup.deferred.size > 0 &&
      this.#intervals.mustWait(subgroup, now) &&
      this.adjRibOut.hasReadAll(subgroup)
    );
  }

  /** The slot that means here what a slot of another group means there. */
  #slotOf({ routes }: UpdateGroup<Member>, slot: SlotId): SlotId {
    if (this.routes.slots === undefined || routes.slots === undefined) return slot;
    return this.routes.slots.intern(routes.slots.prefix(slot), routes.slots.pathIdentifier(slot));
  }

  #writeTo(members: readonly Member[], now: Instant): void {
    if (this.#buckets.isEmpty) return;
    this.#now = now;
    const { ordinary, ownAddresses } = this.#partition(this.#buckets.sets(), members);
    this.#recipients = members;
    this.#writer.write(this.#buckets, ordinary);
    for (const [member, sets] of ownAddresses) {
      this.#recipients = members.filter((other) => other !== member);
      this.#writer.write(this.#buckets, sets);
      this.#recipients = [member];
      this.#writer.write(this.#buckets, sets, { nextHop: ownNextHop(this.options) });
    }
    this.#buckets.clear();
  }

  /** Nobody is told to reach a prefix through itself (RFC 4271, section 5.1.3): sets whose next hop is a member stand apart. */
  #partition(
    sets: readonly AttributesId[],
    members: readonly Member[],
  ): {
    readonly ordinary: readonly AttributesId[];
    readonly ownAddresses: ReadonlyMap<Member, AttributesId[]>;
  } {
    const ownAddresses = new Map<Member, AttributesId[]>();
    if (!mayNameTheRecipient(this.options)) return { ordinary: sets, ownAddresses };
    const byAddress = new Map(members.map((member) => [member.address, member]));
    const { pool } = this.#rib;
    const ordinary = sets.filter((set) => {
      const member = set === none ? undefined : byAddress.get(pool.nextHops.address(pool.nextHop(set)));
      if (member === undefined) return true;
      ownAddresses.set(member, [...(ownAddresses.get(member) ?? []), set]);
      return false;
    });
    return { ordinary, ownAddresses };
  }

  #send(octets: Uint8Array, messageCount: number): void {
    for (const { session } of this.#recipients) {
      session.handleInput({ type: 'send', kind: 'update', messageCount, octets }, this.#now);
    }
  }

  #isFilling(): boolean {
    return this.#unfilledFrom < this.#rib.index.idLimit && this.#unfilledFrom !== none;
  }

  /** Takes over what was selected before the group was made. */
  #fill(countMax: number): void {
    const end = Math.min(this.#rib.index.idLimit, this.#unfilledFrom + countMax);
    for (let prefix = this.#unfilledFrom; prefix < end; prefix += 1) {
      if (this.#rib.best(prefix) !== none) this.update(prefix);
    }
    this.#unfilledFrom = end === this.#rib.index.idLimit ? none : end;
  }

  #isDone(subgroup: AdjRibOutSubgroup): boolean {
    if (!this.adjRibOut.isUpToDate(subgroup)) return false;
    return (
      this.#isFilling() ||
      !this.#membersOf(subgroup).some((peer) => peer.endOfRibDue.has(this.options.family))
    );
  }

  /** Nobody of the subgroup is behind with reading, or the patience of the others is yet to begin. */
  #isReady(subgroup: AdjRibOutSubgroup): boolean {
    const members = this.#membersOf(subgroup);
    const blocked = members.filter(isBlocked);
    if (blocked.length === 0) return true;
    return blocked.length < members.length && !this.#blockedSince.has(subgroup);
  }

  /** Whether nobody of the subgroup is behind with reading; those who are too long get a subgroup of their own. */
  #mayGoOn(subgroup: AdjRibOutSubgroup, now: Instant): boolean {
    const members = this.#membersOf(subgroup);
    const blocked = members.filter(isBlocked);
    if (blocked.length === 0) {
      this.#blockedSince.delete(subgroup);
      return true;
    }
    if (blocked.length === members.length) {
      this.#blockedSince.delete(subgroup);
      return false;
    }
    const since = this.#blockedSince.get(subgroup) ?? now;
    this.#blockedSince.set(subgroup, since);
    if (now < since + patienceMs) return false;
    this.#blockedSince.delete(subgroup);
    for (const peer of blocked) this.adjRibOut.splitOff(peer.number);
    return true;
  }

  #membersOf(subgroup: AdjRibOutSubgroup): Member[] {
    return Array.from(subgroup.members, (number) => this.#members.get(number)!);
  }
}

function isBlocked(peer: UpdateRecipient): boolean {
  return peer.session.outputQueueOctets > outputQueueOctetsMax;
}
