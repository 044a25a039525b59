import { defineCommand } from '../command.ts';
import { controlClient, socketFlag } from '../control-access.ts';
import { writeLines } from '../surroundings.ts';

/** `bgpeer shutdown PEER`: keep a peer down. */
export const shutdownCommand = defineCommand({
  words: 'shutdown <peer>',
  summary: 'End the session with a peer and keep it down (Cease / Administrative Shutdown)',
  positionals: { peer: { type: 'string', demandOption: true, describe: "The peer's address" } },
  flags: {
    ...socketFlag,
    message: {
      alias: 'm',
      type: 'string',
      requiresArg: true,
      describe: 'Words for the operator at the other end (RFC 9003)',
    },
  },
  examples: [['bgpeer shutdown 192.168.10.100 -m "maintenance until 22:00"', 'say why as well']],
  async run(values, surroundings) {
    const { done } = await controlClient(values).shutdownPeer(values.peer, values.message);
    writeLines(surroundings.output, [done]);
    return 0;
  },
});
