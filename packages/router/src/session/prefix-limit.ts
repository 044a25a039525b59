import { ceaseSubcode, type FamilyName, familyOf, notificationCode } from '@bgpeer/bgp-wire';
import { endsForGood } from '../cease.ts';
import type { PrefixLimitConfiguration } from '../configuration.ts';
import type { Peer } from '../peer.ts';
import { emitEvent, type RouterState } from '../router-state.ts';

/**
 * Holds a peer to its prefix limits (`neighbor X maximum-prefix N`): one that advertises more is told so and closed with
 * Cease / Maximum Number of Prefixes Reached and the family and limit as data (RFC 4486, section 4). As in FRR, what
 * import turned away does not count.
 */
export function holdToPrefixLimit(peer: Peer, state: RouterState): void {
  for (const family of peer.sources.keys()) {
    const limit = peer.settings.families[family]!.prefixLimit;
    if (limit === undefined) continue;
    const prefixCount = prefixCountOf(peer, family, state);
    tellOfThreshold(peer, family, prefixCount, limit, state);
    const { prefixCountMax, warningOnly } = limit;
    if (prefixCount <= prefixCountMax || peer.prefixLimitTold.has(family)) continue;
    peer.prefixLimitTold.add(family);
    const closed = !warningOnly;
    emitEvent(state, { name: 'prefix-limit', peer: peer.address, family, prefixCountMax, closed });
    if (closed) closeForPrefixLimit(peer, family, limit, state);
  }
}

/** The time that the limit keeps a peer away is over (`maximum-prefix N restart MINUTES`). */
export function restartAfterPrefixLimit(peer: Peer, state: RouterState): void {
  if (peer.prefixLimitRestartAt === undefined || peer.prefixLimitRestartAt > state.now) return;
  peer.prefixLimitReached = false;
  peer.prefixLimitRestartAt = undefined;
  if (peer.mayStart) peer.session.handleInput({ type: 'start', manual: true }, state.now);
}

/** With what is about to be advertised again (RFC 7313): it is the peer's as much as the rest. */
function prefixCountOf(peer: Peer, family: FamilyName, state: RouterState): number {
  const { sources } = state.ribs.get(family)!;
  const refreshing = peer.refreshingSources.get(family);
  return (
    sources.eligibleCount(peer.sources.get(family)!) +
    (refreshing === undefined ? 0 : sources.eligibleCount(refreshing))
  );
}

/** Once a session. */
function tellOfThreshold(
  peer: Peer,
  family: FamilyName,
  prefixCount: number,
  { prefixCountMax, thresholdPercent }: PrefixLimitConfiguration,
  state: RouterState,
): void {
  if (prefixCount * 100 <= prefixCountMax * thresholdPercent) return;
  if (prefixCount > prefixCountMax || peer.prefixThresholdTold.has(family)) return;
  peer.prefixThresholdTold.add(family);
  emitEvent(state, {
    name: 'prefix-limit-near',
    peer: peer.address,
    family,
    prefixCount,
    prefixCountMax,
    thresholdPercent,
  });
}

function closeForPrefixLimit(
  peer: Peer,
  family: FamilyName,
  { prefixCountMax, restartMinutes }: PrefixLimitConfiguration,
  state: RouterState,
): void {
  const { afi, safi } = familyOf(family);
  const data = new Uint8Array(7);
  new DataView(data.buffer).setUint16(0, afi);
  data[2] = safi;
  new DataView(data.buffer).setUint32(3, prefixCountMax);
  const notification = {
    code: notificationCode.cease,
    subcode: ceaseSubcode.maximumNumberOfPrefixesReached,
    data,
  };
  peer.prefixLimitReached = true;
  if (restartMinutes !== undefined) peer.prefixLimitRestartAt = state.now + restartMinutes * 60_000;
  const detail = `the peer advertised more than ${prefixCountMax} ${family} prefixes (maximum-prefix)`;
  peer.session.handleInput(
    { type: 'stop', manual: true, notification, detail, hardReset: endsForGood(notification) },
    state.now,
  );
}
