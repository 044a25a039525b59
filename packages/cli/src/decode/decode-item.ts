import type { DecodedAttributeBlock, IpAddress } from '@bgpeer/bgp-wire';
import type {
  Bgp4mpStateChange,
  BgpdumpSource,
  CaptureFault,
  CaptureTime,
  InterpretedMessage,
  MrtPeer,
} from '@bgpeer/capture';

/** A BGP message, wherever it was found. */
export interface MessageItem extends InterpretedMessage {
  readonly kind: 'message';
  /** Octets from the start of the file to what holds the message. */
  readonly offset: number;
  readonly time?: CaptureTime;
  /** The sender and the receiver; ports are known from packets only. */
  readonly from?: { readonly address: IpAddress; readonly port?: number };
  readonly to?: { readonly address: IpAddress; readonly port?: number };
  /** The whole message with its header. */
  readonly octets: Uint8Array;
  /** What bgpdump's lines name. */
  readonly bgpdump: BgpdumpSource;
}

/** A route of a table. */
export interface RouteItem {
  readonly kind: 'route';
  readonly offset: number;
  readonly time: CaptureTime;
  readonly peer: Pick<MrtPeer, 'address' | 'asNumber'>;
  /** Undefined for a family whose NLRI are no prefixes: then `nlri` has them in hexadecimal. */
  readonly prefix: string | undefined;
  readonly nlri?: string;
  readonly family: { readonly afi: number; readonly safi: number };
  readonly pathIdentifier?: number;
  readonly originatedTimeSeconds: number;
  readonly decoded: DecodedAttributeBlock;
  /** What bgpdump's line names. */
  readonly bgpdump: BgpdumpSource;
}

/** A session's change of state. */
export interface StateItem {
  readonly kind: 'state';
  readonly offset: number;
  readonly record: Bgp4mpStateChange;
}

/** The peers that the routes behind it came from. */
export interface PeersItem {
  readonly kind: 'peers';
  readonly offset: number;
  readonly time: CaptureTime;
  readonly collectorBgpIdentifier: IpAddress;
  readonly viewName: string;
  readonly peers: readonly MrtPeer[];
}

/** What a file that is decoded consists of. */
export type DecodeItem = MessageItem | RouteItem | StateItem | PeersItem;

/** Whole lines of `bgpdump -m`, for whoever asked for just these. */
export interface ReadyLines {
  readonly kind: 'ready-lines';
  /** In ASCII, each with its line end. */
  readonly octets: Uint8Array;
}

/** What comes out of octets. */
export type ReadItem = DecodeItem | ReadyLines | CaptureFault;

/** Turns a file's octets into items: `push`, `next` until undefined; `end`, and `next` again. */
export interface ItemReader {
  push(chunk: Uint8Array): void;
  next(): ReadItem | undefined;
  end(): void;
}
