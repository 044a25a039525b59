import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

export interface RunningProgramOptions {
  /** Where its output goes, both streams, appended. */
  readonly logFile: string;
}

export interface ProgramEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A program in a process group of its own, so that signals reach its children too. */
export class RunningProgram {
  readonly ended: Promise<ProgramEnd>;
  readonly #child: ChildProcess;
  readonly #logFile: string;

  constructor(command: readonly string[], { logFile }: RunningProgramOptions) {
    this.#logFile = logFile;
    const log = openSync(logFile, 'a');
    this.#child = spawn(command[0], command.slice(1), {
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.ended = new Promise((resolve) => {
      this.#child.once('exit', (exitCode, signal) => resolve({ exitCode, signal }));
    });
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Signals the whole process group. */
  signal(signal: NodeJS.Signals): void {
    if (this.isRunning) process.kill(-this.#child.pid!, signal);
  }

  async end(signal: NodeJS.Signals): Promise<ProgramEnd> {
    this.signal(signal);
    return await this.ended;
  }

  /** Asks it to end; ends it by force when it does not within 5 s. */
  async stop(): Promise<ProgramEnd> {
    const patience = setTimeout(() => this.signal('SIGKILL'), 5_000);
    try {
      return await this.end('SIGTERM');
    } finally {
      clearTimeout(patience);
    }
  }

  /** Everything it has written so far. */
  log(): string {
    return readFileSync(this.#logFile, 'utf8');
  }
}
