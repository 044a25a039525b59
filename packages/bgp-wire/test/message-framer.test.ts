import { encodeKeepalive, encodeMessage, type FramedMessage, MessageFramer } from '@bgpeer/bgp-wire';
import { arbitraryMessage } from '@bgpeer/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hexOf, messageAround, octetsOf, wideContext } from './octets.ts';

function drain(framer: MessageFramer): string[] {
  const seen: string[] = [];
  for (let framed = framer.next(); framed !== undefined; framed = framer.next()) seen.push(inWords(framed));
  return seen;
}

function inWords(framed: FramedMessage): string {
  if (framed.kind === 'message') return `${framed.type} ${hexOf(framed.octets)}`;
  const { code, subcode, data } = framed.fault.notification;
  return `fault ${code}/${subcode} ${hexOf(data)}`;
}

/** Feeds the stream in pieces out of one buffer that is overwritten after each, as a driver may do. */
function frame(stream: Uint8Array, cuts: readonly number[], messageOctetsMax = 4096): string[] {
  const framer = new MessageFramer();
  framer.messageOctetsMax = messageOctetsMax;
  const seen: string[] = [];
  const places = [0, ...cuts.filter((cut) => cut <= stream.length).sort((a, b) => a - b), stream.length];
  for (let index = 1; index < places.length; index++) {
    const chunk = stream.slice(places[index - 1], places[index]);
    framer.push(chunk);
    seen.push(...drain(framer));
    chunk.fill(0x55);
  }
  return seen;
}

test('made-up messages survive any cutting', () => {
  const messages = fc.array(arbitraryMessage({ ...wideContext, extendedMessages: true }), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(messages, fc.array(fc.nat(2000), { maxLength: 10 }), (list, cuts) => {
      const encoded = list.map((message) =>
        hexOf(encodeMessage(message, { ...wideContext, extendedMessages: true })),
      );
      const expected = list.map(({ type }, index) => `${type} ${encoded[index]}`);
      expect(frame(octetsOf(encoded.join('')), cuts, 65_535)).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});

test('messages of one chunk are views of it, and stay valid until the next push', () => {
  const framer = new MessageFramer();
  const keepalive = encodeKeepalive();
  const chunk = Uint8Array.of(...keepalive.subarray(5), ...keepalive, ...keepalive.subarray(0, 5));
  framer.push(keepalive.subarray(0, 5));
  expect(drain(framer)).toEqual([]);
  framer.push(chunk);
  const framed = [framer.next(), framer.next()];
  expect(framer.next()).toBeUndefined();
  for (const each of framed) expect(inWords(each!)).toBe(`KEEPALIVE ${hexOf(keepalive)}`);
  expect(framed[1]?.kind === 'message' && framed[1].octets.buffer).toBe(chunk.buffer);
});

test('a push before all was taken loses nothing', () => {
  const framer = new MessageFramer();
  framer.push(encodeKeepalive());
  framer.push(encodeKeepalive().subarray(0, 10));
  framer.push(encodeKeepalive().subarray(10));
  expect(drain(framer).length).toBe(2);
});

describe('faults (RFC 4271, section 6.1)', () => {
  const withLength = (typeCode: number, length: number) => {
    const octets = messageAround(typeCode, '');
    octets[16] = length >> 8;
    octets[17] = length & 0xff;
    return octets;
  };
  test.each([
    ['a marker with another octet', Uint8Array.of(0xfe, ...encodeKeepalive().subarray(1)), 'fault 1/1 '],
    ['a length below the header', withLength(4, 18), 'fault 1/2 0012'],
    ['a length of zero', withLength(2, 0), 'fault 1/2 0000'],
    ['a length above the maximum', withLength(2, 4097), 'fault 1/2 1001'],
    ['a KEEPALIVE with a body', withLength(4, 20), 'fault 1/2 0014'],
    ['a short OPEN', withLength(1, 28), 'fault 1/2 001c'],
    ['a short UPDATE', withLength(2, 22), 'fault 1/2 0016'],
    ['a short NOTIFICATION', withLength(3, 20), 'fault 1/2 0014'],
    ['a short ROUTE-REFRESH', withLength(5, 22), 'fault 1/2 0016'],
    ['an unknown type', withLength(9, 30), 'fault 1/3 09'],
    ['type 0', withLength(0, 19), 'fault 1/3 00'],
  ])('%s', (_, octets, expected) => {
    expect(frame(octets, [])).toEqual([expected]);
    expect(frame(octets, [7])).toEqual([expected]);
    expect(frame(Uint8Array.of(...octets, ...encodeKeepalive()), [])).toEqual([expected]);
  });

  test('an UPDATE may be long once RFC 8654 is agreed on, an OPEN may not', () => {
    const update = Uint8Array.of(...withLength(2, 5000), ...new Uint8Array(5000 - 19));
    expect(frame(update, [19, 4096, 4097], 65_535)).toEqual([`UPDATE ${hexOf(update)}`]);
    expect(frame(withLength(1, 5000), [], 65_535)).toEqual(['fault 1/2 1388']);
  });
});

test('arbitrary octets end in at most one fault', () => {
  const noise = fc
    .array(fc.oneof(fc.constant(encodeKeepalive()), fc.uint8Array({ maxLength: 60 })), { maxLength: 6 })
    .map((parts) => Uint8Array.from(parts.flatMap((part) => [...part])));
  fc.assert(
    fc.property(noise, fc.array(fc.nat(300), { maxLength: 4 }), (stream, cuts) => {
      const seen = frame(stream, cuts);
      expect(seen).toEqual(frame(stream, []));
      const faults = seen.filter((words) => words.startsWith('fault'));
      expect(faults.length).toBeLessThanOrEqual(1);
      if (faults.length === 1) expect(seen.at(-1)).toBe(faults[0]);
    }),
    { numRuns: 500 },
  );
});
