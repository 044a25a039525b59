import type { PeerView } from '@bgpeer/router';
import type { ControlClient } from '@bgpeer/speaker';
import { defineCommand } from '../command.ts';
import { controlClient, socketFlag } from '../control-access.ts';
import { CommandFailure } from '../exit-code.ts';
import { writeLines } from '../surroundings.ts';
import { matchWords } from '../words/match-words.ts';
import { complaintAbout } from '../words/word-complaint.ts';
import { fitsVariable, splitWords } from '../words/word-variables.ts';

type ClearAction = 'reset' | 'refresh-in' | 'refresh-out' | 'refresh-both';

const bgp = 'clear [ip] bgp [ipv4|ipv6] [unicast]';
const clearForms = [
  { pattern: `${bgp} peer-group GROUP [soft] [in|out]` },
  { pattern: `${bgp} external [soft] [in|out]` },
  { pattern: `${bgp} NEIGHBOR [soft] [in|out]` },
];

/** `bgpeer clear bgp …`: end sessions, or renew what they exchanged. */
export const clearCommand = defineCommand({
  words: 'clear <words..>',
  summary: 'Reset one peer or every peer, or renew the routes exchanged with them',
  details: [
    'Without `soft` the session ends with Cease / Administrative Reset and starts again. `soft in` asks the peer ' +
      'for its routes again (RFC 2918), `soft out` sends it ours again, `soft` does both.',
    '',
    'Instead of a peer: `*` for all of them, an AS number, `external`, or `peer-group NAME`. A family may be named as in FRR; ' +
      'it changes nothing: what is asked for is done in every family that the session carries.',
  ],
  positionals: {
    words: {
      type: 'string',
      array: true,
      demandOption: true,
      describe: 'bgp *|PEER|AS|external|peer-group NAME [soft [in|out]]',
    },
  },
  flags: socketFlag,
  examples: [
    ["bgpeer clear bgp '*'", 'reset every session'],
    ['bgpeer clear bgp 192.168.10.100 soft in', 'ask one peer for its routes again'],
    ['bgpeer clear bgp peer-group CILIUM soft out', 'send the members of a group our routes again'],
  ],
  async run(values, surroundings) {
    const asked = ['clear', ...splitWords(values.words)];
    const match = matchWords(clearForms, asked, fitsVariable);
    if (match.outcome !== 'match') {
      writeLines(surroundings.output, complaintAbout(match, asked));
      return 1;
    }
    const client = controlClient(values);
    const action = clearAction(match.literals);
    for (const address of await addressesOf(client, match)) {
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

/** The peers that the words mean; an address stands for itself, so that the router says it if there is no such peer. */
async function addressesOf(
  client: ControlClient,
  {
    literals,
    values,
  }: { readonly literals: ReadonlySet<string>; readonly values: ReadonlyMap<string, string> },
): Promise<string[]> {
  const target = values.get('NEIGHBOR');
  const isOneOfMany = target === undefined || target === '*' || /^\d+$/.test(target);
  if (!isOneOfMany) return [target];
  const { peers } = await client.peers();
  const group = values.get('GROUP');
  const isMeant = (peer: PeerView): boolean => {
    if (group !== undefined) return peer.peerGroup === group;
    if (literals.has('external')) return peer.session === 'external';
    return target === '*' || peer.remoteAsNumber === Number(target);
  };
  const addresses = peers.filter(isMeant).map(({ address }) => address);
  if (addresses.length === 0) throw new CommandFailure(nobodyText(group, target), { exitCode: 1 });
  return addresses;
}

function nobodyText(group: string | undefined, target: string | undefined): string {
  if (group !== undefined) return `the router has no peers of the group ${group}`;
  if (target === '*') return 'the router has no peers';
  return target === undefined
    ? 'the router has no external peers'
    : `the router has no peers of AS ${target}`;
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
