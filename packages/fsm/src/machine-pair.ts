import type { ConnectionMachine } from './connection-machine.ts';
import type { ConnectionId, SessionState } from './session-contract.ts';

/** From nothing to everything: the state of a session is that of its machine furthest along. */
const progress: Readonly<Record<SessionState, number>> = {
  Idle: 0,
  Active: 1,
  Connect: 2,
  OpenSent: 3,
  OpenConfirm: 4,
  Established: 5,
};

/**
 * The connection machines of one session. The primary dials, waits and retries. A connection that the peer opens while
 * the primary has one of its own gets a second machine, which never outlives that connection.
 */
export class MachinePair {
  #primary: ConnectionMachine;
  #second: ConnectionMachine | undefined;

  constructor(primary: ConnectionMachine) {
    this.#primary = primary;
  }

  get primary(): ConnectionMachine {
    return this.#primary;
  }

  get second(): ConnectionMachine | undefined {
    return this.#second;
  }

  get furthest(): ConnectionMachine {
    if (this.#second === undefined) return this.#primary;
    return progress[this.#second.state] > progress[this.#primary.state] ? this.#second : this.#primary;
  }

  setSecond(machine: ConnectionMachine): void {
    this.#second = machine;
  }

  otherThan(machine: ConnectionMachine): ConnectionMachine | undefined {
    return machine === this.#primary ? this.#second : this.#primary;
  }

  machineOf(connection: ConnectionId): ConnectionMachine | undefined {
    return this.#all().find((machine) => machine.connection?.id === connection);
  }

  /** The machine whose connection the peer opened, when there is one. */
  incoming(): ConnectionMachine | undefined {
    return this.#all().find((machine) => machine.connection?.direction === 'incoming');
  }

  /** The machine whose timer expires next; the primary when neither has one running. */
  earliest(): ConnectionMachine {
    if (this.#second === undefined) return this.#primary;
    const primary = this.#primary.timers.next() ?? Number.POSITIVE_INFINITY;
    const second = this.#second.timers.next() ?? Number.POSITIVE_INFINITY;
    return second < primary ? this.#second : this.#primary;
  }

  /** After any event: a second machine without a connection goes, and one with takes over from a primary without. */
  settle(): void {
    if (this.#second === undefined) return;
    if (this.#second.connection === undefined) {
      this.#second = undefined;
    } else if (this.#primary.connection === undefined) {
      this.#second.connectRetryCounter = this.#primary.connectRetryCounter;
      this.#primary = this.#second;
      this.#second = undefined;
    }
  }

  #all(): ConnectionMachine[] {
    return this.#second === undefined ? [this.#primary] : [this.#primary, this.#second];
  }
}
