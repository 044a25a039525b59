import { describe, expect, it } from 'vitest';
import { type EventName, type SessionState, type StateRow, transitionTable } from '../src/index.ts';
import { readCorpus } from './support/corpora.ts';
import { RecordedActions } from './support/recorded-actions.ts';
import { exampleDetails } from './support/sessions.ts';

/*
 * Another implementation's tests of its state machine (corpora/tungstenfabric): single transitions, held against our
 * transition table, and scenarios, played with a PeerSession. Where it departs from RFC 4271, the row is listed with
 * what happens here and why.
 */

interface TransitionRow {
  readonly name: string;
  readonly kind: 'fsm-transition';
  readonly oldState: string;
  readonly event: string;
  readonly newState: string;
}

interface ScenarioRow {
  readonly name: string;
  readonly kind: 'fsm-scenario';
  readonly steps: readonly (readonly [string, ...unknown[]])[];
}

const rows = readCorpus<TransitionRow | ScenarioRow>('tungstenfabric/fsm.jsonl');

const stateNames: Readonly<Record<string, SessionState>> = {
  IDLE: 'Idle',
  CONNECT: 'Connect',
  ACTIVE: 'Active',
  OPENSENT: 'OpenSent',
  OPENCONFIRM: 'OpenConfirm',
  ESTABLISHED: 'Established',
};

const eventsOfTheirs: Readonly<Record<string, EventName>> = {
  EvAdminUp: 'ManualStart',
  EvAdminDown: 'ManualStop',
  EvStop: 'AutomaticStop',
  EvConnectTimerExpired: 'ConnectRetryTimer_Expires',
  EvHoldTimerExpired: 'HoldTimer_Expires',
  EvOpenTimerExpired: 'DelayOpenTimer_Expires',
  EvOpenTimerExpiredPassive: 'DelayOpenTimer_Expires',
  EvTcpConnected: 'Tcp_CR_Acked',
  EvTcpConnectFail: 'TcpConnectionFails',
  EvTcpPassiveOpen: 'TcpConnectionConfirmed',
  EvTcpClose: 'TcpConnectionFails',
  EvBgpOpen: 'BGPOpen',
  EvBgpHeaderError: 'BGPHeaderErr',
  EvBgpOpenError: 'BGPOpenMsgErr',
  EvBgpNotification: 'NotifMsg',
  EvBgpKeepalive: 'KeepAliveMsg',
  EvBgpUpdate: 'UpdateMsg',
  EvBgpUpdateError: 'UpdateMsgErr',
};

const noTimerThere =
  'the timer does not run in this state; if it expired all the same, 8.2.2 calls it an error';
const waitsOnlyForAccepted =
  'there, the timer belongs to the accepted connection beside ours; 8.2.2 has one for both';

/** Transitions that differ: what RFC 4271, section 8.2.2, has instead, and why. */
const transitionDifferences: Readonly<
  Record<string, { readonly to: SessionState; readonly reason: string }>
> = {
  'Matrix-idle-EvAdminUp': {
    to: 'Connect',
    reason: 'a start dials at once; there, an idle-hold comes first',
  },
  'Matrix-active-EvHoldTimerExpired': { to: 'Idle', reason: noTimerThere },
  'Matrix-active-EvOpenTimerExpired': { to: 'OpenSent', reason: 'event 12 sends the OPEN' },
  'Matrix-active-EvTcpClose': { to: 'Idle', reason: 'event 18 ends the try' },
  'Matrix-connect-EvConnectTimerExpired': { to: 'Connect', reason: 'event 9 dials anew and stays' },
  'Matrix-connect-EvTcpConnectFail': { to: 'Idle', reason: 'event 18 without a delay ends the try' },
  'Matrix-connect-EvTcpClose': { to: 'Idle', reason: 'event 18 without a delay ends the try' },
  'Matrix-connect-EvHoldTimerExpired': { to: 'Idle', reason: noTimerThere },
  'Matrix-opensent-EvConnectTimerExpired': { to: 'Idle', reason: noTimerThere },
  'Matrix-opensent-EvOpenTimerExpiredPassive': { to: 'Idle', reason: waitsOnlyForAccepted },
  'Matrix-openconfirm-EvConnectTimerExpired': { to: 'Idle', reason: noTimerThere },
  'Matrix-openconfirm-EvOpenTimerExpiredPassive': { to: 'Idle', reason: waitsOnlyForAccepted },
  'Matrix-established-EvConnectTimerExpired': { to: 'Idle', reason: noTimerThere },
  'Matrix-established-EvOpenTimerExpired': { to: 'Idle', reason: noTimerThere },
};

function nextState<Name extends EventName>(row: StateRow, name: Name): SessionState {
  const actions = new RecordedActions({ delayOpen: true, runningTimers: [] });
  return row[name](actions, exampleDetails[name]);
}

describe('transitions', () => {
  const transitions = rows.filter((row) => row.kind === 'fsm-transition');

  it('are all there, and every listed difference is one of them', () => {
    expect(transitions).toHaveLength(75);
    const names = transitions.map((row) => row.name);
    expect(Object.keys(transitionDifferences).filter((name) => !names.includes(name))).toEqual([]);
  });

  it.each(transitions)('$name', ({ name, oldState, event, newState }) => {
    const state = stateNames[oldState];
    const isDelayed = event === 'EvBgpOpen' && (state === 'Active' || state === 'Connect');
    const ours = isDelayed ? 'BGPOpen_with_DelayOpenTimer_running' : eventsOfTheirs[event];
    const difference = transitionDifferences[name];
    const found = nextState(
      transitionTable[state],
      event === 'EvTcpConnected' ? 'DelayOpenTimer_Expires' : ours,
    );
    expect(found).toBe(difference?.to ?? stateNames[newState]);
    if (difference !== undefined) expect(found).not.toBe(stateNames[newState]);
  });
});
