import { defineCommand } from '../command.ts';
import { controlClient, socketFlag } from '../control-access.ts';
import { writeLines } from '../surroundings.ts';

/** `bgpeer stop`: end the running router cleanly. */
export const stopCommand = defineCommand({
  words: 'stop',
  summary: 'Stop the running router: Cease / Administrative Shutdown to every peer, kernel routes removed',
  positionals: {},
  flags: {
    ...socketFlag,
    message: {
      alias: 'm',
      type: 'string',
      requiresArg: true,
      describe: 'Words for the operators at the other ends (RFC 9003)',
    },
  },
  examples: [['bgpeer stop -m "new hardware"', 'say why as well']],
  async run(values, surroundings) {
    const { done } = await controlClient(values).stop(values.message);
    writeLines(surroundings.output, [done]);
    return 0;
  },
});
