import { parseArgs } from 'node:util';
import type { FamilyName } from '@bgpeer/bgp-wire';

export interface BenchOptions {
  readonly family: FamilyName;
  readonly prefixCount: number;
  readonly runCount: number;
  readonly json: boolean;
  /** Where each run of bgpeer leaves a CPU profile. */
  readonly cpuProfileDirectory?: string;
}

export const usage = `Usage: pnpm bench [options]

  --prefixes N        how many prefixes (1,000,000 of IPv4, 200,000 of IPv6)
  --family FAMILY     ipv4 (default) or ipv6
  --runs N            how many runs; medians are of these (3)
  --json              print the report as JSON
  --cpu-profile DIR   leave a CPU profile of each run of bgpeer in DIR
  --help              print this`;

const families = new Map<string, { family: FamilyName; prefixCount: number; prefixCountMax: number }>([
  ['ipv4', { family: 'ipv4-unicast', prefixCount: 1_000_000, prefixCountMax: 4_000_000 }],
  ['ipv6', { family: 'ipv6-unicast', prefixCount: 200_000, prefixCountMax: 4_000_000 }],
]);

/** Read the command line; a string says what is wrong with it, or is the usage that was asked for. */
export function parseBenchOptions(
  words: readonly string[],
): { readonly options: BenchOptions } | { readonly problem: string } | { readonly help: string } {
  let values: ReturnType<typeof parseWords>;
  try {
    values = parseWords(words);
  } catch (error) {
    return { problem: (error as Error).message };
  }
  if (values.help) return { help: usage };
  const chosen = families.get(values.family);
  if (chosen === undefined) return { problem: `--family is ipv4 or ipv6, not ${values.family}` };
  const prefixCount = wholeNumber(values.prefixes ?? String(chosen.prefixCount), chosen.prefixCountMax);
  if (prefixCount === undefined)
    return { problem: `--prefixes is a whole number, 1 to ${chosen.prefixCountMax}` };
  const runCount = wholeNumber(values.runs, 100);
  if (runCount === undefined) return { problem: '--runs is a whole number, 1 to 100' };
  return {
    options: {
      family: chosen.family,
      prefixCount,
      runCount,
      json: values.json,
      cpuProfileDirectory: values['cpu-profile'],
    },
  };
}

function parseWords(words: readonly string[]) {
  return parseArgs({
    args: [...words],
    options: {
      prefixes: { type: 'string' },
      family: { type: 'string', default: 'ipv4' },
      runs: { type: 'string', default: '3' },
      json: { type: 'boolean', default: false },
      'cpu-profile': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  }).values;
}

function wholeNumber(text: string, max: number): number | undefined {
  const value = Number(text);
  return Number.isInteger(value) && value >= 1 && value <= max ? value : undefined;
}
