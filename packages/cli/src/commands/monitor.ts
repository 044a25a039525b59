import { escapeControlCharacters } from '@bgpeer/bgp-wire';
import { defineCommand } from '../command.ts';
import { controlClient, socketFlag } from '../control-access.ts';
import { formatEvent } from '../event-text.ts';
import { writeLines } from '../surroundings.ts';

/** `bgpeer monitor`: what happens, as it happens. */
export const monitorCommand = defineCommand({
  words: 'monitor',
  summary: 'Follow what happens in the running router, one line an event, until Ctrl-C',
  positionals: {},
  flags: {
    ...socketFlag,
    json: { type: 'boolean', default: false, describe: 'One JSON object a line' },
  },
  examples: [
    ['bgpeer monitor', 'sessions and routes, in words'],
    ['bgpeer monitor --json | jq -c .', 'for a program'],
  ],
  async run(values, surroundings) {
    const interruption = surroundings.interruption();
    for await (const event of controlClient(values).events(interruption)) {
      const line = values.json ? JSON.stringify(event) : escapeControlCharacters(formatEvent(event));
      writeLines(surroundings.output, [line]);
    }
    return 0;
  },
});
