import {
  decodeMessage,
  encodeMessage,
  type Message,
  MessageFramer,
  type OpenMessage,
} from '@bgpeer/bgp-wire';
import type { BgpRouter, RouterConfiguration, RouterEvent } from '@bgpeer/router';
import {
  networks,
  openMessage,
  peerConfiguration,
  routerConfiguration,
  wireContextBetween,
} from '@bgpeer/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/** A router and the driver that runs it. */
export interface DrivenRouter {
  readonly router: BgpRouter;
  readonly events: readonly RouterEvent[];
  deleteNetwork(prefix: string): void;
  /** Ends every session, with these words. */
  stop(communication: string): void;
}

/** A connection made by hand: octets in, octets out. */
export interface RawConnection {
  /** All that has come so far. */
  readonly received: Uint8Array;
  readonly isClosed: boolean;
  send(octets: Uint8Array): void;
  close(): void;
}

/** One of the two worlds routers run in, made new for each test. */
export interface DriverWorld {
  /** Where the routers and the raw connection live; each listens on `port`. */
  readonly addresses: { readonly left: string; readonly right: string; readonly raw: string };
  readonly port: number;
  startRouter(address: string, configuration: RouterConfiguration): Promise<DrivenRouter>;
  /** Dials a router from the address `raw`. */
  dial(address: string): Promise<RawConnection>;
  /** Waits for events until the predicate holds; rejects when it does not in good time. */
  waitFor(what: string, predicate: () => boolean): Promise<void>;
  close(): Promise<void>;
}

const leftAsNumber = 65_000;
const rightAsNumber = 65_001;

/** What every driver has to do, whatever world it drives a router in. */
export function testDriverCompliance(title: string, createWorld: () => Promise<DriverWorld>): void {
  let world: DriverWorld;

  beforeEach(async () => {
    world = await createWorld();
  });
  afterEach(() => world.close());

  const start = (side: 'left' | 'right', peer: 'left' | 'right' | 'raw', network: string) =>
    world.startRouter(
      world.addresses[side],
      routerConfiguration({
        asNumber: side === 'left' ? leftAsNumber : rightAsNumber,
        bgpIdentifier: world.addresses[side],
        networks: networks(network),
        peers: [
          peerConfiguration(world.addresses[peer], {
            remoteAs: { kind: 'exactly', asNumber: peer === 'left' ? leftAsNumber : rightAsNumber },
            port: world.port,
            passive: peer === 'raw',
            localAddress: world.addresses[side],
            connectRetryTimeSeconds: 1,
          }),
        ],
      }),
    );
  const isEstablished = ({ router }: DrivenRouter) =>
    router.peers().every((peer) => peer.state === 'Established');
  const hasRoute = ({ router }: DrivenRouter, prefix: string) =>
    router.prefix('ipv4-unicast', prefix) !== undefined;

  describe(title, () => {
    test('a session comes up, and routes go both ways', async () => {
      const left = await start('left', 'right', '10.1.0.0/16');
      const right = await start('right', 'left', '10.2.0.0/16');
      await world.waitFor(
        'routes on both sides',
        () => hasRoute(left, '10.2.0.0/16') && hasRoute(right, '10.1.0.0/16'),
      );
      left.deleteNetwork('10.1.0.0/16');
      await world.waitFor('the withdrawal', () => !hasRoute(right, '10.1.0.0/16'));
      expect(isEstablished(left) && isEstablished(right)).toBe(true);
    });

    test('a dial that is refused is said so, and tried again until somebody listens', async () => {
      const left = await start('left', 'right', '10.1.0.0/16');
      await world.waitFor('a refused dial', () =>
        left.events.some((event) => event.name === 'session-down' && /refused/.test(event.reason)),
      );
      const right = await start('right', 'left', '10.2.0.0/16');
      await world.waitFor('a session', () => isEstablished(left) && isEstablished(right));
    });

    test('a stop says Cease / Administrative Shutdown with its words, then closes', async () => {
      const left = await start('left', 'right', '10.1.0.0/16');
      const right = await start('right', 'left', '10.2.0.0/16');
      await world.waitFor('a session', () => isEstablished(left) && isEstablished(right));
      left.stop('moving house');
      await world.waitFor('the farewell', () =>
        right.events.some(
          (event) =>
            event.name === 'session-down' && /Administrative Shutdown.*moving house/.test(event.reason),
        ),
      );
      await world.waitFor('the end of its route', () => !hasRoute(right, '10.1.0.0/16'));
    });

    test('octets that come one by one make messages', async () => {
      const left = await start('left', 'raw', '10.1.0.0/16');
      const raw = await world.dial(world.addresses.left);
      const open = rawOpen(world, rightAsNumber);
      for (const octet of encode(open)) raw.send(Uint8Array.of(octet));
      for (const octet of encode({ type: 'KEEPALIVE' })) raw.send(Uint8Array.of(octet));
      await world.waitFor('a session', () => isEstablished(left));
      await world.waitFor('its route', () => messagesOf(raw, open).some(advertises('10.1.0.0/16')));
    });

    test('what was sent before a close arrives, and the close behind it', async () => {
      await start('left', 'raw', '10.1.0.0/16');
      const raw = await world.dial(world.addresses.left);
      const open = rawOpen(world, 64_999);
      raw.send(encode(open));
      await world.waitFor('the close', () => raw.isClosed);
      expect(messagesOf(raw, open).at(-1)).toMatchObject({ type: 'NOTIFICATION', code: 2, subcode: 2 });
    });

    test('a connection that goes away takes its session and its routes with it', async () => {
      const left = await start('left', 'raw', '10.1.0.0/16');
      const raw = await world.dial(world.addresses.left);
      raw.send(encode(rawOpen(world, rightAsNumber)));
      raw.send(encode({ type: 'KEEPALIVE' }));
      raw.send(encode(rawAdvertisement(world, '10.3.0.0/16')));
      await world.waitFor('its route', () => hasRoute(left, '10.3.0.0/16'));
      raw.close();
      await world.waitFor('the end of the session', () => !isEstablished(left));
      await world.waitFor('the end of its route', () => !hasRoute(left, '10.3.0.0/16'));
    });
  });
}

