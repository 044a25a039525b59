import { messageTypeCodes } from '@bgpeer/bgp-wire';
import type { StateRow } from '../events.ts';
import type { SessionState } from '../session-contract.ts';
import {
  endByAutomaticStop,
  endByCollision,
  endByHoldTimer,
  endByManualStop,
  endByUnexpectedEvent,
  endByUnexpectedMessage,
  endByVersionError,
  endSilently,
  endWithNotification,
  typeCodeIn,
} from './endings.ts';

/*
 * OpenConfirm (RFC 4271, section 8.2.2). Both OPENs are good, the peer's KEEPALIVE is awaited, and ours keep going out.
 * Starts are ignored, stops say Cease. The KEEPALIVE leads to Established and, RFC 9687, section 4.3, starts the
 * SendHoldTimer. A lost connection or a NOTIFICATION ends silently. A second connection is the session's affair
 * (section 6.8), which says OpenCollisionDump to the loser; so a second OPEN on this connection is out of place (RFC
 * 6608, section 4). Events 9, 12, 13, 19, 20, 27, 28 (and 29) are Finite State Machine Errors.
 */

const stay = (): SessionState => 'OpenConfirm';

export const openConfirmRow: StateRow = {
  ManualStart: stay,
  ManualStop: (actions, { notification, detail }) =>
    endByManualStop(actions, { kind: 'stopped', notification, detail }),
  AutomaticStart: stay,
  ManualStart_with_PassiveTcpEstablishment: stay,
  AutomaticStart_with_PassiveTcpEstablishment: stay,
  AutomaticStart_with_DampPeerOscillations: stay,
  AutomaticStart_with_DampPeerOscillations_and_PassiveTcpEstablishment: stay,
  AutomaticStop: endByAutomaticStop,
  ConnectRetryTimer_Expires: (actions) =>
    endByUnexpectedEvent(actions, 'the ConnectRetry Timer expired in OpenConfirm'),
  HoldTimer_Expires: endByHoldTimer,
  KeepaliveTimer_Expires: (actions) => {
    actions.sendKeepalive();
    actions.startTimer('KeepaliveTimer');
    return 'OpenConfirm';
  },
  DelayOpenTimer_Expires: (actions) =>
    endByUnexpectedEvent(actions, 'the DelayOpen Timer expired in OpenConfirm'),
  IdleHoldTimer_Expires: (actions) =>
    endByUnexpectedEvent(actions, 'the Idle Hold Timer expired in OpenConfirm'),
  TcpConnection_Valid: stay,
  Tcp_CR_Invalid: stay,
  Tcp_CR_Acked: stay,
  TcpConnectionConfirmed: stay,
  TcpConnectionFails: (actions, { detail }) => endSilently(actions, { kind: 'connection-closed', detail }),
  BGPOpen: (actions) => endByUnexpectedMessage(actions, 'OpenConfirm', messageTypeCodes.OPEN),
  BGPOpen_with_DelayOpenTimer_running: (actions) =>
    endByUnexpectedMessage(actions, 'OpenConfirm', messageTypeCodes.OPEN),
  BGPHeaderErr: endWithNotification,
  BGPOpenMsgErr: endWithNotification,
  OpenCollisionDump: endByCollision,
  NotifMsgVerErr: (actions, { notification }) => endByVersionError(actions, notification),
  NotifMsg: (actions, { notification }) =>
    endSilently(actions, { kind: 'notification-received', notification }),
  KeepAliveMsg: (actions) => {
    actions.startTimer('HoldTimer');
    actions.startTimer('SendHoldTimer');
    actions.establish();
    return 'Established';
  },
  UpdateMsg: (actions, { octets }) => endByUnexpectedMessage(actions, 'OpenConfirm', typeCodeIn(octets)),
  UpdateMsgErr: (actions) => endByUnexpectedMessage(actions, 'OpenConfirm', messageTypeCodes.UPDATE),
  SendHoldTimer_Expires: (actions) =>
    endByUnexpectedEvent(actions, 'the Send Hold Timer expired in OpenConfirm'),
};
