import type { InferredOptionTypes, Options, PositionalOptions } from 'yargs';
import type { ExitCode } from './exit-code.ts';
import type { Surroundings } from './surroundings.ts';

type Parameters<Row> = Readonly<Record<string, Row>>;

/** The values that yargs gives for these parameters. */
type Values<
  Positionals extends Parameters<PositionalOptions>,
  Flags extends Parameters<Options>,
> = InferredOptionTypes<Positionals & Flags>;

/** A command line that shows the use of a command, and what it does. */
export type CommandExample = readonly [commandLine: string, meaning: string];

interface CommandDescription<
  Positionals extends Parameters<PositionalOptions>,
  Flags extends Parameters<Options>,
> {
  /** The command's name and positional parameters, as yargs writes them: `network <action> <prefix>`. */
  readonly words: string;
  readonly aliases?: readonly string[];
  /** One sentence. */
  readonly summary: string;
  /** What else there is to know, for the reference. */
  readonly details?: readonly string[];
  readonly positionals: Positionals;
  readonly flags: Flags;
  readonly examples: readonly CommandExample[];
}

/** A command of `bgpeer`: one file, and one line in the list of commands. */
export interface Command extends CommandDescription<Parameters<PositionalOptions>, Parameters<Options>> {
  run(values: Readonly<Record<string, unknown>>, surroundings: Surroundings): Promise<ExitCode>;
}

/** Makes a command whose `run` gets its values with the types that its parameters have. */
export function defineCommand<
  Positionals extends Parameters<PositionalOptions>,
  Flags extends Parameters<Options>,
>(
  description: CommandDescription<Positionals, Flags> & {
    run(values: Values<Positionals, Flags>, surroundings: Surroundings): Promise<ExitCode>;
  },
): Command {
  return {
    ...description,
    run: (values, surroundings) => description.run(values as Values<Positionals, Flags>, surroundings),
  };
}
