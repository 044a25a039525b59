import type { NotificationContent, OpenMessage } from '@bgpeer/bgp-wire';
import type { ConnectionActions } from './connection-actions.ts';
import type { SessionState } from './session-contract.ts';

/** Every event of RFC 4271, section 8.1, by name and number, and event 29 of RFC 9687, section 4.2. */
export const eventNumbers = {
  ManualStart: 1,
  ManualStop: 2,
  AutomaticStart: 3,
  ManualStart_with_PassiveTcpEstablishment: 4,
  AutomaticStart_with_PassiveTcpEstablishment: 5,
  AutomaticStart_with_DampPeerOscillations: 6,
  AutomaticStart_with_DampPeerOscillations_and_PassiveTcpEstablishment: 7,
  AutomaticStop: 8,
  ConnectRetryTimer_Expires: 9,
  HoldTimer_Expires: 10,
  KeepaliveTimer_Expires: 11,
  DelayOpenTimer_Expires: 12,
  IdleHoldTimer_Expires: 13,
  TcpConnection_Valid: 14,
  Tcp_CR_Invalid: 15,
  Tcp_CR_Acked: 16,
  TcpConnectionConfirmed: 17,
  TcpConnectionFails: 18,
  BGPOpen: 19,
  BGPOpen_with_DelayOpenTimer_running: 20,
  BGPHeaderErr: 21,
  BGPOpenMsgErr: 22,
  OpenCollisionDump: 23,
  NotifMsgVerErr: 24,
  NotifMsg: 25,
  KeepAliveMsg: 26,
  UpdateMsg: 27,
  UpdateMsgErr: 28,
  SendHoldTimer_Expires: 29,
} as const;

export type EventName = keyof typeof eventNumbers;

/** Every event's name, in the order of the numbers. */
export const eventNames = Object.keys(eventNumbers) as EventName[];

/** A NOTIFICATION to send, and the sentence that says why. */
export interface NotificationWithDetail {
  readonly notification: NotificationContent;
  readonly detail: string;
}

/** What an event brings along, for those that bring anything. */
interface DetailedEvents {
  /** The Cease to send. */
  readonly ManualStop: NotificationWithDetail;
  readonly AutomaticStop: NotificationWithDetail;
  readonly TcpConnectionFails: { readonly detail: string };
  readonly BGPOpen: { readonly open: OpenMessage };
  readonly BGPOpen_with_DelayOpenTimer_running: { readonly open: OpenMessage };
  readonly BGPHeaderErr: NotificationWithDetail;
  readonly BGPOpenMsgErr: NotificationWithDetail;
  readonly NotifMsgVerErr: { readonly notification: NotificationContent };
  readonly NotifMsg: { readonly notification: NotificationContent };
  /** The whole message; before Established also a ROUTE-REFRESH, which has no event of its own. */
  readonly UpdateMsg: { readonly octets: Uint8Array };
  readonly UpdateMsgErr: NotificationWithDetail;
}

/** What comes with the event of this name; `undefined` when the name says it all. */
export type EventDetail<Name extends EventName> = Name extends keyof DetailedEvents
  ? DetailedEvents[Name]
  : undefined;

/** One cell: does what the RFC asks through `actions` and returns the next state. */
export type Handler<Name extends EventName> = (
  actions: ConnectionActions,
  detail: EventDetail<Name>,
) => SessionState;

/** All cells of one state. */
export type StateRow = { readonly [Name in EventName]: Handler<Name> };
