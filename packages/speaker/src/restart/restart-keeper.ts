import { type FamilyName, familyNames } from '@bgpeer/bgp-wire';
import type { RouterConfiguration, RouterEvent } from '@bgpeer/router';
import type { Logger } from 'pino';
import { protocolBgp, routeMetric } from '../fib/route-lines.ts';
import { asksForHelp, lifeSignIntervalMs } from './restart-judgement.ts';
import type { RestartStateFile } from './restart-state-file.ts';

export interface RestartKeeperOptions {
  readonly file: RestartStateFile;
  readonly configuration: RouterConfiguration;
  readonly fib: 'none' | 'kernel';
  readonly bootId: string | undefined;
  /** Peers of a run before that are still to come back. */
  readonly awaitedPeers: readonly string[];
  readonly logger: Logger | undefined;
}

/**
 * Keeps the state file true while the speaker runs, where peers are asked to help over a restart: when sessions come and go,
 * and every few seconds as a sign of life.
 */
export class RestartKeeper {
  readonly #options: RestartKeeperOptions;
  readonly #established = new Set<string>();
  readonly #awaited: Set<string>;
  #configuration: RouterConfiguration;
  #timer: NodeJS.Timeout | undefined;
  #hasFailed = false;

  constructor(options: RestartKeeperOptions) {
    this.#options = options;
    this.#configuration = options.configuration;
    this.#awaited = new Set(options.awaitedPeers);
  }

  begin(): void {
    this.#write();
    this.#timer = setInterval(() => this.#write(), lifeSignIntervalMs(this.#configuration));
    this.#timer.unref();
  }

  /** Another configuration is in force. Where nobody is asked to help any more, nothing is left. */
  configure(configuration: RouterConfiguration): void {
    const asked = asksForHelp(this.#configuration);
    this.#configuration = configuration;
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    if (asked && !asksForHelp(configuration)) this.#options.file.remove();
    this.begin();
  }

  handleEvent(event: RouterEvent): void {
    if (event.name === 'session-up') this.#established.add(event.peer);
    else if (event.name === 'session-down') this.#established.delete(event.peer);
    // Who has not come by now is not waited for the next time.
    else if (event.name === 'selection-deferral-ended') this.#awaited.clear();
    else return;
    if (this.#timer !== undefined) this.#write();
  }

  /** Whether the next run may take this one's place: the state stays, as of now; else it goes. */
  end({ leavesState }: { readonly leavesState: boolean }): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (leavesState) this.#write();
    else if (asksForHelp(this.#configuration)) this.#options.file.remove();
  }

  #write(): void {
    const { file, fib, bootId, logger } = this.#options;
    const configuration = this.#configuration;
    if (!asksForHelp(configuration)) return;
    const { asNumber, bgpIdentifier } = configuration;
    try {
      file.write({
        asNumber,
        bgpIdentifier,
        ...(bootId !== undefined && { bootId }),
        writtenAt: Date.now(),
        preservedFamilies: preservedFamilies(configuration),
        ...(fib === 'kernel' && { kernel: { protocol: protocolBgp, metric: routeMetric } }),
        peers: [...new Set([...this.#awaited, ...this.#established])].sort(),
      });
    } catch (error) {
      if (!this.#hasFailed)
        logger?.warn(`no graceful restart: ${file.path} cannot be written: ${(error as Error).message}`);
      this.#hasFailed = true;
    }
  }
}

/** What is forwarded on without us, if the operator says that it is (`preserve-fw-state`). */
function preservedFamilies({
  gracefulRestart,
  peers,
  listenRanges,
}: RouterConfiguration): readonly FamilyName[] {
  if (!gracefulRestart.preserveForwardingState) return [];
  const spoken = [...peers, ...listenRanges.map(({ settings }) => settings)].map(({ families }) => families);
  return familyNames.filter((family) => spoken.some((families) => families[family] !== undefined));
}
