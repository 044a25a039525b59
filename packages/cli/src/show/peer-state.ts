import type { FamilyName } from '@bgpeer/bgp-wire';
import type { MessageCounters } from '@bgpeer/fsm';
import type { PeerFamilyView, PeerView } from '@bgpeer/router';

/** FRR's second opinion on a peer, beside the state of its session. */
export type PeerCondition = 'OK' | 'Policy' | 'Admin' | 'PfxCt' | 'Passive' | 'NSF passive';

/** The session's state as FRR's summary writes it: `Established`, `Idle (Admin)`. */
export function summaryState(peer: PeerView): string {
  if (peer.adminShutdown) return 'Idle (Admin)';
  if (peer.prefixLimitReached && peer.state !== 'Established') return 'Idle (PfxCt)';
  return shownState(peer);
}

/**
 * The session's state as FRR calls it. After a failure the session waits in Idle before it tries again (RFC 4271, section
 * 8.2.2), and takes the peer in at once if that comes; FRR waits in Active, and Idle means to its readers that the peer
 * is shut down.
 */
export function shownState(peer: PeerView): PeerView['state'] {
  const isStopped = peer.adminShutdown || peer.prefixLimitReached;
  return peer.state === 'Idle' && !isStopped ? 'Active' : peer.state;
}

/** FRR's `peerState` of a peer in one family. */
export function peerCondition(peer: PeerView, family: PeerFamilyView): PeerCondition {
  if (peer.adminShutdown) return 'Admin';
  if (peer.prefixLimitReached) return 'PfxCt';
  if (peer.passive) return 'Passive';
  if (isWaitingForRestart(peer)) return 'NSF passive';
  return family.importDenied || family.exportDenied ? 'Policy' : 'OK';
}

/** The peer is away, and its routes are kept until it is back (RFC 4724, section 4.2). */
export function isWaitingForRestart(peer: PeerView): boolean {
  return peer.state !== 'Established' && peer.gracefulRestart.restartDeadline !== undefined;
}

/** FRR's `failed`: no session, or none that carries the family. */
export function hasFailed(peer: PeerView, family: PeerFamilyView): boolean {
  return peer.state !== 'Established' || !family.negotiated;
}

/** The peer's row for a family it is configured with; undefined when it is not. */
export function configuredFamily(peer: PeerView, family: FamilyName): PeerFamilyView | undefined {
  return peer.families.find((row) => row.family === family && row.configured);
}

/** When the peer entered the condition it is in: its session's start, or its end. */
export function upOrDownSince(peer: PeerView): number | undefined {
  return peer.state === 'Established' ? peer.establishedAt : peer.droppedAt;
}

/** All messages of one direction. */
export function messageCount(counters: MessageCounters): number {
  return counters.open + counters.update + counters.notification + counters.keepalive + counters.routeRefresh;
}
