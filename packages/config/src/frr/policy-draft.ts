import type {
  AccessListDocument,
  AsPathListDocument,
  CommunityListDocument,
  PrefixListDocument,
} from '../document/policy/list-documents.ts';
import type { PoliciesDocument } from '../document/policy/policies-document.ts';
import type { RouteMapEntryDocument } from '../document/policy/route-map-document.ts';
import type { RouteMapMatchDocument } from '../document/policy/route-map-match-document.ts';
import type { RouteMapSetDocument } from '../document/policy/route-map-set-document.ts';
import type { Place } from '../problem.ts';

/** The entries of each kind of list. */
export type ListEntries = {
  prefixLists: PrefixListDocument['entries'][number];
  ipv6PrefixLists: PrefixListDocument['entries'][number];
  accessLists: AccessListDocument['entries'][number];
  ipv6AccessLists: AccessListDocument['entries'][number];
  asPathLists: AsPathListDocument['entries'][number];
  communityLists: CommunityListDocument['entries'][number];
  extendedCommunityLists: CommunityListDocument['entries'][number];
  largeCommunityLists: CommunityListDocument['entries'][number];
};

export type ListKind = keyof ListEntries;

/** A list while the file is read: entries by their sequence numbers. */
export type ListDraft<Entry> = {
  description?: string;
  readonly entries: Map<number, { readonly entry: Entry; readonly place: Place }>;
  /** What its entries say besides their numbers, to know repetitions by. */
  readonly contents: Map<string, number>;
  sequenceMax: number;
  readonly place: Place;
};

/** An entry of a route-map while the file is read. */
export type RouteMapEntryDraft = {
  readonly sequence: number;
  action: 'permit' | 'deny';
  description?: string;
  readonly match: RouteMapMatchDocument;
  readonly sets: { readonly set: RouteMapSetDocument; readonly place: Place }[];
  call?: string;
  onMatch?: 'next' | number;
  /** Of `match.KEY`, `call` and `onMatch`. */
  readonly places: Map<string, Place>;
  readonly place: Place;
};

type ListDrafts = { readonly [Kind in ListKind]: Map<string, ListDraft<ListEntries[Kind]>> };

