import {
  checkOpen,
  decodeMessage,
  encodeKeepalive,
  encodeMessage,
  formatHexadecimal,
  MessageFramer,
  messageOctetsMaxClassic,
  messageOctetsMaxExtended,
  type NotificationContent,
  strongestFault,
} from '@bgpeer/bgp-wire';
import { joinOctets } from '../arbitraries/octets.ts';
import { differencesOf, formatDifferences } from '../expectations/differences.ts';
import { jsonOfMessage, messageOfJson } from './message-json.ts';
import type { Vector, VectorFault } from './vector.ts';

/**
 * Runs a golden vector every way: decoded; encoded from its message; one octet at a time through the framer; and with
 * octets behind it, first a KEEPALIVE, then the begin of another message. Gives what went wrong, nothing when all is well.
 */
export function checkVector(vector: Vector): string[] {
  return [
    ...labelled('decoded', checkDecoding(vector, vector.octets)),
    ...labelled('encoded', checkEncoding(vector)),
    ...labelled(
      'one octet at a time',
      checkFraming(
        vector,
        [...vector.octets].map((octet) => Uint8Array.of(octet)),
      ),
    ),
    ...labelled('with octets behind it', checkFraming(vector, [withTrailingOctets(vector.octets)])),
  ];
}

function checkDecoding(vector: Vector, octets: Uint8Array): string[] {
  const decoded = decodeMessage(octets, vector.context);
  const messageFault =
    'fault' in decoded
      ? decoded.fault
      : decoded.message.type === 'OPEN'
        ? checkOpen(decoded.message)
        : undefined;
  const updateFault = 'fault' in decoded ? undefined : strongestFault(decoded.faults);
  const actual = {
    ...(vector.message !== undefined && 'message' in decoded && { message: jsonOfMessage(decoded.message) }),
    ...(messageFault !== undefined && {
      fault: faultOf(vector, { treatment: 'session-reset', notification: messageFault.notification }),
    }),
    ...(updateFault !== undefined && { fault: faultOf(vector, updateFault) }),
  };
  const expected = { message: vector.message, fault: vector.fault };
  const differences = differencesOf(expected, actual);
  return differences.length === 0 ? [] : [formatDifferences(differences)];
}

/** As much of a fault as the vector says something of. */
function faultOf(
  { fault: expected }: Vector,
  actual: {
    readonly treatment: VectorFault['treatment'];
    readonly attributeCode?: number;
    readonly notification: NotificationContent;
  },
): VectorFault {
  const { code, subcode, data } = actual.notification;
  return {
    treatment: actual.treatment,
    ...(expected?.attributeCode !== undefined && { attributeCode: actual.attributeCode }),
    ...(expected?.notification !== undefined && {
      notification: {
        code,
        subcode,
        ...(expected.notification.data !== undefined && { data: formatHexadecimal(data) }),
      },
    }),
  };
}

function checkEncoding({ message, fault, decodeOnly, octets, context }: Vector): string[] {
  if (message === undefined || fault !== undefined || decodeOnly) return [];
  const encoded = encodeMessage(messageOfJson(message), context);
  const [expected, actual] = [formatHexadecimal(octets), formatHexadecimal(encoded)];
  return expected === actual ? [] : [`expected ${expected}, but got ${actual}`];
}

/** The first message that comes out of the framer is the vector's, or the framer finds the fault of its header. */
function checkFraming(vector: Vector, chunks: readonly Uint8Array[]): string[] {
  const framer = new MessageFramer();
  framer.messageOctetsMax = vector.context.extendedMessages
    ? messageOctetsMaxExtended
    : messageOctetsMaxClassic;
  for (const chunk of chunks) {
    framer.push(chunk);
    const framed = framer.next();
    if (framed?.kind === 'message') return checkDecoding(vector, framed.octets);
    if (framed?.kind === 'fault') {
      const actual = faultOf(vector, {
        treatment: 'session-reset',
        notification: framed.fault.notification,
      });
      const differences = differencesOf(vector.fault, actual);
      return differences.length === 0 ? [] : [formatDifferences(differences)];
    }
  }
  return ['the framer gave no message'];
}

function withTrailingOctets(octets: Uint8Array): Uint8Array {
  return joinOctets(octets, encodeKeepalive(), [255, 255, 255]);
}

function labelled(way: string, problems: readonly string[]): string[] {
  return problems.map((problem) => `${way}: ${problem}`);
}
