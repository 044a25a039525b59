import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { formatHexadecimal } from '@bgpeer/bgp-wire';

/** A decoder in a process of its own: octets go in as a line of hexadecimal, JSON comes out as a line. */
export class ChildDecoder {
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;

  constructor(program: string, ...words: readonly string[]) {
    this.#child = spawn(program, words, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#answers = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
  }

  /** What the decoder answers; rejects when it has ended instead. */
  async decode(octets: Uint8Array): Promise<unknown> {
    this.#child.stdin!.write(`${formatHexadecimal(octets)}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error('the decoder has ended');
    return JSON.parse(value);
  }

  stop(): void {
    this.#child.kill();
  }
}
