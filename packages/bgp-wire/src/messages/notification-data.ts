import { pathAttributeName } from '../attributes/path-attribute-rows.ts';
import type { Capability } from '../capabilities/capability.ts';
import { decodeCapabilities } from '../capabilities/capability-list.ts';
import type { AfiSafi } from '../family.ts';
import type { NotificationContent } from '../faults.ts';
import { formatHexadecimal } from '../octets/hexadecimal.ts';
import { OctetReader } from '../octets/octet-reader.ts';
import { AttributeCursor } from '../update/attribute-cursor.ts';
import type { MessageType } from './message.ts';
import { messageTypeByCode } from './message-header.ts';
import {
  ceaseSubcode,
  finiteStateMachineErrorSubcode,
  messageHeaderErrorSubcode,
  notificationCode,
  openMessageErrorSubcode,
  routeRefreshMessageErrorSubcode,
  updateMessageErrorSubcode,
} from './notification-codes.ts';
import { decodeShutdownCommunication } from './shutdown-communication.ts';

/** What the data of a NOTIFICATION say. Everything is JSON-safe; octets are lower-case hexadecimal. */
export type NotificationData =
  | { readonly kind: 'none' }
  /** The erroneous length field (RFC 4271, section 6.1). */
  | { readonly kind: 'message-length'; readonly octetCount: number }
  /** The erroneous type (RFC 4271, section 6.1), or that of an unexpected message (RFC 6608, section 4). */
  | { readonly kind: 'message-type'; readonly typeCode: number; readonly type?: MessageType }
  /** The largest version that the sender speaks (RFC 4271, section 6.2). */
  | { readonly kind: 'version'; readonly version: number }
  /** Those that the sender wants and the receiver does not have (RFC 5492, section 5). */
  | { readonly kind: 'capabilities'; readonly capabilities: readonly Capability[] }
  /** The erroneous attribute (RFC 4271, section 6.3). */
  | {
      readonly kind: 'attribute';
      readonly flags: number;
      readonly code: number;
      readonly name?: string;
      readonly value: string;
    }
  /** The attribute that is missing (RFC 4271, section 6.3). */
  | { readonly kind: 'attribute-code'; readonly code: number; readonly name?: string }
  /** The limit that was reached (RFC 4486, section 4). */
  | ({ readonly kind: 'prefix-limit'; readonly prefixCountMax: number } & AfiSafi)
  /** A Shutdown Communication (RFC 9003, section 2): the peer's text, to be escaped before it is shown. */
  | { readonly kind: 'communication'; readonly text: string }
  /** What a Hard Reset stands for (RFC 8538, section 3.1). */
  | {
      readonly kind: 'notification';
      readonly code: number;
      readonly subcode: number;
      readonly data: NotificationData;
    }
  /** The ROUTE-REFRESH at fault (RFC 7313, section 5). */
  | { readonly kind: 'message'; readonly octets: string }
  /** No RFC gives these a form, or they do not have it. */
  | { readonly kind: 'opaque'; readonly octets: string };

/** What the data of a NOTIFICATION say, by its code and subcode. Nothing that is received makes it throw. */
export function describeNotificationData(notification: NotificationContent): NotificationData {
  const { code, data } = notification;
  // A Hard Reset without data is what GoBGP sends.
  if (data.length === 0) return { kind: 'none' };
  return describeByCode(code, notification) ?? { kind: 'opaque', octets: formatHexadecimal(data) };
}

/** The NOTIFICATION inside a Hard Reset (RFC 8538, section 3.1); undefined when it is none or there is none. */
export function encapsulatedNotification(notification: NotificationContent): NotificationContent | undefined {
  const { data } = notification;
  if (!isHardReset(notification) || data.length < 2) return undefined;
  return { code: data[0], subcode: data[1], data: data.subarray(2) };
}

