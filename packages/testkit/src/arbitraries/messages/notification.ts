import { messageTypeCodes, type NotificationMessage } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { notificationArbitraries } from '../notifications/notification-table.ts';
import { arbitraryOctets, arbitraryUnsigned8, joinOctets } from '../octets.ts';
import { messageOctets } from '../raw-update.ts';
import { lengthMalformations } from './header.ts';
import type { MessageArbitraries, OctetsWithMeaning } from './message-arbitraries.ts';

/** What is wrong with a NOTIFICATION can be told to nobody (RFC 4271, section 6.4): only its length can be malformed. */
export const notification: MessageArbitraries = {
  type: 'NOTIFICATION',
  valid: arbitraryNotification,
  edges: [
    {
      name: 'NOTIFICATION: a code that nobody has assigned',
      message: () =>
        fc
          .tuple(fc.integer({ min: 9, max: 255 }), arbitraryUnsigned8())
          .map(([code, subcode]) => meaning(code, subcode, new Uint8Array())),
    },
    {
      // RFC 4271, section 4.5: data are for diagnosis; nobody need understand them.
      name: 'NOTIFICATION: data of no known form',
      message: () =>
        fc
          .tuple(fc.constantFrom(1, 2, 3, 5, 6, 7), fc.integer({ min: 0, max: 20 }), arbitraryOctets(1, 40))
          .map(([code, subcode, data]) => meaning(code, subcode, data)),
    },
    {
      name: 'NOTIFICATION: data up to the longest message',
      message: ({ extendedMessages }) =>
        fc.constant(meaning(6, 0, new Uint8Array((extendedMessages ? 65_535 : 4_096) - 21))),
    },
    {
      name: 'NOTIFICATION: Hard Reset without data',
      message: () => fc.constant(meaning(6, 9, new Uint8Array())),
    },
  ],
  malformations: lengthMalformations('NOTIFICATION', 21),
};

/** Any code and subcode that an RFC defines, with the data that it gives them. */
export function arbitraryNotification(): fc.Arbitrary<NotificationMessage> {
  return fc.constantFrom(...notificationArbitraries).chain(({ code, subcode, data }) =>
    fc.record<NotificationMessage>({
      type: fc.constant('NOTIFICATION'),
      code: fc.constant(code),
      subcode: fc.constant(subcode),
      data: data(),
    }),
  );
}

function meaning(code: number, subcode: number, data: Uint8Array): OctetsWithMeaning {
  return {
    message: { type: 'NOTIFICATION', code, subcode, data },
    octets: messageOctets(messageTypeCodes.NOTIFICATION, joinOctets([code, subcode], data)),
  };
}
