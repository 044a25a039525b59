import type { CaptureFault } from '@bgpeer/capture';
import type { DecodeItem } from '../decode/decode-item.ts';
import { readItems } from '../decode/read-items.ts';
import type { DialledSession } from './dialled-session.ts';
import type { Injection } from './injection.ts';
import { type Pace, RecordedPace } from './pace.ts';
import type { WrittenUpdates } from './update-writer.ts';

export interface InjectItemsOptions {
  readonly session: DialledSession;
  readonly injection: Injection;
  /** Only what this address sent. */
  readonly from: string | undefined;
  readonly pace: Pace;
  readonly interruption: AbortSignal;
}

/** Sends what the chunks hold, until their end, an interruption or the end of the session. Resolves with their faults. */
export async function injectItems(
  chunks: AsyncIterable<Uint8Array>,
  { session, injection, from, pace, interruption }: InjectItemsOptions,
): Promise<CaptureFault[]> {
  const faults: CaptureFault[] = [];
  const recorded = pace === 'recorded' ? new RecordedPace(interruption) : undefined;
  const choose = routeChooser(from);
  const send = async ({ octets, messageCount }: WrittenUpdates) =>
    messageCount === 0 || (await session.send(octets, messageCount));
  for await (const items of readItems(chunks)) {
    for (const item of items) {
      if (item.kind === 'fault') faults.push(item);
      else if (item.kind === 'route' && choose(item)) injection.addRoute(item);
      else if (item.kind === 'message' && (from === undefined || item.from?.address === from)) {
        if (recorded !== undefined && item.time !== undefined) await recorded.until(item.time);
        injection.addMessage(item);
        if (recorded !== undefined && !(await send(injection.take()))) return faults;
      }
      if (interruption.aborted) return faults;
    }
    if (!(await send(injection.take()))) return faults;
  }
  await send(injection.finish());
  await session.flush();
  return faults;
}

/** Of the routes to a prefix, which a table has one after the other, the one to be sent. */
function routeChooser(from: string | undefined): (route: Extract<DecodeItem, { kind: 'route' }>) => boolean {
  let lastPrefix: string | undefined;
  return ({ prefix, peer }) => {
    if (from !== undefined) return peer.address === from;
    const isFirst = prefix === undefined || prefix !== lastPrefix;
    lastPrefix = prefix;
    return isFirst;
  };
}
