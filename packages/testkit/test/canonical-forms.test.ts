import {
  decodeMessage,
  encodeMessage,
  type Message,
  messageFromJson,
  messageToJson,
  type WireContext,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryEdgeCase, arbitraryValidCase, timeBounded } from '../src/index.ts';

const bounded = timeBounded(process.env);

test('JSON becomes octets, and the same JSON text again', () => {
  fc.assert(
    fc.property(arbitraryValidCase(), ({ context, message, octets }) => {
      const json = JSON.stringify(messageToJson(message));
      const read = messageFromJson(JSON.parse(json));
      if ('problems' in read) throw new Error(`${JSON.stringify(read.problems)}: ${json}`);
      expect(encodeMessage(read.message, context)).toEqual(octets);
      expect(JSON.stringify(messageToJson(decoded(octets, context)))).toBe(json);
    }),
    bounded,
  );
});

test('what is odd has one canonical form: octets that mean the same, and that come back as they are', () => {
  fc.assert(
    fc.property(arbitraryEdgeCase(), ({ context, message, octets }) => {
      const read = decoded(octets, context);
      const canonical = encodeMessage(rebuilt(read), context);
      expect(decoded(canonical, context)).toEqual(message);
      expect(encodeMessage(rebuilt(decoded(canonical, context)), context)).toEqual(canonical);
    }),
    bounded,
  );
});

function decoded(octets: Uint8Array, context: WireContext): Message {
  const result = decodeMessage(octets, context);
  if ('fault' in result) throw new Error(result.fault.detail);
  expect(result.faults).toEqual([]);
  return result.message;
}

/** A message that is not known to be as it was received, so that it is written anew. */
function rebuilt(message: Message): Message {
  return structuredClone(message);
}
