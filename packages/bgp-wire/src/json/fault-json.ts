import type { NotificationContent, Treatment, UpdateFault, UpdateFaultReason } from '../faults.ts';
import type { MessageFault } from '../messages/message-fault.ts';
import { formatHexadecimal } from '../octets/hexadecimal.ts';
import { jsonSchemaOf } from './message-json.ts';
import { object, optional, required } from './object-schema.ts';
import { choice, type JsonSchema, named, type Schema, text, uint8, uint16 } from './schema.ts';
import { hexadecimal } from './text-schemas.ts';

/** The NOTIFICATION that answers a fault, in its JSON form. */
export interface NotificationContentJson extends Omit<NotificationContent, 'data'> {
  readonly data: string;
}

/** The JSON form of a fault. */
export interface FaultJson {
  /** What RFC 7606 does about it; a fault of another message than an UPDATE always resets the session. */
  readonly treatment: Treatment;
  /** What the RFC allows as well. */
  readonly alternative?: 'afi-safi-disable';
  /** Of UPDATEs only. */
  readonly reason?: UpdateFaultReason;
  readonly offset: number;
  readonly attributeCode?: number;
  readonly detail: string;
  readonly notification: NotificationContentJson;
}

/** The JSON form of a fault; equal faults have equal JSON text. */
export function faultToJson(fault: UpdateFault | MessageFault): FaultJson {
  const notification = { ...fault.notification, data: formatHexadecimal(fault.notification.data) };
  const json: FaultJson =
    'treatment' in fault
      ? { ...fault, notification }
      : { treatment: 'session-reset', ...fault, notification };
  return faultSchema.read(json, '', []);
}

/** One for each reason; one that is forgotten does not compile. */
const reasons: Readonly<Record<UpdateFaultReason, true>> = {
  'attribute-flags': true,
  'attribute-length': true,
  'attribute-value': true,
  'attribute-duplicate': true,
  'attribute-overrun': true,
  'attribute-not-allowed': true,
  'attribute-missing': true,
  'attribute-list-length': true,
  'nlri-length': true,
  'nlri-overrun': true,
  'nlri-path-identifier': true,
  'nlri-value': true,
  'withdrawn-length': true,
  'next-hop-length': true,
  'next-hop-value': true,
};

const faultSchema: Schema<FaultJson> = named('Fault', 'What is wrong with a message.', () =>
  object<FaultJson>({
    treatment: required(
      choice('attribute-discard', 'treat-as-withdraw', 'afi-safi-disable', 'session-reset'),
      'What RFC 7606 does about it.',
    ),
    alternative: optional(choice('afi-safi-disable'), 'What the RFC allows as well.'),
    reason: optional(
      choice(...(Object.keys(reasons) as UpdateFaultReason[])),
      'The kind of fault, of UPDATEs.',
    ),
    offset: required(
      uint16,
      'Octets from the start of the body of an UPDATE, or of any other message with its header, to the fault.',
    ),
    attributeCode: optional(uint8, 'The type code, when one attribute is at fault.'),
    detail: required(text('text'), 'A sentence with the numbers.'),
    notification: required(
      object<NotificationContentJson>({
        code: required(uint8, 'The error code.'),
        subcode: required(uint8, 'The error subcode.'),
        data: required(hexadecimal, 'The data.'),
      }),
      'The NOTIFICATION that RFC 4271 would send.',
    ),
  }),
);

/** The JSON Schema (draft 2020-12) of a fault's JSON form. */
export const faultJsonSchema: JsonSchema = jsonSchemaOf('A fault of a BGP message', faultSchema);
