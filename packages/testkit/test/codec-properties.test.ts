import {
  decodeAttributeBlock,
  decodeMessage,
  encodeMessage,
  formatPrefixOctets,
  type Message,
  MessageFramer,
  messageFromJson,
  messageToJson,
  type Nlri,
  type NlriVisitor,
  UpdateReader,
  type WireContext,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  arbitraryEdgeCase,
  arbitraryMalformedCase,
  arbitraryMutatedCase,
  arbitraryValidCase,
  timeBounded,
} from '../src/index.ts';

const bounded = timeBounded(process.env);
const reader = new UpdateReader();

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

test('the object decoder and the hot-path reader agree on messages that are sound, odd and malformed', () => {
  const options = { types: ['UPDATE'] as const };
  const cases = fc.oneof<fc.Arbitrary<{ octets: Uint8Array; context: WireContext }>[]>(
    arbitraryValidCase(options),
    arbitraryEdgeCase(options),
    arbitraryMalformedCase(options),
    arbitraryMutatedCase(options),
  );
  fc.assert(
    fc.property(cases, ({ context, octets }) => expectAgreement(octets, context)),
    bounded,
  );
});

test('cut at any position, a stream of messages gives each of them once it is whole', () => {
  fc.assert(
    fc.property(
      fc.array(arbitraryValidCase(), { minLength: 1, maxLength: 3 }),
      fc.array(fc.nat({ max: 600 }), { maxLength: 6 }),
      (cases, cuts) => {
        const stream = Uint8Array.from(cases.flatMap(({ octets }) => [...octets]));
        const places = [0, ...cuts.map((cut) => cut % stream.length), stream.length].toSorted(
          (a, b) => a - b,
        );
        const chunks = places.slice(1).map((end, index) => stream.subarray(places[index], end));
        expect(framed(chunks)).toEqual(cases.map(({ octets }) => octets));
      },
    ),
    bounded,
  );
});

test('cut at every position, no part of a message is a message, and none makes the decoder throw', () => {
  fc.assert(
    fc.property(arbitraryValidCase(), ({ context, octets }) => {
      for (let end = 0; end < octets.length; end += 1) {
        const part = octets.slice(0, end);
        expect(framed([part])).toEqual([]);
        if (end < 19) continue;
        // With the length told as it is, so that the cut is met behind the header.
        part.set([end >> 8, end & 255], 16);
        expect(() => decodeMessage(part, context)).not.toThrow();
      }
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

function framed(chunks: readonly Uint8Array[]): Uint8Array[] {
  const framer = new MessageFramer();
  framer.messageOctetsMax = 65_535;
  const messages: Uint8Array[] = [];
  for (const chunk of chunks) {
    framer.push(chunk);
    for (let next = framer.next(); next !== undefined; next = framer.next()) {
      if (next.kind === 'fault') throw new Error(next.fault.detail);
      messages.push(next.octets.slice());
    }
  }
  return messages;
}

function expectAgreement(octets: Uint8Array, context: WireContext): void {
  const result = decodeMessage(octets, context);
  if ('fault' in result || result.message.type !== 'UPDATE') return;
  const { message, faults } = result;
  reader.open(octets, context);
  expect(decodeAttributeBlock(reader.attributeBlock, context).attributes).toEqual(message.attributes);
  expect(visited((visitor) => reader.forEachReachable(visitor))).toEqual(
    listed(message.nlri, message.reachable?.nlri, message.reachable),
  );
  expect(visited((visitor) => reader.forEachWithdrawn(visitor))).toEqual(
    listed(message.withdrawn, message.unreachable?.nlri, message.unreachable),
  );
  expect(faults.length).toBeGreaterThanOrEqual(reader.faults.length);
}

/** What a visit gives, as text. */
function visited(visit: (visitor: NlriVisitor) => void): string[] {
  const seen: string[] = [];
  visit((family, octets, offset, bitLength, pathIdentifier) => {
    seen.push(`${formatPrefixOctets(family.name, octets, offset, bitLength)} ${pathIdentifier}`);
  });
  return seen;
}

/** The prefixes of routed families, which alone the reader visits. */
function listed(
  classic: readonly Nlri[],
  multiprotocol: readonly Nlri[] = [],
  { safi = 1 }: { readonly safi?: number } = {},
): string[] {
  const routed = safi === 1 ? multiprotocol : [];
  return [...classic, ...routed].map(({ prefix, pathIdentifier }) => `${prefix} ${pathIdentifier ?? 0}`);
}
