import {
  type AfiSafi,
  decodeAttributeBlock,
  decodeMessage,
  type FramedMessage,
  familyByCodes,
  formatHexadecimal,
  formatPrefixOctets,
  MessageFramer,
  messageOctetsMaxClassic,
  messageOctetsMaxExtended,
  type Nlri,
  type NlriLists,
  type NlriVisitor,
  UpdateReader,
  type WireContext,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  arbitraryEdgeCase,
  arbitraryMalformedCase,
  arbitraryMutatedCase,
  arbitraryValidCase,
  timeBounded,
} from '../src/index.ts';

interface AnyCase {
  readonly context: WireContext;
  readonly octets: Uint8Array;
}

const kinds: readonly [string, fc.Arbitrary<AnyCase>][] = [
  ['valid', arbitraryValidCase()],
  ['odd', arbitraryEdgeCase()],
  ['malformed', arbitraryMalformedCase()],
  ['mutated', arbitraryMutatedCase()],
];

describe.each(kinds)('%s messages', (_kind, cases) => {
  test('come out of the framer the same, wherever the stream is cut', () => {
    fc.assert(
      fc.property(cases, fc.nat({ max: 65_535 }), ({ octets, context }, place) => {
        const whole = framed([octets], context);
        // Long messages are cut at one place, short ones at every place.
        const cuts = octets.length > 200 ? [place % octets.length] : octets.keys();
        for (const cut of cuts)
          expect(framed([octets.subarray(0, cut), octets.subarray(cut)], context)).toEqual(whole);
      }),
      timeBounded(process.env),
    );
  });

  test('may end anywhere, and something is said of what is left', () => {
    fc.assert(
      fc.property(cases, ({ octets, context }) => {
        for (let octetCount = 19; octetCount < Math.min(octets.length, 200); octetCount += 1) {
          const cut = octets.slice(0, octetCount);
          cut[16] = octetCount >> 8;
          cut[17] = octetCount;
          const decoded = decodeMessage(cut, context);
          expect('message' in decoded || decoded.fault.detail.length > 10).toBe(true);
        }
      }),
      timeBounded(process.env),
    );
  });

  test('have the same attributes and prefixes for the object decoder and for the visitor of the hot path', () => {
    const reader = new UpdateReader();
    fc.assert(
      fc.property(cases, ({ octets, context }) => {
        const decoded = decodeMessage(octets, context);
        if (!('message' in decoded) || decoded.message.type !== 'UPDATE') return;
        const { message } = decoded;
        reader.open(octets, context);
        expect(visited((visitor) => reader.forEachReachable(visitor))).toEqual(
          routed(message.nlri, message.reachable),
        );
        expect(visited((visitor) => reader.forEachWithdrawn(visitor))).toEqual(
          routed(message.withdrawn, message.unreachable),
        );
        // NEXT_HOP beside NLRI that are but octets is for the object decoder to leave out.
        if (decoded.faults.length === 0 && message.reachable?.octets === undefined)
          expect(decodeAttributeBlock(reader.attributeBlock, context).attributes).toEqual(message.attributes);
      }),
      timeBounded(process.env),
    );
  });
});

function framed(chunks: readonly Uint8Array[], context: WireContext): string[] {
  const framer = new MessageFramer();
  framer.messageOctetsMax = context.extendedMessages ? messageOctetsMaxExtended : messageOctetsMaxClassic;
  return chunks.flatMap((chunk) => {
    framer.push(chunk);
    const seen: string[] = [];
    for (let next = framer.next(); next !== undefined; next = framer.next()) seen.push(textOf(next));
    return seen;
  });
}

/** The views of a message are valid until the next push only. */
function textOf(next: FramedMessage): string {
  return next.kind === 'message' ? formatHexadecimal(next.octets) : next.fault.detail;
}

/** The prefixes of the families that the visitor is for. */
function routed(classic: readonly Nlri[], multiprotocol?: AfiSafi & NlriLists): [string, number][] {
  const isRouted = multiprotocol !== undefined && familyByCodes(multiprotocol.afi, multiprotocol.safi);
  return [...classic, ...(isRouted ? multiprotocol.nlri : [])].map(({ prefix, pathIdentifier = 0 }) => [
    prefix,
    pathIdentifier,
  ]);
}

function visited(visit: (visitor: NlriVisitor) => void): [string, number][] {
  const prefixes: [string, number][] = [];
  visit((family, octets, offset, bitLength, pathIdentifier) => {
    prefixes.push([formatPrefixOctets(family.name, octets, offset, bitLength), pathIdentifier]);
  });
  return prefixes;
}
