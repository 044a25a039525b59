import { defineCommand } from '../command.ts';
import { controlClient, socketFlag } from '../control-access.ts';
import { writeLines } from '../surroundings.ts';

/** `bgpeer start PEER`: end a shutdown. */
export const startCommand = defineCommand({
  words: 'start <peer>',
  summary: 'Let a peer that was shut down come up again',
  positionals: { peer: { type: 'string', demandOption: true, describe: "The peer's address" } },
  flags: socketFlag,
  examples: [['bgpeer start 192.168.10.100', 'undo `bgpeer shutdown 192.168.10.100`']],
  async run(values, surroundings) {
    const { done } = await controlClient(values).startPeer(values.peer);
    writeLines(surroundings.output, [done]);
    return 0;
  },
});
