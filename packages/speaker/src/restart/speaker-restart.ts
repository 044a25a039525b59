import { familyNames } from '@bgpeer/bgp-wire';
import type { RestartOptions, RouterConfiguration, RouterEvent } from '@bgpeer/router';
import type { Logger } from 'pino';
import { RefusedCommand } from '../refused-command.ts';
import { readBootId } from './boot-id.ts';
import { asksForHelp, judgeRestart } from './restart-judgement.ts';
import { RestartKeeper } from './restart-keeper.ts';
import { RestartStateFile } from './restart-state-file.ts';

export interface SpeakerRestartOptions {
  readonly configuration: RouterConfiguration;
  readonly fib: 'none' | 'kernel';
  /** Undefined: neither is anything read, nor left. */
  readonly stateFilePath: string | undefined;
  readonly logger: Logger | undefined;
  /** Routes are selected again: what is in the kernel and was not learned again is out of date. */
  readonly selected: () => void;
}

/** A speaker's restarts: the one that it may be, and the next one. */
export class SpeakerRestart {
  /** Set when the speaker takes the place of a run before. */
  readonly options: RestartOptions | undefined;
  #configuration: RouterConfiguration;
  readonly #keeper: RestartKeeper | undefined;
  readonly #selected: () => void;
  /** Families whose selection waits: each ends with an event. */
  #deferredCount: number;

  constructor({ configuration, fib, stateFilePath, logger, selected }: SpeakerRestartOptions) {
    this.#configuration = configuration;
    this.#selected = selected;
    const file = stateFilePath === undefined ? undefined : new RestartStateFile(stateFilePath);
    if (file !== undefined) {
      const bootId = readBootId();
      if (asksForHelp(configuration)) {
        const circumstances = { configuration, fib, bootId, now: Date.now() };
        const { restart, detail } = judgeRestart(file.read(), circumstances);
        logger?.info(restart === undefined ? `ordinary start: ${detail}` : `graceful restart: ${detail}`);
        this.options = restart;
      }
      const awaitedPeers = this.options?.awaitedPeers ?? [];
      this.#keeper = new RestartKeeper({ file, configuration, fib, bootId, awaitedPeers, logger });
    }
    this.#deferredCount = this.options === undefined ? 0 : familyNames.length;
  }

  /** The speaker runs, alone: from now on the state is kept. */
  begin(): void {
    this.#keeper?.begin();
  }

  /** Another configuration is in force. */
  configure(configuration: RouterConfiguration): void {
    this.#configuration = configuration;
    this.#keeper?.configure(configuration);
  }

  handleEvent(event: RouterEvent): void {
    this.#keeper?.handleEvent(event);
    if (event.name !== 'selection-deferral-ended') return;
    this.#deferredCount -= 1;
    if (this.#deferredCount === 0) this.#selected();
  }

  /** Throws a RefusedCommand when nobody would keep our routes over a graceful stop. */
  checkGracefulStop(): void {
    const isAsked = asksForHelp(this.#configuration);
    if (this.#keeper !== undefined && isAsked) return;
    const reason = isAsked ? 'there is no state file' : 'no peer is asked to help';
    throw new RefusedCommand(
      `a graceful stop is of no use: ${reason}`,
      'configure `bgp graceful-restart` and a state file, or stop without --graceful',
    );
  }

  /** @param graceful the next start is to take this run's place */
  end({ graceful }: { readonly graceful: boolean }): void {
    this.#keeper?.end({ leavesState: graceful });
  }
}
