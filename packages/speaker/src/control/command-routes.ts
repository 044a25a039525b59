import { z } from 'zod';
import { readPrefix } from '../operator-input.ts';
import { RefusedCommand } from '../refused-command.ts';
import type { CommandAnswer, ReloadAnswer } from './contract.ts';
import { type ControlRoute, controlRoute, inputs } from './control-route.ts';
import type { ControlledSpeaker } from './controlled-speaker.ts';

const answer = 'CommandAnswer';

function done(words: string): CommandAnswer {
  return { done: words };
}

const reloadAnswer: ReloadAnswer = {
  done: 'frr.conf was read again and is not taken: the configuration before stays in force',
  inForce: false,
  problems: [
    {
      severity: 'error',
      file: 'frr.conf',
      line: 12,
      text: 'neighbor 192.168.10.100 route-map IN in',
      message: 'there is no route-map IN',
      expected: 'the name of one that is defined',
      fix: 'define it: `route-map IN …`',
    },
  ],
};

/** The calls that change something. */
export const commandRoutes: readonly ControlRoute[] = [
  controlRoute({
    method: 'POST',
    path: '/v1/peers/:address/shutdown',
    purpose: 'Ends the session with Cease / Administrative Shutdown and keeps it down.',
    input: z.object({ address: inputs.peer, communication: inputs.communication }),
    answer,
    example: done('192.168.10.100 is shut down'),
    handle: (speaker, { address, communication }) => {
      speaker.shutdownPeer(address, communication);
      return done(`${address} is shut down`);
    },
  }),
  controlRoute({
    method: 'POST',
    path: '/v1/peers/:address/start',
    purpose: 'Starts a session that was shut down.',
    input: z.object({ address: inputs.peer }),
    answer,
    example: done('192.168.10.100 is started'),
    handle: (speaker, { address }) => {
      speaker.startPeer(address);
      return done(`${address} is started`);
    },
  }),
  controlRoute({
    method: 'POST',
    path: '/v1/peers/:address/reset',
    purpose: 'Ends the session with Cease / Administrative Reset and starts it again.',
    input: z.object({ address: inputs.peer, communication: inputs.communication }),
    answer,
    example: done('192.168.10.100 is reset'),
    handle: (speaker, { address, communication }) => {
      speaker.resetPeer(address, communication);
      return done(`${address} is reset`);
    },
  }),
  controlRoute({
    method: 'POST',
    path: '/v1/peers/:address/refresh',
    purpose:
      'Asks the peer for its routes again (`in`: ROUTE-REFRESH, RFC 2918), or sends it ours again (`out`).',
    input: z.object({ address: inputs.peer, direction: z.enum(['in', 'out']).describe('`in` or `out`') }),
    answer,
    example: done('the routes of 192.168.10.100 are asked for again'),
    handle: (speaker, { address, direction }) => {
      speaker.refreshPeer(address, direction);
      return done(
        direction === 'in'
          ? `the routes of ${address} are asked for again`
          : `${address} is sent its routes again`,
      );
    },
  }),
  controlRoute({
    method: 'PUT',
    path: '/v1/networks/:family',
    purpose: 'Originates a network.',
    input: z.object({ family: inputs.family, prefix: inputs.prefix }),
    answer,
    example: done('10.10.1.0/24 is originated'),
    handle: (speaker, { family, prefix }) => {
      checkFamily(family, prefix);
      speaker.addNetwork(prefix);
      return done(`${prefix} is originated`);
    },
  }),
  controlRoute({
    method: 'DELETE',
    path: '/v1/networks/:family',
    purpose: 'Originates a network no more.',
    input: z.object({ family: inputs.family, prefix: inputs.prefix }),
    answer,
    example: done('10.10.1.0/24 is originated no more'),
    handle: (speaker, { family, prefix }) => {
      checkFamily(family, prefix);
      speaker.deleteNetwork(prefix);
      return done(`${prefix} is originated no more`);
    },
  }),
  controlRoute({
    method: 'POST',
    path: '/v1/configuration/reload',
    purpose:
      'Reads the configuration again from its file, and puts it in force when it is sound: sessions that it does not ' +
      'concern go on. Every problem is told; with an error among them nothing changes.',
    input: z.object({}),
    answer: 'ReloadAnswer',
    example: reloadAnswer,
    handle: (speaker) => speaker.reload(),
  }),
  controlRoute({
    method: 'POST',
    path: '/v1/stop',
    purpose:
      'Stops the speaker: Cease / Administrative Shutdown to every peer, kernel routes removed. With `graceful`, peers ' +
      'are told nothing and keep our routes, and the next start takes its place (RFC 4724).',
    input: z.object({ communication: inputs.communication, graceful: inputs.graceful }),
    answer,
    example: done('stopping'),
    handle: (speaker, { communication, graceful }) => {
      if (graceful) checkGracefulStop(speaker, communication);
      return done(graceful ? 'stopping, to be started again' : 'stopping');
    },
    afterwards: (speaker, options) => void speaker.stop(options),
  }),
];

function checkGracefulStop(speaker: ControlledSpeaker, communication: string | undefined): void {
  if (communication !== undefined)
    throw new RefusedCommand('a graceful stop says nothing to peers', 'leave out the words, or `graceful`');
  speaker.checkGracefulStop();
}

function checkFamily(family: string, prefix: string): void {
  const named = readPrefix(prefix);
  if (named.family === family) return;
  throw new RefusedCommand(`${prefix} is not of the family ${family}`, `it is of ${named.family}`);
}
