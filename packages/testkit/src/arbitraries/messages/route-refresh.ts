import {
  messageTypeCodes,
  notificationCode,
  type RouteRefreshMessage,
  routeRefreshMessageErrorSubcode,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryAfiSafi } from '../capabilities/capability-arbitraries.ts';
import { arbitraryOctets, joinOctets } from '../octets.ts';
import { messageOctets } from '../raw-update.ts';
import { lengthMalformations } from './header.ts';
import type { MessageArbitraries } from './message-arbitraries.ts';

export const routeRefresh: MessageArbitraries = {
  type: 'ROUTE-REFRESH',
  valid: arbitraryRouteRefresh,
  edges: [
    {
      // RFC 7313, section 3.2: 255 is reserved, and what is not known is ignored.
      name: 'ROUTE-REFRESH: a subtype that nobody has assigned',
      message: () =>
        fc.integer({ min: 3, max: 255 }).map((subtype) => ({
          message: { type: 'ROUTE-REFRESH' as const, afi: 1, safi: 1, subtype },
          octets: messageOctets(messageTypeCodes['ROUTE-REFRESH'], Uint8Array.of(0, 1, subtype, 1)),
        })),
    },
    {
      name: 'ROUTE-REFRESH: a family that the session does not have',
      message: () =>
        fc.constant({
          message: { type: 'ROUTE-REFRESH' as const, afi: 16_399, safi: 240, subtype: 0 },
          octets: messageOctets(messageTypeCodes['ROUTE-REFRESH'], Uint8Array.of(0x40, 0x0f, 0, 240)),
        }),
    },
  ],
  malformations: [
    ...lengthMalformations('ROUTE-REFRESH', 23),
    {
      name: 'ROUTE-REFRESH: a marker of a refresh with something behind it',
      reference: 'RFC 7313, section 5',
      expected: {
        treatment: 'session-reset',
        notification: {
          code: notificationCode.routeRefreshMessageError,
          subcode: routeRefreshMessageErrorSubcode.invalidMessageLength,
        },
      },
      octets: () =>
        fc
          .tuple(fc.constantFrom(1, 2), arbitraryOctets(1, 12))
          .map(([subtype, rest]) =>
            messageOctets(messageTypeCodes['ROUTE-REFRESH'], joinOctets([0, 1, subtype, 1], rest)),
          ),
    },
  ],
};

export function arbitraryRouteRefresh(): fc.Arbitrary<RouteRefreshMessage> {
  return fc
    .tuple(arbitraryAfiSafi(), fc.constantFrom(0, 1, 2))
    .map(([{ afi, safi }, subtype]) => ({ type: 'ROUTE-REFRESH', afi, safi, subtype }));
}
