import {
  decodeMessage,
  type FramedMessage,
  type Message,
  type MessageFault,
  type MessageType,
  notificationCode,
  openMessageErrorSubcode,
  type RouteRefreshMessage,
  type WireContext,
} from '@bgpeer/bgp-wire';
import type { EventDetail, EventName } from './events.ts';
import { checkPeerOpen } from './open-checks.ts';
import type { SessionConfiguration } from './session-contract.ts';

/** An event by name with what it brings along. */
export type SessionEvent = {
  [Name in EventName]: { readonly name: Name; readonly detail: EventDetail<Name> };
}[EventName];

/** What holds before OPENs are exchanged: the message formats of RFC 4271 alone. */
export const contextBeforeOpen: WireContext = {
  fourOctetAsNumbers: false,
  extendedMessages: false,
  families: [],
  addPath: [],
  extendedNextHop: [],
  session: 'external',
};

/** The event (RFC 4271, section 8.1.5) that a framed message is; UPDATEs are left undecoded. */
export function eventOfMessage(
  framed: FramedMessage,
  configuration: SessionConfiguration,
  isDelayOpenTimerRunning: boolean,
): SessionEvent {
  if (framed.kind === 'fault') return { name: 'BGPHeaderErr', detail: framed.fault };
  switch (framed.type) {
    case 'KEEPALIVE':
      return { name: 'KeepAliveMsg', detail: undefined };
    case 'UPDATE':
    case 'ROUTE-REFRESH':
      // RFC 6608, section 4, names the two together: both belong to Established only.
      return { name: 'UpdateMsg', detail: { octets: framed.octets } };
    case 'NOTIFICATION':
      return eventOfNotification(framed.octets);
    case 'OPEN':
      return eventOfOpen(framed.octets, configuration, isDelayOpenTimerRunning);
  }
}

/** A ROUTE-REFRESH, or what is wrong with it. */
export function readRouteRefresh(
  octets: Uint8Array,
): { readonly message: RouteRefreshMessage } | { readonly fault: MessageFault } {
  return decodeAs('ROUTE-REFRESH', octets);
}

function eventOfNotification(octets: Uint8Array): SessionEvent {
  const decoded = decodeAs('NOTIFICATION', octets);
  if ('fault' in decoded) return { name: 'BGPHeaderErr', detail: decoded.fault };
  const { code, subcode, data } = decoded.message;
  const isVersionError =
    code === notificationCode.openMessageError &&
    subcode === openMessageErrorSubcode.unsupportedVersionNumber;
  return {
    name: isVersionError ? 'NotifMsgVerErr' : 'NotifMsg',
    detail: { notification: { code, subcode, data: data.slice() } },
  };
}

function eventOfOpen(
  octets: Uint8Array,
  configuration: SessionConfiguration,
  isDelayOpenTimerRunning: boolean,
): SessionEvent {
  const decoded = decodeAs('OPEN', octets);
  if ('fault' in decoded) return { name: 'BGPOpenMsgErr', detail: decoded.fault };
  const open = decoded.message;
  const problem = checkPeerOpen(configuration, open);
  if (problem !== undefined) return { name: 'BGPOpenMsgErr', detail: problem };
  return {
    name: isDelayOpenTimerRunning ? 'BGPOpen_with_DelayOpenTimer_running' : 'BGPOpen',
    detail: { open },
  };
}

/** Decodes a message whose type the framer has read already. */
function decodeAs<Type extends MessageType>(
  type: Type,
  octets: Uint8Array,
): { readonly message: Extract<Message, { type: Type }> } | { readonly fault: MessageFault } {
  const decoded = decodeMessage(octets, contextBeforeOpen);
  if ('fault' in decoded) return decoded;
  const { message } = decoded;
  if (!isOfType(message, type)) throw new Error(`framed as ${type}, decoded as ${message.type}`);
  return { message };
}

function isOfType<Type extends MessageType>(
  message: Message,
  type: Type,
): message is Extract<Message, { type: Type }> {
  return message.type === type;
}
