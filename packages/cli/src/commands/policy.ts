import { defineCommand } from '../command.ts';
import { checkConfiguration, reportProblems } from '../configuration/check-configuration.ts';
import { readConfiguration } from '../configuration/read-configuration.ts';
import { chosenPolicy } from '../policy-test/chosen-policy.ts';
import { routeFlags, routeFromFlags } from '../policy-test/route-from-flags.ts';
import { runThrough } from '../policy-test/run-through.ts';
import { testResultJson } from '../policy-test/test-result-json.ts';
import { testResultLines } from '../policy-test/test-result-text.ts';
import { writeLines } from '../surroundings.ts';

/** `bgpeer policy test PREFIX`: a route through a policy, without running anything. */
export const policyCommand = defineCommand({
  words: 'policy <action> <prefix>',
  summary: 'Run a route through the policies of a configuration, and show the way step by step',
  details: [
    'The policy is a route-map by its name, or what a neighbor has for one direction: its distribute-list, prefix-list, ' +
      'filter-list and route-map, in this order. The route is what the flags say; what they do not say, it does not have, ' +
      'but for ORIGIN IGP and an empty AS_PATH. `--attributes` takes the form of message-json.md: the attributes alone, an ' +
      'UPDATE, or a line of `bgpeer decode --json`; the flags come on top.',
    '',
    'Exits with 0 when the route is permitted, 1 when it is denied, 2 when what was asked is not right.',
  ],
  positionals: {
    action: { choices: ['test'] as const, demandOption: true, describe: 'What to do' },
    prefix: { type: 'string', demandOption: true, describe: 'The prefix of the route' },
  },
  flags: {
    config: {
      type: 'string',
      demandOption: true,
      requiresArg: true,
      describe: 'frr.conf or YAML file, - for the standard input',
    },
    'route-map': { type: 'string', requiresArg: true, describe: 'This route-map by itself' },
    neighbor: { type: 'string', requiresArg: true, describe: 'The policy of this neighbor, --in or --out' },
    in: { type: 'boolean', default: false, describe: 'What the neighbor sends us' },
    out: { type: 'boolean', default: false, describe: 'What we send the neighbor' },
    ...routeFlags,
    json: { type: 'boolean', default: false, describe: 'The verdict and the steps as JSON' },
  },
  examples: [
    [
      'bgpeer policy test 203.0.113.0/24 --config frr.conf --route-map CUSTOMERS-IN --as-path "65001 65002"',
      'what a route-map makes of a route',
    ],
    [
      'bgpeer policy test 10.1.0.0/24 --config frr.conf --neighbor 192.0.2.1 --in --community 65000:100',
      'what would become of a route that a neighbor sends',
    ],
    [
      'bgpeer policy test 10.1.0.0/24 --config frr.conf --neighbor 192.0.2.1 --out --from 192.0.2.9 --json',
      'whether a neighbor is sent what another one sent',
    ],
  ],
  async run(values, surroundings) {
    const read = await readConfiguration(values.config, surroundings);
    const checked = checkConfiguration(read, { strict: false });
    const problems = checked.problems.filter(({ severity }) => severity === 'error');
    reportProblems(problems, surroundings);
    if (checked.configuration === undefined) return 2;
    const route = await routeFromFlags(values.prefix, values, surroundings);
    const policy = chosenPolicy(checked.configuration, route.prefix.family, values);
    const result = runThrough(policy, route);
    if (values.json) surroundings.output.write(`${JSON.stringify(testResultJson(result), undefined, 2)}\n`);
    else writeLines(surroundings.output, testResultLines(result, surroundings));
    return result.verdict.permitted ? 0 : 1;
  },
});
