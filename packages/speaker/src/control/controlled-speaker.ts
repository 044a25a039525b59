import type { FamilyName } from '@bgpeer/bgp-wire';
import type { ConfigDocument } from '@bgpeer/config';
import type { BgpRouter, Instant } from '@bgpeer/router';
import type {
  ControlEvent,
  ControlStatus,
  ForwardingAnswer,
  ForwardingRoute,
  ReloadAnswer,
} from './contract.ts';

/** What the control API asks of the speaker that it serves. */
export interface ControlledSpeaker {
  readonly router: BgpRouter;
  readonly fib: 'none' | 'kernel';
  /** The speaker's clock: milliseconds since the Unix epoch. */
  now(): Instant;
  status(): ControlStatus;
  configuration(): ConfigDocument;
  /** Rejects with a RefusedCommand when there is nothing to read again. */
  reload(): Promise<ReloadAnswer>;
  forwardingRoutes(family: FamilyName): Iterable<ForwardingRoute>;
  otherForwardingRoutes(family: FamilyName): Pick<ForwardingAnswer, 'others' | 'interfaceIndexes'>;
  subscribe(listener: (event: ControlEvent) => void): () => void;
  addNetwork(prefix: string): void;
  deleteNetwork(prefix: string): void;
  shutdownPeer(address: string, communication?: string): void;
  startPeer(address: string): void;
  resetPeer(address: string, communication?: string): void;
  refreshPeer(address: string, direction: 'in' | 'out'): void;
  /** Throws a RefusedCommand when a graceful stop would be of no use. */
  checkGracefulStop(): void;
  stop(options: { readonly communication?: string; readonly graceful?: boolean }): Promise<void>;
}
