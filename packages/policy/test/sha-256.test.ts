import { createHash } from 'node:crypto';
import { formatHexadecimal } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from '../src/fingerprint/sha-256.ts';

test('SHA-256 is that of Node', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (message) => {
      expect(formatHexadecimal(sha256(message))).toBe(createHash('sha256').update(message).digest('hex'));
    }),
  );
});