/** Lists and route-maps as far as they have been read; statements write into them. */
export class PolicyDraft {
  readonly #lists: ListDrafts = {
    prefixLists: new Map(),
    ipv6PrefixLists: new Map(),
    accessLists: new Map(),
    ipv6AccessLists: new Map(),
    asPathLists: new Map(),
    communityLists: new Map(),
    extendedCommunityLists: new Map(),
    largeCommunityLists: new Map(),
  };
  readonly routeMaps = new Map<string, Map<number, RouteMapEntryDraft>>();

  lists<Kind extends ListKind>(kind: Kind): Map<string, ListDraft<ListEntries[Kind]>> {
    return this.#lists[kind] as Map<string, ListDraft<ListEntries[Kind]>>;
  }

  /** The list of a name, made when there is none. */
  list<Kind extends ListKind>(kind: Kind, name: string, place: Place): ListDraft<ListEntries[Kind]> {
    const lists = this.lists(kind);
    const known = lists.get(name);
    if (known !== undefined) return known;
    const made: ListDraft<ListEntries[Kind]> = {
      entries: new Map(),
      contents: new Map(),
      sequenceMax: 0,
      place,
    };
    lists.set(name, made);
    return made;
  }

  /**
   * Puts an entry into a list. What stands there already with another number is not put there again, and one with the
   * same number is replaced, as in FRR.
   * @param next the sequence number after the greatest, for an entry without one
   */
  putEntry<Kind extends ListKind>(
    kind: Kind,
    name: string,
    written: { readonly sequence: number | undefined; readonly entry: Omit<ListEntries[Kind], 'sequence'> },
    place: Place,
    next: (last: number) => number,
  ): void {
    const list = this.list(kind, name, place);
    const content = JSON.stringify(written.entry);
    if (list.contents.has(content)) return;
    const sequence = written.sequence ?? next(list.sequenceMax);
    this.#takeEntry(list, sequence);
    list.contents.set(content, sequence);
    list.entries.set(sequence, { entry: { sequence, ...written.entry } as ListEntries[Kind], place });
    list.sequenceMax = Math.max(list.sequenceMax, sequence);
  }

  /** Takes an entry out of a list, by its number or by what it says; the list goes with its last entry. */
  removeEntry<Kind extends ListKind>(
    kind: Kind,
    name: string,
    written: { readonly sequence?: number; readonly entry?: Omit<ListEntries[Kind], 'sequence'> },
  ): void {
    const list = this.lists(kind).get(name);
    if (list === undefined) return;
    const sequence = written.sequence ?? list.contents.get(JSON.stringify(written.entry));
    if (sequence !== undefined) this.#takeEntry(list, sequence);
    if (list.entries.size === 0 && list.description === undefined) this.lists(kind).delete(name);
  }

  #takeEntry<Kind extends ListKind>(list: ListDraft<ListEntries[Kind]>, sequence: number): void {
    const known = list.entries.get(sequence);
    if (known === undefined) return;
    const { sequence: _, ...content } = known.entry;
    list.contents.delete(JSON.stringify(content));
    list.entries.delete(sequence);
    if (sequence === list.sequenceMax) list.sequenceMax = greatest(list.entries.keys());
  }

  /** The document's part, in the order of names' first lines, and where each of its parts was written. */
  finish(): { policies: PoliciesDocument; places: Map<string, Place> } {
    const places = new Map<string, Place>();
    const policies: Record<string, Record<string, unknown>> = {};
    for (const kind of Object.keys(this.#lists) as ListKind[]) {
      const lists = [...this.lists(kind)].map(([name, list]) => [name, finishList(list)] as const);
      for (const [name, { entryPlaces, place }] of lists) {
        const path = `policies.${kind}.${name}`;
        places.set(path, place);
        for (const [index, entryPlace] of entryPlaces.entries()) {
          places.set(`${path}.entries[${index}]`, entryPlace);
        }
      }
      if (lists.length > 0) {
        policies[kind] = Object.fromEntries(lists.map(([name, { document }]) => [name, document]));
      }
    }
    if (this.routeMaps.size > 0) policies.routeMaps = this.#finishRouteMaps(places);
    return { policies: policies as PoliciesDocument, places };
  }

  #finishRouteMaps(places: Map<string, Place>): Record<string, unknown> {
    const routeMaps = [...this.routeMaps].map(([name, drafts]) => {
      const entries = inOrder(drafts);
      for (const [index, draft] of entries.entries()) {
        const path = `policies.routeMaps.${name}.entries[${index}]`;
        places.set(path, draft.place);
        for (const [key, place] of draft.places) places.set(`${path}.${key}`, place);
        for (const [position, { place }] of draft.sets.entries()) {
          places.set(`${path}.set[${position}]`, place);
        }
      }
      return [name, { entries: entries.map(finishRouteMapEntry) }] as const;
    });
    return Object.fromEntries(routeMaps);
  }
}

function finishList<Entry extends { sequence: number }>(list: ListDraft<Entry>) {
  const entries = inOrder(list.entries);
  const { description, place } = list;
  const document = {
    ...(description === undefined ? {} : { description }),
    entries: entries.map(({ entry }) => entry),
  };
  return { document, place, entryPlaces: entries.map((draft) => draft.place) };
}

function finishRouteMapEntry(draft: RouteMapEntryDraft): RouteMapEntryDocument {
  const { action, call, description, match, onMatch, sequence, sets } = draft;
  return {
    sequence,
    action,
    ...(description === undefined ? {} : { description }),
    ...(Object.keys(match).length === 0 ? {} : { match }),
    ...(sets.length === 0 ? {} : { set: sets.map(({ set }) => set) }),
    ...(call === undefined ? {} : { call }),
    ...(onMatch === undefined ? {} : { onMatch }),
  };
}

function greatest(sequences: Iterable<number>): number {
  let max = 0;
  for (const sequence of sequences) max = Math.max(max, sequence);
  return max;
}

function inOrder<Value>(bySequence: ReadonlyMap<number, Value>): Value[] {
  return [...bySequence].toSorted(([one], [other]) => one - other).map(([, value]) => value);
}
