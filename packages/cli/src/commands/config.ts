import { formatFrrConf, formatYamlConfig } from '@bgpeer/config';
import { defineCommand } from '../command.ts';
import { checkConfiguration, countProblems, reportProblems } from '../configuration/check-configuration.ts';
import { readConfiguration } from '../configuration/read-configuration.ts';
import { controlClient, socketFlag } from '../control-access.ts';
import { CommandFailure, type ExitCode } from '../exit-code.ts';
import { type Surroundings, writeLines } from '../surroundings.ts';

/** `bgpeer config check|show FILE`: look at a configuration without running it. `bgpeer config reload`: have it run. */
export const configCommand = defineCommand({
  words: 'config <action> [file]',
  summary:
    'Check a configuration file, show it as an frr.conf or as YAML, or have a running router read its own again',
  details: [
    'Exits with 2 when the file cannot be run as it is. `reload` does what SIGHUP does: the router reads again the file ' +
      'that it was started with, and takes it only when nothing in it is an error. Sessions end only where their OPENs or ' +
      'connections would be others; networks that commands added and the file does not have go.',
  ],
  positionals: {
    action: { choices: ['check', 'show', 'reload'] as const, demandOption: true, describe: 'What to do' },
    file: {
      type: 'string',
      describe: 'For `check` and `show`: frr.conf or YAML file, - for the standard input',
    },
  },
  flags: {
    strict: { type: 'boolean', default: false, describe: 'Warnings count as errors' },
    format: {
      choices: ['frr', 'yaml'] as const,
      default: 'yaml' as const,
      describe: 'For `show`: the form wanted',
    },
    json: { type: 'boolean', default: false, describe: 'For `check` and `reload`: the problems as JSON' },
    ...socketFlag,
  },
  examples: [
    ['bgpeer config check frr.conf', 'every problem at once, each with its fix'],
    ['bgpeer config show frr.conf --format yaml', 'translate to the native form'],
    ['bgpeer config reload', 'the router takes what its file says now'],
  ],
  async run(values, surroundings) {
    if (values.action === 'reload') return reload(values, surroundings);
    const read = await readConfiguration(fileOf(values), surroundings);
    const checked = checkConfiguration(read, { strict: values.strict });
    if (values.action === 'check' && values.json) {
      surroundings.output.write(`${JSON.stringify(checked.problems, undefined, 2)}\n`);
      return checked.document === undefined ? 2 : 0;
    }
    reportProblems(checked.problems, surroundings);
    if (checked.document === undefined) return 2;
    if (values.action === 'check') {
      writeLines(surroundings.output, [`${read.source}: good (${countProblems(checked.problems)})`]);
      return 0;
    }
    const text =
      values.format === 'frr' ? formatFrrConf(checked.document) : formatYamlConfig(checked.document);
    surroundings.output.write(`${text.trimEnd()}\n`);
    return 0;
  },
});

interface ConfigValues {
  readonly action: string;
  readonly file?: string;
  readonly json: boolean;
  readonly socket?: string;
}

function fileOf({ action, file }: ConfigValues): string {
  if (file !== undefined) return file;
  throw new CommandFailure(`config ${action} needs a file`, {
    exitCode: 2,
    fix: `bgpeer config ${action} frr.conf`,
  });
}

async function reload(values: ConfigValues, surroundings: Surroundings): Promise<ExitCode> {
  if (values.file !== undefined)
    throw new CommandFailure(
      'config reload takes no file: the router reads the one that it was started with',
      {
        exitCode: 2,
        fix: 'leave the file out, or start the router with it',
      },
    );
  const { done, inForce, problems } = await controlClient(values).reloadConfiguration();
  if (values.json) surroundings.output.write(`${JSON.stringify(problems, undefined, 2)}\n`);
  else {
    reportProblems(problems, surroundings);
    writeLines(surroundings.output, [`${done} (${countProblems(problems)})`]);
  }
  return inForce ? 0 : 2;
}
