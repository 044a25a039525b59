import { assert } from '../octets/assert.ts';
import type { NotificationMessage } from './message.ts';
import { messageHeaderOctetCount } from './message-header.ts';

/** The NOTIFICATION in a whole message whose header has been checked (RFC 4271, section 4.5). The data are copied. */
export function decodeNotification(octets: Uint8Array): NotificationMessage {
  const body = octets.subarray(messageHeaderOctetCount);
  return { type: 'NOTIFICATION', code: body[0], subcode: body[1], data: body.slice(2) };
}

/** The body of a NOTIFICATION. */
export function encodeNotificationBody(notification: NotificationMessage): Uint8Array {
  const { code, subcode, data } = notification;
  assert(code <= 0xff && subcode <= 0xff, `NOTIFICATION ${code}/${subcode} does not fit two octets`);
  const body = new Uint8Array(2 + data.length);
  body[0] = code;
  body[1] = subcode;
  body.set(data, 2);
  return body;
}
