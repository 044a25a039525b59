import { type Capability, type FamilyName, familyNames, familyOf, type OpenMessage } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GracefulRestartHelper, type SessionDownReason, type SessionOpens } from '../src/index.ts';
import { cease, theirOpen } from './support/sessions.ts';

const seconds = fc.constantFrom(0, 1, 30, 600);
const families = fc.subarray([...familyNames]);

const open: fc.Arbitrary<OpenMessage> = fc
  .record({
    graceful: fc.option(families),
    restartTimeSeconds: seconds,
    notificationSupport: fc.boolean(),
    longLived: fc.option(families),
    staleTimeSeconds: seconds,
    forwardingPreserved: fc.boolean(),
  })
  .map(({ graceful, longLived, staleTimeSeconds, forwardingPreserved, ...flags }) => {
    const rowOf = (family: FamilyName) => {
      const { afi, safi } = familyOf(family);
      return { afi, safi, forwardingPreserved };
    };
    const capabilities: Capability[] = [];
    if (graceful !== null)
      capabilities.push({
        name: 'graceful-restart',
        restarting: false,
        ...flags,
        families: graceful.map(rowOf),
      });
    if (longLived !== null)
      capabilities.push({
        name: 'long-lived-graceful-restart',
        families: longLived.map((family) => ({ ...rowOf(family), staleTimeSeconds })),
      });
    return { ...theirOpen, capabilities };
  });

const reason = fc.constantFrom<SessionDownReason>(
  { kind: 'connection-closed', detail: 'gone' },
  { kind: 'hold-timer-expired', holdTimeSeconds: 9 },
  { kind: 'notification-received', notification: cease },
  { kind: 'stopped', notification: cease, detail: 'reset' },
);

const step = fc.oneof(
  fc.record({ type: fc.constant('lost' as const), sentOpen: open, reason }),
  fc.record({ type: fc.constant('established' as const), open }),
  fc.record({ type: fc.constant('end-of-rib' as const), family: fc.constantFrom(...familyNames) }),
  fc.record({ type: fc.constant('wait' as const), seconds }),
);

/** What an owner does with what the helper says, which must add up: nothing is flushed that is not kept, nothing forgotten. */
class Owner {
  readonly helper = new GracefulRestartHelper(360);
  readonly kept = new Set<FamilyName>();
  now = 0;
  #opens: SessionOpens | undefined;

  take(taken: typeof step extends fc.Arbitrary<infer Step> ? Step : never): void {
    switch (taken.type) {
      case 'established':
        if (this.#opens !== undefined) return;
        this.#opens = { sentOpen: taken.open, receivedOpen: taken.open };
        this.#flush(this.helper.sessionEstablished(this.now, taken.open).flush);
        break;
      case 'lost': {
        if (this.#opens === undefined) return;
        const opens = { ...this.#opens, sentOpen: taken.sentOpen };
        this.#opens = undefined;
        const outcome = this.helper.sessionLost(this.now, opens, taken.reason, 'helper');
        this.#flush(outcome.flush);
        for (const family of outcome.retain) this.kept.add(family);
        for (const family of outcome.longLived) expect(outcome.retain).toContain(family);
        break;
      }
      case 'end-of-rib':
        if (this.#opens !== undefined)
          this.#flush(this.helper.endOfRibReceived(this.now, taken.family).flush);
        break;
      case 'wait':
        this.passTime(taken.seconds * 1_000);
        break;
    }
    expect(this.helper.staleFamilies).toEqual(familyNames.filter((family) => this.kept.has(family)));
    expect(this.helper.nextTimeout() === undefined).toBe(this.kept.size === 0);
  }

  passTime(milliseconds: number): void {
    this.now += milliseconds;
    for (let rounds = 0; ; rounds += 1) {
      expect(rounds).toBeLessThan(10);
      const outcome = this.helper.handleTimeout(this.now);
      if (outcome === undefined) break;
      this.#flush(outcome.flush);
      for (const family of outcome.longLived) {
        expect(this.kept).toContain(family);
        expect(this.helper.longLivedStaleDeadline(family)).toBeGreaterThan(0);
      }
    }
    const next = this.helper.nextTimeout();
    if (next !== undefined) expect(next).toBeGreaterThan(this.now);
  }

  #flush(flushed: readonly FamilyName[]): void {
    for (const family of flushed) expect(this.kept.delete(family)).toBe(true);
  }
}

test('whatever comes, the helper knows what is kept, never waits in vain, and keeps nothing for ever', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const owner = new Owner();
      for (const each of steps) owner.take(each);
      owner.passTime(360_000);
      owner.passTime(600_000);
      owner.passTime(600_000);
      expect([...owner.kept]).toEqual([]);
      expect(owner.helper.nextTimeout()).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});
