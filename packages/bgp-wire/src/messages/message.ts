import type { Capability } from '../capabilities/capability.ts';
import type { AfiSafi } from '../family.ts';
import type { NlriLists } from '../nlri/nlri-lists.ts';
import type { Nlri } from '../nlri/prefix.ts';
import type { IpAddress, PathAttributes } from '../path-attributes.ts';

/** OPEN (RFC 4271, section 4.2). */
export interface OpenMessage {
  readonly type: 'OPEN';
  readonly version: number;
  /** The two-octet field as it stands: AS_TRANS (23456) when the number needs four octets (RFC 6793). */
  readonly myAutonomousSystem: number;
  readonly holdTimeSeconds: number;
  readonly bgpIdentifier: IpAddress;
  readonly capabilities: readonly Capability[];
}

/**
 * What MP_REACH_NLRI or MP_UNREACH_NLRI lists. A family that the codec does not read as objects, or the session does not
 * have, has it all in `octets`.
 */
export interface MultiprotocolNlri extends AfiSafi, NlriLists {
  /** The whole list, in lower-case hexadecimal. */
  readonly octets?: string;
  /** Beside `octets` in MP_REACH_NLRI: its next hop, in lower-case hexadecimal. */
  readonly nextHopOctets?: string;
}

/** UPDATE (RFC 4271, section 4.3; RFC 4760). An UPDATE with nothing in it is an End-of-RIB marker (RFC 4724, section 2). */
export interface UpdateMessage {
  readonly type: 'UPDATE';
  readonly withdrawn: readonly Nlri[];
  readonly attributes: PathAttributes;
  /** NLRI of IPv4 unicast in the message's own field. */
  readonly nlri: readonly Nlri[];
  /** NEXT_HOP, when there is MP_REACH_NLRI besides `nlri`: then `attributes.nextHop` is not theirs (RFC 4760, section 3). */
  readonly classicNextHop?: IpAddress;
  /** MP_REACH_NLRI's NLRI; its next hop is `attributes.nextHop`. */
  readonly reachable?: MultiprotocolNlri;
  /** MP_UNREACH_NLRI's NLRI. */
  readonly unreachable?: MultiprotocolNlri;
}

/** NOTIFICATION (RFC 4271, section 4.5). */
export interface NotificationMessage {
  readonly type: 'NOTIFICATION';
  readonly code: number;
  readonly subcode: number;
  readonly data: Uint8Array;
}

/** KEEPALIVE (RFC 4271, section 4.4). */
export interface KeepaliveMessage {
  readonly type: 'KEEPALIVE';
}

/** ROUTE-REFRESH (RFC 2918; RFC 7313 names the subtypes). */
export interface RouteRefreshMessage extends AfiSafi {
  readonly type: 'ROUTE-REFRESH';
  /** 0 request, 1 Beginning of Route Refresh, 2 End of Route Refresh. */
  readonly subtype: number;
}

export type Message =
  | OpenMessage
  | UpdateMessage
  | NotificationMessage
  | KeepaliveMessage
  | RouteRefreshMessage;
export type MessageType = Message['type'];
