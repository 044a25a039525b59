import { formatFrrConf, formatYamlConfig } from '@bgpeer/config';
import { defineCommand } from '../command.ts';
import { checkConfiguration, countProblems, reportProblems } from '../configuration/check-configuration.ts';
import { readConfiguration } from '../configuration/read-configuration.ts';
import { writeLines } from '../surroundings.ts';

/** `bgpeer config check|show FILE`: look at a configuration without running it. */
export const configCommand = defineCommand({
  words: 'config <action> <file>',
  summary: 'Check a configuration file, or show it as an frr.conf or as YAML',
  details: ['Exits with 2 when the file cannot be run as it is.'],
  positionals: {
    action: { choices: ['check', 'show'] as const, demandOption: true, describe: 'What to do' },
    file: { type: 'string', demandOption: true, describe: 'frr.conf or YAML file, - for the standard input' },
  },
  flags: {
    strict: { type: 'boolean', default: false, describe: 'Warnings count as errors' },
    format: {
      choices: ['frr', 'yaml'] as const,
      default: 'yaml' as const,
      describe: 'For `show`: the form wanted',
    },
    json: { type: 'boolean', default: false, describe: 'For `check`: the problems as JSON' },
  },
  examples: [
    ['bgpeer config check frr.conf', 'every problem at once, each with its fix'],
    ['bgpeer config show frr.conf --format yaml', 'translate to the native form'],
  ],
  async run(values, surroundings) {
    const read = await readConfiguration(values.file, surroundings);
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
