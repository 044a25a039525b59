/** A point in time in milliseconds; only differences matter to the core. The driver says where zero is. */
export type Instant = number;

/**
 * A machine that is called and never calls out: inputs and the time come in as arguments, outputs and the next deadline
 * are polled. A driver that does just what each output says is correct.
 */
export interface SansIo<Input, Output> {
  handleInput(input: Input, now: Instant): void;
  /** Harmless when nothing is due. */
  handleTimeout(now: Instant): void;
  /** Drained after every `handle*`. */
  pollOutput(): Output | undefined;
  /** The earliest instant at which `handleTimeout` has something to do. */
  nextTimeout(): Instant | undefined;
}
