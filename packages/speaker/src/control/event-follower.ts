import type { ServerResponse } from 'node:http';
import { monotonicEpochMilliseconds } from '../clock.ts';
import type { ControlEvent } from './contract.ts';

/** What may wait for a follower that reads slowly; what comes after is counted and left out. */
const waitingOctetsMax = 1024 * 1024;

/** One follower of the event stream, with bounded memory: events are left out, and said to be, when it reads too slowly. */
export class EventFollower {
  readonly #response: ServerResponse;
  readonly #unsubscribe: () => void;
  #lastId = 0;
  #lostCount = 0;

  constructor(response: ServerResponse, subscribe: (listener: (event: ControlEvent) => void) => () => void) {
    this.#response = response;
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    // The first octets tell the follower that from here on it misses nothing.
    response.write(': following\n\n');
    response.on('drain', () => this.#tellLost());
    this.#unsubscribe = subscribe((event) => this.#give(event));
    response.once('close', this.#unsubscribe);
  }

  end(): void {
    this.#unsubscribe();
    this.#response.end();
  }

  #give(event: ControlEvent): void {
    if (this.#lostCount > 0 || this.#response.writableLength > waitingOctetsMax) this.#lostCount += 1;
    else this.#write(event);
  }

  #tellLost(): void {
    if (this.#lostCount === 0) return;
    const count = this.#lostCount;
    this.#lostCount = 0;
    this.#write({ kind: 'lost', at: monotonicEpochMilliseconds(), count });
  }

  #write(event: ControlEvent): void {
    this.#lastId += 1;
    this.#response.write(`id: ${this.#lastId}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`);
  }
}
