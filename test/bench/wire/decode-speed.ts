import { decodeMessage, MessageFramer, UpdateReader } from '@bgpeer/bgp-wire';
import { median } from '../report.ts';
import { type MessageStream, streamContext } from './message-streams.ts';

/** As much as a socket gives at once. */
const chunkOctetCount = 65_536;
/** A run goes through its stream as often as this takes. */
const runSecondsMin = 0.5;

export type Depth = 'framed' | 'visited' | 'decoded';

/** What one run through a stream found. */
export interface StreamCounts {
  readonly messageCount: number;
  /** 0 where messages are but framed. */
  readonly prefixCount: number;
}

export interface DecodeSpeed {
  readonly messagesPerSecond: number;
  readonly prefixesPerSecond: number;
  readonly octetsPerSecond: number;
}

export interface StreamSpeeds extends StreamCounts {
  readonly title: string;
  readonly octetCount: number;
  readonly speeds: Readonly<Record<Depth, DecodeSpeed>>;
}

/** Goes through a stream in each depth in turn, several times; medians. */
export function measureStream({ title, octets }: MessageStream, runCount: number): StreamSpeeds {
  const counts = goThrough.visited(octets);
  const seconds: Record<Depth, number[]> = { framed: [], visited: [], decoded: [] };
  for (let index = 0; index < runCount; index++) {
    for (const depth of depths) seconds[depth].push(secondsOf(goThrough[depth], octets));
  }
  const speed = (depth: Depth): DecodeSpeed => {
    const each = median(seconds[depth]);
    return {
      messagesPerSecond: counts.messageCount / each,
      prefixesPerSecond: counts.prefixCount / each,
      octetsPerSecond: octets.length / each,
    };
  };
  const speeds = { framed: speed('framed'), visited: speed('visited'), decoded: speed('decoded') };
  return { title, octetCount: octets.length, ...counts, speeds };
}

export const depths: readonly Depth[] = ['framed', 'visited', 'decoded'];

/** Each goes through a whole stream, and counts so that nothing of its work is in vain. */
export const goThrough: Readonly<Record<Depth, (octets: Uint8Array) => StreamCounts>> = {
  framed(octets) {
    return countInMessages(octets, () => 0);
  },
  visited(octets) {
    const reader = new UpdateReader();
    let prefixCount = 0;
    const count = () => {
      prefixCount++;
    };
    return countInMessages(octets, (message) => {
      prefixCount = 0;
      reader.open(message, streamContext);
      reader.forEachWithdrawn(count);
      reader.forEachReachable(count);
      return prefixCount;
    });
  },
  decoded(octets) {
    return countInMessages(octets, (octetsOfMessage) => {
      const decoded = decodeMessage(octetsOfMessage, streamContext);
      if (!('message' in decoded) || decoded.message.type !== 'UPDATE') return 0;
      const { withdrawn, nlri, reachable, unreachable } = decoded.message;
      return withdrawn.length + nlri.length + (reachable?.nlri.length ?? 0) + (unreachable?.nlri.length ?? 0);
    });
  },
};

function countInMessages(octets: Uint8Array, prefixesIn: (message: Uint8Array) => number): StreamCounts {
  const framer = new MessageFramer();
  let messageCount = 0;
  let prefixCount = 0;
  for (let offset = 0; offset < octets.length; offset += chunkOctetCount) {
    framer.push(octets.subarray(offset, offset + chunkOctetCount));
    for (let framed = framer.next(); framed !== undefined; framed = framer.next()) {
      if (framed.kind === 'fault') throw new Error(framed.fault.detail);
      messageCount++;
      prefixCount += prefixesIn(framed.octets);
    }
  }
  return { messageCount, prefixCount };
}

/** Seconds for one time through the stream. */
function secondsOf(go: (octets: Uint8Array) => StreamCounts, octets: Uint8Array): number {
  const before = performance.now();
  let roundCount = 0;
  let elapsedSeconds = 0;
  while (elapsedSeconds < runSecondsMin) {
    go(octets);
    roundCount++;
    elapsedSeconds = (performance.now() - before) / 1000;
  }
  return elapsedSeconds / roundCount;
}
