import { expect, test } from 'vitest';
import { runFuzzBlock } from './fuzz-block.ts';
import { runFuzz } from './fuzz-run.ts';
import { brokenTarget, codecTarget } from './fuzz-target.ts';
import { watchedOctets } from './watched-octets.ts';

test('the codec stands twenty thousand damaged messages', () => {
  expect(runFuzzBlock(codecTarget, 1, 0, 20_000)).toBeUndefined();
});

test('a decoder that reads past its input is caught', () => {
  const failure = runFuzzBlock(brokenTarget, 1, 0, 20_000);
  expect(failure?.reason).toContain('octets outside');
  expect(failure?.hexadecimal).toMatch(/^f{32}/);
});

test('a seed and a block give the same inputs again', () => {
  const inputs = [1, 2].map(() => {
    const seen: string[] = [];
    runFuzzBlock({ name: 'collect', take: (octets) => seen.push(octets.join()) && undefined }, 7, 3, 200);
    return seen;
  });
  expect(inputs[0]).toEqual(inputs[1]);
  expect(new Set(inputs[0]).size).toBeGreaterThan(150);
});

test('the thread that fuzzes tells what it has done, and what failed', async () => {
  const options = { seed: 1, firstBlock: 0, inputCount: 2_000 };
  expect(await runFuzz({ ...options, targetName: 'codec' })).toEqual({ doneCount: 2_000, nextBlock: 1 });
  expect(await runFuzz({ ...options, targetName: 'broken' })).toMatchObject({
    doneCount: 0,
    failure: { block: 0 },
  });
});

test('watched octets are as octets are, but for what is outside of them', () => {
  const octets = watchedOctets(Uint8Array.of(1, 2, 3));
  expect([...octets.subarray(1)]).toEqual([2, 3]);
  expect(octets[2]).toBe(3);
  expect(() => octets[3]).toThrow('octet 3 of 3 is read');
  expect(() => octets.subarray(0, 2)[2]).toThrow('octet 2 of 2 is read');
  expect(() => octets[-1]).toThrow('octet -1 of 3 is read');
});
