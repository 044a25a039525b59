import { encodeKeepalive, encodeMessage, familyNames, type WireContext } from '@bgpeer/bgp-wire';
import { encodePcapFileHeader, encodePcapRecord, TcpConversation } from '@bgpeer/capture';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPackets } from './read-capture.ts';

const client = { address: '192.0.2.1', port: 40_000 };
const server = { address: '192.0.2.2', port: 179 };
const time = { seconds: 1_700_000_000, nanoseconds: 5 };
const context: WireContext = {
  fourOctetAsNumbers: true,
  extendedMessages: false,
  families: familyNames,
  addPath: [],
  extendedNextHop: [],
  session: 'external',
};

function updateOf(index: number): Uint8Array {
  const prefixes = Array.from({ length: 200 }, (_, second) => ({ prefix: `10.${index}.${second}.0/24` }));
  return encodeMessage({ type: 'UPDATE', withdrawn: prefixes, attributes: {}, nlri: [] }, context);
}

function file(frames: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(
    Buffer.concat([encodePcapFileHeader(), ...frames.map((frame) => encodePcapRecord(time, frame))]),
  );
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(pieces));
}

describe('a made-up conversation', () => {
  it.each([
    [client, server],
    [
      { address: '2001:db8::1', port: 40_000 },
      { address: '2001:db8::2', port: 179 },
    ],
  ])('is read back message by message: %o', (from, to) => {
    const conversation = new TcpConversation(from, to);
    const messages = [updateOf(1), encodeKeepalive(), updateOf(2)];
    const frames = [
      ...conversation.open(),
      ...conversation.send('client', join(messages)),
      ...conversation.send('server', encodeKeepalive()),
      ...conversation.close('server'),
    ];
    const read = readPackets(file(frames));
    expect(read.faults).toEqual([]);
    expect(read.messages.map(({ octets }) => octets)).toEqual([...messages, encodeKeepalive()]);
    expect(read.messages.map((message) => message.from)).toEqual([from, from, from, to]);
    expect(read.messages.every((message) => message.time.nanoseconds === 5)).toBe(true);
  });
});

describe('TCP put together', () => {
  /** Frames of six messages in small segments, the handshake apart. */
  function segments() {
    const conversation = new TcpConversation(client, server);
    const messages = Array.from({ length: 6 }, (_, index) => updateOf(index));
    const stream = join(messages);
    const frames: Uint8Array[] = [];
    const open = conversation.open();
    for (let at = 0; at < stream.length; at += 300) {
      frames.push(...conversation.send('client', stream.subarray(at, at + 300)));
    }
    return { open, frames, messages };
  }

  it('takes segments in any order, repeated as often as they like', () => {
    const { open, frames, messages } = segments();
    const order = fc
      .shuffledSubarray(
        frames.map((_, index) => index),
        { minLength: frames.length },
      )
      .chain((all) =>
        fc.array(fc.nat(frames.length - 1), { maxLength: 8 }).map((again) => [...all, ...again]),
      );
    fc.assert(
      fc.property(order, (places) => {
        const read = readPackets(file([...open, ...places.map((place) => frames[place])]));
        expect(read.faults).toEqual([]);
        expect(read.messages.map(({ octets }) => octets)).toEqual(messages);
      }),
      { numRuns: 50 },
    );
  });

  it('takes segments that overlap', () => {
    const stream = join([updateOf(1), updateOf(2)]);
    const cuts = fc.array(fc.tuple(fc.nat(stream.length - 1), fc.integer({ min: 1, max: 700 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(cuts, (pieces) => {
        const open = new TcpConversation(client, server).open();
        const frames = [...pieces, [0, stream.length] as const].flatMap(([start, octetCount]) => {
          // Everything before is sent unseen, so that the sequence numbers are those of the place.
          const conversation = new TcpConversation(client, server);
          conversation.open();
          conversation.send('client', stream.subarray(0, start));
          return conversation.send('client', stream.subarray(start, start + octetCount));
        });
        const read = readPackets(file([...open, ...frames]));
        expect(read.faults).toEqual([]);
        expect(read.messages.map(({ octets }) => octets)).toEqual([updateOf(1), updateOf(2)]);
      }),
      { numRuns: 50 },
    );
  });

  it('says what was not captured and goes on at the next marker', () => {
    const { open, frames, messages } = segments();
    const read = readPackets(file([...open, ...frames.filter((_, index) => index !== 4)]));
    expect(read.faults).toMatchObject([
      { detail: expect.stringContaining('300 octets of the stream were not captured') },
    ]);
    expect(read.messages.map(({ octets }) => octets)).toEqual(messages.filter((_, index) => index !== 1));
  });

  it('begins in the middle of a session without complaint', () => {
    const { frames, messages } = segments();
    const read = readPackets(file(frames.slice(1)));
    expect(read.faults).toEqual([]);
    expect(read.messages.map(({ octets }) => octets)).toEqual(messages.slice(1));
  });

  it('tells a new connection between the same ends from a repetition', () => {
    const one = segments();
    const conversation = new TcpConversation(client, server);
    const frames = [
      ...one.open,
      ...one.open,
      ...one.frames,
      ...conversation.close('client'),
      ...one.open,
      ...one.frames,
    ];
    expect(readPackets(file(frames)).messages).toHaveLength(one.messages.length * 2);
  });
});
