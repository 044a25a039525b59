import type { Instant, SansIo } from '@bgpeer/router';

/** The longest delay that setTimeout takes as it is; a later deadline is asked for again when this has passed. */
const timerDelayMsMax = 2 ** 31 - 1;

/** What a driver needs from its world. */
export interface DriverOptions<Output> {
  /** Milliseconds, monotonic. */
  readonly clock: () => Instant;
  /** Does what one output says. Inputs it hands back at once are taken after the drain. */
  readonly perform: (output: Output) => void;
  /** Called after each drain: every view may have changed. `idle`: the machine has nothing more to do right now. */
  readonly settled: (idle: boolean) => void;
}

/**
 * Drives one sans-I/O machine in real time: after every input and every timeout the outputs are drained, and one timer
 * stands for the earliest deadline. Work that is already due goes on through setImmediate, so that sockets get their
 * turn between two slices of it.
 */
export class Driver<Input, Output> {
  readonly #machine: SansIo<Input, Output>;
  readonly #options: DriverOptions<Output>;
  readonly #waiting: Input[] = [];
  #running = false;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;
  #timerFiresAt = Number.POSITIVE_INFINITY;
  #immediate: NodeJS.Immediate | undefined;

  constructor(machine: SansIo<Input, Output>, options: DriverOptions<Output>) {
    this.#machine = machine;
    this.#options = options;
  }

  /** Gives the machine an input now; one given while an output is being performed is taken right after the drain. */
  handle(input: Input): void {
    if (this.#stopped) return;
    this.#waiting.push(input);
    if (!this.#running) this.#run();
  }

  /** No input is taken and no deadline kept from here on. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    this.#timer = undefined;
    this.#immediate = undefined;
  }

  /** Drains what a timeout or nothing yet has left, then takes the waiting inputs in their order. */
  #run(): void {
    this.#running = true;
    this.#drain();
    for (let input = this.#waiting.shift(); input !== undefined; input = this.#waiting.shift()) {
      this.#machine.handleInput(input, this.#options.clock());
      this.#drain();
    }
    this.#running = false;
    const deadline = this.#machine.nextTimeout();
    this.#options.settled(deadline === undefined || deadline > this.#options.clock());
    this.#arm();
  }

  #drain(): void {
    for (let output = this.#machine.pollOutput(); output !== undefined; output = this.#machine.pollOutput()) {
      this.#options.perform(output);
    }
  }

  #handleTimeout(): void {
    this.#machine.handleTimeout(this.#options.clock());
    this.#run();
  }

  /** A timer that fires too early is harmless and costs less than setting it anew for every keepalive. */
  #arm(): void {
    if (this.#stopped || this.#immediate !== undefined) return;
    const deadline = this.#machine.nextTimeout();
    if (deadline === undefined) return;
    const delayMs = deadline - this.#options.clock();
    if (delayMs <= 0) {
      this.#immediate = setImmediate(() => {
        this.#immediate = undefined;
        this.#handleTimeout();
      });
      return;
    }
    if (this.#timer !== undefined && this.#timerFiresAt <= deadline) return;
    clearTimeout(this.#timer);
    this.#timerFiresAt = deadline;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#handleTimeout();
      },
      Math.min(delayMs, timerDelayMsMax),
    );
  }
}