function describeByCode(code: number, notification: NotificationContent): NotificationData | undefined {
  const { subcode, data } = notification;
  switch (code) {
    case notificationCode.messageHeaderError:
      return describeHeaderError(subcode, data);
    case notificationCode.openMessageError:
      return describeOpenError(subcode, data);
    case notificationCode.updateMessageError:
      return describeUpdateError(subcode, data);
    case notificationCode.finiteStateMachineError:
      return subcode === finiteStateMachineErrorSubcode.unspecific ? undefined : messageTypeData(data);
    case notificationCode.cease:
      return describeCease(notification);
    case notificationCode.routeRefreshMessageError:
      return subcode === routeRefreshMessageErrorSubcode.invalidMessageLength
        ? { kind: 'message', octets: formatHexadecimal(data) }
        : undefined;
    default:
      return undefined;
  }
}

function describeHeaderError(subcode: number, data: Uint8Array): NotificationData | undefined {
  if (subcode === messageHeaderErrorSubcode.badMessageType) return messageTypeData(data);
  if (subcode !== messageHeaderErrorSubcode.badMessageLength || data.length !== 2) return undefined;
  return { kind: 'message-length', octetCount: new OctetReader(data).uint16() };
}

function describeOpenError(subcode: number, data: Uint8Array): NotificationData | undefined {
  const reader = new OctetReader(data);
  if (subcode === openMessageErrorSubcode.unsupportedVersionNumber && data.length === 2) {
    return { kind: 'version', version: reader.uint16() };
  }
  if (subcode !== openMessageErrorSubcode.unsupportedCapability) return undefined;
  const capabilities = decodeCapabilities(reader);
  return reader.failed ? undefined : { kind: 'capabilities', capabilities };
}

const subcodesWithAttribute: readonly number[] = [
  updateMessageErrorSubcode.unrecognizedWellKnownAttribute,
  updateMessageErrorSubcode.attributeFlagsError,
  updateMessageErrorSubcode.attributeLengthError,
  updateMessageErrorSubcode.invalidOriginAttribute,
  updateMessageErrorSubcode.invalidNextHopAttribute,
  updateMessageErrorSubcode.optionalAttributeError,
];

function describeUpdateError(subcode: number, data: Uint8Array): NotificationData | undefined {
  if (subcode === updateMessageErrorSubcode.missingWellKnownAttribute && data.length === 1) {
    return { kind: 'attribute-code', code: data[0], ...nameOf(data[0]) };
  }
  if (!subcodesWithAttribute.includes(subcode)) return undefined;
  const cursor = new AttributeCursor();
  cursor.open(data, 0, data.length);
  if (!cursor.next() || cursor.end !== data.length) return undefined;
  const { flags, code } = cursor;
  const value = formatHexadecimal(data.subarray(cursor.valueStart, cursor.end));
  return { kind: 'attribute', flags, code, ...nameOf(code), value };
}

function describeCease(notification: NotificationContent): NotificationData | undefined {
  const { subcode, data } = notification;
  switch (subcode) {
    case ceaseSubcode.maximumNumberOfPrefixesReached: {
      if (data.length !== 7) return undefined;
      const reader = new OctetReader(data);
      const [afi, safi] = [reader.uint16(), reader.uint8()];
      return { kind: 'prefix-limit', afi, safi, prefixCountMax: reader.uint32() };
    }
    case ceaseSubcode.administrativeShutdown:
    case ceaseSubcode.administrativeReset: {
      const text = decodeShutdownCommunication(data);
      return text === undefined ? undefined : { kind: 'communication', text };
    }
    case ceaseSubcode.hardReset: {
      const inner = encapsulatedNotification(notification);
      // One Hard Reset in the other means nothing, and a peer could stack thousands of them.
      if (inner === undefined || isHardReset(inner)) return undefined;
      const { code: innerCode, subcode: innerSubcode } = inner;
      return {
        kind: 'notification',
        code: innerCode,
        subcode: innerSubcode,
        data: describeNotificationData(inner),
      };
    }
    default:
      return undefined;
  }
}

function messageTypeData(data: Uint8Array): NotificationData | undefined {
  if (data.length !== 1) return undefined;
  const type = messageTypeByCode(data[0]);
  return { kind: 'message-type', typeCode: data[0], ...(type !== undefined && { type }) };
}

function nameOf(code: number): { readonly name?: string } {
  const name = pathAttributeName(code);
  return name === undefined ? {} : { name };
}

function isHardReset({ code, subcode }: NotificationContent): boolean {
  return code === notificationCode.cease && subcode === ceaseSubcode.hardReset;
}
