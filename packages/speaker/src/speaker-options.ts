import type { SessionRecorder } from '@bgpeer/capture';
import type { ConfigDocument, ConfigDocumentInput, PlaceOf, Problem } from '@bgpeer/config';
import type { BgpRouter, RouterConfiguration, RouterOptions } from '@bgpeer/router';
import type { Logger } from 'pino';
import type { ListenAddress } from './transport/tcp-listeners.ts';

/**
 * Reads the configuration again from where it came, with every problem; without a document it cannot be run as it is.
 */
export type ReadConfigurationAgain = () => Promise<{
  readonly document: ConfigDocument | undefined;
  readonly problems: readonly Problem[];
  /** Where parts of the document stand in the file. */
  readonly placeOf?: PlaceOf;
}>;

/** What a speaker is made from. */
export interface SpeakerOptions {
  /** As a config file gives it, or written in place. */
  readonly configuration: ConfigDocumentInput;
  /** Where it came from, for people. */
  readonly configurationSource?: string;
  /** Where parts of the configuration stand in a file, for what `explain` says of policies. */
  readonly placeOf?: PlaceOf;
  /** For `Speaker.reload`; absent: there is nothing to read again. */
  readonly readAgain?: ReadConfigurationAgain;
  /** Overrides the configuration's `listen`; an empty list listens nowhere. Port 0 takes any free port. */
  readonly listen?: readonly ListenAddress[];
  /** Overrides the configuration's `fib`. */
  readonly fib?: 'none' | 'kernel';
  /** Path of the control API's Unix socket; absent: `defaultControlSocketPath()`; false: no control API. */
  readonly controlSocketPath?: string | false;
  /**
   * Where a run leaves what the next one needs for a graceful restart; absent: beside the control socket; false: nowhere.
   * Of use where peers are asked to help (`gracefulRestart.mode: restarter`).
   */
  readonly stateFilePath?: string | false;
  /** Absent: nothing is logged. */
  readonly logger?: Logger;
  /** Hear everything that goes over the connections, and every change of state. */
  readonly recorders?: readonly SessionRecorder[];
  /** Of the generator that jitter comes from; absent: a random one. */
  readonly seed?: number;
  /** Makes another router than bgpeer's own, as tests do. */
  readonly createRouter?: (configuration: RouterConfiguration, options: RouterOptions) => BgpRouter;
}

/** How `Speaker.stop` ends the sessions. */
export interface StopOptions {
  /** Sent to every peer with Cease / Administrative Shutdown (RFC 9003). */
  readonly communication?: string;
  /**
   * Says nothing: connections are closed, and peers keep our routes until the next start, which takes this run's place
   * (RFC 4724). With `preserve-fw-state` the kernel routes stay too. Needs a peer that is asked to help.
   */
  readonly graceful?: boolean;
}
