import { type CaptureTime, millisecondsOfCaptureTime } from '@bgpeer/capture';

/** How fast recorded messages are sent: as fast as they are taken, or as they came. */
export const paces = ['full', 'recorded'] as const;

export type Pace = (typeof paces)[number];

/** Waits until a recorded time has come again, the first one being now. */
export class RecordedPace {
  readonly #signal: AbortSignal;
  #startedAt: number | undefined;
  #firstAt = 0;

  /** @param signal ends every wait. */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  async until(time: CaptureTime): Promise<void> {
    const recordedAt = millisecondsOfCaptureTime(time);
    if (this.#startedAt === undefined) {
      this.#startedAt = performance.now();
      this.#firstAt = recordedAt;
    }
    const delayMs = recordedAt - this.#firstAt - (performance.now() - this.#startedAt);
    if (delayMs > 0) await wait(delayMs, this.#signal);
  }
}

/** Resolves after the delay, or when the signal comes. */
function wait(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, delayMs);
    signal.addEventListener('abort', done);
  });
}
