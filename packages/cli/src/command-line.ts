import yargs from 'yargs';
import type { Command } from './command.ts';
import { loadCommands } from './command-list.ts';
import type { ExitCode } from './exit-code.ts';
import type { Surroundings } from './surroundings.ts';
import { writeLines } from './surroundings.ts';
import { commandVersion } from './version.ts';
import { splitWords } from './words/word-variables.ts';

/** What a command line asks for: a command to run, or text to show. */
type Request =
  | { readonly kind: 'run'; readonly command: Command; readonly values: Readonly<Record<string, unknown>> }
  | { readonly kind: 'show'; readonly text: string }
  | { readonly kind: 'misuse'; readonly message: string };

const widthMax = 100;

/** Does what the words ask for (those after `bgpeer`), and resolves with the exit code. Only a programmer's error rejects. */
export async function runCommandLine(
  words: readonly string[],
  surroundings: Surroundings,
): Promise<ExitCode> {
  // A whole command may come quoted, as `vtysh -c` takes it: bgpeer "show ip bgp summary".
  const [first = '', ...others] = words;
  const split = [...splitWords([first]), ...others];
  const commands = await loadCommands(split[0]);
  const request = await readRequest(split, commands);
  switch (request.kind) {
    case 'show':
      writeLines(surroundings.output, [request.text]);
      return 0;
    case 'misuse':
      writeLines(surroundings.errors, [
        `bgpeer: ${request.message}`,
        `  what to do: see ${helpFor(words, commands)}`,
      ]);
      return 2;
    case 'run':
      return runCommand(request.command, request.values, surroundings);
  }
}

async function readRequest(words: readonly string[], commands: readonly Command[]): Promise<Request> {
  let request: Request | undefined;
  const parser = yargs([])
    .scriptName('bgpeer')
    .usage(
      '$0 <command>\n\nA BGP-4 speaker: a top-of-rack router for your nodes, and the show commands you know.',
    )
    .version(commandVersion)
    .alias({ help: 'h', version: 'V' })
    .parserConfiguration({
      'camel-case-expansion': false,
      'greedy-arrays': false,
      'parse-positional-numbers': false,
    })
    .strictCommands()
    .strictOptions()
    .demandCommand(1, 'no command was given')
    .recommendCommands()
    .showHelpOnFail(false)
    .exitProcess(false)
    .wrap(widthMax);
  for (const command of commands) {
    parser.command({
      command: command.words,
      aliases: command.aliases,
      describe: command.summary,
      builder: (builder) => {
        for (const [name, positional] of Object.entries(command.positionals))
          builder.positional(name, positional);
        return builder
          .options(command.flags)
          .example(command.examples.map(([line, meaning]) => [line, meaning]));
      },
      handler: (values) => {
        request = { kind: 'run', command, values };
      },
    });
  }
  await parser.parse(words, {}, (error: Error | undefined, _values: unknown, output: string) => {
    if (error) request = { kind: 'misuse', message: error.message };
    else if (output !== '') request = { kind: 'show', text: output };
  });
  return request ?? { kind: 'misuse', message: 'no command was given' };
}

/** The command line whose help says how it is meant. */
function helpFor([first]: readonly string[], commands: readonly Command[]): string {
  const isKnown = commands.some(
    ({ words, aliases }) => words.split(' ')[0] === first || aliases?.includes(first),
  );
  return isKnown ? `\`bgpeer ${first} --help\`` : '`bgpeer --help`';
}

async function runCommand(
  command: Command,
  values: Readonly<Record<string, unknown>>,
  surroundings: Surroundings,
): Promise<ExitCode> {
  try {
    return await command.run(values, surroundings);
  } catch (error) {
    // Loaded only now, as it brings the speaker along.
    const { reportFailure } = await import('./report-failure.ts');
    const exitCode = reportFailure(error, surroundings);
    if (exitCode === undefined) throw error;
    return exitCode;
  }
}
