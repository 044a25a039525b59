import {
  encodeEndOfRib,
  type FamilyName,
  familyByCodes,
  type MultiprotocolNlri,
  type Nlri,
  type PathAttributes,
  strongestFault,
  type UpdateMessage,
} from '@bgpeer/bgp-wire';
import type { NegotiatedSession } from '@bgpeer/fsm';
import type { MessageItem, RouteItem } from '../decode/decode-item.ts';
import { outgoingAttributes } from './outgoing-attributes.ts';
import { UpdateWriter, type WrittenUpdates } from './update-writer.ts';

/** Routes of a table wait so long for others with the same attributes. */
const batchedRouteCountMax = 5000;

/** What was sent, and what was not and why. */
export interface InjectionCounts {
  advertised: number;
  withdrawn: number;
  /** Of families that the session does not have. */
  otherFamily: number;
  /** Without a next hop that could be sent. */
  withoutNextHop: number;
  /** With attributes too long for a message. */
  tooLong: number;
  /** UPDATEs that RFC 7606 does not take as they are. */
  malformed: number;
}

interface RouteGroup {
  readonly family: FamilyName;
  readonly attributes: PathAttributes;
  readonly nlri: Nlri[];
}

/** Turns recorded routes and UPDATEs into those of one session. Memory is bounded by the batch. */
export class Injection {
  readonly counts: InjectionCounts = {
    advertised: 0,
    withdrawn: 0,
    otherFamily: 0,
    withoutNextHop: 0,
    tooLong: 0,
    malformed: 0,
  };
  readonly #negotiated: NegotiatedSession;
  readonly #options: { readonly localAsNumber: number; readonly keepNextHop: boolean };
  readonly #writer: UpdateWriter;
  readonly #tableFamilies = new Set<FamilyName>();
  #groups = new Map<string, RouteGroup>();
  #batchedRouteCount = 0;

  constructor(
    negotiated: NegotiatedSession,
    options: { readonly localAsNumber: number; readonly keepNextHop: boolean },
  ) {
    this.#negotiated = negotiated;
    this.#options = options;
    this.#writer = new UpdateWriter(negotiated.send);
  }

  /** A route of a table. It may wait for others. */
  addRoute(route: RouteItem): void {
    const { prefix, pathIdentifier } = route;
    const family = this.#familyOf(route.family);
    if (family === undefined || prefix === undefined) {
      this.counts.otherFamily++;
      return;
    }
    const attributes = this.#attributesFor(family, route.decoded.attributes, 1);
    if (attributes === undefined) return;
    this.#tableFamilies.add(family);
    const key = `${family} ${JSON.stringify(attributes)}`;
    const group = this.#groups.get(key) ?? { family, attributes, nlri: [] };
    group.nlri.push({ prefix, pathIdentifier });
    this.#groups.set(key, group);
    this.#batchedRouteCount++;
    if (this.#batchedRouteCount >= batchedRouteCountMax) this.#writeGroups();
  }

  /** A recorded message; only UPDATEs are sent again. */
  addMessage({ decoded }: MessageItem): void {
    if (!('message' in decoded) || decoded.message.type !== 'UPDATE') return;
    const strongest = strongestFault(decoded.faults);
    if (strongest !== undefined && strongest.treatment !== 'attribute-discard') {
      this.counts.malformed++;
      return;
    }
    this.#writeGroups();
    this.#addUpdate(decoded.message);
  }

  /** What is to be sent now; batches wait on. */
  take(): WrittenUpdates {
    return this.#writer.take();
  }

  /** The rest, with an End-of-RIB marker for each family of the table (RFC 4724, section 2). */
  finish(): WrittenUpdates {
    this.#writeGroups();
    const { octets, messageCount } = this.#writer.take();
    const markers = [...this.#tableFamilies].map(encodeEndOfRib);
    return { octets: Buffer.concat([octets, ...markers]), messageCount: messageCount + markers.length };
  }

  #addUpdate({ withdrawn, nlri, attributes, reachable, unreachable }: UpdateMessage): void {
    this.#withdraw('ipv4-unicast', withdrawn);
    const unreached = this.#listOf(unreachable);
    if (unreached !== undefined) this.#withdraw(unreached.family, unreached.nlri);
    this.#advertise('ipv4-unicast', nlri, attributes);
    const reached = this.#listOf(reachable);
    if (reached !== undefined) this.#advertise(reached.family, reached.nlri, attributes);
  }

  #withdraw(family: FamilyName, list: readonly Nlri[]): void {
    if (list.length === 0) return;
    this.#writer.withdraw(family, list);
    this.counts.withdrawn += list.length;
  }

  #advertise(family: FamilyName, list: readonly Nlri[], recorded: PathAttributes): void {
    if (list.length === 0) return;
    const attributes = this.#attributesFor(family, recorded, list.length);
    if (attributes !== undefined) this.#writeReachable({ family, nlri: list, attributes });
  }

  #writeGroups(): void {
    for (const group of this.#groups.values()) this.#writeReachable(group);
    this.#groups = new Map();
    this.#batchedRouteCount = 0;
  }

  #writeReachable({
    family,
    nlri,
    attributes,
  }: { [Key in keyof RouteGroup]: Readonly<RouteGroup[Key]> }): void {
    if (this.#writer.advertise(family, nlri, attributes)) this.counts.advertised += nlri.length;
    else this.counts.tooLong += nlri.length;
  }

  #attributesFor(
    family: FamilyName,
    recorded: PathAttributes,
    routeCount: number,
  ): PathAttributes | undefined {
    const attributes = outgoingAttributes(recorded, family, this.#negotiated, this.#options);
    if (attributes === undefined) this.counts.withoutNextHop += routeCount;
    return attributes;
  }

  #listOf(list: MultiprotocolNlri | undefined): { family: FamilyName; nlri: readonly Nlri[] } | undefined {
    if (list === undefined) return undefined;
    const family = this.#familyOf(list);
    if (family === undefined) this.counts.otherFamily += list.nlri.length;
    return family && { family, nlri: list.nlri };
  }

  #familyOf({ afi, safi }: { readonly afi: number; readonly safi: number }): FamilyName | undefined {
    const name = familyByCodes(afi, safi)?.name;
    return name !== undefined && this.#negotiated.send.families.includes(name) ? name : undefined;
  }
}
