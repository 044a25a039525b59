import type { RawSpeaker } from './raw-session.ts';
import type { PrefixTally } from './route-tally.ts';

/** What a worker that plays a peer is started with. */
export interface PeerAssignment {
  readonly speaker: RawSpeaker;
  /** Dial there from `localAddress`, or listen on a free port of `localAddress`. */
  readonly dial?: { readonly address: string; readonly port: number };
  readonly localAddress: string;
  /** How many prefixes make the table whole, and its withdrawal too. */
  readonly prefixCount: number;
  /** A receiver: it fails when nothing comes for long. */
  readonly expectsRoutes: boolean;
}

/** From the main thread to a peer: send these messages. */
export interface SendCommand {
  readonly octets: Uint8Array;
}

/** From a peer to the main thread. `at` is the machine's monotonic clock in nanoseconds, the same in every thread. */
export type PeerEvent =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'established' }
  /** Just before the first octet goes to the kernel. */
  | { readonly kind: 'sending'; readonly at: bigint }
  /** The kernel has taken the last octet. */
  | { readonly kind: 'sent'; readonly at: bigint }
  /** As many prefixes as the table has were announced. */
  | { readonly kind: 'reachable'; readonly at: bigint; readonly tally: PrefixTally }
  /** As many prefixes as the table has were withdrawn. */
  | { readonly kind: 'withdrawn'; readonly at: bigint; readonly tally: PrefixTally }
  | { readonly kind: 'failed'; readonly reason: string };

export type PeerEventKind = PeerEvent['kind'];
