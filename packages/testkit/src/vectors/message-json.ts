import { formatHexadecimal, type Message, octetsOfHexadecimal } from '@bgpeer/bgp-wire';

/** A message as JSON: every field as it is, but the data of a NOTIFICATION as lower-case hexadecimal. */
export function jsonOfMessage(message: Message): unknown {
  return message.type === 'NOTIFICATION'
    ? { ...message, data: formatHexadecimal(message.data) }
    : JSON.parse(JSON.stringify(message));
}

/** The inverse of `jsonOfMessage`, for JSON that it gave. */
export function messageOfJson(json: unknown): Message {
  const message = json as Message & { readonly data?: string };
  return message.type === 'NOTIFICATION'
    ? { ...message, data: octetsOfHexadecimal(message.data ?? '') }
    : message;
}
