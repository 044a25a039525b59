import type { Instant } from '@bgpeer/fsm';
import type { RouterInput, RouterOutput } from '@bgpeer/router';
import type { HostMachine } from '@bgpeer/testkit';
import type { RawConnection } from './compliance.ts';

const connection = 1;

/** A machine that dials when it is told to, and does nothing else by itself. */
export class RawMachine implements HostMachine, RawConnection {
  isOpen = false;
  isClosed = false;
  readonly #received: number[] = [];
  readonly #outputs: RouterOutput[] = [];

  dial(remoteAddress: string, remotePort: number): void {
    this.#outputs.push({ type: 'open-connection', connection, remoteAddress, remotePort });
  }

  get received(): Uint8Array {
    return Uint8Array.from(this.#received);
  }

  send(octets: Uint8Array): void {
    this.#outputs.push({ type: 'send-octets', connection, octets });
  }

  close(): void {
    this.#outputs.push({ type: 'close-connection', connection });
  }

  handleInput(input: RouterInput, _now: Instant): void {
    if (input.type === 'connection-opened') this.isOpen = true;
    if (input.type === 'connection-closed') this.isClosed = true;
    if (input.type === 'octets-received') this.#received.push(...input.octets);
  }

  handleTimeout(_now: Instant): void {}

  pollOutput(): RouterOutput | undefined {
    return this.#outputs.shift();
  }

  nextTimeout(): Instant | undefined {
    return undefined;
  }
}
