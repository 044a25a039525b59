import type { SessionRecorder } from '@bgpeer/capture';
import type { ConfigDocumentInput } from '@bgpeer/config';
import type { BgpRouter, RouterConfiguration } from '@bgpeer/router';
import type { Logger } from 'pino';
import type { ListenAddress } from './transport/tcp-listeners.ts';

/** What a speaker is made from. */
export interface SpeakerOptions {
  /** As a config file gives it, or written in place. */
  readonly configuration: ConfigDocumentInput;
  /** Where it came from, for people. */
  readonly configurationSource?: string;
  /** Overrides the configuration's `listen`; an empty list listens nowhere. Port 0 takes any free port. */
  readonly listen?: readonly ListenAddress[];
  /** Overrides the configuration's `fib`. */
  readonly fib?: 'none' | 'kernel';
  /** Path of the control API's Unix socket; absent: `defaultControlSocketPath()`; false: no control API. */
  readonly controlSocketPath?: string | false;
  /** Absent: nothing is logged. */
  readonly logger?: Logger;
  /** Hear everything that goes over the connections, and every change of state. */
  readonly recorders?: readonly SessionRecorder[];
  /** Of the generator that jitter comes from; absent: a random one. */
  readonly seed?: number;
  /** Makes another router than bgpeer's own, as tests do. */
  readonly createRouter?: (configuration: RouterConfiguration, options: { seed: number }) => BgpRouter;
}

/** How `Speaker.stop` ends the sessions. */
export interface StopOptions {
  /** Sent to every peer with Cease / Administrative Shutdown (RFC 9003). */
  readonly communication?: string;
}
