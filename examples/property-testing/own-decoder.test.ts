/** Testing a decoder of your own, in any language, against the messages of the kit. */
import { join } from 'node:path';
import { encodeKeepalive } from '@bgpeer/bgp-wire';
import {
  arbitraryEdgeCase,
  arbitraryMalformedCase,
  arbitraryValidCase,
  differencesOf,
  formatDifferences,
  jsonOfMessage,
  timeBounded,
} from '@bgpeer/testkit';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { agreedContext } from './agreed-context.ts';
import { ChildDecoder } from './child-decoder.ts';

const options = { context: fc.constant(agreedContext), types: ['UPDATE', 'ROUTE-REFRESH'] } as const;
const program = join(import.meta.dirname, 'line-decoder.ts');
let decoder: ChildDecoder;

beforeEach(async () => {
  decoder = new ChildDecoder(process.execPath, program);
  // The time of a property begins when the decoder is there.
  expect(await decoder.decode(encodeKeepalive())).toEqual({ message: { type: 'KEEPALIVE' } });
});

afterEach(() => decoder.stop());

/** What is to hold: the decoder says of a message that an RFC allows what the message is. */
const decodesWhatIsAllowed = (child: ChildDecoder) =>
  fc.asyncProperty(
    fc.oneof(arbitraryValidCase(options), arbitraryEdgeCase(options)),
    async ({ octets, message }) => {
      const differences = differencesOf({ message: jsonOfMessage(message) }, await child.decode(octets));
      if (differences.length > 0) throw new Error(formatDifferences(differences));
    },
  );

test('messages that an RFC allows are decoded', async () => {
  await fc.assert(decodesWhatIsAllowed(decoder), timeBounded(process.env));
});

test('malformed messages are treated as RFC 7606 demands', async () => {
  const property = fc.asyncProperty(
    arbitraryMalformedCase({ ...options, types: ['UPDATE'] }),
    async ({ octets, expected }) => {
      expect(await decoder.decode(octets)).toMatchObject({ treatment: expected.treatment });
    },
  );
  await fc.assert(property, timeBounded(process.env));
});

test('a decoder with a bug is shown the smallest message that it gets wrong', async () => {
  const broken = new ChildDecoder(process.execPath, program, '--broken');
  try {
    const { failed, counterexample, errorInstance } = await fc.check(decodesWhatIsAllowed(broken), {
      seed: 1,
      numRuns: 1_000,
    });
    expect(failed).toBe(true);
    expect(String(errorInstance)).toContain('message.attributes.asPath[1]: expected');
    const message = counterexample![0].message;
    // Two segments of one AS number each, and nothing that would not have to be there.
    expect(message).toMatchObject({
      attributes: { asPath: [{ asNumbers: [expect.any(Number)] }, { asNumbers: [expect.any(Number)] }] },
      nlri: [{ prefix: '0.0.0.0/0' }],
    });
    expect(counterexample![0].octets.length).toBeLessThan(65);
  } finally {
    broken.stop();
  }
});
