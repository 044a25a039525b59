import { formatProblem, type Problem, parseFrrConf, toRouterConfiguration } from '@bgpeer/config';
import type { RouterConfiguration } from '@bgpeer/router';

/** The configuration that an frr.conf means; throws with every error when it means none. Warnings and notes are no matter. */
export function frrConfiguration(text: string): RouterConfiguration {
  const parsed = parseFrrConf(text, { file: 'frr.conf' });
  const { document, placeOf } = parsed;
  const folded = document === undefined ? undefined : toRouterConfiguration(document, { placeOf });
  const errors = [...parsed.problems, ...(folded?.problems ?? [])].filter(isError);
  if (folded?.configuration === undefined || errors.length > 0)
    throw new Error(errors.map(formatProblem).join('\n'));
  return folded.configuration;
}

function isError(problem: Problem): boolean {
  return problem.severity === 'error';
}
