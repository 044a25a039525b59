import type { FamilyName, IpAddress } from '@bgpeer/bgp-wire';
import type { ConnectionEndpoints, ConnectionId, SessionState } from '@bgpeer/fsm';
import type { RouterConfiguration, UnderlayProtocol } from './configuration.ts';

export type { ConnectionEndpoints, ConnectionId, Instant, SansIo } from '@bgpeer/fsm';

/** What a driver tells the router. */
export type RouterInput =
  /** The dial that an `open-connection` asked for came through. */
  | {
      readonly type: 'connection-opened';
      readonly connection: ConnectionId;
      readonly endpoints: ConnectionEndpoints;
    }
  /** Somebody dialled us; `connection` is a fresh negative number. */
  | {
      readonly type: 'connection-accepted';
      readonly connection: ConnectionId;
      readonly endpoints: ConnectionEndpoints;
    }
  | { readonly type: 'connection-failed'; readonly connection: ConnectionId; readonly detail: string }
  | { readonly type: 'connection-closed'; readonly connection: ConnectionId; readonly detail: string }
  /** The router reads `octets` during the call and does not keep them. */
  | { readonly type: 'octets-received'; readonly connection: ConnectionId; readonly octets: Uint8Array }
  /** So many octets of what `send-octets` gave have left for the transport: back-pressure and the send-hold timer live on it. */
  | { readonly type: 'octets-sent'; readonly connection: ConnectionId; readonly octetCount: number }
  /** Interior cost of a next hop, or that it cannot be reached. Until told, every next hop is reachable at cost 0. */
  | {
      readonly type: 'next-hop-changed';
      readonly nextHop: IpAddress;
      readonly reachable: boolean;
      readonly metric: number;
    }
  /** A route of the machine that is not BGP's: what `redistribute` takes, and the way to next hops. It replaces the one of the same protocol and prefix. */
  | { readonly type: 'underlay-route-changed'; readonly route: UnderlayRoute }
  | {
      readonly type: 'underlay-route-removed';
      readonly family: FamilyName;
      readonly prefix: string;
      readonly protocol: UnderlayProtocol;
    }
  /** The underlay is known whole: from now on a next hop must be reachable through it (RFC 4271, section 9.1.2.1). */
  | { readonly type: 'underlay-known' }
  | { readonly type: 'command'; readonly command: RouterCommand };

/** What a driver tells of the machine's routes. */
export type UnderlayInput = Extract<
  RouterInput,
  { readonly type: 'underlay-route-changed' | 'underlay-route-removed' | 'underlay-known' }
>;

/** A route of the machine beside BGP's. */
export interface UnderlayRoute {
  readonly family: FamilyName;
  /** Canonical text. */
  readonly prefix: string;
  readonly protocol: UnderlayProtocol;
  /** Empty: what it leads to is dropped. A hop without a gateway is on the link itself. */
  readonly nextHops: readonly UnderlayNextHop[];
  readonly metric: number;
  /** Of a connected route: the addresses that this machine has there, where they are known. */
  readonly localAddresses?: readonly IpAddress[];
}

export interface UnderlayNextHop {
  readonly gateway?: IpAddress;
  readonly interfaceName?: string;
}

/** What an operator asks for. Each is checked by the caller against the views; an unknown peer is ignored with an event. */
export type RouterCommand =
  /** Start every peer that is not shut down. */
  | { readonly name: 'start' }
  /** Cease / Administrative Shutdown to every peer (RFC 4486; RFC 9003 for the words). */
  | { readonly name: 'stop'; readonly communication?: string }
  | { readonly name: 'peer-shutdown'; readonly peer: IpAddress; readonly communication?: string }
  | { readonly name: 'peer-start'; readonly peer: IpAddress }
  /** Cease / Administrative Reset, then start again. */
  | { readonly name: 'peer-reset'; readonly peer: IpAddress; readonly communication?: string }
  /** ROUTE-REFRESH to the peer for every family; where `soft-reconfiguration inbound` is set, what it sent is imported again instead. */
  | { readonly name: 'peer-refresh-in'; readonly peer: IpAddress }
  /** Send the peer its Adj-RIB-Out again. */
  | { readonly name: 'peer-refresh-out'; readonly peer: IpAddress }
  | { readonly name: 'network-add'; readonly family: FamilyName; readonly prefix: string }
  | { readonly name: 'network-delete'; readonly family: FamilyName; readonly prefix: string }
  /** Change to another configuration, touching only what differs. */
  | { readonly name: 'configure'; readonly configuration: RouterConfiguration };

