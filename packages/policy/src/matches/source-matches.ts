import type { ConditionOf, MatchRow } from './match-row.ts';

/** `match peer A|local`. */
export const peer: MatchRow<ConditionOf<'peer'>> = {
  words: (condition) => `peer ${condition.peer}`,
  use: 'source',
  compile: (condition) => ({
    holds: ({ context }) => (context.learnedFrom ?? 'local') === condition.peer,
    reason: ({ context }) => context.learnedFrom ?? 'local',
  }),
};

/** `match source-protocol PROTOCOL`. */
export const sourceProtocol: MatchRow<ConditionOf<'source-protocol'>> = {
  words: ({ protocol }) => `source-protocol ${protocol}`,
  use: 'source',
  compile: ({ protocol }) => ({
    holds: ({ context }) => (context.sourceProtocol ?? 'bgp') === protocol,
    reason: ({ context }) => context.sourceProtocol ?? 'bgp',
  }),
};
