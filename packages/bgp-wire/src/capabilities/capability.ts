import type { AfiSafi } from '../family.ts';

/** Multiprotocol extensions, code 1 (RFC 4760, section 8). */
export interface MultiprotocolCapability extends AfiSafi {
  readonly name: 'multiprotocol';
}
/** Route refresh, code 2 (RFC 2918); with `legacy` the pre-standard code 128. */
export interface RouteRefreshCapability {
  readonly name: 'route-refresh';
  readonly legacy?: true;
}
/** Extended next hop encoding, code 5 (RFC 8950). */
export interface ExtendedNextHopCapability {
  readonly name: 'extended-next-hop';
  readonly encodings: readonly (AfiSafi & { readonly nextHopAfi: number })[];
}
/** Extended message, code 6 (RFC 8654). */
export interface ExtendedMessageCapability {
  readonly name: 'extended-message';
}
/** Graceful restart, code 64 (RFC 4724, section 3; RFC 8538, section 2). */
export interface GracefulRestartCapability {
  readonly name: 'graceful-restart';
  /** The Restart State bit, R. */
  readonly restarting: boolean;
  /** The Graceful Notification bit, N (RFC 8538). */
  readonly notificationSupport: boolean;
  /** 0 to 4,095. */
  readonly restartTimeSeconds: number;
  readonly families: readonly (AfiSafi & { readonly forwardingPreserved: boolean })[];
}
/** Four-octet AS number, code 65 (RFC 6793). */
export interface FourOctetAsCapability {
  readonly name: 'four-octet-as';
  readonly asNumber: number;
}
/** ADD-PATH, code 69 (RFC 7911, section 4). */
export interface AddPathCapability {
  readonly name: 'add-path';
  readonly families: readonly (AfiSafi & { readonly mode: 'receive' | 'send' | 'both' })[];
}
/** Enhanced route refresh, code 70 (RFC 7313). */
export interface EnhancedRouteRefreshCapability {
  readonly name: 'enhanced-route-refresh';
}
/** FQDN, code 73 (draft-walton-bgp-hostname-capability). */
export interface FqdnCapability {
  readonly name: 'fqdn';
  readonly hostName: string;
  readonly domainName: string;
}
/** A capability without a row, or whose value is malformed: kept as it came (RFC 5492, section 3). */
export interface UnrecognizedCapability {
  readonly name: 'unrecognized';
  readonly code: number;
  /** Lower-case hexadecimal. */
  readonly value: string;
}

export type Capability =
  | MultiprotocolCapability
  | RouteRefreshCapability
  | ExtendedNextHopCapability
  | ExtendedMessageCapability
  | GracefulRestartCapability
  | FourOctetAsCapability
  | AddPathCapability
  | EnhancedRouteRefreshCapability
  | FqdnCapability
  | UnrecognizedCapability;
