import { encodeEndOfRib, encodeMessage, type FamilyName, familyOf } from '@bgpeer/bgp-wire';
import type { Instant } from '@bgpeer/fsm';
import { directionVerdict } from '@bgpeer/policy';
import type { PrefixId } from '@bgpeer/rib';
import type { Peer } from '../peer.ts';
import { routeRefreshSubtypes } from '../route-refresh-subtypes.ts';
import { emitEvent, type RouterState } from '../router-state.ts';
import { isAdvertisingDeferred } from '../session/own-restart.ts';
import { ownNextHop } from './export-next-hop.ts';
import type { ExportOptions } from './export-options.ts';
import { exportOptionsOf } from './peer-export-options.ts';
import { UpdateGroup } from './update-group.ts';

/** Sees to it that every peer is sent what is selected: groups of peers, and the work of sending in slices. */
export class Advertiser {
  readonly #state: RouterState;
  readonly #groups = new Map<string, UpdateGroup<Peer>>();
  #groupNumber = 0;

  constructor(state: RouterState) {
    this.#state = state;
  }

  /** A session came up: its peer joins a group for each of these families. */
  sessionUp(peer: Peer, families: readonly FamilyName[]): void {
    for (const family of families) {
      peer.endOfRibDue.set(family, 'initial');
      if (!this.#mayExport(peer, family)) {
        this.#allSent(peer, family);
        continue;
      }
      const options = exportOptionsOf(peer, family, this.#state);
      if (ownNextHop(options) === undefined) {
        emitEvent(this.#state, { name: 'next-hop-missing', peer: peer.address, family });
      }
      const group = this.#groupFor(options);
      peer.updateGroups.set(family, group);
      group.join(peer);
    }
  }

  sessionDown(peer: Peer): void {
    for (const group of peer.updateGroups.values()) {
      group.leave(peer);
      if (group.isEmpty) this.#dispose(group);
    }
    peer.updateGroups.clear();
    peer.endOfRibDue.clear();
  }

  /** Sends the peer its Adj-RIB-Out once more, between markers where they were agreed on (RFC 2918; RFC 7313, section 4). */
  refresh(peer: Peer, family: FamilyName): void {
    if (!peer.negotiatedFamilies.includes(family) || isAdvertisingDeferred(this.#state, family)) return;
    if (!peer.endOfRibDue.has(family)) {
      peer.endOfRibDue.set(family, 'refresh');
      if (hasEnhancedRouteRefresh(peer)) this.#sendRouteRefresh(peer, family, routeRefreshSubtypes.beginning);
    }
    const group = peer.updateGroups.get(family);
    if (group === undefined) this.#allSent(peer, family);
    else group.adjRibOut.restart(peer.number);
  }

  /** The selection of a prefix changed. */
  update(family: FamilyName, prefix: PrefixId): void {
    for (const group of this.#groups.values()) if (group.options.family === family) group.update(prefix);
  }

  hasWork(): boolean {
    for (const group of this.#groups.values()) if (group.hasWork()) return true;
    return false;
  }

  nextTimeout(): Instant | undefined {
    let earliest: Instant | undefined;
    for (const group of this.#groups.values()) {
      const instant = group.nextTimeout();
      if (instant !== undefined && (earliest === undefined || instant < earliest)) earliest = instant;
    }
    return earliest;
  }

  runSlice(placeCountMax: number): void {
    for (const group of [...this.#groups.values()]) {
      group.runSlice(placeCountMax, this.#state.now, (peer) => this.#allSent(peer, group.options.family));
    }
  }

  /** Octets held by the Adj-RIBs-Out of a family. */
  octetCount(family: FamilyName): number {
    let octets = 0;
    for (const group of this.#groups.values()) {
      if (group.options.family === family) octets += group.adjRibOut.octetCount;
    }
    return octets;
  }

  /** No group of the family has anything to do with the prefix. */
  isUnused(family: FamilyName, prefix: PrefixId): boolean {
    for (const group of this.#groups.values()) {
      if (group.options.family === family && !group.adjRibOut.isUnused(prefix)) return false;
    }
    return true;
  }

  forget(family: FamilyName, prefix: PrefixId): void {
    for (const group of this.#groups.values())
      if (group.options.family === family) group.adjRibOut.forget(prefix);
  }

  #mayExport(peer: Peer, family: FamilyName): boolean {
    const attached = peer.settings.families[family]?.exportFilters;
    const { ebgpRequiresPolicy } = this.#state.configuration;
    return directionVerdict({ session: peer.negotiated!.session, attached, ebgpRequiresPolicy }).permitted;
  }

  #groupFor(options: ExportOptions): UpdateGroup<Peer> {
    const key = JSON.stringify(options);
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    this.#groupNumber += 1;
    const group = new UpdateGroup<Peer>(this.#groupNumber, options, this.#state.ribs.get(options.family)!);
    this.#groups.set(key, group);
    return group;
  }

  #dispose(group: UpdateGroup<Peer>): void {
    group.dispose();
    this.#groups.delete(JSON.stringify(group.options));
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
