import { describe, expect, it } from 'vitest';
import {
  type EventName,
  eventNames,
  eventNumbers,
  type SessionState,
  type StateRow,
  transitionTable,
} from '../src/index.ts';
import { type CellCircumstances, RecordedActions } from './support/recorded-actions.ts';
import { exampleDetails } from './support/sessions.ts';

/** What RFC 4271, section 8.2.2 (RFC 4724, 6608 and 9687 where they change it), says of one cell. */
interface Cell {
  /** Event numbers. */
  readonly events: readonly number[];
  readonly when?: CellCircumstances;
  readonly to: SessionState;
  readonly does: readonly string[];
}

const starts = [1, 3, 4, 5, 6, 7];
const failure = ['stop ConnectRetryTimer', 'release', 'drop', 'count failure', 'damp'];
const silently = (kind: string) => [...failure, `conclude ${kind}`];
const notifying = (notification: string) => [
  `send NOTIFICATION ${notification}`,
  ...silently('notification-sent'),
];
const byManualStop = ['stop ConnectRetryTimer', 'release', 'drop', 'reset counter', 'conclude stopped'];
const byVersionError = [
  'stop ConnectRetryTimer',
  'release',
  'drop',
  'start again later',
  'conclude notification-received',
];
const openFirst = ['stop ConnectRetryTimer', 'stop DelayOpenTimer', 'send OPEN', 'start large HoldTimer'];
const openAnswered = [
  'stop ConnectRetryTimer',
  'stop DelayOpenTimer',
  'send OPEN',
  'agree',
  'send KEEPALIVE',
  'start KeepaliveTimer',
  'start HoldTimer',
];
const delaying: CellCircumstances = { runningTimers: ['DelayOpenTimer'] };

/** Connect and Active differ in few cells. */
function beforeOpen(state: 'Connect' | 'Active'): Cell[] {
  const unannounced = (kind: string) => ['stop DelayOpenTimer', ...silently(kind)];
  return [
    { events: starts, to: state, does: [] },
    { events: [2], to: 'Idle', does: byManualStop },
    { events: [8], to: 'Idle', does: unannounced('stopped') },
    { events: [10, 11, 13, 19, 23, 26, 27, 28, 29], to: 'Idle', does: unannounced('connection-closed') },
    { events: [12], to: 'OpenSent', does: openFirst },
    { events: [14, 15], to: state, does: [] },
    { events: [16, 17], to: 'OpenSent', does: openFirst },
    {
      events: [16, 17],
      when: { delayOpen: true },
      to: state,
      does: ['stop ConnectRetryTimer', 'start DelayOpenTimer'],
    },
    { events: [20], when: delaying, to: 'OpenConfirm', does: openAnswered },
    { events: [21], to: 'Idle', does: notifying('1/1') },
    { events: [22], to: 'Idle', does: notifying('2/2') },
    { events: [24], to: 'Idle', does: silently('notification-received') },
    { events: [24], when: delaying, to: 'Idle', does: ['stop DelayOpenTimer', ...byVersionError] },
    { events: [25], to: 'Idle', does: unannounced('notification-received') },
  ];
}

/** OpenSent, OpenConfirm and Established: a stop says Cease, a fault its NOTIFICATION. */
function afterOpen(state: 'OpenSent' | 'OpenConfirm' | 'Established'): Cell[] {
  return [
    { events: starts, to: state, does: [] },
    { events: [2], to: 'Idle', does: ['send NOTIFICATION 6/2', ...byManualStop] },
    { events: [8], to: 'Idle', does: ['send NOTIFICATION 6/1', ...silently('stopped')] },
    { events: [9, 12, 13], to: 'Idle', does: notifying('5/0') },
    { events: [10], to: 'Idle', does: ['send NOTIFICATION 4/0', ...silently('hold-timer-expired')] },
    { events: [14, 15, 16], to: state, does: [] },
    { events: [17], to: state, does: [] },
    { events: [21], to: 'Idle', does: notifying('1/1') },
    { events: [23], to: 'Idle', does: notifying('6/7') },
    { events: [25], to: 'Idle', does: silently('notification-received') },
  ];
}

const keepalive = (state: SessionState): Cell => ({
  events: [11],
  to: state,
  does: ['send KEEPALIVE', 'start KeepaliveTimer'],
});

const startedBy = (first: readonly string[], to: SessionState) => ({
  to,
  does: [
    ...first,
    'stop IdleHoldTimer',
    'initialize',
    'start ConnectRetryTimer',
    ...(to === 'Connect' ? ['dial'] : []),
  ],
});

