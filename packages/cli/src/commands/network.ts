import { defineCommand } from '../command.ts';
import { controlClient, socketFlag } from '../control-access.ts';
import { writeLines } from '../surroundings.ts';

/** `bgpeer network add|del PREFIX`: what the router itself originates. */
export const networkCommand = defineCommand({
  words: 'network <action> <prefix>',
  summary: 'Advertise a prefix from now on, or no more',
  positionals: {
    action: { choices: ['add', 'del'] as const, demandOption: true, describe: 'What to do with it' },
    prefix: { type: 'string', demandOption: true, describe: 'IPv4 or IPv6 prefix' },
  },
  flags: socketFlag,
  examples: [
    ['bgpeer network add 10.10.2.0/24', 'originate a prefix'],
    ['bgpeer network del 10.10.2.0/24', 'withdraw it'],
  ],
  async run(values, surroundings) {
    const client = controlClient(values);
    const answer =
      values.action === 'add'
        ? await client.addNetwork(values.prefix)
        : await client.deleteNetwork(values.prefix);
    writeLines(surroundings.output, [answer.done]);
    return 0;
  },
});
