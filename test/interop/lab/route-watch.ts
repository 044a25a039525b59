import { join } from 'node:path';
import type { Namespace } from './namespace.ts';
import type { RunningProgram } from './running-program.ts';

/** Everything that happens to the routes of a kernel, from its start on. */
export class RouteWatch {
  readonly #program: RunningProgram;

  private constructor(program: RunningProgram) {
    this.#program = program;
  }

  /** @param folder for its log */
  static start(namespace: Namespace, folder: string): RouteWatch {
    const logFile = join(folder, `${namespace.hostName}-routes-${performance.now()}.log`);
    return new RouteWatch(namespace.start(['ip', 'monitor', 'route'], { logFile }));
  }

  /** Prefixes whose BGP route was deleted so far, one as often as that happened. */
  deletedBgpPrefixes(): string[] {
    return this.#program
      .log()
      .split('\n')
      .filter((line) => line.startsWith('Deleted') && line.includes('proto bgp'))
      .map((line) => line.split(' ')[1]);
  }

  async stop(): Promise<void> {
    await this.#program.stop();
  }
}
