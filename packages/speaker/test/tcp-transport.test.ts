import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { TcpTransport } from '../src/transport/tcp-transport.ts';
import { InputsSeen } from './inputs-seen.ts';

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function makeTransport() {
  const seen = new InputsSeen();
  const transport = new TcpTransport(seen.take);
  cleanups.push(() => transport.close(100));
  return { seen, transport };
}

/** A transport that listens and one that has dialled it. */
async function connectedPair(address = '127.0.0.1', localAddress?: string) {
  const server = makeTransport();
  await server.transport.listen([{ address, port: 0 }]);
  const { port } = server.transport.listening[0];
  const client = makeTransport();
  client.transport.openConnection({
    type: 'open-connection',
    connection: 1,
    remoteAddress: address === '::' ? '127.0.0.1' : address,
    remotePort: port,
    localAddress,
  });
  const opened = await client.seen.first('connection-opened');
  const accepted = await server.seen.first('connection-accepted');
  return { server, client, opened, accepted, port };
}

/** A plain TCP server in the hands of the test. */
async function plainServer(): Promise<{ server: Server; port: number; accepted: Promise<Socket> }> {
  const server = createServer();
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  const accepted = once(server, 'connection').then(([socket]) => socket as Socket);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { server, port: (server.address() as { port: number }).port, accepted };
}

function dial(port: number, remoteAddress = '127.0.0.1') {
  const made = makeTransport();
  made.transport.openConnection({ type: 'open-connection', connection: 1, remoteAddress, remotePort: port });
  return made;
}

describe('TcpTransport', () => {
  test('both ends say where the connection runs, each from its side', async () => {
    const { opened, accepted, port } = await connectedPair('127.0.0.1', '127.0.0.9');
    expect(opened.connection).toBe(1);
    expect(opened.endpoints).toMatchObject({
      localAddress: '127.0.0.9',
      remoteAddress: '127.0.0.1',
      remotePort: port,
      sharedSubnet: '127.0.0.0/8',
    });
    expect(accepted.connection).toBe(-1);
    expect(accepted.endpoints).toMatchObject({
      localAddress: '127.0.0.1',
      localPort: port,
      remoteAddress: '127.0.0.9',
      remotePort: opened.endpoints.localPort,
      sharedSubnet: '127.0.0.0/8',
    });
  });

  test('an IPv4 peer on the dual-stack listener has its IPv4 address', async () => {
    const { accepted } = await connectedPair('::');
    expect(accepted.endpoints.localAddress).toBe('127.0.0.1');
    expect(accepted.endpoints.remoteAddress).toBe('127.0.0.1');
  });

  test('octets arrive as they were sent, and are counted once they have left', async () => {
    const { client, server } = await connectedPair();
    const sent = new Uint8Array(3_000_000).map((_, index) => index % 251);
    for (let offset = 0; offset < sent.length; offset += 50_000) {
      client.transport.sendOctets(1, sent.slice(offset, offset + 50_000));
    }
    await server.seen.until('all octets', () => server.seen.octetCount() === sent.length);
    const received = Buffer.concat(server.seen.of('octets-received').map(({ octets }) => octets));
    expect(received.equals(sent)).toBe(true);
    await client.seen.until('all counted', () => client.seen.sentOctetCount() === sent.length);
    expect(client.seen.of('octets-sent').every(({ octetCount }) => octetCount === 50_000)).toBe(true);
  });

  test('closing delivers what was sent before, and reports nothing more', async () => {
    const { client, server } = await connectedPair();
    client.transport.sendOctets(1, new Uint8Array(1_000_000));
    client.transport.closeConnection(1);
    const reported = client.seen.all.length;
    const closed = await server.seen.first('connection-closed');
    expect(closed.detail).toBe('connection closed by 127.0.0.1');
    expect(server.seen.octetCount()).toBe(1_000_000);
    await client.transport.close(2000);
    expect(client.seen.all.length).toBe(reported);
  });

  test('a peer that does not read: octets stop being counted, and start again when it reads', async () => {
    const { port, accepted } = await plainServer();
    const { seen, transport } = dial(port);
    await seen.first('connection-opened');
    const peer = await accepted;
    peer.pause();
    const chunk = new Uint8Array(64 * 1024);
    const chunkCount = 256;
    for (let index = 0; index < chunkCount; index += 1) {
      transport.sendOctets(1, chunk);
      await new Promise(setImmediate);
    }
    // Far more than the kernel's buffers take: some of it has left, the rest waits.
    expect(seen.sentOctetCount()).toBeLessThan(chunkCount * chunk.length);
    let receivedOctetCount = 0;
    peer.on('data', (octets: Buffer) => {
      receivedOctetCount += octets.length;
    });
    peer.resume();
    await seen.until('all counted', () => seen.sentOctetCount() === chunkCount * chunk.length);
    transport.closeConnection(1);
    await once(peer, 'end');
    expect(receivedOctetCount).toBe(chunkCount * chunk.length);
  });

  test('closing towards a peer that does not read ends all the same', async () => {
    const { port, accepted } = await plainServer();
    const { seen, transport } = dial(port);
    await seen.first('connection-opened');
    (await accepted).pause();
    transport.sendOctets(1, new Uint8Array(64 * 1024 * 1024));
    transport.closeConnection(1);
    const before = performance.now();
    await transport.close(300);
    expect(performance.now() - before).toBeLessThan(2000);
  });

  test('a dial that is refused says by whom', async () => {
    const { server, port } = await plainServer();
    server.close();
    await once(server, 'close');
    const { seen } = dial(port);
    const failed = await seen.first('connection-failed');
    expect(failed).toEqual({
      type: 'connection-failed',
      connection: 1,
      detail: `connection refused by 127.0.0.1 port ${port}`,
    });
  });

  test('a dial from an address that is not ours fails in words', async () => {
    const { seen, transport } = makeTransport();
    transport.openConnection({
      type: 'open-connection',
      connection: 1,
      remoteAddress: '127.0.0.1',
      remotePort: 179,
      localAddress: '192.0.2.77',
    });
    expect((await seen.first('connection-failed')).detail).toBe(
      'the local address for 127.0.0.1 port 179 is not an address of this machine',
    );
  });

  test('a reset is told from an orderly end', async () => {
    const { port, accepted } = await plainServer();
    const { seen } = dial(port);
    await seen.first('connection-opened');
    (await accepted).resetAndDestroy();
    expect((await seen.first('connection-closed')).detail).toBe(`connection reset by 127.0.0.1 port ${port}`);
    expect(seen.of('connection-closed').length).toBe(1);
  });

  test('a dial that is closed before it came through reports nothing', async () => {
    const { port } = await plainServer();
    const { seen, transport } = dial(port);
    transport.closeConnection(1);
    await transport.close(2000);
    expect(seen.all).toEqual([]);
  });

  test('an address that is taken, or not ours, is said in plain words; nothing stays open', async () => {
    const { port } = await plainServer();
    const { transport } = makeTransport();
    await expect(
      transport.listen([
        { address: '127.0.0.1', port: 0 },
        { address: '127.0.0.1', port },
      ]),
    ).rejects.toThrow(`127.0.0.1 port ${port} is already taken by another process`);
    expect(transport.listening).toEqual([]);
    await expect(transport.listen([{ address: '192.0.2.77', port: 0 }])).rejects.toThrow(
      '192.0.2.77 is not an address of this machine',
    );
  });
});
