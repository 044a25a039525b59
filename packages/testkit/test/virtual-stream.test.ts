import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventQueue } from '../src/network/event-queue.ts';
import { VirtualStream } from '../src/network/virtual-stream.ts';
import { seededRandom } from '../src/seeded-random.ts';

/** One stream with a reader that keeps all it gets, and takes its time when told to. */
class StreamBench {
  readonly received: number[] = [];
  readonly unread: (() => void)[] = [];
  sentOctetCount = 0;
  ended = false;
  reading = true;
  readonly stream: VirtualStream;
  readonly #queue = new EventQueue();
  #now = 0;

  constructor(options: { readonly seed: number; readonly windowOctetCount: number }) {
    this.stream = new VirtualStream(
      {
        random: seededRandom(options.seed),
        delayMs: 5,
        windowOctetCount: options.windowOctetCount,
        chop: true,
        now: () => this.#now,
        schedule: (at, run) => this.#queue.schedule(at, run),
      },
      {
        arrived: (octets, consumed) => {
          this.received.push(...octets);
          if (this.reading) consumed();
          else this.unread.push(consumed);
        },
        ended: () => {
          this.ended = true;
        },
        sent: (octetCount) => {
          this.sentOctetCount += octetCount;
        },
      },
    );
  }

  run(): void {
    for (let event = this.#queue.take(); event !== undefined; event = this.#queue.take()) {
      this.#now = event.at;
      event.run();
    }
  }
}

const writes = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 20 });
const bench = fc.record({ seed: fc.nat(), windowOctetCount: fc.integer({ min: 1, max: 1_000 }) });

test('every octet arrives, in order, and the end behind them', () => {
  fc.assert(
    fc.property(bench, writes, (options, chunks) => {
      const one = new StreamBench(options);
      for (const chunk of chunks) one.stream.write(chunk);
      one.stream.close();
      one.run();
      expect(one.received).toEqual(chunks.flatMap((chunk) => [...chunk]));
      expect(one.sentOctetCount).toBe(one.received.length);
      expect(one.ended).toBe(true);
    }),
  );
});

test('a reader that stops stops the writer, who goes on when it reads again', () => {
  fc.assert(
    fc.property(bench, writes, (options, chunks) => {
      const one = new StreamBench(options);
      const all = chunks.flatMap((chunk) => [...chunk]);
      one.reading = false;
      for (const chunk of chunks) one.stream.write(chunk);
      one.run();
      expect(one.sentOctetCount).toBe(Math.min(options.windowOctetCount, all.length));
      one.reading = true;
      for (const consumed of one.unread) consumed();
      one.run();
      expect(one.received).toEqual(all);
    }),
  );
});

test('while paused nothing arrives, afterwards everything in order', () => {
  fc.assert(
    fc.property(bench, writes, writes, (options, before, after) => {
      const one = new StreamBench({ ...options, windowOctetCount: 10_000 });
      for (const chunk of before) one.stream.write(chunk);
      one.stream.setPaused(true);
      one.run();
      expect(one.received).toEqual([]);
      one.stream.setPaused(false);
      for (const chunk of after) one.stream.write(chunk);
      one.run();
      expect(one.received).toEqual([...before, ...after].flatMap((chunk) => [...chunk]));
    }),
  );
});
