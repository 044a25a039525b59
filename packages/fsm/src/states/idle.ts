import type { ConnectionActions } from '../connection-actions.ts';
import type { StateRow } from '../events.ts';
import type { SessionState } from '../session-contract.ts';

/*
 * Idle (RFC 4271, section 8.2.2). Nothing runs but, after a failure, the IdleHoldTimer. A start dials and goes to
 * Connect, or with PassiveTcpEstablishment waits in Active. The damped starts (events 6, 7) wait for the IdleHoldTimer
 * when it runs, and its expiry (event 13) starts; unlike the other starts they keep ConnectRetryCounter, which is what
 * the damping counts with. Stops have nothing to stop but that timer. Everything else is ignored.
 */

function dial(actions: ConnectionActions): SessionState {
  actions.stopTimer('IdleHoldTimer');
  actions.initializeResources();
  actions.startTimer('ConnectRetryTimer');
  actions.initiateConnection();
  return 'Connect';
}

function listen(actions: ConnectionActions): SessionState {
  actions.stopTimer('IdleHoldTimer');
  actions.initializeResources();
  actions.startTimer('ConnectRetryTimer');
  return 'Active';
}

function dialAfresh(actions: ConnectionActions): SessionState {
  actions.resetConnectRetryCounter();
  return dial(actions);
}

function listenAfresh(actions: ConnectionActions): SessionState {
  actions.resetConnectRetryCounter();
  return listen(actions);
}

const stay = (): SessionState => 'Idle';

export const idleRow: StateRow = {
  ManualStart: dialAfresh,
  ManualStop: (actions) => {
    actions.stopTimer('IdleHoldTimer');
    actions.resetConnectRetryCounter();
    return 'Idle';
  },
  AutomaticStart: dialAfresh,
  ManualStart_with_PassiveTcpEstablishment: listenAfresh,
  AutomaticStart_with_PassiveTcpEstablishment: listenAfresh,
  AutomaticStart_with_DampPeerOscillations: (actions) =>
    actions.isTimerRunning('IdleHoldTimer') ? 'Idle' : dial(actions),
  AutomaticStart_with_DampPeerOscillations_and_PassiveTcpEstablishment: (actions) =>
    actions.isTimerRunning('IdleHoldTimer') ? 'Idle' : listen(actions),
  AutomaticStop: stay,
  ConnectRetryTimer_Expires: stay,
  HoldTimer_Expires: stay,
  KeepaliveTimer_Expires: stay,
  DelayOpenTimer_Expires: stay,
  IdleHoldTimer_Expires: (actions) => (actions.passive ? listen(actions) : dial(actions)),
  TcpConnection_Valid: stay,
  Tcp_CR_Invalid: stay,
  Tcp_CR_Acked: stay,
  TcpConnectionConfirmed: stay,
  TcpConnectionFails: stay,
  BGPOpen: stay,
  BGPOpen_with_DelayOpenTimer_running: stay,
  BGPHeaderErr: stay,
  BGPOpenMsgErr: stay,
  OpenCollisionDump: stay,
  NotifMsgVerErr: stay,
  NotifMsg: stay,
  KeepAliveMsg: stay,
  UpdateMsg: stay,
  UpdateMsgErr: stay,
  SendHoldTimer_Expires: stay,
};
