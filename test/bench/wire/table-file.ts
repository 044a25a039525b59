import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { encodeMrtRecord, MrtReader, type PeerIndexTable, type RibRecord } from '@bgpeer/capture';

const corpora = join(import.meta.dirname, '../../../../shared/corpora');
/** Part of a table of RouteViews: 270,005 routes of 47 peers. */
const tablePath = 'mrt-pyasn/rib.20140523.0600.part.gz';
/** The table's prefixes are below 16.0.0.0: so much further on, each repetition has prefixes of its own. */
const firstOctetStep = 16;

/** Octets of a file of the corpora, unpacked. */
export function corpusOctets(path: string): Uint8Array {
  return gunzipSync(readFileSync(join(corpora, path)));
}

/**
 * Writes an MRT TABLE_DUMP_V2 file of just so many routes, plain and packed: the records of a real table, then the same
 * records under new prefixes and sequence numbers as often as it takes.
 */
export function writeTableFiles(folder: string, routeCount: number): { plain: string; packed: string } {
  const [plain, packed] = ['table.mrt', 'table.mrt.gz'].map((name) => join(folder, name));
  const octets = tableOctets(corpusOctets(tablePath), routeCount);
  writeFileSync(plain, octets);
  writeFileSync(packed, gzipSync(octets));
  return { plain, packed };
}

/** The octets of such a file, made from those of a table. */
export function tableOctets(octets: Uint8Array, routeCount: number): Uint8Array {
  const { peers, ribs } = readTable(octets);
  const pieces = [encodeMrtRecord(peers)];
  let missing = routeCount;
  for (let round = 0; missing > 0; round++) {
    for (const rib of round === 0 ? ribs : ribs.filter(hasWholeFirstOctet)) {
      if (missing === 0) break;
      const entries = rib.entries.slice(0, missing);
      missing -= entries.length;
      const nlri = movedNlri(rib.nlri, round * firstOctetStep);
      pieces.push(encodeMrtRecord({ ...rib, sequenceNumber: pieces.length - 1, nlri, entries }));
    }
  }
  return Buffer.concat(pieces);
}

function readTable(octets: Uint8Array): { peers: PeerIndexTable; ribs: RibRecord[] } {
  const reader = new MrtReader();
  reader.push(octets);
  let peers: PeerIndexTable | undefined;
  const ribs: RibRecord[] = [];
  for (let record = reader.next(); record !== undefined; record = reader.next()) {
    if (record.kind === 'PEER_INDEX_TABLE') peers = record;
    else if (record.kind === 'RIB') ribs.push(record);
  }
  if (peers === undefined || !ribs.some(hasWholeFirstOctet)) throw new Error('no table in the MRT file');
  return { peers, ribs };
}

/** A shorter prefix cannot be moved to where no other is. */
function hasWholeFirstOctet({ nlri }: RibRecord): boolean {
  return nlri[0] >= 8;
}

function movedNlri(nlri: Uint8Array, by: number): Uint8Array {
  if (by === 0) return nlri;
  const moved = nlri.slice();
  moved[1] += by;
  return moved;
}
