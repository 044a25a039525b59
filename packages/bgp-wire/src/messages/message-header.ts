import { assert } from '../octets/assert.ts';
import { messageOctetsMaxClassic, messageOctetsMaxExtended, type WireContext } from '../wire-context.ts';
import type { MessageType } from './message.ts';
import { type MessageFault, messageFault } from './message-fault.ts';
import { messageHeaderErrorSubcode, notificationCode } from './notification-codes.ts';

/** Marker, length and type (RFC 4271, section 4.1). */
export const messageHeaderOctetCount = 19;

/** The type octet of each message (RFC 4271, section 4.1; RFC 2918). */
export const messageTypeCodes: Readonly<Record<MessageType, number>> = {
  OPEN: 1,
  UPDATE: 2,
  NOTIFICATION: 3,
  KEEPALIVE: 4,
  'ROUTE-REFRESH': 5,
};

interface MessageTypeRow {
  readonly type: MessageType;
  /** Header included (RFC 4271, section 6.1; RFC 2918, section 3). */
  readonly octetsMin: number;
  /** Messages that RFC 8654 (section 4) keeps at the classic limit, and KEEPALIVE, which has one length only. */
  readonly octetsMax: number;
}

const typeRows: readonly (MessageTypeRow | undefined)[] = [
  undefined,
  { type: 'OPEN', octetsMin: 29, octetsMax: messageOctetsMaxClassic },
  { type: 'UPDATE', octetsMin: 23, octetsMax: messageOctetsMaxExtended },
  { type: 'NOTIFICATION', octetsMin: 21, octetsMax: messageOctetsMaxExtended },
  { type: 'KEEPALIVE', octetsMin: 19, octetsMax: 19 },
  { type: 'ROUTE-REFRESH', octetsMin: 23, octetsMax: messageOctetsMaxExtended },
];

/** The longest message there may be in this direction (RFC 8654). */
export function messageOctetsMaxOf(context: WireContext): number {
  return context.extendedMessages ? messageOctetsMaxExtended : messageOctetsMaxClassic;
}

/** The length field of the header at `offset`. */
export function messageOctetCountAt(octets: Uint8Array, offset: number): number {
  return (octets[offset + 16] << 8) | octets[offset + 17];
}

/** The type that a type octet stands for; undefined for none. */
export function messageTypeByCode(code: number): MessageType | undefined {
  return typeRows[code]?.type;
}

/** The type of the message at `offset`, whose header has been checked. */
export function messageTypeAt(octets: Uint8Array, offset: number): MessageType {
  const row = typeRows[octets[offset + 18]];
  assert(row !== undefined, 'the header of a message was not checked');
  return row.type;
}

/** What RFC 4271 (section 6.1) finds wrong with the whole header at `offset`; undefined when it is sound. */
export function checkMessageHeader(
  octets: Uint8Array,
  offset: number,
  messageOctetsMax: number,
): MessageFault | undefined {
  for (let index = 0; index < 16; index++) {
    if (octets[offset + index] !== 0xff) {
      const { connectionNotSynchronized } = messageHeaderErrorSubcode;
      const detail = `octet ${index} of the marker is ${octets[offset + index]}, expected 255`;
      return messageFault(notificationCode.messageHeaderError, connectionNotSynchronized, index, detail);
    }
  }
  const octetCount = messageOctetCountAt(octets, offset);
  const row = typeRows[octets[offset + 18]];
  const octetsMin = row?.octetsMin ?? messageHeaderOctetCount;
  const octetsMax = Math.min(row?.octetsMax ?? messageOctetsMax, messageOctetsMax);
  if (octetCount < octetsMin || octetCount > octetsMax) {
    return messageFault(
      notificationCode.messageHeaderError,
      messageHeaderErrorSubcode.badMessageLength,
      16,
      `length ${octetCount}, expected ${octetsMin} to ${octetsMax}${row ? ` for ${row.type}` : ''}`,
      octets.subarray(offset + 16, offset + 18),
    );
  }
  if (row !== undefined) return undefined;
  return messageFault(
    notificationCode.messageHeaderError,
    messageHeaderErrorSubcode.badMessageType,
    18,
    `message type ${octets[offset + 18]} is unknown`,
    octets.subarray(offset + 18, offset + 19),
  );
}

/** A whole message around a body. A body too long for the limit is the programmer's error. */
export function frameMessage(type: MessageType, body: Uint8Array, messageOctetsMax: number): Uint8Array {
  const octetCount = messageHeaderOctetCount + body.length;
  const octetsMax = Math.min(typeRows[messageTypeCodes[type]]!.octetsMax, messageOctetsMax);
  assert(octetCount <= octetsMax, `${type} of ${octetCount} octets, at most ${octetsMax} are allowed`);
  const octets = new Uint8Array(octetCount);
  writeMessageHeader(octets, 0, octetCount, messageTypeCodes[type]);
  octets.set(body, messageHeaderOctetCount);
  return octets;
}

/** Writes marker, length and type at `offset`. */
export function writeMessageHeader(
  octets: Uint8Array,
  offset: number,
  octetCount: number,
  typeCode: number,
): void {
  octets.fill(0xff, offset, offset + 16);
  octets[offset + 16] = octetCount >>> 8;
  octets[offset + 17] = octetCount;
  octets[offset + 18] = typeCode;
}