function rawOpen(world: DriverWorld, asNumber: number): OpenMessage {
  return openMessage({ asNumber, bgpIdentifier: world.addresses.raw, holdTimeSeconds: 0 });
}

function rawAdvertisement(world: DriverWorld, prefix: string): Message {
  return {
    type: 'UPDATE',
    withdrawn: [],
    attributes: {
      origin: 'IGP',
      asPath: [{ type: 'AS_SEQUENCE', asNumbers: [rightAsNumber] }],
      nextHop: world.addresses.raw,
    },
    nlri: [{ prefix }],
  };
}

const rawContext = {
  fourOctetAsNumbers: true,
  extendedMessages: false,
  families: ['ipv4-unicast'],
  addPath: [],
  extendedNextHop: [],
  session: 'external',
} as const;

function encode(message: Message): Uint8Array {
  return encodeMessage(message, rawContext);
}

function messagesOf(raw: RawConnection, open: OpenMessage): readonly Message[] {
  const framer = new MessageFramer();
  framer.push(raw.received);
  const messages: Message[] = [];
  for (let framed = framer.next(); framed !== undefined; framed = framer.next()) {
    if (framed.kind === 'fault') throw new Error(framed.fault.detail);
    const theirs = messages.find((message) => message.type === 'OPEN') ?? open;
    const decoded = decodeMessage(framed.octets, wireContextBetween(theirs, open));
    if ('fault' in decoded) throw new Error(decoded.fault.detail);
    messages.push(decoded.message);
  }
  return messages;
}

function advertises(prefix: string): (message: Message) => boolean {
  return (message) => message.type === 'UPDATE' && message.nlri.some((nlri) => nlri.prefix === prefix);
}
