import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { hrtime } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { PeerAssignment, PeerEvent, SendCommand } from './peer-protocol.ts';
import { RawSession } from './raw-session.ts';
import type { RouteTally } from './route-tally.ts';

const dialAttemptsMax = 200;
const dialRetryMs = 50;
/** So long without a route, and the device has lost some. */
const silenceMs = 60_000;
const assignment = workerData as PeerAssignment;

try {
  await playPeer();
} catch (error) {
  post({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
}

async function playPeer(): Promise<void> {
  const socket = assignment.dial ? await dialUntilAccepted(assignment.dial) : await acceptOne();
  let tableIsWhole = false;
  let tableIsGone = false;
  const silence = Promise.withResolvers<never>();
  const silenceTimer = setTimeout(() => silence.reject(new Error(describeSilence(session.tally))), silenceMs);
  if (!assignment.expectsRoutes) clearTimeout(silenceTimer);
  const session = new RawSession(socket, assignment.speaker, (tally: RouteTally) => {
    if (assignment.expectsRoutes) silenceTimer.refresh();
    if (!tableIsWhole && tally.reachable.count >= assignment.prefixCount) {
      tableIsWhole = true;
      post({ kind: 'reachable', at: hrtime.bigint(), tally: tally.reachable });
    }
    if (!tableIsGone && tally.withdrawn.count >= assignment.prefixCount) {
      tableIsGone = true;
      post({ kind: 'withdrawn', at: hrtime.bigint(), tally: tally.withdrawn });
    }
  });
  const failed = Promise.race([session.ended, silence.promise]);
  await Promise.race([session.established, failed]);
  post({ kind: 'established' });
  parentPort?.on('message', async ({ octets }: SendCommand) => {
    post({ kind: 'sending', at: hrtime.bigint() });
    await session.send(octets);
    post({ kind: 'sent', at: hrtime.bigint() });
  });
  await failed;
}

function describeSilence({ reachable, withdrawn }: RouteTally): string {
  const counts = `${reachable.count} prefixes announced, ${withdrawn.count} withdrawn`;
  return `nothing more came for ${silenceMs / 1_000} seconds; ${counts} of ${assignment.prefixCount}`;
}

/** The device may still be starting: a refused connection is tried again for some seconds. */
async function dialUntilAccepted(target: { address: string; port: number }): Promise<Socket> {
  for (let attempt = 1; ; attempt++) {
    const socket = connect({
      host: target.address,
      port: target.port,
      localAddress: assignment.localAddress,
    });
    try {
      await once(socket, 'connect');
      return socket;
    } catch (error) {
      if (attempt === dialAttemptsMax) throw error;
      await delay(dialRetryMs);
    }
  }
}

async function acceptOne(): Promise<Socket> {
  const server = createServer();
  server.listen(0, assignment.localAddress);
  await once(server, 'listening');
  post({ kind: 'listening', port: (server.address() as AddressInfo).port });
  const [socket] = await once(server, 'connection');
  server.close();
  return socket;
}

function post(event: PeerEvent): void {
  parentPort?.postMessage(event);
}
