/** Octets handed to a connection at once: large enough that a system call carries many messages. */
const batchOctetsMax = 65_536;

/** Gathers whole messages, so that many small ones leave as one piece. */
export class MessageBatch {
  readonly #send: (octets: Uint8Array, messageCount: number) => void;
  #octets = new Uint8Array(batchOctetsMax);
  #length = 0;
  #messageCount = 0;

  constructor(send: (octets: Uint8Array, messageCount: number) => void) {
    this.#send = send;
  }

  readonly add = (message: Uint8Array): void => {
    if (this.#length + message.length > batchOctetsMax) this.flush();
    this.#octets.set(message, this.#length);
    this.#length += message.length;
    this.#messageCount += 1;
  };

  flush(): void {
    if (this.#messageCount === 0) return;
    const octets = this.#octets.slice(0, this.#length);
    const messageCount = this.#messageCount;
    this.#length = 0;
    this.#messageCount = 0;
    this.#send(octets, messageCount);
  }
}
