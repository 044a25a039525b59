import type { StateRow } from '../events.ts';
import type { SessionState } from '../session-contract.ts';
import {
  connectionCollision,
  endByManualStop,
  endByVersionError,
  endSilently,
  endWithNotification,
} from './endings.ts';
import { answerOpen, endUnannounced, greet, outOfPlace, sendOpenFirst } from './opening.ts';

/*
 * Connect (RFC 4271, section 8.2.2). A dial is on its way, or it came through and the OPEN is delayed. Starts are
 * ignored. The ConnectRetryTimer's expiry dials anew. A connection leads to OpenSent, an OPEN during the delay straight
 * to OpenConfirm. A failed dial goes to Idle; one that failed during the delay had been answered, so the peer is
 * awaited in Active. Malformed messages are answered although no OPEN was sent (SendNOTIFICATIONwithoutOPEN is on: the
 * peer's operator learns why). Events 8, 10, 11, 13, 19, 23, 25 to 28 (and 29) end the try silently.
 */

const stay = (): SessionState => 'Connect';

export const connectRow: StateRow = {
  ManualStart: stay,
  ManualStop: (actions, { detail }) => endByManualStop(actions, { kind: 'stopped', detail }),
  AutomaticStart: stay,
  ManualStart_with_PassiveTcpEstablishment: stay,
  AutomaticStart_with_PassiveTcpEstablishment: stay,
  AutomaticStart_with_DampPeerOscillations: stay,
  AutomaticStart_with_DampPeerOscillations_and_PassiveTcpEstablishment: stay,
  AutomaticStop: (actions, { detail }) => endUnannounced(actions, { kind: 'stopped', detail }),
  ConnectRetryTimer_Expires: (actions) => {
    actions.dropConnection();
    actions.startTimer('ConnectRetryTimer');
    actions.stopTimer('DelayOpenTimer');
    actions.initiateConnection();
    return 'Connect';
  },
  HoldTimer_Expires: (actions) => endUnannounced(actions, outOfPlace('the Hold Timer expired')),
  KeepaliveTimer_Expires: (actions) => endUnannounced(actions, outOfPlace('the Keepalive Timer expired')),
  DelayOpenTimer_Expires: sendOpenFirst,
  IdleHoldTimer_Expires: (actions) => endUnannounced(actions, outOfPlace('the Idle Hold Timer expired')),
  TcpConnection_Valid: stay,
  Tcp_CR_Invalid: stay,
  Tcp_CR_Acked: (actions) => greet(actions, 'Connect'),
  TcpConnectionConfirmed: (actions) => greet(actions, 'Connect'),
  TcpConnectionFails: (actions, { detail }) => {
    if (actions.isTimerRunning('DelayOpenTimer')) {
      actions.startTimer('ConnectRetryTimer');
      actions.stopTimer('DelayOpenTimer');
      actions.conclude({ kind: 'connection-closed', detail });
      return 'Active';
    }
    actions.stopTimer('ConnectRetryTimer');
    actions.dropConnection();
    actions.releaseResources();
    actions.startAgainLater();
    actions.conclude({ kind: 'connection-failed', detail });
    return 'Idle';
  },
  BGPOpen: (actions) => endUnannounced(actions, outOfPlace('an OPEN came')),
  BGPOpen_with_DelayOpenTimer_running: (actions, { open }) => answerOpen(actions, open),
  BGPHeaderErr: endWithNotification,
  BGPOpenMsgErr: endWithNotification,
  OpenCollisionDump: (actions) =>
    endUnannounced(actions, { kind: 'connection-closed', detail: connectionCollision.detail }),
  NotifMsgVerErr: (actions, { notification }) => {
    if (!actions.isTimerRunning('DelayOpenTimer'))
      return endSilently(actions, { kind: 'notification-received', notification });
    actions.stopTimer('DelayOpenTimer');
    return endByVersionError(actions, notification);
  },
  NotifMsg: (actions, { notification }) =>
    endUnannounced(actions, { kind: 'notification-received', notification }),
  KeepAliveMsg: (actions) => endUnannounced(actions, outOfPlace('a KEEPALIVE came')),
  UpdateMsg: (actions) => endUnannounced(actions, outOfPlace('an UPDATE or ROUTE-REFRESH came')),
  UpdateMsgErr: (actions, { detail }) => endUnannounced(actions, outOfPlace(detail)),
  SendHoldTimer_Expires: (actions) => endUnannounced(actions, outOfPlace('the Send Hold Timer expired')),
};
