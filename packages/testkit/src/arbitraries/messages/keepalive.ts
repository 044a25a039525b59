import { messageHeaderErrorSubcode, messageTypeCodes, notificationCode } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryOctets } from '../octets.ts';
import { messageOctets } from '../raw-update.ts';
import { lengthMalformations } from './header.ts';
import type { MessageArbitraries } from './message-arbitraries.ts';

export const keepalive: MessageArbitraries = {
  type: 'KEEPALIVE',
  valid: () => fc.constant({ type: 'KEEPALIVE' }),
  edges: [],
  malformations: [
    ...lengthMalformations('KEEPALIVE', 19),
    {
      name: 'KEEPALIVE: something behind the header',
      reference: 'RFC 4271, sections 4.4 and 6.1',
      expected: {
        treatment: 'session-reset',
        notification: {
          code: notificationCode.messageHeaderError,
          subcode: messageHeaderErrorSubcode.badMessageLength,
        },
      },
      octets: () => arbitraryOctets(1, 20).map((body) => messageOctets(messageTypeCodes.KEEPALIVE, body)),
    },
  ],
};
