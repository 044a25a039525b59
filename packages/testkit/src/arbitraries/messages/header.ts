import {
  type MessageType,
  messageHeaderErrorSubcode,
  messageHeaderOctetCount,
  messageTypeCodes,
  notificationCode,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { joinOctets, numberOctets } from '../octets.ts';
import { messageOctets } from '../raw-update.ts';
import type { MessageMalformation } from './message-arbitraries.ts';

const reference = 'RFC 4271, section 6.1';

/** What can be wrong with any header. */
export const headerMalformations: readonly MessageMalformation[] = [
  {
    name: 'header: an octet of the marker is not 255',
    reference,
    expected: headerError(messageHeaderErrorSubcode.connectionNotSynchronized),
    octets: () =>
      fc.tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 254 })).map(([place, octet]) => {
        const octets = keepalive();
        octets[place] = octet;
        return octets;
      }),
  },
  {
    name: 'header: length below 19',
    reference,
    expected: headerError(messageHeaderErrorSubcode.badMessageLength),
    octets: () => fc.integer({ min: 0, max: 18 }).map((told) => withLength(keepalive(), told)),
  },
  {
    name: 'header: unknown type',
    reference,
    expected: headerError(messageHeaderErrorSubcode.badMessageType),
    octets: () =>
      fc
        .oneof(fc.constant(0), fc.integer({ min: 6, max: 255 }))
        .map((type) => messageOctets(type, new Uint8Array())),
  },
];

/** A message of this type that is shorter than its fields need, or longer than it may be. */
export function lengthMalformations(type: MessageType, octetsMin: number): readonly MessageMalformation[] {
  const expected = headerError(messageHeaderErrorSubcode.badMessageLength);
  const tooShort: MessageMalformation = {
    name: `${type}: shorter than ${octetsMin} octets`,
    reference,
    expected,
    octets: () =>
      fc
        .integer({ min: 0, max: octetsMin - messageHeaderOctetCount - 1 })
        .map((octetCount) => messageOctets(messageTypeCodes[type], new Uint8Array(octetCount))),
  };
  const tooLong: MessageMalformation = {
    name: `${type}: longer than 4,096 octets`,
    reference: 'RFC 4271, section 6.1; RFC 8654, section 4',
    expected,
    octets: ({ extendedMessages }) =>
      extendedMessages && type !== 'OPEN' && type !== 'KEEPALIVE'
        ? undefined
        : fc
            .integer({ min: 4_097, max: 4_200 })
            .map((octetCount) =>
              messageOctets(messageTypeCodes[type], new Uint8Array(octetCount - messageHeaderOctetCount)),
            ),
  };
  return octetsMin > messageHeaderOctetCount ? [tooShort, tooLong] : [tooLong];
}

/** The same message with another number in its length field. */
function withLength(octets: Uint8Array, told: number): Uint8Array {
  return joinOctets(octets.subarray(0, 16), numberOctets(told, 2), octets.subarray(18));
}

function keepalive(): Uint8Array {
  return messageOctets(messageTypeCodes.KEEPALIVE, new Uint8Array());
}

function headerError(subcode: number): MessageMalformation['expected'] {
  return { treatment: 'session-reset', notification: { code: notificationCode.messageHeaderError, subcode } };
}
