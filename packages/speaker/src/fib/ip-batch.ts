import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

/** A read of an interface that cannot exist: it fails, and so tells that every line before it has been carried out. */
const markerLine = 'link show bgpeer-marker';

interface RunningBatch {
  readonly firstLineNumber: number;
  readonly markerLineNumber: number;
  /** Why lines failed, by index into the lines of the batch. */
  readonly failures: Map<number, string>;
  readonly resolve: (failures: ReadonlyMap<number, string>) => void;
}

/**
 * One long-lived `ip -force -batch -`: lines go in through its standard input, and what the kernel refused comes back
 * line by line on its standard error (`Command failed -:N`), in order. That one stream also carries the answer to the
 * marker after each batch: once it is there, the kernel has taken or refused every line.
 */
export class IpBatch {
  #process: ChildProcessWithoutNullStreams | undefined;
  #lineNumber = 0;
  #running: RunningBatch | undefined;
  #unread = '';
  #message: string[] = [];

  /**
   * Carries out the lines, one batch at a time.
   * @returns why lines failed, by their index; the lines that are missing there are in force in the kernel.
   */
  apply(lines: readonly string[]): Promise<ReadonlyMap<number, string>> {
    if (this.#running !== undefined) throw new Error('an ip batch is already running');
    return new Promise((resolve) => {
      this.#process ??= this.#spawn();
      const firstLineNumber = this.#lineNumber + 1;
      this.#lineNumber += lines.length + 1;
      this.#running = { firstLineNumber, markerLineNumber: this.#lineNumber, failures: new Map(), resolve };
      this.#process.stdin.write(`${lines.join('\n')}\n${markerLine}\n`);
    });
  }

  /** Ends the process once it has carried out what it was given. */
  async close(): Promise<void> {
    const child = this.#process;
    if (child === undefined) return;
    const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
    child.stdin.end();
    await exited;
  }

  #spawn(): ChildProcessWithoutNullStreams {
    // In a process group of its own: the terminal's Ctrl-C is for us, who still need it to remove the routes.
    const child = spawn('ip', ['-force', '-batch', '-'], { stdio: 'pipe', detached: true });
    this.#lineNumber = 0;
    this.#unread = '';
    this.#message = [];
    child.stdout.resume();
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text: string) => this.#read(text));
    // Its end is told by `close` below, with the reason that came before it.
    child.stdin.on('error', () => child.kill());
    child.on('error', (error) => this.#message.push(`ip could not be run: ${error.message}`));
    child.on('close', () => this.#handleExit(child));
    return child;
  }

  #read(text: string): void {
    const lines = `${this.#unread}${text}`.split('\n');
    this.#unread = lines.pop() ?? '';
    for (const line of lines) {
      const failed = /^Command failed .*:(\d+)$/.exec(line);
      if (failed === null) {
        this.#message.push(line.trim());
        continue;
      }
      this.#handleFailedLine(Number(failed[1]), this.#takeMessage());
    }
  }

  #handleFailedLine(lineNumber: number, message: string): void {
    const batch = this.#running;
    if (batch === undefined) return;
    if (lineNumber < batch.markerLineNumber) {
      batch.failures.set(lineNumber - batch.firstLineNumber, message);
      return;
    }
    this.#running = undefined;
    batch.resolve(batch.failures);
  }

  /** `ip` gave up in the middle: what was not answered may or may not be in force, so all of it counts as failed. */
  #handleExit(child: ChildProcessWithoutNullStreams): void {
    if (this.#process === child) this.#process = undefined;
    const batch = this.#running;
    if (batch === undefined) return;
    this.#running = undefined;
    const message = this.#takeMessage() || 'the ip command ended unexpectedly';
    for (let index = 0; index < batch.markerLineNumber - batch.firstLineNumber; index += 1) {
      if (!batch.failures.has(index)) batch.failures.set(index, message);
    }
    batch.resolve(batch.failures);
  }

  #takeMessage(): string {
    const message = this.#message.join('; ').replace(/^(Error|RTNETLINK answers): /, '');
    this.#message = [];
    return message;
  }
}
