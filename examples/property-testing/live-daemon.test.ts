/** Testing a daemon over TCP: here bgpeer itself, in this process. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Speaker } from '@bgpeer/speaker';
import { timeBounded } from '@bgpeer/testkit';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DaemonUnderTest, takesWhatIsAllowed, treatsMalformedUpdates } from './daemon-properties.ts';

let speaker: Speaker;
let daemon: DaemonUnderTest;

beforeEach(async () => {
  const port = await freePort();
  speaker = new Speaker({
    configuration: {
      asNumber: 65000,
      routerId: '192.0.2.1',
      ebgpRequiresPolicy: false,
      peers: [{ address: '127.0.0.10', remoteAs: 65001, passive: true }],
    },
    listen: [{ address: '127.0.0.1', port }],
    controlSocketPath: false,
  });
  await speaker.start();
  daemon = new DaemonUnderTest({
    host: '127.0.0.1',
    port,
    localAddress: '127.0.0.10',
    asNumber: 65001,
    timeoutMs: 10_000,
  });
});

afterEach(async () => {
  daemon.close();
  await speaker.stop();
});

test('UPDATEs that an RFC allows do not end the session', async () => {
  await fc.assert(takesWhatIsAllowed(daemon), timeBounded(process.env));
});

test('malformed UPDATEs that are to be withdrawn or forgotten do not end it either', async () => {
  const property = treatsMalformedUpdates(daemon, ({ expected }) => expected.treatment !== 'session-reset');
  await fc.assert(property, timeBounded(process.env));
});

test('those that must end it do, each with its NOTIFICATION', async () => {
  const property = treatsMalformedUpdates(daemon, ({ expected }) => expected.treatment === 'session-reset');
  await fc.assert(property, { numRuns: 5 });
  expect(speaker.router.peer('127.0.0.10')?.lastReset?.text).toMatch(
    /UPDATE Message Error|Message Header Error/,
  );
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
