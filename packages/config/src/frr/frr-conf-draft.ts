import { type FamilyName, parseAddress } from '@bgpeer/bgp-wire';
import type { ConfigDocument } from '../document/config-document.ts';
import type {
  AggregateDocument,
  NetworkDocument,
  RedistributeDocument,
  StaticRouteDocument,
} from '../document/origination-document.ts';
import type { PeerFamilyDocument } from '../document/peer-family-document.ts';
import type { PeerGroupDocument } from '../document/peer-settings-document.ts';
import type { Finding, Place, Problem } from '../problem.ts';
import { PolicyDraft, type RouteMapEntryDraft } from './policy-draft.ts';
import type { Statement } from './statement.ts';

/** The block of the file that the next line stands in. */
export type Block =
  | { readonly kind: 'top' }
  | { readonly kind: 'router' }
  | { readonly kind: 'family'; readonly family: FamilyName }
  | { readonly kind: 'route-map'; readonly entry: RouteMapEntryDraft }
  /** A block that is noted or not supported: its lines are only counted. */
  | {
      readonly kind: 'foreign';
      readonly within: 'top' | 'router';
      readonly problem: Problem;
      readonly headline: string;
      lineCount: number;
    };

/** A neighbor, by address or by name, while the file is read. Settings may come before the group is defined. */
export type NeighborDraft = {
  readonly settings: PeerGroupDocument;
  readonly firstStatement: Statement;
  /** Where each key was written: `remoteAs`, `families.ipv4-unicast.weight`. */
  readonly places: Map<string, Place>;
  peerGroup?: string;
  /** A name is a peer group only after `neighbor NAME peer-group`. */
  isDefined: boolean;
};

/** An entry of one of the document's lists, under what makes it one of its kind: another statement for that replaces it. */
export type DraftEntry<Entry> = { readonly entry: Entry; readonly statement: Statement };

/** What has been read of an frr.conf so far. Statements write into it; `finishDraft` makes the document of it. */
export class FrrConfDraft {
  readonly file: string;
  readonly document: Partial<ConfigDocument> = {};
  /** Where the document's keys were written, by path. */
  readonly places = new Map<string, Place>();
  readonly neighbors = new Map<string, NeighborDraft>();
  readonly networks = new Map<string, DraftEntry<NetworkDocument>>();
  readonly redistribute = new Map<string, DraftEntry<RedistributeDocument>>();
  readonly aggregates = new Map<string, DraftEntry<AggregateDocument>>();
  readonly staticRoutes = new Map<string, DraftEntry<StaticRouteDocument>>();
  readonly listenRanges = new Map<string, DraftEntry<ConfigDocument['listenRanges'][number]>>();
  readonly policies = new PolicyDraft();
  /** Neighbors with `ttl-security`, for what it cannot stand beside. */
  readonly ttlSecurity = new Map<string, Statement>();
  /** Interfaces that are neighbors (`neighbor IF interface`): said once, then left alone. */
  readonly interfaceNeighbors = new Set<string>();
  /** `ip router-id`: what `bgp router-id` falls back on. */
  machineRouterId: string | undefined;
  readonly problems: Problem[] = [];
  block: Block = { kind: 'top' };

  constructor(file: string) {
    this.file = file;
  }

  /** Adds a problem with a statement's place; returns it for those who complete it later. */
  report(statement: Pick<Statement, 'line' | 'text'>, finding: Finding): Problem {
    const problem = { file: this.file, line: statement.line, text: statement.text, ...finding };
    this.problems.push(problem);
    return problem;
  }

  placeOf(statement: Statement): Place {
    return { file: this.file, line: statement.line, text: statement.text };
  }

  /** The neighbor of an address or a name, made when this is the first word of it. */
  neighbor(name: string, statement: Statement): NeighborDraft {
    const known = this.neighbors.get(name);
    if (known !== undefined) return known;
    const isDefined = parseAddress(name) !== undefined;
    const made = { settings: {}, firstStatement: statement, places: new Map<string, Place>(), isDefined };
    this.neighbors.set(name, made);
    return made;
  }

  /** A neighbor's settings for a family, made when there are none. */
  neighborFamily(name: string, statement: Statement): PeerFamilyDocument {
    const { settings } = this.neighbor(name, statement);
    settings.families ??= {};
    settings.families[statement.family] ??= {};
    return settings.families[statement.family]!;
  }

  /** Opens the block of an entry of a route-map, made when there is none; its action may change. */
  enterRouteMap(name: string, sequence: number, action: 'permit' | 'deny', statement: Statement): void {
    const entries = this.policies.routeMaps.get(name) ?? new Map<number, RouteMapEntryDraft>();
    const entry = entries.get(sequence) ?? {
      sequence,
      action,
      match: {},
      sets: [],
      places: new Map<string, Place>(),
      place: this.placeOf(statement),
    };
    entry.action = action;
    entries.set(sequence, entry);
    this.policies.routeMaps.set(name, entries);
    this.block = { kind: 'route-map', entry };
  }

  /** The entry whose block the line stands in; to be asked for by statements of that block only. */
  currentRouteMapEntry(): RouteMapEntryDraft {
    if (this.block.kind !== 'route-map') throw new Error('not in the block of a route-map');
    return this.block.entry;
  }
}
