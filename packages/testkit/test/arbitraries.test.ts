import {
  decodeMessage,
  encodeMessage,
  familyNames,
  formatPrefix,
  type Message,
  otherNlriFamilies,
  parsePrefix,
  type WireContext,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import '../src/matchers.ts';
import {
  arbitraryEdgeCase,
  arbitraryMalformedCase,
  arbitraryMutatedCase,
  arbitraryPrefix,
  arbitraryValidCase,
  arbitraryWireContext,
  type ExpectedTreatment,
  edgesByName,
  malformationsByName,
  timeBounded,
  treatmentOf,
} from '../src/index.ts';

const bounded = timeBounded(process.env);
/** Contexts in which anything can be said. */
const richContexts: readonly WireContext[] = [true, false].flatMap((fourOctetAsNumbers) =>
  (['external', 'internal'] as const).map((session) => ({
    fourOctetAsNumbers,
    extendedMessages: false,
    families: familyNames,
    addPath: fourOctetAsNumbers ? familyNames : [],
    extendedNextHop: [],
    otherFamilies: otherNlriFamilies.map(({ afi, safi }) =>
      fourOctetAsNumbers
        ? { afi, safi, addPath: true, extendedNextHop: true, labelCountMax: 2 }
        : { afi, safi },
    ),
    session,
  })),
);

test('every valid message comes back from its octets as it was, and the octets from it', () => {
  fc.assert(
    fc.property(arbitraryValidCase(), ({ context, message, octets }) => {
      expect(octets).toDecodeTo(message, context);
      expect(
        encodeMessage((decodeMessage(octets, context) as { message: Message }).message, context),
      ).toEqual(octets);
    }),
    bounded,
  );
});

describe('every edge means what the kit says', () => {
  test.each([...edgesByName()])('%s', (_name, edgeIn) => {
    const arbitraries = richContexts.map(edgeIn).filter((arbitrary) => arbitrary !== undefined);
    expect(arbitraries.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.oneof(...arbitraries), ({ context, message, octets }) => {
        expect(octets).toDecodeTo(message, context);
      }),
      { numRuns: 10 },
    );
  });

  test('in any context', () => {
    fc.assert(
      fc.property(arbitraryEdgeCase(), ({ context, message, octets }) => {
        expect(octets).toDecodeTo(message, context);
      }),
      bounded,
    );
  });
});

describe('every malformation is treated as its RFC demands', () => {
  test.each([...malformationsByName()])('%s', (_name, malformationIn) => {
    const arbitraries = richContexts.map(malformationIn).filter((arbitrary) => arbitrary !== undefined);
    expect(arbitraries.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.oneof(...arbitraries), ({ context, octets, expected }) => {
        expectTreatment(octets, context, expected);
      }),
      { numRuns: 10 },
    );
  });

  test('in any context', () => {
    fc.assert(
      fc.property(arbitraryMalformedCase(), ({ context, octets, expected }) => {
        expectTreatment(octets, context, expected);
      }),
      bounded,
    );
  });
});

test('mutated octets are told from valid ones by what was done to them, and never make the decoder throw', () => {
  fc.assert(
    fc.property(arbitraryMutatedCase(), ({ context, octets, mutations }) => {
      expect(mutations.length).toBeGreaterThan(0);
      expect(() => decodeMessage(octets, context)).not.toThrow();
    }),
    bounded,
  );
});

test('a failing case shrinks to the smallest readable one', () => {
  const result = fc.check(
    fc.property(
      arbitraryMalformedCase({ types: ['UPDATE'] }),
      ({ expected }) => expected.treatment !== 'treat-as-withdraw',
    ),
    { seed: 1 },
  );
  const [smallest] = result.counterexample ?? [];
  expect(smallest?.context).toMatchObject({ session: 'external', addPath: [], extendedMessages: false });
  expect(smallest?.octets.length).toBeLessThan(80);
});

test('contexts shrink to a session with nothing agreed on', () => {
  const { counterexample } = fc.check(
    fc.property(arbitraryWireContext(), () => false),
    { seed: 1 },
  );
  expect(counterexample?.[0]).toEqual({
    fourOctetAsNumbers: false,
    extendedMessages: false,
    families: [expect.any(String)],
    addPath: [],
    extendedNextHop: [],
    otherFamilies: [],
    session: 'external',
  });
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

function expectTreatment(octets: Uint8Array, context: WireContext, expected: ExpectedTreatment): void {
  if (expected.treatment === 'capability-ignored') {
    const decoded = decodeMessage(octets, context);
    const capabilities =
      'message' in decoded && decoded.message.type === 'OPEN' ? decoded.message.capabilities : [];
    expect(capabilities.map(({ name }) => name)).toEqual(['unrecognized']);
    return;
  }
  expect(octets).toBeTreatedAs(expected.treatment, context);
  const { attributeCodes, notification } = treatmentOf(octets, context);
  if (expected.attributeCode !== undefined) expect(attributeCodes[0]).toBe(expected.attributeCode);
  if (expected.notification !== undefined) expect(notification).toMatchObject(expected.notification);
}
