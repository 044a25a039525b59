import type { FamilyName, IpAddress } from '@bgpeer/bgp-wire';
import type { SessionState } from '@bgpeer/fsm';
import type {
  AdvertisedRouteView,
  BgpRouter,
  PeerView,
  PrefixView,
  RouterCommand,
  RouterEvent,
  SelectedRouteView,
  UnderlayInput,
} from '@bgpeer/router';
import type { NetworkLog } from './network-log.ts';
import type { VirtualHost } from './virtual-host.ts';

type EventNamed<Name extends RouterEvent['name']> = Extract<RouterEvent, { readonly name: Name }>;

/** A router in a virtual network, with the questions tests ask of it in one word. */
export class VirtualRouter {
  readonly name: string;
  readonly address: IpAddress;
  readonly router: BgpRouter;
  /** The forwarding table, as a driver keeps it: from `routes-changed` alone. */
  readonly fib = new Map<string, SelectedRouteView>();
  readonly #host: VirtualHost;
  readonly #log: NetworkLog;

  constructor(host: VirtualHost, router: BgpRouter, log: NetworkLog) {
    this.name = host.name;
    this.address = host.addresses[0];
    this.router = router;
    this.#host = host;
    this.#log = log;
  }

  /** Every event so far, in order. */
  get events(): readonly RouterEvent[] {
    return this.#log.eventsOf(this.name);
  }

  eventsNamed<Name extends RouterEvent['name']>(name: Name): readonly EventNamed<Name>[] {
    return this.events.filter((event): event is EventNamed<Name> => event.name === name);
  }

  command(command: RouterCommand): void {
    this.#host.deliver({ type: 'command', command });
  }

  start(): void {
    this.command({ name: 'start' });
  }

  /** Tells of routes of the machine that are not BGP's; with `underlay-known` next hops must be reached through them. */
  hear(input: UnderlayInput): void {
    this.#host.deliver(input);
  }

  nextHopChanged(nextHop: IpAddress, reachable: boolean, metric: number): void {
    this.#host.deliver({ type: 'next-hop-changed', nextHop, reachable, metric });
  }

  /** What the router knows of a peer; throws when it knows no such peer. */
  peer(address: IpAddress): PeerView {
    const peer = this.router.peer(address);
    if (peer === undefined) throw new Error(`${this.name} has no peer ${address}`);
    return peer;
  }

  stateOf(address: IpAddress): SessionState | undefined {
    return this.router.peer(address)?.state;
  }

  /** Established with the peer, or with every peer when none is named. */
  isEstablished(address?: IpAddress): boolean {
    if (address !== undefined) return this.stateOf(address) === 'Established';
    return this.router.peers().every((peer) => peer.state === 'Established');
  }

  prefix(prefix: string): PrefixView | undefined {
    return this.router.prefix(familyOfPrefix(prefix), prefix);
  }

  /** Next hops of the route in the forwarding table, in the order of addresses; empty without one. */
  nextHops(prefix: string): readonly IpAddress[] {
    return this.fib.get(prefix)?.nextHops ?? [];
  }

  /** The route the peer was sent for a prefix. */
  advertised(peer: IpAddress, prefix: string): AdvertisedRouteView | undefined {
    for (const route of this.router.advertisedRoutes(peer, familyOfPrefix(prefix)))
      if (route.prefix === prefix) return route;
    return undefined;
  }

  takeChanges(family: FamilyName, prefixIds: Int32Array): void {
    for (const prefixId of prefixIds) {
      const prefix = this.router.prefixText(family, prefixId);
      const selected = this.router.selectedRoute(family, prefixId);
      if (selected === undefined) this.fib.delete(prefix);
      else this.fib.set(prefix, selected);
    }
  }

  /** A line a peer, for people. */
  describe(): readonly string[] {
    return this.router
      .peers()
      .map(
        ({ address, state, lastReset }) =>
          `${this.name}: peer ${address} ${state}${lastReset === undefined ? '' : `, last: ${lastReset.text}`}`,
      );
  }
}

function familyOfPrefix(prefix: string): FamilyName {
  return prefix.includes(':') ? 'ipv6-unicast' : 'ipv4-unicast';
}
