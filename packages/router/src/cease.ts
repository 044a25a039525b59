import { encodeShutdownCommunication, type NotificationContent, notificationCode } from '@bgpeer/bgp-wire';

/** A Cease with what the operator has to say (RFC 4486; RFC 9003 for the words of subcodes 2 and 4). */
export function cease(subcode: number, communication?: string): NotificationContent {
  const data = communication === undefined ? new Uint8Array(0) : encodeShutdownCommunication(communication);
  return { code: notificationCode.cease, subcode, data };
}
