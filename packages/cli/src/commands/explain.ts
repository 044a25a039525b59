import { escapeControlCharacters, type FamilyName, parseAddress, parsePrefix } from '@bgpeer/bgp-wire';
import { formatProblem, problemsOfWhatIf } from '@bgpeer/config';
import type { ControlClient } from '@bgpeer/speaker';
import { defineCommand } from '../command.ts';
import { controlClient, socketFlag } from '../control-access.ts';
import { CommandFailure, type ExitCode } from '../exit-code.ts';
import { bestText, equalCostText } from '../explain/decision-text.ts';
import { absenceText, advertisementText } from '../explain/missing-text.ts';
import { familyOfAddress } from '../show/show-form.ts';
import { writeLines } from '../surroundings.ts';

type Question = 'best' | 'ecmp' | 'missing';

/** What is said, in both forms, and whether there was anything to explain. */
interface Explained {
  readonly view: object;
  readonly text: readonly string[];
  readonly exitCode: ExitCode;
}

/** `bgpeer explain`: why the table is as it is, and how it would be. */
export const explainCommand = defineCommand({
  words: 'explain <question> <prefix>',
  summary: 'Say why a route is best, why routes share the load or do not, or why a prefix is missing',
  details: [
    '- `best`: every route of the prefix, what became of it, and what each step of the decision process compared',
    '- `ecmp`: which routes share the load, and why the others do not',
    '- `missing`: why no route is selected; with `--to`, why a peer was not sent the prefix',
    '',
    '`--if` takes a statement of frr.conf about the decision (`maximum-paths …`, `bgp bestpath …`, `bgp always-compare-med`, ' +
      '`bgp default local-preference …`, each also with `no`), and may be given several times. Nothing is changed.',
    '',
    'For an address, `best` and `ecmp` explain the longest prefix that contains it. ' +
      'The exit code is 1 when there is nothing to explain: no route, or nothing that is missing.',
  ],
  positionals: {
    question: {
      type: 'string',
      choices: ['best', 'ecmp', 'missing'] as const,
      demandOption: true,
      describe: 'What to explain',
    },
    prefix: { type: 'string', demandOption: true, describe: 'A prefix or an address' },
  },
  flags: {
    ...socketFlag,
    if: {
      type: 'string',
      array: true,
      describe: 'As it would be with this statement (best, ecmp)',
      requiresArg: true,
    },
    to: { type: 'string', describe: 'Address of the peer that was not sent it (missing)', requiresArg: true },
    json: { type: 'boolean', default: false, describe: 'JSON instead of text' },
  },
  examples: [
    ['bgpeer explain best 172.16.1.1/32', 'why one route is best and the others are not'],
    ['bgpeer explain ecmp 172.16.1.1/32', 'why a route does not share the load'],
    ["bgpeer explain ecmp 172.16.1.1/32 --if 'maximum-paths 8'", 'whether it would with more paths'],
    [
      "bgpeer explain best 10.1.0.0/16 --if 'bgp always-compare-med' --if 'bgp bestpath med missing-as-worst'",
      'which route would be best with other switches',
    ],
    ['bgpeer explain missing 10.9.0.0/16', 'why a prefix is not in the table'],
    ['bgpeer explain missing 10.1.0.0/16 --to 192.168.10.100', 'why a peer was not sent a prefix'],
  ],
  async run(values, surroundings) {
    const { question, to } = values;
    const statements = values.if ?? [];
    const family = familyOf(values.prefix);
    checkFlags(question, statements, to, family);
    const client = controlClient(values);
    const explained =
      question === 'missing'
        ? await explainMissing(client, family, values.prefix, to)
        : await explainDecision(client, question, family, values.prefix, statements);
    if (values.json) surroundings.output.write(`${JSON.stringify(explained.view, undefined, 2)}\n`);
    else writeLines(surroundings.output, explained.text.map(escapeControlCharacters));
    return explained.exitCode;
  },
});

function checkFlags(
  question: Question,
  statements: readonly string[],
  to: string | undefined,
  family: FamilyName,
): void {
  if (question === 'missing' && statements.length > 0)
    throw usageFailure('--if does not go with missing', 'ask for best or ecmp');
  if (question !== 'missing' && to !== undefined)
    throw usageFailure(`--to does not go with ${question}`, 'ask for missing');
  const problems = problemsOfWhatIf(statements, family);
  if (problems.length > 0) throw new CommandFailure(problems.map(formatProblem).join('\n'), { exitCode: 2 });
}

async function explainDecision(
  client: ControlClient,
  question: 'best' | 'ecmp',
  family: FamilyName,
  asked: string,
  statements: readonly string[],
): Promise<Explained> {
  const prefix = isPrefix(asked) ? asked : await longestMatch(client, family, asked);
  const { decision } = prefix === undefined ? {} : await client.decision(family, prefix, statements);
  if (decision === undefined)
    throw new CommandFailure(`there is no route for ${asked}`, {
      exitCode: 1,
      fix: `bgpeer explain missing ${asked} says why`,
    });
  const text = question === 'best' ? bestText(decision, statements) : equalCostText(decision, statements);
  return { view: decision, text, exitCode: 0 };
}

async function explainMissing(
  client: ControlClient,
  family: FamilyName,
  asked: string,
  to: string | undefined,
): Promise<Explained> {
  const prefix = isPrefix(asked) ? asked : `${asked}/${family === 'ipv4-unicast' ? 32 : 128}`;
  if (to !== undefined) {
    const { advertisement } = await client.advertisement(to, family, prefix);
    const exitCode = advertisement.advertised ? 1 : 0;
    return { view: advertisement, text: advertisementText(advertisement), exitCode };
  }
  const { absence } = await client.absence(family, prefix);
  return { view: absence, text: absenceText(absence), exitCode: absence.reason === 'selected' ? 1 : 0 };
}

async function longestMatch(
  client: ControlClient,
  family: FamilyName,
  address: string,
): Promise<string | undefined> {
  const { prefixes } = await client.routes(family, { address });
  return prefixes.at(0)?.prefix;
}

function familyOf(text: string): FamilyName {
  const parsed = parsePrefix(text);
  if (parsed !== undefined) return parsed.family;
  if (parseAddress(text) !== undefined) return familyOfAddress(text);
  throw usageFailure(
    `${text} is neither a prefix nor an address`,
    'give one as 10.10.1.0/24 or 2001:db8::/32',
  );
}

function isPrefix(text: string): boolean {
  return text.includes('/');
}

function usageFailure(message: string, fix: string): CommandFailure {
  return new CommandFailure(message, { exitCode: 2, fix });
}
