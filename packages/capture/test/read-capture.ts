import {
  type CapturedMessage,
  type CaptureFault,
  MrtReader,
  type MrtRecord,
  PacketCaptureReader,
} from '@bgpeer/capture';

interface Reader<Item> {
  push(chunk: Uint8Array): void;
  next(): Item | CaptureFault | undefined;
}

/** Pushes the octets cut at the given places (ascending) and takes everything. */
function readItems<Item>(
  reader: Reader<Item>,
  octets: Uint8Array,
  cuts: readonly number[],
  end: () => CaptureFault | undefined,
) {
  const items: (Item | CaptureFault)[] = [];
  const drain = () => {
    for (let item = reader.next(); item !== undefined; item = reader.next()) items.push(item);
  };
  let start = 0;
  for (const cut of [...cuts, octets.length]) {
    reader.push(octets.slice(start, cut));
    start = cut;
    drain();
  }
  const cut = end();
  if (cut !== undefined) items.push(cut);
  drain();
  return items;
}

function isFault(item: object): item is CaptureFault {
  return 'kind' in item && item.kind === 'fault';
}

/** Everything in an MRT file. */
export function readMrt(octets: Uint8Array, cuts: readonly number[] = []) {
  const reader = new MrtReader();
  const items = readItems<MrtRecord>(reader, octets, cuts, () => reader.end());
  return {
    items,
    records: items.filter((item): item is MrtRecord => !isFault(item)),
    faults: items.filter(isFault),
  };
}

/** Every BGP message in a pcap or pcapng file. */
export function readPackets(octets: Uint8Array, cuts: readonly number[] = []) {
  const reader = new PacketCaptureReader({ format: octets[0] === 0x0a ? 'pcapng' : 'pcap' });
  const items = readItems<CapturedMessage>(reader, octets, cuts, () => {
    reader.end();
    return undefined;
  });
  return {
    items,
    messages: items.filter((item): item is CapturedMessage => !isFault(item)),
    faults: items.filter(isFault),
  };
}
