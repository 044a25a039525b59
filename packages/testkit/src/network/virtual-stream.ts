import type { Instant } from '@bgpeer/fsm';

/** What a stream needs of the network it runs in. */
export interface StreamSurroundings {
  readonly random: () => number;
  readonly delayMs: number;
  /** Octets that may be on their way or unread before the sender has to wait: both socket buffers. */
  readonly windowOctetCount: number;
  readonly chop: boolean;
  now(): Instant;
  schedule(at: Instant, run: () => void): void;
}

/** Where a stream's ends are told what happened. */
export interface StreamEnds {
  /** `octets` are the reader's until it returns; `consumed` is called when they have been read. */
  arrived(octets: Uint8Array, consumed: () => void): void;
  /** The writer's close has come through, after everything it wrote. */
  ended(): void;
  /** So many octets have left the writer's hands. */
  sent(octetCount: number): void;
}

/**
 * One direction of a TCP connection: octets arrive in order after a delay, in pieces cut anywhere, and no faster than
 * the reader takes them.
 */
export class VirtualStream {
  readonly #surroundings: StreamSurroundings;
  readonly #ends: StreamEnds;
  readonly #unsent: Uint8Array[] = [];
  readonly #underway: { readonly at: Instant; readonly octets: Uint8Array | 'end' }[] = [];
  #unreadOctetCount = 0;
  #closing = false;
  #paused = false;
  #abandoned = false;

  constructor(surroundings: StreamSurroundings, ends: StreamEnds) {
    this.#surroundings = surroundings;
    this.#ends = ends;
  }

  write(octets: Uint8Array): void {
    this.#unsent.push(octets);
    this.#pump();
  }

  /** The writer closes: the end arrives behind everything written. */
  close(): void {
    this.#closing = true;
    this.#pump();
  }

  /** Nothing more arrives, and nobody is told. */
  abandon(): void {
    this.#abandoned = true;
    this.#unsent.length = 0;
    this.#underway.length = 0;
  }

  /** While paused nothing arrives; what is on its way waits, as TCP sends it again until it comes through. */
  setPaused(paused: boolean): void {
    this.#paused = paused;
    if (!paused) this.#surroundings.schedule(this.#surroundings.now(), () => this.#arrive());
  }

  #pump(): void {
    while (this.#unsent.length > 0 && this.#unreadOctetCount < this.#surroundings.windowOctetCount) {
      const first = this.#unsent[0];
      const octetCount = Math.min(first.length, this.#surroundings.windowOctetCount - this.#unreadOctetCount);
      if (octetCount === first.length) this.#unsent.shift();
      else this.#unsent[0] = first.subarray(octetCount);
      this.#unreadOctetCount += octetCount;
      this.#send(first.subarray(0, octetCount));
      this.#surroundings.schedule(this.#surroundings.now(), () => {
        if (!this.#abandoned) this.#ends.sent(octetCount);
      });
    }
    if (this.#closing && this.#unsent.length === 0) {
      this.#closing = false;
      this.#putUnderway('end');
    }
  }

  #send(octets: Uint8Array): void {
    let start = 0;
    while (start < octets.length) {
      const end = Math.min(octets.length, start + this.#pieceOctetCount());
      this.#putUnderway(octets.subarray(start, end));
      start = end;
    }
  }

  /** Mostly pieces as TCP makes them, often a handful of octets: less than a header, or a header and a bit. */
  #pieceOctetCount(): number {
    if (!this.#surroundings.chop) return Number.POSITIVE_INFINITY;
    const octetCountMax = this.#surroundings.random() < 0.3 ? 24 : 2_920;
    return 1 + Math.floor(this.#surroundings.random() * octetCountMax);
  }

  #putUnderway(octets: Uint8Array | 'end'): void {
    const at = this.#surroundings.now() + this.#surroundings.delayMs;
    this.#underway.push({ at, octets });
    this.#surroundings.schedule(at, () => this.#arrive());
  }

  #arrive(): void {
    while (!this.#paused && this.#underway.length > 0 && this.#underway[0].at <= this.#surroundings.now()) {
      const { octets } = this.#underway.shift()!;
      if (octets === 'end') {
        this.#ends.ended();
        continue;
      }
      this.#ends.arrived(octets, () => {
        this.#unreadOctetCount -= octets.length;
        this.#pump();
      });
    }
  }
}
