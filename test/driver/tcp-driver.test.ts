import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Router, type RouterConfiguration, type RouterEvent } from '@bgpeer/router';
import { Speaker } from '@bgpeer/speaker';
import { type DrivenRouter, type DriverWorld, testDriverCompliance } from './compliance.ts';
import { TcpRawConnection } from './tcp-raw-connection.ts';

const timeoutMs = 15_000;

testDriverCompliance('over TCP', async () => new TcpWorld(await freePort()));

class TcpWorld implements DriverWorld {
  readonly addresses = { left: '127.0.0.2', right: '127.0.0.3', raw: '127.0.0.4' };
  readonly port: number;
  readonly #speakers: Speaker[] = [];
  readonly #raws: TcpRawConnection[] = [];

  constructor(port: number) {
    this.port = port;
  }

  async startRouter(address: string, configuration: RouterConfiguration): Promise<DrivenRouter> {
    const speaker = new Speaker({
      configuration: { asNumber: configuration.asNumber, routerId: configuration.bgpIdentifier },
      createRouter: (_document, options) => new Router(configuration, options),
      listen: [{ address, port: this.port }],
      controlSocketPath: false,
      seed: 1,
    });
    const events: RouterEvent[] = [];
    speaker.subscribe((event) => {
      if (event.kind === 'router') events.push(event.event);
    });
    await speaker.start();
    this.#speakers.push(speaker);
    return {
      router: speaker.router,
      events,
      deleteNetwork: (prefix) => speaker.deleteNetwork(prefix),
      stop: (communication) => void speaker.stop({ communication }),
    };
  }

  async dial(address: string): Promise<TcpRawConnection> {
    const raw = await TcpRawConnection.open(address, this.port, this.addresses.raw);
    this.#raws.push(raw);
    return raw;
  }

  /** Whoever something happens to asks; a speaker that was stopped asks no more. */
  async waitFor(what: string, predicate: () => boolean): Promise<void> {
    const waits: Promise<unknown>[] = [
      ...this.#speakers.map((speaker) => speaker.waitUntil(predicate, { timeoutMs, what })),
      ...this.#raws.map((raw) => raw.waitUntil(predicate, { timeoutMs })),
    ];
    await Promise.any(waits).catch((error: AggregateError) => {
      throw error.errors[0];
    });
  }

  async close(): Promise<void> {
    for (const raw of this.#raws) raw.close();
    await Promise.all(this.#speakers.map((speaker) => speaker.stop()));
  }
}

/** A port that is free on every loopback address, for as long as nobody else takes it. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '0.0.0.0');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
