import type { PolicyAction, PolicyPlace } from '../definitions/policy-place.ts';

/** What every entry of a list has. */
export interface ListEntry {
  readonly sequence: number;
  readonly action: PolicyAction;
  readonly place?: PolicyPlace;
}

/** What a list says: `entry` is the first that fits; without one the list denies. */
export interface ListVerdict {
  readonly permitted: boolean;
  readonly entry?: ListEntry;
  /** The entry in FRR's words, `seq 5 permit 65000:1`; or that there is none. */
  readonly text: string;
}

/** Each entry in words, and the verdict of the entry with this index; -1 is none. */
export function listVerdict<Entry extends ListEntry>(
  entries: readonly Entry[],
  index: number,
  words: (entry: Entry) => string,
): ListVerdict {
  if (index < 0) return { permitted: false, text: 'no entry fits' };
  const entry = entries[index];
  return {
    permitted: entry.action === 'permit',
    entry,
    text: `seq ${entry.sequence} ${entry.action} ${words(entry)}`,
  };
}
