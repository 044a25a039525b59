import { Bgp4mpSessions, bgpdumpLines, type MrtRecord, type PeerIndexTable } from '@bgpeer/capture';

/** The records of a file as `bgpdump -m` writes them. */
export function bgpdumpTextOf(records: readonly MrtRecord[]): string[] {
  const sessions = new Bgp4mpSessions();
  let peers: PeerIndexTable['peers'] = [];
  return records.flatMap((record) => {
    if (record.kind === 'PEER_INDEX_TABLE') peers = record.peers;
    return bgpdumpLines(record, { peers, sessions });
  });
}
