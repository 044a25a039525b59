import { expect, test } from 'vitest';
import { ConditionWaiter } from '../src/condition-waiter.ts';

test('resolves at once with what holds already', async () => {
  expect(await new ConditionWaiter().wait(() => 7, { timeoutMs: 1000, what: 'seven' })).toBe(7);
});

test('looks again at each change, and only then', async () => {
  const waiter = new ConditionWaiter();
  let value: string | undefined;
  let askedCount = 0;
  const waited = waiter.wait(
    () => {
      askedCount += 1;
      return value;
    },
    { timeoutMs: 1000, what: 'a value' },
  );
  waiter.handleChange();
  value = 'here';
  expect(askedCount).toBe(2);
  waiter.handleChange();
  expect(await waited).toBe('here');
  waiter.handleChange();
  expect(askedCount).toBe(3);
});

test('says what was waited for, how long, and what was seen instead', async () => {
  const waited = new ConditionWaiter().wait(() => false, {
    timeoutMs: 5,
    what: '172.16.1.1/32 with 3 next hops',
    seen: () => 'a route with next hops 192.0.2.1',
  });
  await expect(waited).rejects.toThrow(
    'waited for 172.16.1.1/32 with 3 next hops, but not within 5 ms; seen: a route with next hops 192.0.2.1',
  );
});

test('what the condition throws rejects the wait', async () => {
  const waited = new ConditionWaiter().wait(
    () => {
      throw new Error('broken condition');
    },
    { timeoutMs: 1000, what: 'anything' },
  );
  await expect(waited).rejects.toThrow('broken condition');
});

test('the end rejects all that wait', async () => {
  const waiter = new ConditionWaiter();
  const waited = waiter.wait(() => undefined, { timeoutMs: 60_000, what: 'rain' });
  waiter.end('but the speaker was stopped');
  await expect(waited).rejects.toThrow('waited for rain, but the speaker was stopped');
});
