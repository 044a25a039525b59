/**
 * `pnpm fuzz`: ten million damaged messages through framer, decoder and hot-path reader, without a throw, a hang or a
 * read outside the input. `--count N`, `--seed N`, `--from BLOCK` to go on where an earlier run ended, `--target broken`
 * for a decoder that must fail.
 */
import { parseArgs } from 'node:util';
import { inputsPerBlock } from './fuzz-inputs.ts';
import { runFuzz } from './fuzz-run.ts';
import { fuzzTargets } from './fuzz-target.ts';

const usage = `Usage: pnpm fuzz [options]

  --count N      how many damaged messages (10,000,000)
  --seed N       of everything that is drawn (by the clock)
  --from BLOCK   go on where an earlier run with this seed ended
  --target NAME  ${fuzzTargets.map(({ name }) => name).join(' or ')}: what is fed; broken must fail
  --help         print this`;

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    count: { type: 'string', default: '10000000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    from: { type: 'string', default: '0' },
    target: { type: 'string', default: 'codec' },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const seed = wholeNumber('seed', values.seed);
const inputCount = wholeNumber('count', values.count);
const firstBlock = wholeNumber('from', values.from);
if (!fuzzTargets.some(({ name }) => name === values.target))
  throw new Error(`--target ${values.target}: expected ${fuzzTargets.map(({ name }) => name).join(' or ')}`);

console.log(`fuzz: ${inputCount} inputs, seed ${seed}, from block ${firstBlock}, target ${values.target}`);
const startedAt = performance.now();
const outcome = await runFuzz(
  { targetName: values.target, seed, firstBlock, inputCount },
  (doneCount, nextBlock) => {
    if (nextBlock % 10 === 0)
      console.log(`fuzz: ${doneCount} inputs${atSpeed(doneCount)}, next is block ${nextBlock}`);
  },
);

if (outcome.failure !== undefined) {
  const { block, hexadecimal, context, reason } = outcome.failure;
  console.error(`fuzz: FAILED in block ${block}: ${reason}`);
  console.error(`octets:  ${hexadecimal}\ncontext: ${JSON.stringify(context)}`);
  console.error(
    `again:   pnpm fuzz --target ${values.target} --seed ${seed} --from ${block} --count ${inputsPerBlock}`,
  );
} else if (outcome.hangs) {
  console.error(`fuzz: HANGS in block ${outcome.nextBlock} of seed ${seed}`);
} else {
  console.log(`fuzz: ${outcome.doneCount} inputs without a fault${atSpeed(outcome.doneCount)}, seed ${seed}`);
}
process.exitCode = outcome.failure === undefined && !outcome.hangs ? 0 : 1;

function atSpeed(doneCount: number): string {
  return ` (${Math.round(doneCount / ((performance.now() - startedAt) / 1_000))} a second)`;
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`--${name} ${text}: expected a whole number`);
  return Number(text);
}
