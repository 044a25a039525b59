import { closeSync, openSync, writeSync } from 'node:fs';

/** So many octets are written at once; fewer when they have waited so long. */
const batchOctetCount = 64 * 1024;
const waitMsMax = 1000;

/**
 * A file that is written as things happen. Memory is bounded: a batch is written before the next one fills. When it
 * cannot be written any longer, `failed` is called once and the rest is dropped: a full disk must not end the sessions.
 */
export class RecordingFile {
  readonly path: string;
  readonly #failed: (error: Error) => void;
  #descriptor: number | undefined;
  #batch: Uint8Array[] = [];
  #batchedOctetCount = 0;
  #timer: NodeJS.Timeout | undefined;

  /** Makes the file, or empties one that is there; throws what the system says when it cannot. */
  constructor(path: string, failed: (error: Error) => void) {
    this.path = path;
    this.#failed = failed;
    this.#descriptor = openSync(path, 'w');
  }

  write(octets: Uint8Array): void {
    if (this.#descriptor === undefined) return;
    this.#batch.push(octets);
    this.#batchedOctetCount += octets.length;
    if (this.#batchedOctetCount >= batchOctetCount) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), waitMsMax);
  }

  close(): void {
    this.#flush();
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = Buffer.concat(this.#batch);
    this.#batch = [];
    this.#batchedOctetCount = 0;
    if (this.#descriptor === undefined) return;
    try {
      for (let written = 0; written < batch.length; ) written += writeSync(this.#descriptor, batch, written);
    } catch (error) {
      closeSync(this.#descriptor);
      this.#descriptor = undefined;
      this.#failed(error as Error);
    }
  }
}
