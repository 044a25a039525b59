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
 * OpenSent (RFC 4271, section 8.2.2). Our OPEN is out, the peer's is awaited for at most the large Hold Timer. Starts are
 * ignored, stops say Cease. A good OPEN is answered by a KEEPALIVE and leads to OpenConfirm; a bad one by its
 * NOTIFICATION. A lost connection leads to Active with the ConnectRetryTimer. A second connection is the session's
 * affair (section 6.8), which says OpenCollisionDump to the loser. A received NOTIFICATION ends silently: the RFC lists
 * event 25 among those that get a Finite State Machine Error, but section 6 forbids answering a NOTIFICATION. Events 9,
 * 11 to 13, 20, 26 to 28 (and 29) are Finite State Machine Errors.
 */

const stay = (): SessionState => 'OpenSent';

export const openSentRow: StateRow = {
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
    endByUnexpectedEvent(actions, 'the ConnectRetry Timer expired in OpenSent'),
  HoldTimer_Expires: endByHoldTimer,
  KeepaliveTimer_Expires: (actions) =>
    endByUnexpectedEvent(actions, 'the Keepalive Timer expired in OpenSent'),
  DelayOpenTimer_Expires: (actions) =>
    endByUnexpectedEvent(actions, 'the DelayOpen Timer expired in OpenSent'),
  IdleHoldTimer_Expires: (actions) =>
    endByUnexpectedEvent(actions, 'the Idle Hold Timer expired in OpenSent'),
  TcpConnection_Valid: stay,
  Tcp_CR_Invalid: stay,
  Tcp_CR_Acked: stay,
  TcpConnectionConfirmed: stay,
  TcpConnectionFails: (actions, { detail }) => {
    actions.dropConnection();
    actions.releaseResources();
    actions.startTimer('ConnectRetryTimer');
    actions.conclude({ kind: 'connection-closed', detail });
    return 'Active';
  },
  BGPOpen: (actions, { open }) => {
    actions.stopTimer('DelayOpenTimer');
    actions.stopTimer('ConnectRetryTimer');
    actions.agreeOn(open);
    actions.sendKeepalive();
    actions.startTimer('KeepaliveTimer');
    actions.startTimer('HoldTimer');
    return 'OpenConfirm';
  },
  BGPOpen_with_DelayOpenTimer_running: (actions) =>
    endByUnexpectedMessage(actions, 'OpenSent', messageTypeCodes.OPEN),
  BGPHeaderErr: endWithNotification,
  BGPOpenMsgErr: endWithNotification,
  OpenCollisionDump: endByCollision,
  NotifMsgVerErr: (actions, { notification }) => endByVersionError(actions, notification),
  NotifMsg: (actions, { notification }) =>
    endSilently(actions, { kind: 'notification-received', notification }),
  KeepAliveMsg: (actions) => endByUnexpectedMessage(actions, 'OpenSent', messageTypeCodes.KEEPALIVE),
  UpdateMsg: (actions, { octets }) => endByUnexpectedMessage(actions, 'OpenSent', typeCodeIn(octets)),
  UpdateMsgErr: (actions) => endByUnexpectedMessage(actions, 'OpenSent', messageTypeCodes.UPDATE),
  SendHoldTimer_Expires: (actions) =>
    endByUnexpectedEvent(actions, 'the Send Hold Timer expired in OpenSent'),
};
