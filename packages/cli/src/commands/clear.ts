import type { ControlClient } from '@bgpeer/speaker';
import { defineCommand } from '../command.ts';
import { controlClient, socketFlag } from '../control-access.ts';
import { CommandFailure } from '../exit-code.ts';
import { writeLines } from '../surroundings.ts';
import { matchWords } from '../words/match-words.ts';
import { complaintAbout } from '../words/word-complaint.ts';
import { fitsVariable, splitWords } from '../words/word-variables.ts';

type ClearAction = 'reset' | 'refresh-in' | 'refresh-out' | 'refresh-both';

const clearForms = [{ pattern: 'clear [ip] bgp NEIGHBOR [soft] [in|out]' }];

/** `bgpeer clear bgp …`: end sessions, or renew what they exchanged. */
export const clearCommand = defineCommand({
  words: 'clear <words..>',
  summary: 'Reset one peer or every peer, or renew the routes exchanged with them',
  details: [
    'Without `soft` the session ends with Cease / Administrative Reset and starts again. `soft in` asks the peer ' +
      'for its routes again (RFC 2918), `soft out` sends it ours again, `soft` does both.',
  ],
  positionals: {
    words: { type: 'string', array: true, demandOption: true, describe: 'bgp *|PEER [soft [in|out]]' },
  },
  flags: socketFlag,
  examples: [
    ["bgpeer clear bgp '*'", 'reset every session'],
    ['bgpeer clear bgp 192.168.10.100 soft in', 'ask one peer for its routes again'],
  ],
  async run(values, surroundings) {
    const asked = ['clear', ...splitWords(values.words)];
    const match = matchWords(clearForms, asked, fitsVariable);
    if (match.outcome !== 'match') {
      writeLines(surroundings.output, [complaintAbout(match.outcome, asked)]);
      return 1;
    }
    const client = controlClient(values);
    const action = clearAction(match.literals);
    for (const address of await addressesOf(client, match.values.get('NEIGHBOR') ?? '*')) {
      for (const done of await clearPeer(client, address, action)) {
        writeLines(surroundings.output, [done]);
      }
    }
    return 0;
  },
});

function clearAction(literals: ReadonlySet<string>): ClearAction {
  if (literals.has('in')) return 'refresh-in';
  if (literals.has('out')) return 'refresh-out';
  return literals.has('soft') ? 'refresh-both' : 'reset';
}

async function addressesOf(client: ControlClient, target: string): Promise<string[]> {
  if (target !== '*') return [target];
  const { peers } = await client.peers();
  if (peers.length === 0) throw new CommandFailure('the router has no peers', { exitCode: 1 });
  return peers.map((peer) => peer.address);
}

async function clearPeer(client: ControlClient, address: string, action: ClearAction): Promise<string[]> {
  switch (action) {
    case 'reset':
      return [(await client.resetPeer(address)).done];
    case 'refresh-in':
      return [(await client.refreshPeer(address, 'in')).done];
    case 'refresh-out':
      return [(await client.refreshPeer(address, 'out')).done];
    case 'refresh-both':
      return [
        (await client.refreshPeer(address, 'in')).done,
        (await client.refreshPeer(address, 'out')).done,
      ];
  }
}
