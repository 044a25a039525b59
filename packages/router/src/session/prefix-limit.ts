import { ceaseSubcode, type FamilyName, familyOf, notificationCode } from '@bgpeer/bgp-wire';
import type { Peer } from '../peer.ts';
import { emitEvent, type RouterState } from '../router-state.ts';

/**
 * Holds a peer to its prefix limits (`neighbor X maximum-prefix N`): one that advertises more is told so and closed with
 * Cease / Maximum Number of Prefixes Reached and the family and limit as data (RFC 4486, section 4).
 */
export function holdToPrefixLimit(peer: Peer, state: RouterState): void {
  for (const [family, source] of peer.sources) {
    const limit = peer.settings.families[family]!.prefixLimit;
    if (limit === undefined || peer.prefixLimitTold.has(family)) continue;
    const { prefixCountMax, warningOnly } = limit;
    if (state.ribs.get(family)!.sources.routeCount(source) <= prefixCountMax) continue;
    peer.prefixLimitTold.add(family);
    const closed = !warningOnly;
    emitEvent(state, { name: 'prefix-limit', peer: peer.address, family, prefixCountMax, closed });
    if (closed) closeForPrefixLimit(peer, family, prefixCountMax, state);
  }
}

function closeForPrefixLimit(
  peer: Peer,
  family: FamilyName,
  prefixCountMax: number,
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
  const detail = `the peer advertised more than ${prefixCountMax} ${family} prefixes (maximum-prefix)`;
  peer.session.handleInput({ type: 'stop', manual: true, notification, detail }, state.now);
}
