import { BgpdumpTextReader, type CaptureFault } from '@bgpeer/capture';
import type { ItemReader, ReadyLines } from './decode-item.ts';

/** All of an MRT file as the lines of `bgpdump -m`: many at once, and nothing is known of the routes in them. */
export class MrtBgpdumpLineReader implements ItemReader {
  readonly #reader = new BgpdumpTextReader();
  /** To be given when the lines before it are. */
  #fault: CaptureFault | undefined;

  push(chunk: Uint8Array): void {
    this.#reader.push(chunk);
  }

  next(): ReadyLines | CaptureFault | undefined {
    this.#fault ??= this.#reader.next();
    const octets = this.#reader.takeText();
    if (octets.length > 0) return { kind: 'ready-lines', octets };
    const fault = this.#fault;
    this.#fault = undefined;
    return fault;
  }

  end(): void {
    this.#fault = this.#reader.end();
  }
}
