import type { Instant } from '@bgpeer/fsm';
import {
  AdjRibOut,
  type AdjRibOutSubgroup,
  type FamilyRib,
  none,
  type PeerNumber,
  type PrefixId,
} from '@bgpeer/rib';
import { AdvertisementBuckets } from './advertisement-buckets.ts';
import { ExportCache } from './export-cache.ts';
import type { ExportOptions } from './export-options.ts';
import type { UpdateRecipient } from './update-recipient.ts';
import { UpdateWriter } from './update-writer.ts';

/** A peer with more than this waiting to be sent is given nothing more for now. */
const outputQueueOctetsMax = 1_048_576;
/** So long the others of a subgroup wait for one that does not read; then they go on without it. */
const patienceMs = 1_000;

/** The peers of one family that are sent the same: what is encoded for one goes to all that are at the same place. */
export class UpdateGroup<Member extends UpdateRecipient = UpdateRecipient> {
  /** From 1, for people. */
  readonly number: number;
  readonly options: ExportOptions;
  readonly adjRibOut: AdjRibOut;
  readonly #rib: FamilyRib;
  readonly #members = new Map<PeerNumber, Member>();
  readonly #cache: ExportCache;
  readonly #buckets = new AdvertisementBuckets();
  readonly #writer: UpdateWriter;
  /** Who is sent what is being written. */
  #recipients: readonly Member[] = [];
  #now: Instant = 0;
  /** Since when some of a subgroup wait for the others of it. */
  readonly #blockedSince = new WeakMap<AdjRibOutSubgroup, Instant>();
  /** Prefixes from here on were not looked at yet since the group was made. */
  #unfilledFrom: PrefixId = 0;

  constructor(number: number, options: ExportOptions, rib: FamilyRib) {
    this.number = number;
    this.options = options;
    this.#rib = rib;
    this.adjRibOut = new AdjRibOut(rib.pool);
    this.#cache = new ExportCache(rib.pool, options);
    this.#writer = new UpdateWriter(options, rib, (octets, messageCount) => this.#send(octets, messageCount));
  }

  get isEmpty(): boolean {
    return this.#members.size === 0;
  }

  join(peer: Member): void {
    this.#members.set(peer.number, peer);
    this.adjRibOut.join(peer.number);
  }

  leave(peer: Member): void {
    this.#members.delete(peer.number);
    this.adjRibOut.leave(peer.number);
  }

  /** The group is not used after this. */
  dispose(): void {
    this.adjRibOut.dispose();
    this.#cache.dispose();
  }

  /** The selection of a prefix changed. */
  update(prefix: PrefixId): void {
    const best = this.#rib.best(prefix);
    if (best === none) {
      this.adjRibOut.set(prefix, none);
      return;
    }
    const source = this.#rib.sources.get(this.#rib.routes.source(best));
    this.adjRibOut.set(prefix, this.#cache.exported(this.#rib.routes.attributes(best), source.kind));
  }

  /** There is something that could be done now. */
  hasWork(): boolean {
    if (this.#isFilling()) return true;
    return this.adjRibOut.subgroups.some((subgroup) => !this.#isDone(subgroup) && this.#isReady(subgroup));
  }

  /** When patience with a peer that does not read ends. */
  nextTimeout(): Instant | undefined {
    const since = this.adjRibOut.subgroups.map((subgroup) => this.#blockedSince.get(subgroup));
    const earliest = Math.min(...since.filter((instant) => instant !== undefined));
    return earliest === Number.POSITIVE_INFINITY ? undefined : earliest + patienceMs;
  }

  /** Does some of the work; tells of members that have been sent everything there is. */
  runSlice(placeCountMax: number, now: Instant, onUpToDate: (peer: Member) => void): void {
    if (this.#isFilling()) this.#fill(placeCountMax);
    for (const subgroup of [...this.adjRibOut.subgroups]) {
      if (this.#isDone(subgroup) || !this.#mayGoOn(subgroup, now)) continue;
      this.adjRibOut.advance(subgroup, placeCountMax, this.#buckets.add);
      this.#writeTo(this.#membersOf(subgroup), now);
      if (this.#isFilling() || !this.adjRibOut.isUpToDate(subgroup)) continue;
      for (const member of this.#membersOf(subgroup)) onUpToDate(member);
      this.adjRibOut.mergeUpToDate(subgroup);
    }
  }

  #writeTo(members: readonly Member[], now: Instant): void {
    if (this.#buckets.isEmpty) return;
    this.#recipients = members;
    this.#now = now;
    this.#writer.write(this.#buckets);
    this.#buckets.clear();
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