const cells: Readonly<Record<SessionState, readonly Cell[]>> = {
  Idle: [
    { events: [1, 3], ...startedBy(['reset counter'], 'Connect') },
    { events: [4, 5], ...startedBy(['reset counter'], 'Active') },
    { events: [6], ...startedBy([], 'Connect') },
    { events: [7], ...startedBy([], 'Active') },
    { events: [6, 7], when: { runningTimers: ['IdleHoldTimer'] }, to: 'Idle', does: [] },
    { events: [13], ...startedBy([], 'Connect') },
    { events: [13], when: { passive: true }, ...startedBy([], 'Active') },
    { events: [2], to: 'Idle', does: ['stop IdleHoldTimer', 'reset counter'] },
    { events: [8, 9, 10, 11, 12], to: 'Idle', does: [] },
    { events: [14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29], to: 'Idle', does: [] },
  ],
  Connect: [
    ...beforeOpen('Connect'),
    {
      events: [9],
      to: 'Connect',
      does: ['drop', 'start ConnectRetryTimer', 'stop DelayOpenTimer', 'dial'],
    },
    {
      events: [18],
      to: 'Idle',
      does: ['stop ConnectRetryTimer', 'drop', 'release', 'start again later', 'conclude connection-failed'],
    },
    {
      events: [18],
      when: delaying,
      to: 'Active',
      does: ['start ConnectRetryTimer', 'stop DelayOpenTimer', 'conclude connection-closed'],
    },
  ],
  Active: [
    ...beforeOpen('Active'),
    { events: [2], when: delaying, to: 'Idle', does: ['send NOTIFICATION 6/2', ...byManualStop] },
    { events: [9], to: 'Connect', does: ['start ConnectRetryTimer', 'dial'] },
    { events: [9], when: { passive: true }, to: 'Active', does: ['start ConnectRetryTimer'] },
    { events: [18], to: 'Idle', does: ['stop DelayOpenTimer', ...silently('connection-closed')] },
  ],
  OpenSent: [
    ...afterOpen('OpenSent'),
    { events: [11, 29], to: 'Idle', does: notifying('5/0') },
    {
      events: [18],
      to: 'Active',
      does: ['drop', 'release', 'start ConnectRetryTimer', 'conclude connection-closed'],
    },
    {
      events: [19],
      to: 'OpenConfirm',
      does: [
        'stop DelayOpenTimer',
        'stop ConnectRetryTimer',
        'agree',
        'send KEEPALIVE',
        'start KeepaliveTimer',
        'start HoldTimer',
      ],
    },
    { events: [20], to: 'Idle', does: notifying('5/1 1') },
    { events: [22], to: 'Idle', does: notifying('2/2') },
    { events: [24], to: 'Idle', does: byVersionError },
    { events: [26], to: 'Idle', does: notifying('5/1 4') },
    { events: [27, 28], to: 'Idle', does: notifying('5/1 2') },
  ],
  OpenConfirm: [
    ...afterOpen('OpenConfirm'),
    keepalive('OpenConfirm'),
    { events: [18], to: 'Idle', does: silently('connection-closed') },
    { events: [19, 20], to: 'Idle', does: notifying('5/2 1') },
    { events: [22], to: 'Idle', does: notifying('2/2') },
    { events: [24], to: 'Idle', does: byVersionError },
    { events: [26], to: 'Established', does: ['start HoldTimer', 'start SendHoldTimer', 'establish'] },
    { events: [27, 28], to: 'Idle', does: notifying('5/2 2') },
    { events: [29], to: 'Idle', does: notifying('5/0') },
  ],
  Established: [
    ...afterOpen('Established'),
    keepalive('Established'),
    {
      events: [17],
      when: { peerMayRestartGracefully: true },
      to: 'Connect',
      does: [
        'release',
        'abort',
        'conclude connection-closed',
        'initialize',
        'reset counter',
        'start ConnectRetryTimer',
      ],
    },
    { events: [18], to: 'Idle', does: silently('connection-closed') },
    { events: [19, 20, 22], to: 'Idle', does: notifying('5/3 1') },
    { events: [24], to: 'Idle', does: silently('notification-received') },
    { events: [26], to: 'Established', does: ['start HoldTimer'] },
    { events: [27], to: 'Established', does: ['deliver UPDATE', 'start HoldTimer'] },
    { events: [28], to: 'Idle', does: notifying('3/1') },
    {
      events: [29],
      to: 'Idle',
      does: [
        'stop ConnectRetryTimer',
        'release',
        'abort',
        'count failure',
        'damp',
        'conclude send-hold-timer-expired',
      ],
    },
  ],
};

function visit<Name extends EventName>(row: StateRow, name: Name, actions: RecordedActions): SessionState {
  return row[name](actions, exampleDetails[name]);
}

const states = Object.keys(cells) as SessionState[];

describe.each(states)('%s', (state) => {
  it('has every event of section 8.1 described', () => {
    const described = new Set(cells[state].flatMap((cell) => cell.events));
    expect([...described].sort((a, b) => a - b)).toEqual(Object.values(eventNumbers));
    expect(Object.keys(transitionTable[state])).toEqual(eventNames);
  });

  const visits = cells[state].flatMap((cell) => cell.events.map((number) => ({ number, ...cell })));
  it.each(visits)('event $number $when leads to $to', ({ number, when, to, does }) => {
    const name = eventNames[number - 1];
    const actions = new RecordedActions(when ?? {});
    expect(visit(transitionTable[state], name, actions)).toBe(to);
    expect(actions.record).toEqual(does);
  });
});
