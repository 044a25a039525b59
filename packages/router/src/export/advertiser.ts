import { encodeEndOfRib, encodeMessage, type FamilyName, familyOf } from '@bgpeer/bgp-wire';
import type { Instant } from '@bgpeer/fsm';
import type { PrefixId } from '@bgpeer/rib';
import type { Peer } from '../peer.ts';
import { routeRefreshSubtypes } from '../route-refresh-subtypes.ts';
import { emitEvent, type RouterState } from '../router-state.ts';
import { isAdvertisingDeferred } from '../session/own-restart.ts';
import { ownNextHop } from './export-next-hop.ts';
import type { UpdateGroup } from './update-group.ts';
import { UpdateGroups } from './update-groups.ts';

/** Sees to it that every peer is sent what is selected: groups of peers, and the work of sending in slices. */
export class Advertiser {
  readonly #state: RouterState;
  readonly #groups: UpdateGroups;
  /** Peers whose settings changed since the last slice. */
  readonly #changed = new Set<Peer>();

  constructor(state: RouterState) {
    this.#state = state;
    this.#groups = new UpdateGroups(state);
  }

  /** A session came up: its peer joins a group for each of these families. */
  sessionUp(peer: Peer, families: readonly FamilyName[]): void {
    for (const family of families) {
      peer.endOfRibDue.set(family, 'initial');
      const group = this.#groups.groupFor(peer, family);
      if (ownNextHop(group.options) === undefined) {
        emitEvent(this.#state, { name: 'next-hop-missing', peer: peer.address, family });
      }
      peer.updateGroups.set(family, group);
      group.join(peer);
    }
  }

  sessionDown(peer: Peer): void {
    for (const group of peer.updateGroups.values()) group.leave(peer);
    this.#groups.disposeEmpty();
    peer.updateGroups.clear();
    peer.endOfRibDue.clear();
    this.#changed.delete(peer);
  }

  /**
   * What the peer is configured with, or a policy, or what all peers are sent by, may have changed while its session is up:
   * it will be sent what differs from what it was sent. Costs next to nothing when nothing that is sent hangs on the change.
   */
  settingsChanged(peer: Peer): void {
    if (peer.negotiated !== undefined) this.#changed.add(peer);
  }

  /** Sends the peer its Adj-RIB-Out once more, between markers where they were agreed on (RFC 2918; RFC 7313, section 4). */
  refresh(peer: Peer, family: FamilyName): void {
    if (!peer.negotiatedFamilies.includes(family) || isAdvertisingDeferred(this.#state, family)) return;
    if (!peer.endOfRibDue.has(family)) {
      peer.endOfRibDue.set(family, 'refresh');
      if (hasEnhancedRouteRefresh(peer)) this.#sendRouteRefresh(peer, family, routeRefreshSubtypes.beginning);
    }
    const group = peer.updateGroups.get(family);
    group?.adjRibOut.restart(peer.number);
  }

  /** The selection of a prefix changed, or whether an aggregate suppresses it. */
  update(family: FamilyName, prefix: PrefixId): void {
    for (const group of this.#groups.ofFamily(family)) group.update(prefix);
  }

  /**
   * Prefixes were decided.
   *
   * @param prefixes of which some route changed
   * @param changed those of them, in the same order, of which the selection changed
   */
  decided(family: FamilyName, prefixes: Int32Array, changed: Int32Array): void {
    const groups = [...this.#groups.ofFamily(family)];
    for (const prefix of changed) for (const group of groups) group.update(prefix);
    const attentive = groups.filter(({ routes }) => routes.looksBeyondSelection);
    if (attentive.length === 0) return;
    let place = 0;
    for (const prefix of prefixes) {
      if (prefix === changed[place]) place += 1;
      else for (const group of attentive) group.update(prefix);
    }
  }

  hasWork(): boolean {
    if (this.#changed.size > 0) return true;
    for (const group of this.#groups.all()) if (group.hasWork(this.#state.now)) return true;
    return false;
  }

  nextTimeout(): Instant | undefined {
    let earliest: Instant | undefined;
    for (const group of this.#groups.all()) {
      const instant = group.nextTimeout();
      if (instant !== undefined && (earliest === undefined || instant < earliest)) earliest = instant;
    }
    return earliest;
  }

  runSlice(placeCountMax: number): void {
    // Nobody is sent anything by settings that hold no more; a move costs time by the size of the table.
    if (this.#moveChanged()) return;
    for (const group of [...this.#groups.all()]) {
      group.runSlice(placeCountMax, this.#state.now, (peer) => this.#allSent(peer, group.options.family));
    }
  }

  /** Octets held by the Adj-RIBs-Out of a family. */
  octetCount(family: FamilyName): number {
    let octets = 0;
    for (const { routes } of this.#groups.ofFamily(family)) octets += routes.octetCount;
    return octets;
  }

  /** No group of the family has anything to do with the prefix. */
  isUnused(family: FamilyName, prefix: PrefixId): boolean {
    for (const { routes } of this.#groups.ofFamily(family)) if (!routes.isUnused(prefix)) return false;
    return true;
  }

  forget(family: FamilyName, prefix: PrefixId): void {
    for (const { routes } of this.#groups.ofFamily(family)) routes.forget(prefix);
  }

  /** Some of the peers whose options are others now go over to the group of those; whether there were any. */
  #moveChanged(): boolean {
    for (const peer of this.#changed) {
      for (const [family, group] of peer.updateGroups) {
        const next = this.#groups.groupFor(peer, family);
        if (next === group) continue;
        this.#move(this.#companions(peer, group, next), next);
        return true;
      }
      this.#changed.delete(peer);
      if (this.#changed.size === 0) this.#groups.disposeEmpty();
    }
    return false;
  }

  /** The peers that were sent the same as this one, and are to be sent the same again: they move as one. */
  #companions(peer: Peer, group: UpdateGroup<Peer>, next: UpdateGroup<Peer>): readonly Peer[] {
    const { members } = group.adjRibOut.subgroupOf(peer.number);
    return [...this.#changed].filter(
      (other) => members.has(other.number) && this.#groups.groupFor(other, next.options.family) === next,
    );
  }

  #move(peers: readonly Peer[], next: UpdateGroup<Peer>): void {
    const { family } = next.options;
    const before = peers[0].updateGroups.get(family)!;
    next.joinFrom(before, peers);
    for (const peer of peers) peer.updateGroups.set(family, next);
    this.#groups.disposeIfEmpty(before);
  }

  /** The peer has everything there is now: what was due at this point is said (RFC 4724, section 2). */
  #allSent(peer: Peer, family: FamilyName): void {
    const due = peer.endOfRibDue.get(family);
    peer.endOfRibDue.delete(family);
    if (due === 'refresh' && hasEnhancedRouteRefresh(peer))
      this.#sendRouteRefresh(peer, family, routeRefreshSubtypes.end);
    const mode = peer.settings.gracefulRestartMode ?? this.#state.configuration.gracefulRestart.mode;
    if (due !== 'initial' || mode === 'disabled') return;
    const octets = encodeEndOfRib(family);
    peer.session.handleInput({ type: 'send', kind: 'update', messageCount: 1, octets }, this.#state.now);
    peer.endOfRibSent.add(family);
    emitEvent(this.#state, { name: 'end-of-rib-sent', peer: peer.address, family });
  }

  #sendRouteRefresh(peer: Peer, family: FamilyName, subtype: number): void {
    const { afi, safi } = familyOf(family);
    const octets = encodeMessage({ type: 'ROUTE-REFRESH', afi, safi, subtype }, peer.negotiated!.send);
    peer.session.handleInput(
      { type: 'send', kind: 'routeRefresh', messageCount: 1, octets },
      this.#state.now,
    );
  }
}

function hasEnhancedRouteRefresh(peer: Peer): boolean {
  return peer.negotiated!.receivedOpen.capabilities.some(({ name }) => name === 'enhanced-route-refresh');
}
