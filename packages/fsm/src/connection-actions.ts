import type { NotificationContent, OpenMessage } from '@bgpeer/bgp-wire';
import type { SessionDownReason } from './session-contract.ts';
import type { TimerName } from './timers.ts';

/**
 * What the cells of the transition table may ask for: the vocabulary of RFC 4271, section 8.2.2. The cells decide, the
 * connection machine carries out.
 */
export interface ConnectionActions {
  /** The DelayOpen attribute: an OPEN waits a while, so that the peer's may come first. */
  readonly delayOpen: boolean;
  /** The PassiveTcpEstablishment attribute: never dial. */
  readonly passive: boolean;
  /** RFC 4724, section 5: both sides sent the Graceful Restart Capability, the peer with at least one family. */
  readonly peerMayRestartGracefully: boolean;
  /** What the Hold Timer measures now: the large value, or what was negotiated. */
  readonly holdTimeSeconds: number;
  readonly sendHoldTimeSeconds: number;
  /** Octets sent that the transport has not taken yet. */
  readonly outputQueueOctets: number;
  isTimerRunning(timer: TimerName): boolean;
  /** Starts, or starts again, with the initial value (section 10), jittered where the RFC asks; 0 leaves it stopped. */
  startTimer(timer: TimerName): void;
  /** The Hold Timer's "large value" while no OPEN has come. */
  startLargeHoldTimer(): void;
  stopTimer(timer: TimerName): void;
  /** Before a start: what the configuration now says holds from here on. */
  initializeResources(): void;
  /** Stops every timer and forgets what was agreed. */
  releaseResources(): void;
  initiateConnection(): void;
  /** Closes once all that was sent has left. Nothing when there is no connection. */
  dropConnection(): void;
  /** Closes at once: what is unsent will never be taken. */
  abortConnection(): void;
  sendOpen(): void;
  sendKeepalive(): void;
  /** Nothing when no connection is up. */
  sendNotification(notification: NotificationContent): void;
  /** Works out the negotiated session from our OPEN and this one. */
  agreeOn(open: OpenMessage): void;
  /** Tells the owner that UPDATEs may flow. */
  establish(): void;
  deliverUpdate(octets: Uint8Array): void;
  resetConnectRetryCounter(): void;
  /** Increments ConnectRetryCounter. */
  countFailure(): void;
  /** DampPeerOscillations: starts the IdleHoldTimer, longer with each failure; its expiry starts the session again. */
  damp(): void;
  /** Starts the IdleHoldTimer with the ConnectRetryTime: what failed says nothing against the peer. */
  startAgainLater(): void;
  /** Why this try ended. */
  conclude(reason: SessionDownReason): void;
}
