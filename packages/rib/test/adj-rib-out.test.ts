import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AdjRibOut, AttributePool, type AttributesId, none, type PrefixId } from '../src/index.ts';

const prefixCount = 12;
const attributeSetCount = 4;
const memberNumbers = [1, 2, 3, 4];

const arbitraryPrefixId = fc.integer({ min: 0, max: prefixCount - 1 });
const arbitraryMember = fc.constantFrom(...memberNumbers);
const arbitraryStep = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      name: fc.constant('set' as const),
      prefix: arbitraryPrefixId,
      set: fc.integer({ min: none, max: attributeSetCount - 1 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ name: fc.constant('churn' as const), prefix: arbitraryPrefixId }) },
  {
    weight: 8,
    arbitrary: fc.record({
      name: fc.constant('advance' as const),
      member: arbitraryMember,
      countMax: fc.integer({ min: 1, max: 8 }),
      how: fc.constantFrom('advance', 'defer', 'sweep', 'deferred'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ name: fc.constant('join' as const), member: arbitraryMember }) },
  { weight: 1, arbitrary: fc.record({ name: fc.constant('leave' as const), member: arbitraryMember }) },
  { weight: 1, arbitrary: fc.record({ name: fc.constant('split' as const), member: arbitraryMember }) },
  { weight: 1, arbitrary: fc.record({ name: fc.constant('restart' as const), member: arbitraryMember }) },
  { weight: 3, arbitrary: fc.record({ name: fc.constant('merge-all' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      name: fc.constant('move-all' as const),
      sets: fc.array(fc.integer({ min: none, max: attributeSetCount - 1 }), { maxLength: prefixCount }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ name: fc.constant('forget' as const), prefix: arbitraryPrefixId }) },
);
type Step = typeof arbitraryStep extends fc.Arbitrary<infer Value> ? Value : never;

/** The Adj-RIB-Out beside what its members made of the messages they were sent. */
class Played {
  readonly pool = new AttributePool();
  readonly sets = Array.from({ length: attributeSetCount }, (_, multiExitDisc) =>
    this.pool.intern({ multiExitDisc }, 0),
  );
  adjRibOut = new AdjRibOut(this.pool);
  /** What is to be advertised. */
  readonly state = new Map<PrefixId, AttributesId>();
  /** By member: what it knows from what it was sent. */
  readonly known = new Map<number, Map<PrefixId, AttributesId>>();
  messageCount = 0;

  run(step: Step): void {
    if ('member' in step && step.name !== 'join' && !this.known.has(step.member)) return;
    switch (step.name) {
      case 'set':
        this.set(step.prefix, step.set === none ? none : this.sets[step.set]);
        return;
      case 'churn':
        // Enough that the log is compacted, with readers wherever they are.
        for (let round = 0; round < 600; round += 1)
          for (const set of [this.sets[0], none, this.sets[1]]) this.set(step.prefix, set);
        return;
      case 'advance':
        this.advance(step.member, step.countMax, step.how);
        return;
      case 'move-all':
        this.moveAll(step.sets);
        return;
      case 'join':
        if (this.known.has(step.member)) return;
        this.adjRibOut.join(step.member);
        this.known.set(step.member, new Map());
        return;
      case 'leave':
        this.adjRibOut.leave(step.member);
        this.known.delete(step.member);
        return;
      case 'split':
        expect([...this.adjRibOut.splitOff(step.member).members]).toEqual([step.member]);
        return;
      case 'restart':
        this.adjRibOut.restart(step.member);
        return;
      case 'merge-all':
        this.catchUp();
        for (const subgroup of [...this.adjRibOut.subgroups]) this.adjRibOut.mergeUpToDate(subgroup);
        expect(this.adjRibOut.subgroups.length).toBeLessThanOrEqual(1);
        return;
      case 'forget':
        if (!this.adjRibOut.isUnused(step.prefix)) return;
        for (const known of this.known.values()) expect(known.has(step.prefix)).toBe(false);
        this.adjRibOut.forget(step.prefix);
        return;
    }
  }

  set(prefix: PrefixId, attributes: AttributesId): void {
    this.adjRibOut.set(prefix, attributes);
    if (attributes === none) this.state.delete(prefix);
    else this.state.set(prefix, attributes);
  }

  /** Goes over to another Adj-RIB-Out, which advertises something else. */
  moveAll(sets: readonly number[]): void {
    const before = this.adjRibOut;
    this.adjRibOut = new AdjRibOut(this.pool);
    this.state.clear();
    for (const [prefix, set] of sets.entries()) this.set(prefix, set === none ? none : this.sets[set]);
    for (const { members } of [...before.subgroups])
      this.adjRibOut.joinFrom(before, [...members], (slot) => slot);
    before.dispose();
  }

  /** Sends on to the whole subgroup of the member. */
  advance(member: number, countMax: number, how: 'advance' | 'defer' | 'sweep' | 'deferred'): void {
    const subgroup = this.adjRibOut.subgroupOf(member);
    const { isResending } = subgroup;
    const visit = (prefix: PrefixId, attributes: AttributesId): void => {
      this.messageCount += 1;
      for (const each of subgroup.members) {
        const known = this.known.get(each)!;
        // A prefix is only withdrawn from those who were sent it, and nobody is sent twice what it has.
        if (attributes === none) expect(known.delete(prefix)).toBe(true);
        else if (!isResending) expect(known.get(prefix)).not.toBe(attributes);
        if (attributes !== none) known.set(prefix, attributes);
      }
      if (how === 'defer') expect(attributes).toBe(none);
    };
    if (how === 'sweep') this.adjRibOut.sweep(subgroup, countMax, visit);
    else if (how === 'deferred') this.adjRibOut.advertiseDeferred(subgroup, countMax, visit);
    else this.adjRibOut.advance(subgroup, countMax, visit, how === 'defer');
  }

  catchUp(): void {
    for (const subgroup of this.adjRibOut.subgroups) {
      while (!this.adjRibOut.isUpToDate(subgroup))
        for (const how of ['advance', 'deferred', 'sweep'] as const)
          this.advance([...subgroup.members][0], 1_000, how);
    }
  }
}

function sorted(map: ReadonlyMap<PrefixId, AttributesId>): readonly (readonly [PrefixId, AttributesId])[] {
  return [...map].sort(([a], [b]) => a - b);
}

describe('whatever is set, and whoever joins, leaves, splits, restarts or merges,', () => {
  test('who has read everything knows the state of now', () => {
    fc.assert(
      fc.property(fc.array(arbitraryStep, { size: 'max', maxLength: 120 }), (steps) => {
        const played = new Played();
        for (const step of steps) played.run(step);
        played.catchUp();
        expect(played.adjRibOut.memberCount).toBe(played.known.size);
        for (const [member, known] of played.known) {
          expect(sorted(known)).toEqual(sorted(played.state));
          const { advertised } = played.adjRibOut.subgroupOf(member);
          expect(advertised.count).toBe(played.state.size);
          expect(played.adjRibOut.subgroupOf(member).sentBefore.count).toBe(0);
        }
        for (let prefix = 0; prefix < prefixCount; prefix += 1) {
          expect(played.adjRibOut.attributes(prefix)).toBe(played.state.get(prefix) ?? none);
          expect(played.adjRibOut.isUnused(prefix)).toBe(!played.state.has(prefix));
        }
      }),
      { numRuns: 150 },
    );
  });

  test('it lets go of every attribute set in the end', () => {
    fc.assert(
      fc.property(fc.array(arbitraryStep, { maxLength: 40 }), (steps) => {
        const played = new Played();
        for (const step of steps) played.run(step);
        played.adjRibOut.dispose();
        for (const set of played.sets) played.pool.release(set);
        expect(played.pool.count).toBe(0);
      }),
      { numRuns: 50 },
    );
  });
});

test('who falls behind is sent the newest state once, not every state in between', () => {
  const played = new Played();
  played.run({ name: 'join', member: 1 });
  for (let prefix = 0; prefix < prefixCount; prefix += 1) played.run({ name: 'churn', prefix });
  played.catchUp();
  expect(played.messageCount).toBe(prefixCount);
});

test('a prefix that came and went while nobody read costs no message at all', () => {
  const played = new Played();
  played.run({ name: 'join', member: 1 });
  played.set(3, played.sets[0]);
  played.set(3, none);
  expect(played.adjRibOut.isUnused(3)).toBe(false);
  played.catchUp();
  expect(played.messageCount).toBe(0);
  expect(played.adjRibOut.isUnused(3)).toBe(true);
});

test('a restart sends everything once more, to the one who asked only', () => {
  const played = new Played();
  for (const member of [1, 2]) played.run({ name: 'join', member });
  for (let prefix = 0; prefix < prefixCount; prefix += 1) played.set(prefix, played.sets[0]);
  played.catchUp();
  const subgroup = played.adjRibOut.subgroupOf(2);
  played.adjRibOut.restart(1);
  expect(played.adjRibOut.isUpToDate(subgroup)).toBe(true);
  const sentBefore = played.messageCount;
  played.advance(1, 1_000, 'advance');
  expect(played.messageCount - sentBefore).toBe(prefixCount);
});

test('what came and went again while nobody read is not sent to who has it', () => {
  const played = new Played();
  played.run({ name: 'join', member: 1 });
  played.set(3, played.sets[0]);
  played.catchUp();
  for (const set of [played.sets[1], none, played.sets[0]]) played.set(3, set);
  played.catchUp();
  expect(played.messageCount).toBe(1);
});

test('who moves to another Adj-RIB-Out is sent what differs, and what it must not have any more is withdrawn', () => {
  const played = new Played();
  for (const member of [1, 2]) played.run({ name: 'join', member });
  for (const prefix of [1, 2, 3]) played.set(prefix, played.sets[0]);
  played.catchUp();
  played.run({ name: 'merge-all' });
  const sentBefore = played.messageCount;
  played.moveAll([none, 0, 1]);
  played.catchUp();
  expect(played.messageCount - sentBefore).toBe(2);
  for (const known of played.known.values())
    expect(sorted(known)).toEqual([
      [1, played.sets[0]],
      [2, played.sets[1]],
    ]);
});

test('the log of one prefix that changes for ever stays as long as one of a few', () => {
  const played = new Played();
  played.run({ name: 'join', member: 1 });
  played.run({ name: 'churn', prefix: 0 });
  const { octetCount } = played.adjRibOut;
  for (let round = 0; round < 20; round += 1) played.run({ name: 'churn', prefix: round % prefixCount });
  expect(played.adjRibOut.octetCount).toBe(octetCount);
});
