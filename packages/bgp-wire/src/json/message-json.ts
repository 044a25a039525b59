import type { Message, NotificationMessage, UpdateMessage } from '../messages/message.ts';
import { formatHexadecimal, octetsOfHexadecimal } from '../octets/hexadecimal.ts';
import { attributesSchema } from './attribute-schemas.ts';
import { capabilitySchema } from './capability-schemas.ts';
import { reachableSchema, unreachableSchema } from './multiprotocol-nlri-schema.ts';
import { nlriSchema } from './nlri-schemas.ts';
import { object, optional, required, tagged } from './object-schema.ts';
import {
  choice,
  type JsonProblem,
  type JsonSchema,
  type JsonSchemaDefinitions,
  list,
  named,
  refined,
  type Schema,
  uint8,
  uint16,
} from './schema.ts';
import { hexadecimal, ipv4Address } from './text-schemas.ts';

/** A NOTIFICATION in its JSON form: the data are lower-case hexadecimal. */
export interface NotificationMessageJson extends Omit<NotificationMessage, 'data'> {
  readonly data: string;
}

/** The JSON form of a message: the message itself, but for octets, which are lower-case hexadecimal. */
export type MessageJson = Exclude<Message, NotificationMessage> | NotificationMessageJson;

/** A message, or everything that keeps a value from being one. */
export type MessageFromJson = { readonly message: Message } | { readonly problems: readonly JsonProblem[] };

/** The JSON form of a message; equal messages have equal JSON text, as the order of properties is always the same. */
export function messageToJson(message: Message): MessageJson {
  const json: MessageJson =
    message.type === 'NOTIFICATION' ? { ...message, data: formatHexadecimal(message.data) } : message;
  return messageSchema.read(json, '', []);
}

/**
 * The message of a JSON form. What only the octets can show (lengths as a whole, what a session has agreed on) is not
 * looked at.
 */
export function messageFromJson(value: unknown): MessageFromJson {
  const problems: JsonProblem[] = [];
  const json = messageSchema.read(value, '', problems);
  if (problems.length > 0) return { problems };
  if (json.type !== 'NOTIFICATION') return { message: json };
  return { message: { ...json, data: octetsOfHexadecimal(json.data) } };
}

const type = <const Type extends Message['type']>(name: Type, description: string) =>
  required(choice(name), description);

const openSchema = named('Open', 'OPEN (RFC 4271, section 4.2).', () =>
  object<Extract<MessageJson, { type: 'OPEN' }>>({
    type: type('OPEN', 'The message type.'),
    version: required(uint8, 'The version: 4.'),
    myAutonomousSystem: required(uint16, 'The AS number in two octets; 23456 when it needs four (RFC 6793).'),
    holdTimeSeconds: required(uint16, 'The hold time in seconds.'),
    bgpIdentifier: required(ipv4Address, 'The BGP Identifier.'),
    capabilities: required(list(capabilitySchema), 'The capabilities, in order.'),
  }),
);

const updateSchema = named('Update', 'UPDATE (RFC 4271, section 4.3).', () =>
  refined(
    object<UpdateMessage>({
      type: type('UPDATE', 'The message type.'),
      withdrawn: required(list(nlriSchema), "IPv4 prefixes of the message's own Withdrawn Routes field."),
      attributes: required(attributesSchema, 'The path attributes.'),
      nlri: required(list(nlriSchema), "IPv4 prefixes of the message's own NLRI field."),
      classicNextHop: optional(ipv4Address, 'NEXT_HOP, where both `nlri` and `reachable` have NLRI.'),
      reachable: optional(reachableSchema, 'MP_REACH_NLRI; its next hop is in `attributes`.'),
      unreachable: optional(unreachableSchema, 'MP_UNREACH_NLRI.'),
    }),
    checkClassicFields,
  ),
);

const notificationSchema = named('Notification', 'NOTIFICATION (RFC 4271, section 4.5).', () =>
  object<NotificationMessageJson>({
    type: type('NOTIFICATION', 'The message type.'),
    code: required(uint8, 'The error code.'),
    subcode: required(uint8, 'The error subcode.'),
    data: required(hexadecimal, 'The data.'),
  }),
);

const keepaliveSchema = named('Keepalive', 'KEEPALIVE (RFC 4271, section 4.4).', () =>
  object<Extract<MessageJson, { type: 'KEEPALIVE' }>>({ type: type('KEEPALIVE', 'The message type.') }),
);

const routeRefreshSchema = named('RouteRefresh', 'ROUTE-REFRESH (RFC 2918, RFC 7313).', () =>
  object<Extract<MessageJson, { type: 'ROUTE-REFRESH' }>>({
    type: type('ROUTE-REFRESH', 'The message type.'),
    afi: required(uint16, 'The address family.'),
    safi: required(uint8, 'The subsequent address family.'),
    subtype: required(uint8, '0 request, 1 Beginning of Route Refresh, 2 End of Route Refresh.'),
  }),
);

const messageSchema: Schema<MessageJson> = tagged<'type', MessageJson>('type', {
  OPEN: openSchema,
  UPDATE: updateSchema,
  NOTIFICATION: notificationSchema,
  KEEPALIVE: keepaliveSchema,
  'ROUTE-REFRESH': routeRefreshSchema,
});

/** The JSON Schema (draft 2020-12) of every message's JSON form. */
export const messageJsonSchema: JsonSchema = jsonSchemaOf('A BGP message', messageSchema);

/** A whole JSON Schema of draft 2020-12. */
export function jsonSchemaOf(title: string, schema: Schema<unknown>): JsonSchema {
  const definitions: JsonSchemaDefinitions = new Map();
  const root = schema.toJsonSchema(definitions);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    ...root,
    $defs: Object.fromEntries(definitions),
  };
}

/** The message's own fields have IPv4 prefixes, and its NLRI field an IPv4 next hop. */
function checkClassicFields(update: UpdateMessage): JsonProblem | undefined {
  const { withdrawn, nlri, attributes, classicNextHop, reachable } = update;
  for (const [name, prefixes] of Object.entries({ withdrawn, nlri })) {
    const index = prefixes.findIndex(({ prefix }) => prefix.includes(':'));
    if (index >= 0) return { path: `/${name}/${index}/prefix`, expected: 'an IPv4 prefix' };
  }
  const hasBoth = nlri.length > 0 && reachable !== undefined;
  if (hasBoth !== (classicNextHop !== undefined)) {
    const expected = hasBoth ? ipv4Address.expected : 'nothing, unless `nlri` and `reachable` are both there';
    return { path: '/classicNextHop', expected };
  }
  const needsIpv4 = nlri.length > 0 && !hasBoth;
  if (!needsIpv4 || attributes.nextHop?.includes(':') === false) return undefined;
  return { path: '/attributes/nextHop', expected: 'an IPv4 address, as `nlri` is not empty' };
}
