import { parseArgs } from 'node:util';

export interface WireBenchOptions {
  readonly routeCount: number;
  readonly runCount: number;
  readonly json: boolean;
}

export const usage = `Usage: pnpm bench:wire [options]

  --routes N   routes in the MRT table (1,000,000)
  --runs N     how many runs of each; medians are of these (5)
  --json       print the report as JSON
  --help       print this`;

const routeCountMax = 10_000_000;
const runCountMax = 100;

/** Read the command line: what is wanted, what is wrong with it, or the usage that was asked for. */
export function parseWireBenchOptions(
  words: readonly string[],
): { readonly options: WireBenchOptions } | { readonly problem: string } | { readonly help: string } {
  let values: ReturnType<typeof parseWords>;
  try {
    values = parseWords(words);
  } catch (error) {
    return { problem: (error as Error).message };
  }
  if (values.help) return { help: usage };
  const [routeCount, runCount] = [Number(values.routes), Number(values.runs)];
  if (!isCount(routeCount, routeCountMax))
    return { problem: `--routes is a whole number, 1 to ${routeCountMax}` };
  if (!isCount(runCount, runCountMax)) return { problem: `--runs is a whole number, 1 to ${runCountMax}` };
  return { options: { routeCount, runCount, json: values.json } };
}

function parseWords(words: readonly string[]) {
  return parseArgs({
    args: [...words],
    options: {
      routes: { type: 'string', default: '1000000' },
      runs: { type: 'string', default: '5' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  }).values;
}

function isCount(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= max;
}
