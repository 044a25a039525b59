import { decodeMessage, encodeMessage } from '@bgpeer/bgp-wire';
import { arbitraryMessage, arbitraryWireContext } from '@bgpeer/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const messageInContext = arbitraryWireContext().chain((context) =>
  fc.tuple(fc.constant(context), arbitraryMessage(context)),
);

describe('decode(encode(message))', () => {
  test('is the message, in every context', () => {
    fc.assert(
      fc.property(messageInContext, ([context, message]) => {
        const decoded = decodeMessage(encodeMessage(message, context), context);
        expect(decoded).toEqual({ message, faults: [] });
      }),
      { numRuns: 1500 },
    );
  });

  test('encodes to the same octets again', () => {
    fc.assert(
      fc.property(messageInContext, ([context, message]) => {
        const octets = encodeMessage(message, context);
        const decoded = decodeMessage(octets, context);
        if ('fault' in decoded) throw new Error(decoded.fault.detail);
        expect(encodeMessage({ ...decoded.message }, context)).toEqual(octets);
      }),
      { numRuns: 300 },
    );
  });
});
