import { ceaseSubcode, familyNames, type IpAddress, type NotificationContent } from '@bgpeer/bgp-wire';
import { compilePolicies } from '@bgpeer/policy';
import { cease, endsForGood } from './cease.ts';
import type { PeerSettings, RouterConfiguration } from './configuration.ts';
import { isEqualData } from './equal-data.ts';
import type { Advertiser } from './export/advertiser.ts';
import type { ImportContexts } from './import/import-contexts.ts';
import type { SourceReimport } from './import/source-reimport.ts';
import type { Underlay } from './next-hops/underlay.ts';
import type { Origination } from './origination/origination.ts';
import type { Peer } from './peer.ts';
import { familyRibOptions, type RouterState } from './router-state.ts';
import { tellOfMissingPolicies } from './session/missing-policy.ts';
import type { PeerDirectory } from './session/peer-directory.ts';
import { holdToPrefixLimit } from './session/prefix-limit.ts';
import type { RestartHelp } from './session/restart-help.ts';
import { resetsEverySession, resetsSession } from './setting-effects.ts';

/** The parts of the router that a new configuration concerns. */
export interface ReconfigurationParts {
  readonly directory: PeerDirectory;
  readonly origination: Origination;
  readonly underlay: Underlay;
  readonly advertiser: Advertiser;
  readonly importContexts: ImportContexts;
  readonly reimport: SourceReimport;
  readonly restartHelp: RestartHelp;
  /** A peer left the configuration and its session was stopped. */
  readonly onRemoved: (peer: Peer) => void;
}

/**
 * Goes over to another configuration and touches only what differs. Sessions end only where their OPENs or connections
 * would be others (`setting-effects.ts`); everything else is made good on the routes, which are kept as they were received.
 */
export class Reconfiguration {
  readonly #state: RouterState;
  readonly #parts: ReconfigurationParts;

  constructor(state: RouterState, parts: ReconfigurationParts) {
    this.#state = state;
    this.#parts = parts;
  }

  apply(next: RouterConfiguration): void {
    const before = this.#state.configuration;
    this.#state.configuration = next;
    if (!isEqualData(before.policies, next.policies)) this.#state.policies = compilePolicies(next.policies);
    this.#applyDecision(before, next);
    this.#parts.origination.configure();
    this.#parts.underlay.configure();
    if (!isEqualData(before.listenRanges, next.listenRanges)) this.#parts.directory.heldOff.releaseAll();
    this.#applyPeers(resetsEverySession(before, next));
    for (const peer of this.#state.peers.values()) this.#applySoftly(peer);
  }

  #applyDecision(before: RouterConfiguration, next: RouterConfiguration): void {
    for (const family of familyNames) {
      if (isEqualData(familyRibOptions(before, family), familyRibOptions(next, family))) continue;
      this.#state.ribs.get(family)!.configure(familyRibOptions(next, family));
      // The interior cost of some hangs on whether AIGP counts.
      this.#state.nextHops.underlayChanged();
    }
  }

  #applyPeers(everySessionIsReset: boolean): void {
    for (const peer of this.#parts.directory.sorted()) {
      const settings = this.#settingsNow(peer.address, peer.dynamicFrom);
      if (settings === undefined)
        this.#remove(peer, cease(ceaseSubcode.peerDeconfigured), 'it is not configured any more');
      else if (everySessionIsReset || this.#isStaticNow(peer) || resetsSession(peer.settings, settings))
        this.#remove(peer, ceaseOf(peer.settings, settings), 'its configuration changed');
      else this.#replaceSettings(peer, settings);
    }
    for (const { address, ...settings } of this.#state.configuration.peers) {
      if (this.#state.peers.has(address)) continue;
      const peer = this.#parts.directory.add(address, settings);
      if (peer.mayStart) peer.session.handleInput({ type: 'start', manual: true }, this.#state.now);
    }
  }

  /** A dynamic peer that is configured by its address now. */
  #isStaticNow({ address, dynamicFrom }: Peer): boolean {
    const { peers } = this.#state.configuration;
    return dynamicFrom !== undefined && peers.some((peer) => peer.address === address);
  }

  #settingsNow(address: IpAddress, dynamicFrom: string | undefined): PeerSettings | undefined {
    const { peers, listenRanges } = this.#state.configuration;
    if (dynamicFrom !== undefined) {
      const range = listenRanges.find(({ prefix }) => prefix === dynamicFrom);
      return range === undefined ? undefined : { ...range.settings, passive: true };
    }
    const configured = peers.find((peer) => peer.address === address);
    if (configured === undefined) return undefined;
    const { address: _, ...settings } = configured;
    return settings;
  }

  #replaceSettings(peer: Peer, settings: PeerSettings): void {
    for (const family of familyNames) {
      const [before, next] = [peer.settings.families[family], settings.families[family]];
      if (isEqualData(before?.prefixLimit, next?.prefixLimit)) continue;
      peer.prefixLimitTold.delete(family);
      peer.prefixThresholdTold.delete(family);
    }
    peer.settings = settings;
    peer.prepareOpen(this.#state.configuration, this.#state.ownRestart);
  }

  /** The session stays; what it brought is imported again, and what it was sent is made right, where that differs. */
  #applySoftly(peer: Peer): void {
    if (peer.lastNegotiated === undefined) return;
    for (const family of this.#parts.importContexts.assign(peer)) this.#parts.reimport.addPeer(peer, family);
    if (peer.negotiated === undefined) return;
    tellOfMissingPolicies(peer, this.#state);
    holdToPrefixLimit(peer, this.#state);
    this.#parts.advertiser.settingsChanged(peer);
  }

  #remove(peer: Peer, notification: NotificationContent, why: string): void {
    const detail = `the peer is let go: ${why}`;
    const hardReset = endsForGood(notification);
    peer.session.handleInput(
      { type: 'stop', manual: true, notification, detail, hardReset },
      this.#state.now,
    );
    this.#parts.onRemoved(peer);
    // Last: a session that ends with a Cease may have its routes kept (RFC 8538, section 4), but nobody is left to.
    this.#parts.restartHelp.removeEverything(peer);
    this.#parts.directory.remove(peer);
  }
}

/** What a peer is told that is about to begin anew: a peer that is shut down from now on hears that (RFC 4486, section 4). */
function ceaseOf(before: PeerSettings, next: PeerSettings): NotificationContent {
  if (!next.shutdown || before.shutdown) return cease(ceaseSubcode.otherConfigurationChange);
  return cease(ceaseSubcode.administrativeShutdown, next.shutdownMessage);
}
