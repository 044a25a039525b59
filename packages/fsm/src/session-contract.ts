import type {
  Capability,
  IpAddress,
  NotificationContent,
  OpenMessage,
  RouteRefreshMessage,
  SessionType,
  WireContext,
} from '@bgpeer/bgp-wire';

/** The six states of RFC 4271, section 8.2.2. */
export type SessionState = 'Idle' | 'Connect' | 'Active' | 'OpenSent' | 'OpenConfirm' | 'Established';

/** A TCP connection, by a number: positive ones are made by the router, negative ones by the driver for what it accepts. */
export type ConnectionId = number;

export type ConnectionDirection = 'outgoing' | 'incoming';

/** Where a TCP connection runs. */
export interface ConnectionEndpoints {
  readonly localAddress: IpAddress;
  readonly localPort: number;
  readonly remoteAddress: IpAddress;
  readonly remotePort: number;
  /** The subnet of ours that the remote end is in, as a prefix, when it is directly connected. */
  readonly sharedSubnet?: string;
  /** Our address of the other family towards the peer, where there is one: a next hop for routes of that family. */
  readonly otherFamilyLocalAddress?: IpAddress;
}

/** Which AS number the peer's OPEN may carry (`neighbor X remote-as N|internal|external`, or any). */
export type RemoteAs =
  | { readonly kind: 'exactly'; readonly asNumber: number }
  | { readonly kind: 'internal' }
  | { readonly kind: 'external' }
  | { readonly kind: 'any' };

/** The session attributes of RFC 4271, section 8, and what our OPEN says. */
export interface SessionConfiguration {
  readonly localAsNumber: number;
  readonly localBgpIdentifier: IpAddress;
  readonly remoteAs: RemoteAs;
  /** 0, or at least 3 (RFC 4271, section 4.2). */
  readonly holdTimeSeconds: number;
  /** An OPEN with less than this, or with 0, is not accepted; without it what RFC 4271 allows is. */
  readonly minimumHoldTimeSeconds?: number;
  /** Our own wish; the interval used is this scaled to a third of the negotiated hold time when that is shorter. */
  readonly keepaliveTimeSeconds: number;
  readonly connectRetryTimeSeconds: number;
  /** PassiveTcpEstablishment: never dial. */
  readonly passive: boolean;
  /** 0: no DelayOpen. */
  readonly delayOpenTimeSeconds: number;
  /** First wait in Idle after a failure; doubles with each failure up to `idleHoldTimeMaxSeconds` (DampPeerOscillations). */
  readonly idleHoldTimeSeconds: number;
  readonly idleHoldTimeMaxSeconds: number;
  /** 0: off; else RFC 9687: at least 480 s or twice the hold time is advised. */
  readonly sendHoldTimeSeconds: number;
  /** Offered in our OPEN, in this order. Multiprotocol rows among them name the families. */
  readonly capabilities: readonly Capability[];
  /** With a role among our capabilities: a peer without one is refused (RFC 9234, section 4.2, strict mode). */
  readonly needsPeerRole?: boolean;
}

/** What the two OPENs agreed on. */
export interface NegotiatedSession {
  readonly connection: ConnectionId;
  readonly direction: ConnectionDirection;
  readonly endpoints: ConnectionEndpoints;
  readonly session: SessionType;
  readonly peerAsNumber: number;
  readonly peerBgpIdentifier: IpAddress;
  readonly holdTimeSeconds: number;
  readonly keepaliveTimeSeconds: number;
  readonly sentOpen: OpenMessage;
  readonly receivedOpen: OpenMessage;
  /** For decoding what the peer sends. */
  readonly receive: WireContext;
  /** For encoding what the peer is sent. */
  readonly send: WireContext;
}

/** Both OPENs of a session. */
export type SessionOpens = Pick<NegotiatedSession, 'sentOpen' | 'receivedOpen'>;

