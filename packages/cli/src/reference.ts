import type { Options, PositionalOptions } from 'yargs';
import type { Command } from './command.ts';
import { loadCommands } from './command-list.ts';

/** The command's reference as Markdown: what docs/cli.md holds. */
export async function cliReference(): Promise<string> {
  const commands = await loadCommands();
  return [
    '# The `bgpeer` command',
    '',
    'Made from the list of commands in the code; `bgpeer COMMAND --help` says the same.',
    '',
    'Exit codes: 0 it did what was asked, 1 it failed, 2 what was asked is not right (usage, configuration).',
    'Colours appear on a terminal only, and not with `NO_COLOR`.',
    '',
    '| command | what it does |',
    '| --- | --- |',
    ...commands.map((command) => `| ${code(`bgpeer ${command.words}`)} | ${cell(command.summary)} |`),
    ...commands.flatMap(commandSection),
    '',
  ].join('\n');
}

function commandSection(command: Command): string[] {
  return [
    '',
    `## ${code(`bgpeer ${command.words}`)}`,
    '',
    `${command.summary}.`,
    ...(command.details === undefined ? [] : ['', ...command.details]),
    ...parameterTable(command),
    '',
    '```console',
    ...command.examples.flatMap(([commandLine, meaning]) => [`# ${meaning}`, `$ ${commandLine}`]),
    '```',
  ];
}

function parameterTable({ positionals, flags }: Command): string[] {
  const rows = [
    ...Object.entries(positionals).map(([name, row]) => parameterRow(name.toUpperCase(), row)),
    ...Object.entries(flags).map(([name, row]) => parameterRow(flagName(name, row), row)),
  ];
  return rows.length === 0 ? [] : ['', '| parameter | meaning | default |', '| --- | --- | --- |', ...rows];
}

function flagName(name: string, { alias }: Options): string {
  return typeof alias === 'string' ? `--${name}, -${alias}` : `--${name}`;
}

function parameterRow(name: string, row: Options | PositionalOptions): string {
  const choices = row.choices === undefined ? '' : ` (${row.choices.join(', ')})`;
  const initial = row.default === undefined || row.default === false ? '' : code(String(row.default));
  return `| ${code(name)} | ${cell(`${row.describe ?? ''}${choices}`)} | ${initial} |`;
}

function code(text: string): string {
  return `\`${cell(text)}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
