import type { NotificationContent } from '../faults.ts';

/** What is wrong with a message other than an UPDATE's contents: the session ends with this NOTIFICATION. */
export interface MessageFault {
  readonly notification: NotificationContent;
  /** Octets from the start of the message, header included. */
  readonly offset: number;
  /** A sentence for the log, with the numbers. */
  readonly detail: string;
}

/** A fault with a NOTIFICATION of that code, subcode and data; the data are copied. */
export function messageFault(
  code: number,
  subcode: number,
  offset: number,
  detail: string,
  data: Uint8Array = new Uint8Array(),
): MessageFault {
  return { notification: { code, subcode, data: data.slice() }, offset, detail };
}