/** Why a session, or a try at one, ended: a closed list, each in words by `formatDownReason`. */
export type SessionDownReason =
  | {
      readonly kind: 'notification-sent';
      readonly notification: NotificationContent;
      readonly detail: string;
    }
  | { readonly kind: 'notification-received'; readonly notification: NotificationContent }
  | { readonly kind: 'connection-closed'; readonly detail: string }
  | { readonly kind: 'connection-failed'; readonly detail: string }
  | { readonly kind: 'hold-timer-expired'; readonly holdTimeSeconds: number }
  | {
      readonly kind: 'send-hold-timer-expired';
      readonly sendHoldTimeSeconds: number;
      readonly outputQueueOctets: number;
    }
  | { readonly kind: 'stopped'; readonly notification?: NotificationContent; readonly detail: string };

/** Messages sent or received, by type. */
export interface MessageCounters {
  open: number;
  update: number;
  notification: number;
  keepalive: number;
  routeRefresh: number;
}

export type SessionInput =
  /** Events 1, 3, 4, 5, 6, 7: the kind of start is taken from the configuration. */
  | { readonly type: 'start'; readonly manual: boolean }
  /** Events 2 and 8; the notification is sent when there is an OPEN exchanged or a connection in OpenSent or later. */
  | {
      readonly type: 'stop';
      readonly manual: boolean;
      readonly notification: NotificationContent;
      readonly detail: string;
      /** For good: where the N bits were agreed on, the NOTIFICATION goes inside a Hard Reset (RFC 8538, section 3.1). */
      readonly hardReset?: boolean;
    }
  /** Our dial came through (event 16), or the peer's was accepted (event 17). */
  | {
      readonly type: 'connection-opened';
      readonly connection: ConnectionId;
      readonly direction: ConnectionDirection;
      readonly endpoints: ConnectionEndpoints;
    }
  /** Our dial failed, or the connection went away (event 18). */
  | { readonly type: 'connection-failed'; readonly connection: ConnectionId; readonly detail: string }
  | { readonly type: 'connection-closed'; readonly connection: ConnectionId; readonly detail: string }
  /** Valid until the call returns: the session does not keep `octets`. */
  | { readonly type: 'octets-received'; readonly connection: ConnectionId; readonly octets: Uint8Array }
  /** The transport took so many octets off our hands: what feeds the send-hold timer (RFC 9687). */
  | { readonly type: 'octets-sent'; readonly connection: ConnectionId; readonly octetCount: number }
  /** The owner found an UPDATE that RFC 7606 answers with a session reset (event 28). */
  | { readonly type: 'update-error'; readonly notification: NotificationContent; readonly detail: string }
  /** An encoded UPDATE or ROUTE-REFRESH (or several, whole) to send in Established; counted by `kind`. */
  | {
      readonly type: 'send';
      readonly kind: 'update' | 'routeRefresh';
      readonly messageCount: number;
      readonly octets: Uint8Array;
    };

export type SessionOutput =
  | { readonly type: 'open-connection'; readonly connection: ConnectionId }
  | { readonly type: 'send-octets'; readonly connection: ConnectionId; readonly octets: Uint8Array }
  /** After what was sent before it has left; with `abort` at once, because the peer takes nothing any more. */
  | { readonly type: 'close-connection'; readonly connection: ConnectionId; readonly abort?: true }
  | {
      readonly type: 'state-changed';
      readonly from: SessionState;
      readonly to: SessionState;
      readonly detail: string;
    }
  | { readonly type: 'established'; readonly negotiated: NegotiatedSession }
  /** One whole UPDATE, header included; a view that is valid only until the next `octets-received`: take it at once. */
  | { readonly type: 'update'; readonly octets: Uint8Array }
  | { readonly type: 'route-refresh'; readonly message: RouteRefreshMessage }
  /** Back to Idle (or Active, when waiting for the peer); `wasEstablished` says whether routes were at stake. */
  | { readonly type: 'session-down'; readonly wasEstablished: boolean; readonly reason: SessionDownReason };
