import { formatHexadecimal, type Message } from '@bgpeer/bgp-wire';

/** A message as JSON has it: octets in lower-case hexadecimal, all else as it is. */
export function messageToJson(message: Message): unknown {
  if (message.type !== 'NOTIFICATION') return message;
  return { ...message, data: formatHexadecimal(message.data) };
}
