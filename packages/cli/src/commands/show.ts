import { escapeControlCharacters } from '@bgpeer/bgp-wire';
import { defineCommand } from '../command.ts';
import { controlClient, socketFlag } from '../control-access.ts';
import { showForms } from '../show/show-forms.ts';
import { writeLines } from '../surroundings.ts';
import { matchWords } from '../words/match-words.ts';
import { complaintAbout } from '../words/word-complaint.ts';
import { fitsVariable, splitWords } from '../words/word-variables.ts';

/** `bgpeer show …`: FRR's show commands against the router that runs. */
export const showCommand = defineCommand({
  words: 'show <words..>',
  aliases: ['sh'],
  summary: 'Show what the running router knows, in the words and layout of FRR 8.4',
  details: [
    'Words may be cut short as long as they stay clear (`show ip bgp sum`), and may be quoted together. ' +
      '`json` as the last word is `--json`.',
    '',
    ...showForms.map(({ pattern, meaning }) => `- \`${pattern}\`: ${meaning}`),
  ],
  positionals: {
    words: { type: 'string', array: true, demandOption: true, describe: 'What to show' },
  },
  flags: {
    ...socketFlag,
    json: { type: 'boolean', default: false, describe: "FRR's JSON instead of text" },
  },
  examples: [
    ['bgpeer show bgp summary', 'the peers and how they do'],
    ['bgpeer show ip bgp 172.16.1.1/32', 'one prefix, and why the other routes lost'],
    ['bgpeer show ip bgp json | jq .routes', 'the table for a script'],
    ['bgpeer show bgp neighbors 192.168.10.100 advertised-routes', 'what a peer was sent'],
  ],
  async run(values, surroundings) {
    const words = splitWords(values.words);
    const wantsJson = values.json || words.at(-1) === 'json';
    if (words.at(-1) === 'json') words.pop();
    const asked = ['show', ...words];
    const match = matchWords(showForms, asked, fitsVariable);
    if (match.outcome !== 'match') {
      writeLines(surroundings.output, complaintAbout(match, asked));
      return 1;
    }
    const client = controlClient(values);
    const answer = await match.form.answer({ client, literals: match.literals, values: match.values });
    if (wantsJson) surroundings.output.write(`${JSON.stringify(answer.json(), undefined, 2)}\n`);
    // Host names and descriptions come from elsewhere: they must not steer the terminal.
    else writeLines(surroundings.output, answer.text().map(escapeLine));
    if (answer.note !== undefined && surroundings.errors.isTerminal) {
      writeLines(surroundings.errors, [answer.note]);
    }
    return 0;
  },
});

function escapeLine(line: string): string {
  return line.split('\n').map(escapeControlCharacters).join('\n');
}
