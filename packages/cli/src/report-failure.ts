import { ConfigurationError, ControlError, StartError } from '@bgpeer/speaker';
import { reportProblems } from './configuration/check-configuration.ts';
import { CommandFailure, type ExitCode } from './exit-code.ts';
import { type Surroundings, writeLines } from './surroundings.ts';

/** Says why a command failed, and gives its exit code; undefined, with nothing said, for a programmer's error. */
export function reportFailure(error: unknown, surroundings: Surroundings): ExitCode | undefined {
  if (error instanceof ConfigurationError) {
    reportProblems(error.problems, surroundings);
    return 2;
  }
  if (error instanceof CommandFailure || error instanceof StartError || error instanceof ControlError) {
    const lines = [`bgpeer: ${error.message}`, ...(error.fix ? [`  what to do: ${error.fix}`] : [])];
    writeLines(surroundings.errors, lines);
    return error instanceof CommandFailure ? error.exitCode : 1;
  }
  return undefined;
}
