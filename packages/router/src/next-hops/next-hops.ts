import { type FamilyName, familyOf, type IpAddress } from '@bgpeer/bgp-wire';
import type { OutputQueue } from '@bgpeer/fsm';
import type { AttributePool, FamilyRib, NextHopId, PrefixId } from '@bgpeer/rib';
import { none } from '@bgpeer/rib';
import type { RouterOutput, UnderlayNextHop } from '../contract.ts';
import { CoveredAddresses } from './covered-addresses.ts';
import { assumedReachable, type NextHopResolution } from './next-hop-resolution.ts';
import { isSameHop, NextHopResolver } from './next-hop-resolver.ts';
import { UnderlayTable } from './underlay-table.ts';

/** The tables that next hops are resolved through and tell of. */
export interface NextHopTables {
  readonly pool: AttributePool;
  readonly ribs: ReadonlyMap<FamilyName, FamilyRib>;
  readonly outputs: OutputQueue<RouterOutput>;
  /** The address of an external peer whose session is up and which must be on a link of ours. */
  readonly isOneHopPeer: (address: IpAddress) => boolean;
}

/**
 * What is known of the way to each next hop. Until the underlay is known every next hop is reachable at cost 0, but for
 * what somebody outside says of one. From then on next hops are resolved: new ones before the next decision, all of them
 * again after the underlay, or a selected route that leads to one, has changed. Only prefixes with a route through a next
 * hop that changed are decided, or told of, again.
 */
export class NextHops {
  readonly underlay = new UnderlayTable();
  readonly #tables: NextHopTables;
  readonly #resolver: NextHopResolver;
  /** By next hop id. */
  readonly #resolutions: NextHopResolution[] = [];
  /** Said by somebody outside, and not looked for here. */
  readonly #told = new Map<IpAddress, NextHopResolution>();
  #isUnderlayKnown = false;
  #isStale = false;
  #covered = new CoveredAddresses([]);

  constructor(tables: NextHopTables) {
    this.#tables = tables;
    this.#resolver = new NextHopResolver(this.underlay, tables.ribs);
  }

  get isUnderlayKnown(): boolean {
    return this.#isUnderlayKnown;
  }

  /** Something changed that next hops hang on. */
  get isPending(): boolean {
    return this.#isStale;
  }

  underlayKnown(): void {
    this.#isUnderlayKnown = true;
    this.#isStale = true;
  }

  underlayChanged(): void {
    this.#isStale ||= this.#isUnderlayKnown;
  }

  /** This machine has other addresses now. */
  localAddressesChanged(): void {
    this.#isStale = true;
  }

  /** Somebody outside knows: this goes before everything that is known here. */
  tell(address: IpAddress, reachable: boolean, metric: number): void {
    const hops = [{ gateway: address }];
    const whyNot = `${address} is said to be unreachable`;
    this.#told.set(address, reachable ? { reachable, metric, hops } : { reachable, metric, whyNot });
    const id = this.#tables.pool.nextHops.intern(address);
    this.#resolveNew();
    this.#resolveAgain([id]);
  }

