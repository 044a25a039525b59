import type { Instant } from '@bgpeer/fsm';
import type { RouterEvent } from '@bgpeer/router';

export interface LogEntry {
  readonly at: Instant;
  readonly host: string;
  /** What a router said, or else what was done to the network, in words. */
  readonly what: RouterEvent | string;
}

/** What happened in a virtual network, in order. */
export class NetworkLog {
  readonly entries: LogEntry[] = [];
  readonly #now: () => Instant;

  constructor(now: () => Instant) {
    this.#now = now;
  }

  event(host: string, event: RouterEvent): void {
    this.entries.push({ at: this.#now(), host, what: event });
  }

  note(host: string, what: string): void {
    this.entries.push({ at: this.#now(), host, what });
  }

  /** The events of one router, in order. */
  eventsOf(host: string): readonly RouterEvent[] {
    return this.entries.flatMap((entry) =>
      entry.host === host && typeof entry.what !== 'string' ? [entry.what] : [],
    );
  }

  /** The last entries as lines for people. */
  tail(lineCount: number): readonly string[] {
    return this.entries.slice(-lineCount).map(({ at, host, what }) => {
      const text = typeof what === 'string' ? what : JSON.stringify(what);
      return `${(at / 1000).toFixed(3)} s ${host}: ${text}`;
    });
  }
}
