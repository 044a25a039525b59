import { OctetReader } from '../octets/octet-reader.ts';
import { OctetWriter } from '../octets/octet-writer.ts';
import type { RouteRefreshMessage } from './message.ts';
import { type MessageFault, messageFault } from './message-fault.ts';
import { messageHeaderOctetCount } from './message-header.ts';
import { notificationCode, routeRefreshMessageErrorSubcode } from './notification-codes.ts';

/**
 * The ROUTE-REFRESH in a whole message whose header has been checked (RFC 2918, section 3; RFC 7313, section 3.2).
 * Outbound route filters behind a request (RFC 5291) are passed over.
 */
export function decodeRouteRefresh(octets: Uint8Array): RouteRefreshMessage | MessageFault {
  const reader = new OctetReader(octets, messageHeaderOctetCount);
  const afi = reader.uint16();
  const subtype = reader.uint8();
  const safi = reader.uint8();
  if (subtype !== 0 && reader.remaining > 0) {
    // RFC 7313, section 5: the data are the whole message.
    return messageFault(
      notificationCode.routeRefreshMessageError,
      routeRefreshMessageErrorSubcode.invalidMessageLength,
      reader.offset,
      `ROUTE-REFRESH with subtype ${subtype} has ${octets.length} octets, expected 23`,
      octets,
    );
  }
  return { type: 'ROUTE-REFRESH', afi, safi, subtype };
}

/** The body of a ROUTE-REFRESH. */
export function encodeRouteRefreshBody(message: RouteRefreshMessage): Uint8Array {
  const writer = new OctetWriter();
  writer.uint16(message.afi);
  writer.uint8(message.subtype);
  writer.uint8(message.safi);
  return writer.finish();
}