  /** The selection of some prefixes changed: next hops that are reached by them are to be looked at again. */
  selectionChanged(family: FamilyName, prefixIds: Int32Array): void {
    if (!this.#isUnderlayKnown || this.#isStale) return;
    const { index } = this.#tables.ribs.get(family)!;
    const octets = new Uint8Array(familyOf(family).addressOctetCount);
    for (const prefix of prefixIds) {
      index.writeOctets(prefix, octets);
      if (!this.#covered.mayHaveIn(octets, index.bitLength(prefix))) continue;
      this.#isStale = true;
      return;
    }
  }

  /** Resolves what is new or may have changed: before the decision process asks. */
  review(): void {
    this.#resolveNew();
    if (!this.#isStale) return;
    this.#isStale = false;
    this.#resolveAgain(this.#resolutions.keys());
  }

  resolution(id: NextHopId): NextHopResolution {
    return this.#resolutions[id] ?? this.#find(this.#tables.pool.nextHops.address(id));
  }

  #resolveNew(): void {
    const { nextHops } = this.#tables.pool;
    if (this.#resolutions.length === nextHops.count) return;
    for (let id = this.#resolutions.length; id < nextHops.count; id += 1) this.#take(id);
    if (!this.#isUnderlayKnown) return;
    const addresses = this.#resolutions.map((_, id) => nextHops.address(id));
    this.#covered = new CoveredAddresses(addresses);
  }

  #resolveAgain(ids: Iterable<NextHopId>): void {
    const { nextHops } = this.#tables.pool;
    const reconsidered = new Set<NextHopId>();
    const rerouted = new Set<NextHopId>();
    for (const id of ids) {
      const before = this.#resolutions[id];
      const wasReachable = nextHops.isReachable(id);
      const wasOurs = nextHops.isOurs(id);
      const metric = nextHops.metric(id);
      const found = this.#take(id);
      if (found.reachable !== wasReachable || nextHops.isOurs(id) !== wasOurs || found.metric !== metric)
        reconsidered.add(id);
      if (!isSameWay(before, found)) rerouted.add(id);
    }
    if (reconsidered.size + rerouted.size > 0) this.#tell(reconsidered, rerouted);
  }

  /** Finds the way to a next hop, and puts down what the decision process asks of it. */
  #take(id: NextHopId): NextHopResolution {
    const { nextHops } = this.#tables.pool;
    const address = nextHops.address(id);
    const found = this.#find(address);
    const isOurs = !found.reachable && found.isOurs;
    nextHops.set(address, isOurs ? 'ours' : found.reachable, found.metric);
    this.#resolutions[id] = found;
    return found;
  }

  #find(address: IpAddress): NextHopResolution {
    const told = this.#told.get(address);
    if (told !== undefined) return told;
    const isOwn = address === '0.0.0.0' || address === '::';
    if (isOwn) return assumedReachable(address);
    // RFC 4271, section 6.3: it must not be an address of the receiving speaker, whichever.
    if (this.underlay.isLocalAddress(address))
      return { reachable: false, isOurs: true, metric: 0, whyNot: `${address} is an address of our own` };
    if (!this.#isUnderlayKnown) return assumedReachable(address);
    const found = this.#resolver.resolve(address);
    // Without its link an external peer is not to be sought behind a default route, as long as its session stands.
    if (!found.reachable || !this.#tables.isOneHopPeer(address)) return found;
    if (hopsOf(found).some(({ gateway }) => gateway === address) || isByStaticRoute(found)) return found;
    return {
      reachable: false,
      metric: 0,
      whyNot: `${address} is on no link of ours (disable-connected-check)`,
    };
  }

  /** One pass over the routes: what is to be decided again, and what is forwarded another way though nothing is decided. */
  #tell(reconsidered: ReadonlySet<NextHopId>, rerouted: ReadonlySet<NextHopId>): void {
    const { pool, ribs, outputs } = this.#tables;
    for (const [family, rib] of ribs) {
      const forwarded = new Set<PrefixId>();
      rib.reconsider((route) => {
        const nextHop = pool.nextHop(rib.routes.attributes(route));
        if (rerouted.has(nextHop) && rib.isInEqualCostSet(route)) forwarded.add(rib.routes.prefix(route));
        return reconsidered.has(nextHop);
      });
      for (const prefix of forwarded) if (rib.best(prefix) === none) forwarded.delete(prefix);
      if (forwarded.size > 0)
        outputs.push({ type: 'routes-changed', family, prefixIds: Int32Array.from(forwarded) });
    }
  }
}

function isSameWay(a: NextHopResolution, b: NextHopResolution): boolean {
  const hopsOfA = hopsOf(a);
  const hopsOfB = hopsOf(b);
  return hopsOfA.length === hopsOfB.length && hopsOfA.every((hop, place) => isSameHop(hop, hopsOfB[place]));
}

/** The operator says where the address is; FRR takes such an address for one on a link, too. A default route says nothing of it. */
function isByStaticRoute({ via }: NextHopResolution & { readonly reachable: true }): boolean {
  return via?.protocol === 'static' && !via.prefix.endsWith('/0');
}

function hopsOf(resolution: NextHopResolution): readonly UnderlayNextHop[] {
  return resolution.reachable ? resolution.hops : [];
}
