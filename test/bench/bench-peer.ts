import { Worker } from 'node:worker_threads';
import type { PeerAssignment, PeerEvent, PeerEventKind, SendCommand } from './peer-protocol.ts';

/** A peer in a thread of its own, seen from the main thread. */
export class BenchPeer {
  readonly #worker: Worker;
  readonly #name: string;
  /** Events that nobody has asked for yet. */
  readonly #events: PeerEvent[] = [];
  readonly #failed = Promise.withResolvers<never>();
  #wake: () => void = () => {};

  /** @param name what the peer is called when it fails */
  constructor(name: string, assignment: PeerAssignment) {
    this.#name = name;
    this.#worker = new Worker(new URL('./peer-worker.ts', import.meta.url), { workerData: assignment });
    // A failure is reported where somebody waits for an event; at other times it must not end the process.
    this.#failed.promise.catch(() => {});
    this.#worker.on('error', (error) => this.#failed.reject(error));
    this.#worker.on('message', (event: PeerEvent) => {
      if (event.kind === 'failed') this.#failed.reject(new Error(`${this.#name}: ${event.reason}`));
      this.#events.push(event);
      this.#wake();
    });
  }

  /** The next event of a kind; rejects when the peer fails first. */
  async event<Kind extends PeerEventKind>(kind: Kind): Promise<Extract<PeerEvent, { kind: Kind }>> {
    for (;;) {
      const index = this.#events.findIndex((event) => event.kind === kind);
      if (index >= 0) return this.#events.splice(index, 1)[0] as Extract<PeerEvent, { kind: Kind }>;
      const woken = Promise.withResolvers<void>();
      this.#wake = woken.resolve;
      await Promise.race([woken.promise, this.#failed.promise]);
    }
  }

  /** Send whole messages; the peer reports `sending` and `sent`. */
  send(octets: Uint8Array): void {
    this.#worker.postMessage({ octets } satisfies SendCommand);
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}
