import { type FamilyName, parseAddress } from '@bgpeer/bgp-wire';
import type { ConfigDocument } from '../document/config-document.ts';
import type { PeerFamilyDocument } from '../document/peer-family-document.ts';
import type { PeerGroupDocument } from '../document/peer-settings-document.ts';
import type { Finding, Place, Problem } from '../problem.ts';
import type { Statement } from './statement.ts';

/** The block of the file that the next line stands in. */
export type Block =
  | { readonly kind: 'top' }
  | { readonly kind: 'router' }
  | { readonly kind: 'family'; readonly family: FamilyName }
  | { readonly kind: 'route-map'; readonly name: string }
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

export type Direction = 'in' | 'out';

/** A policy hung on a neighbor: resolved when all route-maps are known. */
export type PolicyAttachment = {
  readonly neighborName: string;
  readonly family: FamilyName;
  readonly direction: Direction;
  /** Undefined for prefix lists and whatever else filters and is not supported. */
  readonly routeMapName: string | undefined;
  readonly statement: Statement;
};

/** All that is known of a route-map: whether it is one entry that permits everything. */
export type RouteMapDraft = { permitsAll: boolean };

/** What has been read of an frr.conf so far. Statements write into it; `finishDraft` makes the document of it. */
export class FrrConfDraft {
  readonly file: string;
  readonly document: Partial<ConfigDocument> = {};
  /** Where the document's keys were written, by path. */
  readonly places = new Map<string, Place>();
  readonly neighbors = new Map<string, NeighborDraft>();
  readonly networks = new Map<string, Statement>();
  readonly listenRanges = new Map<string, { readonly peerGroup: string; readonly statement: Statement }>();
  readonly routeMaps = new Map<string, RouteMapDraft>();
  readonly attachments: PolicyAttachment[] = [];
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

  /** Takes a route-map off a neighbor, as another one or `no` does. */
  detachRouteMap(neighborName: string, family: FamilyName, direction: Direction): void {
    const index = this.attachments.findIndex(
      (attachment) =>
        attachment.routeMapName !== undefined &&
        attachment.neighborName === neighborName &&
        attachment.family === family &&
        attachment.direction === direction,
    );
    if (index >= 0) this.attachments.splice(index, 1);
  }
}
