import { familyOf, parsePrefix } from '@bgpeer/bgp-wire';
import type { SessionInput } from '@bgpeer/fsm';
import { AttributePool, FamilyRib, localPeer } from '@bgpeer/rib';
import { routerConfiguration } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import { UpdateGroup } from '../src/export/update-group.ts';
import type { UpdateRecipient } from '../src/export/update-recipient.ts';
import { familyRibOptions } from '../src/router-state.ts';
import { externalExportOptions } from './support/export-options.ts';

const family = 'ipv4-unicast';

/** A recipient that counts what it is given; how much waits for it is set by hand. */
class Recipient implements UpdateRecipient {
  readonly number: number;
  readonly address: string;
  readonly endOfRibDue = new Map();
  readonly session = {
    outputQueueOctets: 0,
    messageCount: 0,
    handleInput(input: SessionInput): void {
      if (input.type === 'send') this.messageCount += input.messageCount;
    },
  };

  constructor(number: number) {
    this.address = `192.0.2.${number}`;
    this.number = number;
  }

  set isSlow(isSlow: boolean) {
    this.session.outputQueueOctets = isSlow ? 2_000_000 : 0;
  }
}

/** Two recipients that were sent everything there was, and one prefix more that waits for both. */
function scene() {
  const pool = new AttributePool();
  const rib = new FamilyRib(familyOf(family), pool, familyRibOptions(routerConfiguration(), family));
  const source = rib.sources.add({
    kind: 'local',
    peer: localPeer,
    asNumber: 0,
    bgpIdentifier: 0,
    address: '0.0.0.0',
    addressOctets: new Uint8Array(4),
    isClient: false,
  });
  const surroundings = { rib, policies: {}, isSuppressed: () => false, random: () => 0 };
  const group = new UpdateGroup(1, externalExportOptions(), surroundings);
  const originate = (prefixText: string) => {
    const { octets } = parsePrefix(prefixText)!;
    const prefix = rib.index.intern(octets, 0, 24);
    const attributes = pool.intern({ origin: 'IGP', asPath: [], nextHop: '0.0.0.0' }, 0);
    rib.learn(prefix, source, 0, attributes, 0, 0);
    rib.decide(prefix, 0);
    group.update(prefix);
  };
  const run = (now: number) => group.runSlice(100, now, () => undefined);
  const [slow, quick] = [new Recipient(1), new Recipient(2)];
  for (const recipient of [slow, quick]) group.join(recipient);
  originate('10.1.0.0/24');
  for (let slice = 0; slice < 4; slice += 1) run(0);
  expect(group.adjRibOut.subgroups).toHaveLength(1);
  expect(group.hasWork(0)).toBe(false);
  originate('10.2.0.0/24');
  return { group, run, slow, quick };
}

describe('when one of two does not read', () => {
  test('the other waits a second for it, which begins at once, and then goes on alone', () => {
    const { group, run, slow, quick } = scene();
    slow.isSlow = true;
    expect(group.hasWork(5_000)).toBe(true);
    run(5_000);
    expect([group.hasWork(5_000), group.nextTimeout()]).toEqual([false, 6_000]);
    expect(quick.session.messageCount).toBe(1);
    run(6_000);
    run(6_000);
    expect([slow.session.messageCount, quick.session.messageCount]).toEqual([1, 2]);
    expect([group.hasWork(6_000), group.nextTimeout()]).toEqual([false, undefined]);
    slow.isSlow = false;
    expect(group.hasWork(6_000)).toBe(true);
    run(7_000);
    expect(slow.session.messageCount).toBe(2);
    expect(group.adjRibOut.subgroups).toHaveLength(1);
  });

  test('and reads again within that second, both are sent it together', () => {
    const { group, run, slow, quick } = scene();
    slow.isSlow = true;
    run(5_000);
    slow.isSlow = false;
    expect(group.hasWork(5_000)).toBe(true);
    run(5_500);
    expect([slow.session.messageCount, quick.session.messageCount]).toEqual([2, 2]);
    expect([group.hasWork(5_500), group.nextTimeout()]).toEqual([false, undefined]);
  });

  test('and both leave, nobody is waited for any more', () => {
    const { group, run, slow, quick } = scene();
    const third = new Recipient(3);
    group.join(third);
    slow.isSlow = true;
    run(5_000);
    for (const recipient of [slow, quick]) group.leave(recipient);
    expect(group.nextTimeout()).toBeUndefined();
    expect(third.session.messageCount).toBeGreaterThan(0);
  });
});

test('when none of them reads nobody is sent anything, and nothing is to be done', () => {
  const { group, run, slow, quick } = scene();
  for (const recipient of [slow, quick]) recipient.isSlow = true;
  run(5_000);
  expect([group.hasWork(5_000), group.nextTimeout()]).toEqual([false, undefined]);
  expect([slow.session.messageCount, quick.session.messageCount]).toEqual([1, 1]);
});
