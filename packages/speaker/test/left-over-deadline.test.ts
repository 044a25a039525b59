import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LeftOverDeadline } from '../src/fib/left-over-deadline.ts';
import { testConfiguration, testDocument } from './configurations.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('comes once every peer has sent End-of-RIB', () => {
  const reached = vi.fn();
  const deadline = new LeftOverDeadline(testConfiguration(), reached);
  const endOfRib = { name: 'end-of-rib-received', family: 'ipv4-unicast' } as const;
  deadline.handleEvent({ ...endOfRib, peer: '192.0.2.1' });
  deadline.handleEvent({ ...endOfRib, peer: '192.0.2.1' });
  expect(reached).not.toHaveBeenCalled();
  deadline.handleEvent({ ...endOfRib, peer: '192.0.2.2' });
  expect(reached).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(120_000);
  expect(reached).toHaveBeenCalledOnce();
});

test('comes after a minute when peers stay away', () => {
  const reached = vi.fn();
  new LeftOverDeadline(testConfiguration(), reached);
  vi.advanceTimersByTime(59_999);
  expect(reached).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(reached).toHaveBeenCalledOnce();
});

test('comes at once when there is nobody to learn from', () => {
  const reached = vi.fn();
  new LeftOverDeadline(testConfiguration({ ...testDocument, peers: [] }), reached);
  expect(reached).toHaveBeenCalledOnce();
});

test('does not come after it was cancelled', () => {
  const reached = vi.fn();
  new LeftOverDeadline(testConfiguration(), reached).cancel();
  vi.advanceTimersByTime(120_000);
  expect(reached).not.toHaveBeenCalled();
});
