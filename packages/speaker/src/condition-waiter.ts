import { WaitError } from './wait-error.ts';

/** How to wait. */
export interface WaitOptions {
  /** How long at most. */
  readonly timeoutMs: number;
  /** What is waited for, for the message of the rejection: `172.16.1.1/32 with 3 next hops`. */
  readonly what: string;
  /** Says what holds instead, when the time is over. */
  readonly seen?: () => string;
}

interface Waiter {
  readonly check: () => boolean;
  readonly abandon: (reason: string) => void;
}

/** Waits for conditions to hold: each is looked at when something has happened, never on a clock. */
export class ConditionWaiter {
  readonly #waiters = new Set<Waiter>();

  /**
   * Resolves with the first value that is neither undefined nor false, which may be the one that holds now.
   * Rejects with a WaitError after `timeoutMs`, or with whatever `condition` throws.
   */
  wait<Value>(condition: () => Value | undefined | false, options: WaitOptions): Promise<Value> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
        settle();
      };
      const abandon = (reason: string): void => {
        const seen = options.seen === undefined ? '' : `; seen: ${options.seen()}`;
        finish(() => reject(new WaitError(`waited for ${options.what}, ${reason}${seen}`)));
      };
      const check = (): boolean => {
        try {
          const value = condition();
          if (value === undefined || value === false) return false;
          finish(() => resolve(value));
        } catch (error) {
          finish(() => reject(error));
        }
        return true;
      };
      const waiter: Waiter = { check, abandon };
      const timer = setTimeout(
        () => check() || abandon(`but not within ${options.timeoutMs} ms`),
        options.timeoutMs,
      );
      this.#waiters.add(waiter);
      check();
    });
  }

  /** Something has happened: every condition is looked at again. */
  handleChange(): void {
    for (const waiter of [...this.#waiters]) waiter.check();
  }

  /** Nothing will happen any more: rejects all that still wait, for this reason. */
  end(reason: string): void {
    for (const waiter of [...this.#waiters]) waiter.abandon(reason);
  }
}