/** What the router asks of a driver, which does just that. */
export type RouterOutput =
  | {
      readonly type: 'open-connection';
      readonly connection: ConnectionId;
      readonly remoteAddress: IpAddress;
      readonly remotePort: number;
      readonly localAddress?: IpAddress;
    }
  /** The octets are the router's no longer: they may be kept until sent, and are never changed. */
  | { readonly type: 'send-octets'; readonly connection: ConnectionId; readonly octets: Uint8Array }
  /** Close once everything given before has left, or with `abort` at once; no further input for it is needed. */
  | { readonly type: 'close-connection'; readonly connection: ConnectionId; readonly abort?: true }
  /** Routes selected for forwarding may have changed for these prefixes: ask `selectedRoute` for what holds now. */
  | { readonly type: 'routes-changed'; readonly family: FamilyName; readonly prefixIds: Int32Array }
  /** Static routes of the configuration came or went: ask `staticRoutes` for what holds now. */
  | { readonly type: 'static-routes-changed' }
  | { readonly type: 'event'; readonly event: RouterEvent };

/** What happened, for logs and followers; never a duty. */
export type RouterEvent =
  | {
      readonly name: 'state-changed';
      readonly peer: IpAddress;
      readonly from: SessionState;
      readonly to: SessionState;
      readonly detail: string;
    }
  | {
      readonly name: 'session-up';
      readonly peer: IpAddress;
      readonly asNumber: number;
      readonly holdTimeSeconds: number;
      readonly families: readonly FamilyName[];
      readonly hostName?: string;
    }
  /** `reason` is in words, whole: what went wrong, both numbers, what the other side said. */
  | {
      readonly name: 'session-down';
      readonly peer: IpAddress;
      readonly wasEstablished: boolean;
      readonly kind: string;
      readonly reason: string;
      readonly graceful: boolean;
    }
  | { readonly name: 'connection-refused'; readonly remoteAddress: IpAddress; readonly reason: string }
  | {
      readonly name: 'update-fault';
      readonly peer: IpAddress;
      readonly treatment: string;
      readonly detail: string;
    }
  | { readonly name: 'end-of-rib-received'; readonly peer: IpAddress; readonly family: FamilyName }
  | { readonly name: 'end-of-rib-sent'; readonly peer: IpAddress; readonly family: FamilyName }
  | {
      readonly name: 'routes-stale';
      readonly peer: IpAddress;
      readonly family: FamilyName;
      readonly routeCount: number;
      readonly restartTimeSeconds: number;
    }
  /** Long-lived graceful restart has begun (RFC 9494): the routes are used, and passed on, as a last resort. */
  | {
      readonly name: 'routes-long-lived-stale';
      readonly peer: IpAddress;
      readonly family: FamilyName;
      readonly routeCount: number;
      readonly staleTimeSeconds: number;
    }
  | {
      readonly name: 'stale-routes-removed';
      readonly peer: IpAddress;
      readonly family: FamilyName;
      readonly routeCount: number;
      readonly reason: string;
    }
  | {
      readonly name: 'prefix-limit';
      readonly peer: IpAddress;
      readonly family: FamilyName;
      readonly prefixCountMax: number;
      readonly closed: boolean;
    }
  /** The share of the prefix limit that the operator wants to be told of is passed. */
  | {
      readonly name: 'prefix-limit-near';
      readonly peer: IpAddress;
      readonly family: FamilyName;
      readonly prefixCount: number;
      readonly prefixCountMax: number;
      readonly thresholdPercent: number;
    }
  /** The peer's marker came where RFC 7313 does not allow it. */
  | {
      readonly name: 'route-refresh-ignored';
      readonly peer: IpAddress;
      readonly family: FamilyName;
      readonly detail: string;
    }
  /** After a restart of our own: routes are selected from now on. `peers`, by then still to send End-of-RIB, is who did not. */
  | {
      readonly name: 'selection-deferral-ended';
      readonly family: FamilyName;
      readonly reason: 'end-of-rib' | 'timer';
      readonly peers: readonly IpAddress[];
    }
  | {
      readonly name: 'policy-missing';
      readonly peer: IpAddress;
      readonly family: FamilyName;
      readonly direction: 'import' | 'export';
    }
  /** Routes of the family cannot be advertised to the peer: we have no address that could be their next hop. */
  | { readonly name: 'next-hop-missing'; readonly peer: IpAddress; readonly family: FamilyName }
  | { readonly name: 'command-ignored'; readonly detail: string };
