import { decodeMessage, encodeMessage, familyNames, formatPrefix, parsePrefix } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryMessage, arbitraryPrefix, arbitraryWireContext } from '../src/index.ts';

test('every message comes back from its octets as it was', () => {
  const sample = arbitraryWireContext().chain((context) =>
    fc.record({ context: fc.constant(context), message: arbitraryMessage(context) }),
  );
  fc.assert(
    fc.property(sample, ({ context, message }) => {
      const decoded = decodeMessage(encodeMessage(message, context), context);
      if (message.type === 'UPDATE') expect(decoded).toEqual({ message, faults: [] });
      else expect(decoded).toMatchObject({ message });
    }),
    { numRuns: 300 },
  );
});

test.each(familyNames)('every prefix of %s is canonical', (family) => {
  fc.assert(
    fc.property(arbitraryPrefix(family), (text) => {
      const prefix = parsePrefix(text);
      expect(prefix?.family).toBe(family);
      expect(formatPrefix(prefix!)).toBe(text);
    }),
  );
});
