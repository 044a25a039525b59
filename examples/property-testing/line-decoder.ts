/**
 * Stands for the decoder that you have written, in whatever language: a line of hexadecimal in, a line of JSON out,
 * `{"message": …}` or `{"treatment": …}`. With `--broken` it forgets every segment of AS_PATH but the first.
 */
import { createInterface } from 'node:readline';
import { decodeMessage, type Message, octetsOfHexadecimal, strongestFault } from '@bgpeer/bgp-wire';
import { jsonOfMessage } from '@bgpeer/testkit';
import { agreedContext } from './agreed-context.ts';

const isBroken = process.argv.includes('--broken');

for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(answer(line)));

function answer(line: string): object {
  const decoded = decodeMessage(octetsOfHexadecimal(line), agreedContext);
  if ('fault' in decoded) return { treatment: 'session-reset' };
  const fault = strongestFault(decoded.faults);
  if (fault !== undefined) return { treatment: fault.treatment };
  return { message: jsonOfMessage(isBroken ? withFirstSegment(decoded.message) : decoded.message) };
}

function withFirstSegment(message: Message): Message {
  if (message.type !== 'UPDATE') return message;
  const { asPath, ...attributes } = message.attributes;
  return asPath === undefined
    ? message
    : { ...message, attributes: { ...attributes, asPath: asPath.slice(0, 1) } };
}
