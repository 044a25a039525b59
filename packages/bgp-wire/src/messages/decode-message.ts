import type { UpdateFault } from '../faults.ts';
import type { WireContext } from '../wire-context.ts';
import type { Message } from './message.ts';
import { type MessageFault, messageFault } from './message-fault.ts';
import {
  checkMessageHeader,
  frameMessage,
  messageHeaderOctetCount,
  messageOctetCountAt,
  messageOctetsMaxOf,
  messageTypeAt,
} from './message-header.ts';
import { decodeNotification, encodeNotificationBody } from './notification.ts';
import { messageHeaderErrorSubcode, notificationCode } from './notification-codes.ts';
import { decodeOpen, encodeOpenBody } from './open.ts';
import { recallOctets, rememberOctets } from './received-octets.ts';
import { decodeRouteRefresh, encodeRouteRefreshBody } from './route-refresh.ts';
import { decodeUpdate, encodeUpdateBody } from './update.ts';

/** A message, with its faults when it is an UPDATE; or why there is none. */
export type DecodedMessage =
  | { readonly message: Message; readonly faults: readonly UpdateFault[] }
  | { readonly fault: MessageFault };

/**
 * Decodes one whole message, header included. Nothing that is received makes it throw. A message without fault is frozen,
 * and `encodeMessage` gives the same octets for it again.
 */
export function decodeMessage(octets: Uint8Array, context: WireContext): DecodedMessage {
  const result = decodeByType(octets, context);
  if ('message' in result && result.faults.length === 0) rememberOctets(result.message, octets, context);
  return result;
}

function decodeByType(octets: Uint8Array, context: WireContext): DecodedMessage {
  if (octets.length < messageHeaderOctetCount || messageOctetCountAt(octets, 0) !== octets.length) {
    return { fault: lengthFault(octets) };
  }
  const fault = checkMessageHeader(octets, 0, messageOctetsMaxOf(context));
  if (fault !== undefined) return { fault };
  switch (messageTypeAt(octets, 0)) {
    case 'OPEN':
      return decoded(decodeOpen(octets));
    case 'UPDATE':
      return decodeUpdate(octets, context);
    case 'NOTIFICATION':
      return decoded(decodeNotification(octets));
    case 'KEEPALIVE':
      return decoded({ type: 'KEEPALIVE' });
    case 'ROUTE-REFRESH':
      return decoded(decodeRouteRefresh(octets));
  }
}

/**
 * The whole message, header included. The very object that `decodeMessage` gave, in the same context, goes out as it came;
 * any other is written canonically: attributes in ascending order of code, lengths in their shortest form. One that cannot
 * be written, or is too long, is the programmer's error.
 */
export function encodeMessage(message: Message, context: WireContext): Uint8Array {
  return (
    recallOctets(message, context) ??
    frameMessage(message.type, encodeBody(message, context), messageOctetsMaxOf(context))
  );
}

function encodeBody(message: Message, context: WireContext): Uint8Array {
  switch (message.type) {
    case 'OPEN':
      return encodeOpenBody(message);
    case 'UPDATE':
      return encodeUpdateBody(message, context);
    case 'NOTIFICATION':
      return encodeNotificationBody(message);
    case 'KEEPALIVE':
      return new Uint8Array();
    case 'ROUTE-REFRESH':
      return encodeRouteRefreshBody(message);
  }
}

function decoded(result: Message | MessageFault): DecodedMessage {
  return 'notification' in result ? { fault: result } : { message: result, faults: [] };
}

function lengthFault(octets: Uint8Array): MessageFault {
  return messageFault(
    notificationCode.messageHeaderError,
    messageHeaderErrorSubcode.badMessageLength,
    16,
    `the message has ${octets.length} octets, its length field says otherwise`,
    octets.subarray(16, 18),
  );
}
