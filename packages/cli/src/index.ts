export { runCommandLine } from './command-line.ts';
export type { ExitCode } from './exit-code.ts';
export { cliReference } from './reference.ts';
export type { Surroundings, TextOutput } from './surroundings.ts';
