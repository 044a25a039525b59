import { addressToOctets, familyOf, parseIpv4, parsePrefix } from '@bgpeer/bgp-wire';
import { AttributePool, FamilyRib, localPeer, type PrefixId, type RouteId, type SourceId } from '@bgpeer/rib';
import {
  type ReferencePeer,
  type ReferenceRibOptions,
  type RibCommand,
  ribLocalPeer,
  ribPeers,
} from '@bgpeer/testkit';

/** What is selected for a prefix, in words that do not depend on ids. */
export interface Selection {
  readonly best: string | undefined;
  /** Sorted. */
  readonly equalCost: readonly string[];
}

/** The real RIB behind the commands of the reference one. */
export class RibUnderTest {
  readonly pool = new AttributePool();
  readonly rib: FamilyRib;
  readonly #sources = new Map<string, SourceId>();
  readonly #addresses: string[] = [];

  constructor(options: ReferenceRibOptions) {
    this.rib = new FamilyRib(familyOf('ipv4-unicast'), this.pool, options);
    for (const peer of [ribLocalPeer, ...ribPeers]) this.#addSource(peer);
  }

  run(command: RibCommand): void {
    switch (command.name) {
      case 'set': {
        const attributes = this.pool.intern(command.attributes, command.weight);
        const source = this.#sources.get(command.peer.address)!;
        this.rib.learn(this.prefixId(command.prefix), source, command.pathIdentifier, attributes, 0, 0);
        this.pool.release(attributes);
        return;
      }
      case 'withdraw': {
        const { peer } = this.rib.sources.get(this.#sources.get(command.peer.address)!);
        this.rib.forget(this.prefixId(command.prefix), peer, command.pathIdentifier);
        return;
      }
      case 'drop-peer':
        this.dropPeer(command.peer);
        return;
      case 'staleness': {
        const source = this.#sources.get(command.peer.address)!;
        if (this.rib.sources.staleness(source) === command.staleness) return;
        this.rib.sources.setStaleness(source, command.staleness);
        for (let row = 0; row >= 0; ) row = this.rib.sourceChanged(source, row, 2);
        return;
      }
      case 'next-hop':
        if (this.pool.nextHops.set(command.nextHop, command.reachable, command.metric))
          this.rib.reconsider(() => true);
        return;
    }
  }

  /** In slices of two rows, as slices must not lose any. */
  dropPeer(peer: ReferencePeer): void {
    const source = this.#sources.get(peer.address)!;
    for (let row = 0; row >= 0; ) row = this.rib.forgetSource(source, row, 2);
  }

  /** Decides what waits: which prefixes that were, and those whose selection is said to have changed. */
  decideAll(): { readonly decided: readonly PrefixId[]; readonly changed: readonly PrefixId[] } {
    const decided: PrefixId[] = [];
    const changed: PrefixId[] = [];
    while (this.rib.undecided.length > 0) {
      for (const prefix of this.rib.undecided.take(2)) {
        decided.push(prefix);
        if (this.rib.decide(prefix, 0)) changed.push(prefix);
      }
    }
    return { decided, changed };
  }

  prefixId(text: string): PrefixId {
    const { octets, bitLength } = parsePrefix(text)!;
    return this.rib.index.intern(octets, 0, bitLength);
  }

  selection(prefix: PrefixId): Selection {
    const best = this.rib.best(prefix);
    return {
      best: best < 0 ? undefined : this.nameOf(best),
      equalCost: this.rib
        .equalCostSet(prefix)
        .map((route) => this.nameOf(route))
        .sort(),
    };
  }

  /** The same route has the same name here and in `referenceName`. */
  nameOf(route: RouteId): string {
    const { peer } = this.rib.sources.get(this.rib.routes.source(route));
    return `${this.#addresses[peer + 1]} ${this.rib.routes.pathIdentifier(route)}`;
  }

  #addSource(peer: ReferencePeer): void {
    const source = this.rib.sources.add({
      kind: peer.source,
      peer: peer.source === 'local' ? localPeer : this.#addresses.length - 1,
      asNumber: peer.asNumber,
      bgpIdentifier: parseIpv4(peer.bgpIdentifier)!,
      address: peer.address,
      addressOctets: addressToOctets(peer.address),
      isClient: false,
    });
    this.#addresses.push(peer.address);
    this.#sources.set(peer.address, source);
  }
}
