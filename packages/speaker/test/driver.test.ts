import type { SansIo } from '@bgpeer/router';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Driver } from '../src/driver.ts';

/** A machine whose outputs are the inputs it got, and whose deadlines the test sets. */
class EchoMachine implements SansIo<string, string> {
  readonly waiting: string[] = [];
  readonly handled: string[] = [];
  deadlines: number[] = [];

  handleInput(input: string): void {
    this.handled.push(input);
    this.waiting.push(input);
  }

  handleTimeout(now: number): void {
    if (this.deadlines.length > 0 && this.deadlines[0] <= now) {
      this.deadlines.shift();
      this.handled.push(`timeout at ${now}`);
    }
  }

  pollOutput(): string | undefined {
    return this.waiting.shift();
  }

  nextTimeout(): number | undefined {
    return this.deadlines[0];
  }
}

describe('Driver', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function drive(perform: (output: string) => void = () => {}) {
    const machine = new EchoMachine();
    let settledCount = 0;
    const driver = new Driver<string, string>(machine, {
      clock: () => Date.now(),
      perform,
      settled: () => {
        settledCount += 1;
      },
    });
    return { machine, driver, settledCount: () => settledCount };
  }

  test('an input given while an output is performed is taken after the drain, in order', () => {
    const performed: string[] = [];
    const { machine, driver, settledCount } = drive((output) => {
      performed.push(output);
      if (output === 'first') {
        driver.handle('second');
        driver.handle('third');
        expect(machine.handled).toEqual(['first']);
      }
    });
    driver.handle('first');
    expect(performed).toEqual(['first', 'second', 'third']);
    expect(settledCount()).toBe(1);
  });

  test('wakes at the earliest deadline, also when it moves forward, with one timer', () => {
    const { machine, driver } = drive();
    machine.deadlines = [10_000];
    driver.handle('a');
    machine.deadlines = [500];
    driver.handle('b');
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(499);
    expect(machine.handled).toEqual(['a', 'b']);
    vi.advanceTimersByTime(1);
    expect(machine.handled).toEqual(['a', 'b', 'timeout at 500']);
  });

  test('a deadline that moves back keeps the timer, which then asks again', () => {
    const { machine, driver } = drive();
    machine.deadlines = [1000];
    driver.handle('a');
    machine.deadlines = [5000];
    driver.handle('b');
    vi.advanceTimersByTime(4999);
    expect(machine.handled).toEqual(['a', 'b']);
    vi.advanceTimersByTime(1);
    expect(machine.handled.at(-1)).toBe('timeout at 5000');
  });

  test('work that is due goes on in turns of the event loop, one slice a turn', () => {
    const { machine, driver } = drive();
    machine.deadlines = [0, 0, 0];
    driver.handle('a');
    expect(machine.handled).toEqual(['a']);
    vi.advanceTimersToNextTimer();
    expect(machine.handled.length).toBe(2);
    driver.handle('b');
    vi.advanceTimersToNextTimer();
    vi.advanceTimersToNextTimer();
    expect(machine.handled.map((what) => what.split(' ')[0])).toEqual([
      'a',
      'timeout',
      'b',
      'timeout',
      'timeout',
    ]);
  });

  test('deadlines farther than setTimeout reaches are kept', () => {
    const { machine, driver } = drive();
    const farMs = 2 ** 31 + 1000;
    machine.deadlines = [farMs];
    driver.handle('a');
    vi.advanceTimersByTime(2 ** 31 - 1);
    expect(machine.handled).toEqual(['a']);
    vi.advanceTimersByTime(1001);
    expect(machine.handled.at(-1)).toBe(`timeout at ${farMs}`);
  });

  test('after stop nothing is taken and nothing wakes', () => {
    const { machine, driver } = drive();
    machine.deadlines = [1000];
    driver.handle('a');
    driver.stop();
    driver.handle('b');
    vi.advanceTimersByTime(5000);
    expect(machine.handled).toEqual(['a']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
