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
 * Active (RFC 4271, section 8.2.2). The peer is awaited, or it has dialled and our OPEN is delayed. Starts are ignored.
 * The ConnectRetryTimer's expiry dials and goes to Connect, unless the peer is passive: then waiting goes on. A
 * connection leads to OpenSent, an OPEN during the delay straight to OpenConfirm; a connection that fails during the
 * delay is a failure, to Idle. Malformed messages are answered although no OPEN was sent, as in Connect. Events 8, 10,
 * 11, 13, 19, 23, 25 to 28 (and 29) end the try silently. (Event 18 is told to restart the ConnectRetryTimer and to go to
 * Idle, which ignores that timer: the IdleHoldTimer does its work.)
 */

const stay = (): SessionState => 'Active';

export const activeRow: StateRow = {
  ManualStart: stay,
  ManualStop: (actions, { notification, detail }) =>
    endByManualStop(
      actions,
      actions.isTimerRunning('DelayOpenTimer')
        ? { kind: 'stopped', notification, detail }
        : { kind: 'stopped', detail },
    ),
  AutomaticStart: stay,
  ManualStart_with_PassiveTcpEstablishment: stay,
  AutomaticStart_with_PassiveTcpEstablishment: stay,
  AutomaticStart_with_DampPeerOscillations: stay,
  AutomaticStart_with_DampPeerOscillations_and_PassiveTcpEstablishment: stay,
  AutomaticStop: (actions, { detail }) => endUnannounced(actions, { kind: 'stopped', detail }),
  ConnectRetryTimer_Expires: (actions) => {
    actions.startTimer('ConnectRetryTimer');
    if (actions.passive) return 'Active';
    actions.initiateConnection();
    return 'Connect';
  },
  HoldTimer_Expires: (actions) => endUnannounced(actions, outOfPlace('the Hold Timer expired')),
  KeepaliveTimer_Expires: (actions) => endUnannounced(actions, outOfPlace('the Keepalive Timer expired')),
  DelayOpenTimer_Expires: sendOpenFirst,
  IdleHoldTimer_Expires: (actions) => endUnannounced(actions, outOfPlace('the Idle Hold Timer expired')),
  TcpConnection_Valid: stay,
  Tcp_CR_Invalid: stay,
  Tcp_CR_Acked: (actions) => greet(actions, 'Active'),
  TcpConnectionConfirmed: (actions) => greet(actions, 'Active'),
  TcpConnectionFails: (actions, { detail }) => endUnannounced(actions, { kind: 'connection-closed', detail }),
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
