import { EventEmitter, once } from 'node:events';
import type { Surroundings, TextOutput } from '../src/surroundings.ts';

/** An output that keeps what is written, and tells when a text has come. */
export class CapturedOutput implements TextOutput {
  readonly isTerminal: boolean;
  text = '';
  readonly #written = new EventEmitter();

  constructor(isTerminal: boolean) {
    this.isTerminal = isTerminal;
  }

  write(text: string | Uint8Array): void {
    this.text += typeof text === 'string' ? text : Buffer.from(text).toString('utf8');
    this.#written.emit('written');
  }

  drained(): Promise<void> {
    return Promise.resolve();
  }

  async until(text: string): Promise<void> {
    while (!this.text.includes(text)) await once(this.#written, 'written');
  }
}

/** Surroundings whose outputs are kept and whose user can be played. */
export class CapturedSurroundings implements Surroundings {
  readonly output: CapturedOutput;
  readonly errors: CapturedOutput;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly #input: string;
  readonly #user = new AbortController();
  readonly #hangUpListeners: (() => void)[] = [];

  constructor(
    options: { readonly isTerminal?: boolean; readonly input?: string; readonly noColor?: string } = {},
  ) {
    const { isTerminal = false, input = '', noColor } = options;
    this.output = new CapturedOutput(isTerminal);
    this.errors = new CapturedOutput(isTerminal);
    this.environment = { NO_COLOR: noColor };
    this.#input = input;
  }

  readInput(): Promise<string> {
    return Promise.resolve(this.#input);
  }

  async *inputChunks(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(this.#input, 'utf8');
  }

  interruption(): AbortSignal {
    return this.#user.signal;
  }

  onHangUp(listener: () => void): void {
    this.#hangUpListeners.push(listener);
  }

  /** What `kill -HUP` does. */
  hangUp(): void {
    for (const listener of this.#hangUpListeners) listener();
  }

  /** What Ctrl-C does. */
  interrupt(): void {
    this.#user.abort();
  }
}
