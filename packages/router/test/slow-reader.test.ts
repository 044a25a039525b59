import { describe, expect, test } from 'vitest';
import {
  advertisement,
  asPath,
  inUpdates,
  learnedBy,
  manyPrefixes,
  routeAttributes,
  withdrawal,
} from './support/messages.ts';
import { connect, routerAndScripts, type ScriptSide } from './support/router-and-scripts.ts';

const [source, slow, other] = ['192.0.2.2', '192.0.2.3', '192.0.2.4'];
const prefixes = manyPrefixes(330);
/** With these every UPDATE is almost as long as it may be: a generation of routes is more than may wait for a peer. */
const longPath = asPath(65_001, ...Array.from({ length: 200 }, () => 65_009));
const manyCommunities = Array.from({ length: 600 }, (_, place) => 0x0001_0000 + place);

function scene(slowSide: Partial<ScriptSide> = {}) {
  const scripts = routerAndScripts(
    [
      { address: source },
      { address: slow, asNumber: 65_002, ...slowSide },
      { address: other, asNumber: 65_003 },
    ],
    {},
    { chop: false },
  );
  const { network, router, peers } = scripts;
  const [sourcePeer, slowReader, reader] = peers;
  const advertiseAll = (generation: number, durationMs = 2_000) => {
    for (const [place, prefix] of prefixes.entries())
      sourcePeer.send(
        advertisement(
          [prefix],
          routeAttributes({ asPath: longPath, communities: [generation, place, ...manyCommunities] }),
        ),
      );
    network.runFor(durationMs);
  };
  const generationOf = (peer: typeof reader) =>
    new Set([...learnedBy(peer).values()].map(({ communities }) => communities?.[0]));
  return { network, router, sourcePeer, slowReader, reader, advertiseAll, generationOf };
}

describe('a peer that does not read', () => {
  test('costs a bounded queue, and the others get everything', () => {
    const { network, router, reader, advertiseAll, generationOf } = scene();
    network.stall({ from: 'router', to: slow });
    let queueOctetsMax = 0;
    for (let generation = 1; generation <= 4; generation += 1) {
      advertiseAll(generation);
      expect([...generationOf(reader)]).toEqual([generation]);
      expect(learnedBy(reader).size).toBe(prefixes.length);
      queueOctetsMax = Math.max(queueOctetsMax, router.peer(slow).outputQueueOctets);
    }
    // One slice of work may go beyond the megabyte that may wait.
    expect(queueOctetsMax).toBeGreaterThan(1_000_000);
    expect(queueOctetsMax).toBeLessThan(3_000_000);
    expect(router.peer(other).outputQueueOctets).toBe(0);
  });

  test('is sent the newest state when it reads again, not each one in between', () => {
    const { network, router, sourcePeer, slowReader, advertiseAll, generationOf } = scene();
    network.stall({ from: 'router', to: slow });
    for (let generation = 1; generation <= 4; generation += 1) advertiseAll(generation);
    sourcePeer.send(withdrawal(...prefixes.slice(0, 10)));
    network.runFor(2_000);
    network.resume({ from: 'router', to: slow });
    network.settle();
    expect([...generationOf(slowReader)]).toEqual([4]);
    expect([...learnedBy(slowReader).keys()].sort()).toEqual(prefixes.slice(10).sort());
    const advertised = slowReader.receivedOf('UPDATE').flatMap(({ nlri }) => nlri);
    expect(advertised.length).toBeLessThan(3 * prefixes.length);
    expect(router.peer(slow).outputQueueOctets).toBe(0);
  });

  test('is in one group again with the others afterwards', () => {
    const { network, router, advertiseAll } = scene();
    const groupOf = (address: string) => router.peer(address).families[0].updateGroup;
    network.stall({ from: 'router', to: slow });
    for (let generation = 1; generation <= 3; generation += 1) advertiseAll(generation);
    network.resume({ from: 'router', to: slow });
    network.settle();
    expect(groupOf(slow)).toBe(groupOf(other));
    expect(router.peer(slow).families[0].sentPrefixCount).toBe(prefixes.length);
  });

  test('is closed by the Send Hold Timer, at once and without a word (RFC 9687)', () => {
    const { network, router, slowReader, reader, advertiseAll } = scene({
      holdTimeSeconds: 600,
      peer: { holdTimeSeconds: 600, sendHoldTimeSeconds: 60 },
    });
    network.stall({ from: 'router', to: slow });
    for (let generation = 1; generation <= 3; generation += 1) advertiseAll(generation);
    network.runFor(60_000);
    expect(router.isEstablished(slow)).toBe(false);
    expect(router.eventsNamed('session-down')).toMatchObject([
      { peer: slow, kind: 'send-hold-timer-expired' },
    ]);
    expect(router.peer(slow).lastReset?.text).toContain('Send Hold Timer Expired');
    expect(slowReader.receivedOf('NOTIFICATION')).toEqual([]);
    expect(slowReader.isConnected).toBe(false);
    expect(learnedBy(reader).size).toBe(prefixes.length);
  });

  test('may go away in the middle: what waited for it is let go, and the others go on', () => {
    const { network, router, sourcePeer, slowReader, reader, advertiseAll, generationOf } = scene();
    network.stall({ from: 'router', to: slow });
    for (let generation = 1; generation <= 3; generation += 1) advertiseAll(generation);
    network.reset('router', slow);
    network.settle();
    advertiseAll(4);
    expect([...generationOf(reader)]).toEqual([4]);
    connect(network, router, slowReader, slow);
    expect([...generationOf(slowReader)]).toEqual([4]);
    for (const update of inUpdates(prefixes, (some) => withdrawal(...some))) sourcePeer.send(update);
    network.settle();
    expect([learnedBy(slowReader).size, learnedBy(reader).size]).toEqual([0, 0]);
  });

  test('may go away together with one that waited for it, and the rest of the group goes on', () => {
    const { network, router, slowReader, advertiseAll, generationOf } = scene();
    network.stall({ from: 'router', to: slow });
    for (let generation = 1; generation <= 2; generation += 1) advertiseAll(generation);
    network.stall({ from: 'router', to: other });
    advertiseAll(3, 100);
    for (const address of [source, other]) network.reset('router', address);
    network.resume({ from: 'router', to: slow });
    network.runFor(5_000);
    expect(generationOf(slowReader).size).toBe(0);
    expect(router.isEstablished(slow)).toBe(true);
  });
});
