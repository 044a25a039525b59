import { formatHexadecimal } from '@bgpeer/bgp-wire';
import {
  Bgp4mpSessions,
  bgpdumpMessageSource,
  bgpdumpTableSource,
  type CaptureFault,
  decodeRibAttributes,
  decodeTableDumpAttributes,
  type MrtPeer,
  MrtReader,
  type MrtRecord,
  pathIdentifierOf,
  type RibEntry,
  type RibRecord,
  unknownPeer,
} from '@bgpeer/capture';
import type { DecodeItem, ItemReader, RouteItem } from './decode-item.ts';

/** The items of an MRT file; records that are not about BGP are passed over. */
export class MrtItemReader implements ItemReader {
  readonly #reader = new MrtReader();
  readonly #sessions = new Bgp4mpSessions();
  #peers: readonly MrtPeer[] = [];
  /** Routes of the record at hand that were not given yet. */
  #routes: RibRecord | undefined;
  #routeIndex = 0;
  #cut: CaptureFault | undefined;

  push(chunk: Uint8Array): void {
    this.#reader.push(chunk);
  }

  next(): DecodeItem | CaptureFault | undefined {
    for (;;) {
      if (this.#routes !== undefined && this.#routeIndex < this.#routes.entries.length) {
        return routeItem(this.#routes, this.#routes.entries[this.#routeIndex++], this.#peers);
      }
      const record = this.#reader.next();
      if (record === undefined) break;
      if (record.kind === 'fault') return record;
      const item = this.#itemOf(record);
      if (item !== undefined) return item;
    }
    const cut = this.#cut;
    this.#cut = undefined;
    return cut;
  }

  end(): void {
    this.#cut = this.#reader.end();
  }

  #itemOf(record: MrtRecord): DecodeItem | undefined {
    switch (record.kind) {
      case 'PEER_INDEX_TABLE':
        this.#peers = record.peers;
        return { ...record, kind: 'peers' };
      case 'RIB':
        this.#routes = record;
        this.#routeIndex = 0;
        return undefined;
      case 'TABLE_DUMP': {
        const { offset, time, prefix, originatedTimeSeconds, peerAddress, peerAsNumber } = record;
        const peer = { address: peerAddress, asNumber: peerAsNumber };
        const family = { afi: prefix.includes(':') ? 2 : 1, safi: 1 };
        const decoded = decodeTableDumpAttributes(record);
        return {
          kind: 'route',
          offset,
          time,
          peer,
          prefix,
          family,
          originatedTimeSeconds,
          decoded,
          bgpdump: bgpdumpTableSource(record, peer),
        };
      }
      case 'BGP4MP_MESSAGE': {
        const { offset, time, isLocal, message } = record;
        const [peer, local] = [{ address: record.peerAddress }, { address: record.localAddress }];
        return {
          kind: 'message',
          offset,
          time,
          from: isLocal ? local : peer,
          to: isLocal ? peer : local,
          octets: message,
          bgpdump: bgpdumpMessageSource(record),
          ...this.#sessions.interpret(record),
        };
      }
      case 'BGP4MP_STATE_CHANGE':
        return { kind: 'state', offset: record.offset, record };
      case 'GEO_PEER_TABLE':
      case 'other':
        return undefined;
    }
  }
}

function routeItem(record: RibRecord, entry: RibEntry, peers: readonly MrtPeer[]): RouteItem {
  const { offset, time, prefix, afi, safi, nlri } = record;
  const pathIdentifier = pathIdentifierOf(record, entry);
  const peer = peers[entry.peerIndex] ?? unknownPeer;
  return {
    kind: 'route',
    offset,
    time,
    peer,
    prefix,
    ...(prefix === undefined && { nlri: formatHexadecimal(nlri) }),
    family: { afi, safi },
    ...(pathIdentifier !== undefined && { pathIdentifier }),
    originatedTimeSeconds: entry.originatedTimeSeconds,
    decoded: decodeRibAttributes(record, entry),
    bgpdump: bgpdumpTableSource(record, peer),
  };
}
