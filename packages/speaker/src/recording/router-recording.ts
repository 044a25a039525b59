import { captureTimeOfMilliseconds, type RecordedConnection, type SessionRecorder } from '@bgpeer/capture';
import type { ConnectionEndpoints, ConnectionId, RouterInput, RouterOutput } from '@bgpeer/router';

/** Tells recorders what goes over a router's connections, from the inputs and outputs that pass between it and its driver. */
export class RouterRecording {
  readonly #recorders: readonly SessionRecorder[];
  readonly #clock: () => number;
  readonly #open = new Set<ConnectionId>();

  /** @param clock milliseconds since the Unix epoch, with fractions. */
  constructor(recorders: readonly SessionRecorder[], clock: () => number) {
    this.#recorders = recorders;
    this.#clock = clock;
  }

  handleInput(input: RouterInput): void {
    switch (input.type) {
      case 'connection-opened':
      case 'connection-accepted':
        this.#handleOpened(input.connection, input.endpoints, input.type === 'connection-opened');
        break;
      case 'octets-received':
        this.#handleOctets(input.connection, 'received', input.octets);
        break;
      case 'connection-closed':
        this.#handleClosed(input.connection, 'remote');
        break;
      case 'connection-failed':
      case 'octets-sent':
      case 'next-hop-changed':
      case 'command':
        break;
    }
  }

  handleOutput(output: RouterOutput): void {
    switch (output.type) {
      case 'send-octets':
        this.#handleOctets(output.connection, 'sent', output.octets);
        break;
      case 'close-connection':
        this.#handleClosed(output.connection, 'local');
        break;
      case 'event':
        if (output.event.name === 'state-changed') {
          const { peer, from, to } = output.event;
          for (const recorder of this.#recorders) recorder.stateChanged(peer, from, to, this.#now());
        }
        break;
      case 'open-connection':
      case 'routes-changed':
        break;
    }
  }

  #handleOpened(connection: ConnectionId, endpoints: ConnectionEndpoints, isOutgoing: boolean): void {
    const { localAddress, localPort, remoteAddress, remotePort } = endpoints;
    const ends: RecordedConnection = {
      local: { address: localAddress, port: localPort },
      remote: { address: remoteAddress, port: remotePort },
      isOutgoing,
    };
    this.#open.add(connection);
    for (const recorder of this.#recorders) recorder.connectionOpened(connection, ends, this.#now());
  }

  #handleOctets(connection: ConnectionId, direction: 'sent' | 'received', octets: Uint8Array): void {
    const time = this.#now();
    for (const recorder of this.#recorders) recorder.octetsPassed(connection, direction, octets, time);
  }

  #handleClosed(connection: ConnectionId, by: 'local' | 'remote'): void {
    if (!this.#open.delete(connection)) return;
    for (const recorder of this.#recorders) recorder.connectionClosed(connection, by, this.#now());
  }

  #now() {
    return captureTimeOfMilliseconds(this.#clock());
  }
}
