import { formatProblem, hasErrors, type PlaceOf, type Problem } from '@bgpeer/config';
import type { Logger } from 'pino';
import type { ReloadAnswer } from './control/contract.ts';
import { RefusedCommand } from './refused-command.ts';
import type { SpeakerConfiguration } from './speaker-configuration.ts';
import type { ReadConfigurationAgain } from './speaker-options.ts';
import { ConfigurationError } from './start-errors.ts';

export interface ConfigurationReloadOptions {
  /** Undefined: there is nothing to read again. */
  readonly readAgain: ReadConfigurationAgain | undefined;
  /** For people. */
  readonly source: string;
  /** What is in force. */
  readonly configuration: () => SpeakerConfiguration;
  /** Goes over to a sound configuration; throws a ConfigurationError for any other, and then nothing changes. */
  readonly configure: SpeakerConfigure;
  readonly logger: Logger | undefined;
}

type SpeakerConfigure = (document: SpeakerConfiguration['document'], placeOf?: PlaceOf) => Promise<void>;

/** Reads a speaker's configuration again and puts it in force when it is sound; else the one before stays, whole. */
export class ConfigurationReload {
  readonly #options: ConfigurationReloadOptions;
  /** One after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: ConfigurationReloadOptions) {
    this.#options = options;
  }

  /** Rejects with a RefusedCommand when there is nothing to read again. */
  reload(): Promise<ReloadAnswer> {
    const next = this.#last.then(() => this.#reload());
    this.#last = next.catch(() => {});
    return next;
  }

  async #reload(): Promise<ReloadAnswer> {
    const { readAgain, source } = this.#options;
    if (readAgain === undefined)
      throw new RefusedCommand(
        `there is nothing to read again: the configuration came from ${source}`,
        'start the router with a file, or start it again',
      );
    const { document, problems: found, placeOf } = await readAgain();
    const problems = [...found];
    if (document !== undefined) {
      problems.push(...this.#takingARestart(document));
      try {
        await this.#options.configure(document, placeOf);
      } catch (error) {
        if (!(error instanceof ConfigurationError)) throw error;
        problems.push(...error.problems);
      }
    }
    const inForce = document !== undefined && !hasErrors(problems);
    const done = inForce
      ? `${source} was read again and is in force`
      : `${source} was read again and is not taken: the configuration before stays in force`;
    this.#log({ done, inForce, problems });
    return { done, inForce, problems };
  }

  /** What only another start changes. */
  #takingARestart(next: SpeakerConfiguration['document']): Problem[] {
    const { document: before } = this.#options.configuration();
    return (['listen', 'fib'] as const)
      .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(next[key]))
      .map((key) => ({
        severity: 'warning',
        file: this.#options.source,
        path: key,
        message: `another value of ${key} takes another start: it stays as it was`,
        fix: 'start the router again (`bgpeer stop --graceful` where its peers help over a restart)',
      }));
  }

  #log({ done, inForce, problems }: ReloadAnswer): void {
    const { logger } = this.#options;
    for (const problem of problems) {
      if (problem.severity === 'error') logger?.error(formatProblem(problem));
      else if (problem.severity === 'warning') logger?.warn(formatProblem(problem));
    }
    if (inForce) logger?.info(done);
    else logger?.error(done);
  }
}
