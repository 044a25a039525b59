import {
  ceaseSubcode,
  messageHeaderOctetCount,
  type NotificationContent,
  notificationCode,
} from '@bgpeer/bgp-wire';
import type { ConnectionActions } from '../connection-actions.ts';
import type { NotificationWithDetail } from '../events.ts';
import type { SessionDownReason, SessionState } from '../session-contract.ts';

/** The ways out to Idle that RFC 4271, section 8.2.2, spells out again in every state. */

/** No message; a failure is counted and damped. */
export function endSilently(actions: ConnectionActions, reason: SessionDownReason): SessionState {
  actions.stopTimer('ConnectRetryTimer');
  actions.releaseResources();
  actions.dropConnection();
  actions.countFailure();
  actions.damp();
  actions.conclude(reason);
  return 'Idle';
}

/** The peer is told why first. */
export function endWithNotification(
  actions: ConnectionActions,
  { notification, detail }: NotificationWithDetail,
): SessionState {
  actions.sendNotification(notification);
  return endSilently(actions, { kind: 'notification-sent', notification, detail });
}

/** ManualStop: Idle until told to start again, so nothing is counted or damped. */
export function endByManualStop(
  actions: ConnectionActions,
  reason: Extract<SessionDownReason, { kind: 'stopped' }>,
): SessionState {
  if (reason.notification !== undefined) actions.sendNotification(reason.notification);
  actions.stopTimer('ConnectRetryTimer');
  actions.releaseResources();
  actions.dropConnection();
  actions.resetConnectRetryCounter();
  actions.conclude(reason);
  return 'Idle';
}

/** AutomaticStop with an OPEN sent: Cease, and a new start later. */
export function endByAutomaticStop(
  actions: ConnectionActions,
  { notification, detail }: NotificationWithDetail,
): SessionState {
  actions.sendNotification(notification);
  return endSilently(actions, { kind: 'stopped', notification, detail });
}

/** A version error: no fault of the connection, so nothing is counted or damped. */
export function endByVersionError(
  actions: ConnectionActions,
  notification: NotificationContent,
): SessionState {
  actions.stopTimer('ConnectRetryTimer');
  actions.releaseResources();
  actions.dropConnection();
  actions.startAgainLater();
  actions.conclude({ kind: 'notification-received', notification });
  return 'Idle';
}

/** OpenCollisionDump: Cease / Connection Collision Resolution (RFC 4271, section 6.8; RFC 4486, section 4). */
export function endByCollision(actions: ConnectionActions): SessionState {
  return endWithNotification(actions, connectionCollision);
}

export const connectionCollision: NotificationWithDetail = {
  notification: {
    code: notificationCode.cease,
    subcode: ceaseSubcode.connectionCollisionResolution,
    data: new Uint8Array(0),
  },
  detail: 'another connection with this peer is the one that stays',
};

/** NOTIFICATION / Hold Timer Expired (RFC 4271, section 6.5). */
export function endByHoldTimer(actions: ConnectionActions): SessionState {
  const { holdTimeSeconds } = actions;
  actions.sendNotification({ code: notificationCode.holdTimerExpired, subcode: 0, data: new Uint8Array(0) });
  return endSilently(actions, { kind: 'hold-timer-expired', holdTimeSeconds });
}

/** Whoever takes nothing takes no NOTIFICATION either: the connection is dropped at once (RFC 9687, section 4.3). */
export function endBySendHoldTimer(actions: ConnectionActions): SessionState {
  const { sendHoldTimeSeconds, outputQueueOctets } = actions;
  actions.stopTimer('ConnectRetryTimer');
  actions.releaseResources();
  actions.abortConnection();
  actions.countFailure();
  actions.damp();
  actions.conclude({ kind: 'send-hold-timer-expired', sendHoldTimeSeconds, outputQueueOctets });
  return 'Idle';
}

/** FSM error, unspecified: an event that is not a message came where it has no place. */
export function endByUnexpectedEvent(actions: ConnectionActions, detail: string): SessionState {
  const notification = {
    code: notificationCode.finiteStateMachineError,
    subcode: 0,
    data: new Uint8Array(0),
  };
  return endWithNotification(actions, { notification, detail });
}

/** FSM error for a message out of place: subcode by the state, data the message's type (RFC 6608, section 4). */
export function endByUnexpectedMessage(
  actions: ConnectionActions,
  state: 'OpenSent' | 'OpenConfirm' | 'Established',
  messageTypeCode: number,
): SessionState {
  const notification = {
    code: notificationCode.finiteStateMachineError,
    subcode: unexpectedMessageSubcodes[state],
    data: Uint8Array.of(messageTypeCode),
  };
  return endWithNotification(actions, {
    notification,
    detail: `a message of type ${messageTypeCode} has no place in ${state}`,
  });
}

const unexpectedMessageSubcodes = { OpenSent: 1, OpenConfirm: 2, Established: 3 } as const;

/** The type octet of a whole message (RFC 4271, section 4.1). */
export function typeCodeIn(message: Uint8Array): number {
  return message[messageHeaderOctetCount - 1];
}
