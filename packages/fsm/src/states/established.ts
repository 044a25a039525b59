import { messageTypeCodes } from '@bgpeer/bgp-wire';
import type { StateRow } from '../events.ts';
import type { SessionState } from '../session-contract.ts';
import {
  endByAutomaticStop,
  endByCollision,
  endByHoldTimer,
  endByManualStop,
  endBySendHoldTimer,
  endByUnexpectedEvent,
  endByUnexpectedMessage,
  endSilently,
  endWithNotification,
} from './endings.ts';

/*
 * Established (RFC 4271, section 8.2.2). UPDATEs flow; each UPDATE and KEEPALIVE received restarts the Hold Timer, each
 * sent the Keepalive Timer. Starts are ignored, stops say Cease. What becomes of the routes is the owner's affair, who
 * is told how it ended. A lost connection or a NOTIFICATION ends silently; the SendHoldTimer too, because what cannot
 * be sent includes the NOTIFICATION (RFC 9687, section 4.3). A new connection from a peer with graceful restart means
 * that it restarted: the old connection is dropped without a word, and the new one goes on from Connect (RFC 4724,
 * section 5). A bad header gets its own NOTIFICATION, as section 6.1 asks; section 8.2.2 lists event 21 among those for a
 * Finite State Machine Error, which would hide the cause. Events 9, 12, 13, 19, 20, 22 are Finite State Machine Errors.
 */

const stay = (): SessionState => 'Established';

export const establishedRow: StateRow = {
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
    endByUnexpectedEvent(actions, 'the ConnectRetry Timer expired in Established'),
  HoldTimer_Expires: endByHoldTimer,
  KeepaliveTimer_Expires: (actions) => {
    actions.sendKeepalive();
    actions.startTimer('KeepaliveTimer');
    return 'Established';
  },
  DelayOpenTimer_Expires: (actions) =>
    endByUnexpectedEvent(actions, 'the DelayOpen Timer expired in Established'),
  IdleHoldTimer_Expires: (actions) =>
    endByUnexpectedEvent(actions, 'the Idle Hold Timer expired in Established'),
  TcpConnection_Valid: stay,
  Tcp_CR_Invalid: stay,
  Tcp_CR_Acked: stay,
  TcpConnectionConfirmed: (actions) => {
    if (!actions.peerMayRestartGracefully) return 'Established';
    actions.releaseResources();
    actions.abortConnection();
    actions.conclude({
      kind: 'connection-closed',
      detail: 'the peer opened a new connection: it restarted',
    });
    actions.initializeResources();
    actions.resetConnectRetryCounter();
    actions.startTimer('ConnectRetryTimer');
    return 'Connect';
  },
  TcpConnectionFails: (actions, { detail }) => endSilently(actions, { kind: 'connection-closed', detail }),
  BGPOpen: (actions) => endByUnexpectedMessage(actions, 'Established', messageTypeCodes.OPEN),
  BGPOpen_with_DelayOpenTimer_running: (actions) =>
    endByUnexpectedMessage(actions, 'Established', messageTypeCodes.OPEN),
  BGPHeaderErr: endWithNotification,
  BGPOpenMsgErr: (actions) => endByUnexpectedMessage(actions, 'Established', messageTypeCodes.OPEN),
  OpenCollisionDump: endByCollision,
  NotifMsgVerErr: (actions, { notification }) =>
    endSilently(actions, { kind: 'notification-received', notification }),
  NotifMsg: (actions, { notification }) =>
    endSilently(actions, { kind: 'notification-received', notification }),
  KeepAliveMsg: (actions) => {
    actions.startTimer('HoldTimer');
    return 'Established';
  },
  UpdateMsg: (actions, { octets }) => {
    actions.deliverUpdate(octets);
    actions.startTimer('HoldTimer');
    return 'Established';
  },
  UpdateMsgErr: endWithNotification,
  SendHoldTimer_Expires: endBySendHoldTimer,
};
