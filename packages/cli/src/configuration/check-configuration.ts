import type { ConfigDocument, Problem } from '@bgpeer/config';
import { formatProblem, inLineOrder, toRouterConfiguration } from '@bgpeer/config';
import type { RouterConfiguration } from '@bgpeer/router';
import { highestIpv4Address } from '@bgpeer/speaker';
import type { Surroundings } from '../surroundings.ts';
import { writeLines } from '../surroundings.ts';
import type { ReadConfiguration } from './read-configuration.ts';

export interface CheckedConfiguration {
  /** undefined: it cannot be run as it is. */
  readonly document: ConfigDocument | undefined;
  /** The same with its defaults filled in and its groups folded into their peers. */
  readonly configuration: RouterConfiguration | undefined;
  readonly problems: readonly Problem[];
}

/** Finds everything wrong with a configuration, its text and its sense. With `strict` a warning is as good as an error. */
export function checkConfiguration(
  { document, problems, placeOf }: ReadConfiguration,
  { strict }: { readonly strict: boolean },
): CheckedConfiguration {
  const folded =
    document === undefined
      ? { problems: [] }
      : toRouterConfiguration(document, { placeOf, fallbackRouterId: highestIpv4Address() });
  const all = inLineOrder([...problems, ...folded.problems]);
  const isFatal = ({ severity }: Problem) => severity === 'error' || (strict && severity === 'warning');
  if (all.some(isFatal)) return { document: undefined, configuration: undefined, problems: all };
  return { document, configuration: folded.configuration, problems: all };
}

/** Says every problem on the error output. */
export function reportProblems(problems: readonly Problem[], surroundings: Surroundings): void {
  writeLines(surroundings.errors, problems.map(formatProblem));
}

/** How many problems of each severity, in words: `1 error, 2 warnings`; `no problems`. */
export function countProblems(problems: readonly Problem[]): string {
  const severities = ['error', 'warning', 'note'] as const;
  const parts = severities.flatMap((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`];
  });
  return parts.length === 0 ? 'no problems' : parts.join(', ');
}
