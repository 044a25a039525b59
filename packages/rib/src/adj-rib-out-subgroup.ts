import type { AttributePool } from './attribute-pool.ts';
import { Bitmap } from './bitmap.ts';
import type { LogReader } from './change-log.ts';
import type { SlotId } from './path-slots.ts';
import { none } from './prefix-index.ts';
import type { PeerNumber } from './route-source.ts';
import { SentSets } from './sent-sets.ts';

/** Members that were sent the same and are at the same place: what is encoded for one is encoded for all. */
export class AdjRibOutSubgroup implements LogReader {
  readonly members: Set<PeerNumber>;
  position = 0;
  /** Slots under which they were sent something that they still have. */
  advertised = new Bitmap();
  /** What they have under an advertised slot, where that is not what the group advertises by now. */
  sentBefore: SentSets;
  /** They are sent everything once more, also what they have (RFC 2918, section 4). */
  isResending = false;
  /** Advertisements that wait for the interval between advertisements to end (RFC 4271, section 9.2.1.1). */
  deferred = new Set<SlotId>();
  /** Slots from here on are yet to be looked at for what the members still have from another group, or `none`. */
  sweepFrom: SlotId = none;

  constructor(pool: AttributePool, members: Iterable<PeerNumber>) {
    this.members = new Set(members);
    this.sentBefore = new SentSets(pool);
  }

  /** The same state for other members. */
  copyFor(pool: AttributePool, members: Iterable<PeerNumber>): AdjRibOutSubgroup {
    const copy = new AdjRibOutSubgroup(pool, members);
    copy.position = this.position;
    copy.advertised = this.advertised.copy();
    copy.sentBefore = this.sentBefore.copy();
    copy.isResending = this.isResending;
    copy.deferred = new Set(this.deferred);
    copy.sweepFrom = this.sweepFrom;
    return copy;
  }

  get octetCount(): number {
    return this.advertised.octetCount + this.sentBefore.octetCount;
  }
}
