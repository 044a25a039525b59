import { defineCommand } from '../command.ts';
import { controlClient, socketFlag } from '../control-access.ts';
import { writeLines } from '../surroundings.ts';

/** `bgpeer stop`: end the running router cleanly. */
export const stopCommand = defineCommand({
  words: 'stop',
  summary: 'Stop the running router: Cease / Administrative Shutdown to every peer, kernel routes removed',
  details: [
    'With `--graceful` nothing is said to peers: they keep our routes for the restart time, kernel routes stay where ' +
      '`bgp graceful-restart preserve-fw-state` is configured, and the next `bgpeer tor` takes the place of this one ' +
      '(RFC 4724). It needs `bgp graceful-restart`.',
  ],
  positionals: {},
  flags: {
    ...socketFlag,
    message: {
      alias: 'm',
      type: 'string',
      requiresArg: true,
      describe: 'Words for the operators at the other ends (RFC 9003)',
    },
    graceful: {
      type: 'boolean',
      conflicts: 'message',
      describe: 'Say nothing, so that the next start is a graceful restart',
    },
  },
  examples: [
    ['bgpeer stop -m "new hardware"', 'say why as well'],
    ['bgpeer stop --graceful && bgpeer tor frr.conf', 'another version, and no route is lost'],
  ],
  async run(values, surroundings) {
    const { done } = await controlClient(values).stop(values.message, { graceful: values.graceful === true });
    writeLines(surroundings.output, [done]);
    return 0;
  },
});
