import { defineCommand } from '../command.ts';
import { socketFlag } from '../control-access.ts';
import { runDemo } from '../demo/run-demo.ts';

/** `bgpeer demo`: the lab on one machine. */
export const demoCommand = defineCommand({
  words: 'demo',
  summary: 'The Cilium lab on this machine in a few seconds: a router, three nodes, one address on all three',
  details: [
    'Everything runs in this one process over TCP on 127.0.0.x: no root, no configuration, nothing installed. ' +
      'On a terminal it stays up until Ctrl-C, so that the `show` commands can be tried against it.',
  ],
  positionals: {},
  flags: {
    ...socketFlag,
    once: { type: 'boolean', default: false, describe: 'End by itself, as it does when not on a terminal' },
  },
  examples: [
    ['bgpeer demo', 'what `npm start` runs'],
    ['bgpeer demo --once', 'and end by itself'],
  ],
  run: (values, surroundings) =>
    runDemo(surroundings, {
      stayUp: surroundings.output.isTerminal && !values.once,
      socket: values.socket,
    }),
});
