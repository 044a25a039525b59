import {
  type CapturedMessage,
  type CaptureFault,
  MrtReader,
  type MrtRecord,
  PacketCaptureReader,
} from '@bgpeer/capture';

/** What was in a file, and what was wrong with it. */
export interface ReadFile<Item> {
  readonly items: readonly Item[];
  readonly faults: readonly CaptureFault[];
}

/** Every record of an MRT file. */
export function readMrt(octets: Uint8Array): ReadFile<MrtRecord> {
  const reader = new MrtReader();
  reader.push(octets);
  const taken = takeAll(reader);
  const cut = reader.end();
  return cut === undefined ? taken : { ...taken, faults: [...taken.faults, cut] };
}

/** Every BGP message of a pcap or pcapng file. */
export function readPackets(octets: Uint8Array): ReadFile<CapturedMessage> {
  const reader = new PacketCaptureReader({ format: octets[0] === 0x0a ? 'pcapng' : 'pcap' });
  reader.push(octets);
  const taken = takeAll(reader);
  reader.end();
  const left = takeAll(reader);
  return { items: [...taken.items, ...left.items], faults: [...taken.faults, ...left.faults] };
}

function takeAll<Item extends object>(reader: { next(): Item | CaptureFault | undefined }): ReadFile<Item> {
  const items: Item[] = [];
  const faults: CaptureFault[] = [];
  for (let item = reader.next(); item !== undefined; item = reader.next()) {
    if (isFault(item)) faults.push(item);
    else items.push(item);
  }
  return { items, faults };
}

function isFault(item: object): item is CaptureFault {
  return 'kind' in item && item.kind === 'fault';
}
