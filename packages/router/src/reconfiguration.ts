import { ceaseSubcode, familyNames, type IpAddress } from '@bgpeer/bgp-wire';
import { cease } from './cease.ts';
import type { NetworkConfiguration, PeerSettings, RouterConfiguration } from './configuration.ts';
import type { Origination } from './origination.ts';
import type { Peer } from './peer.ts';
import { familyRibOptions, type RouterState } from './router-state.ts';
import type { PeerDirectory } from './session/peer-directory.ts';
import type { RestartHelp } from './session/restart-help.ts';

/** The parts of the router that a new configuration concerns. */
export interface ReconfigurationParts {
  readonly directory: PeerDirectory;
  readonly origination: Origination;
  readonly restartHelp: RestartHelp;
  /** A peer left the configuration and its session was stopped. */
  readonly onRemoved: (peer: Peer) => void;
}

/** Goes over to another configuration and touches only what differs: sessions of unchanged peers stay up. */
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
    this.#applyDecision(before, next);
    this.#applyNetworks(before.networks, next.networks);
    this.#applyPeers(haveSameSpeaker(before, next));
  }

  #applyDecision(before: RouterConfiguration, next: RouterConfiguration): void {
    for (const family of familyNames) {
      if (isEqual(familyRibOptions(before, family), familyRibOptions(next, family))) continue;
      this.#state.ribs.get(family)!.configure(familyRibOptions(next, family));
    }
  }

  #applyNetworks(before: readonly NetworkConfiguration[], next: readonly NetworkConfiguration[]): void {
    for (const network of before)
      if (!next.some((kept) => isEqual(kept, network))) this.#parts.origination.delete(network);
    for (const network of next)
      if (!before.some((known) => isEqual(known, network))) this.#parts.origination.add(network);
  }

  #applyPeers(sameSpeaker: boolean): void {
    for (const peer of this.#parts.directory.sorted()) {
      const settings = this.#settingsNow(peer.address, peer.dynamicFrom);
      if (settings === undefined)
        this.#remove(peer, ceaseSubcode.peerDeconfigured, 'it is not configured any more');
      else if (!sameSpeaker || this.#isStaticNow(peer) || !isEqual(settings, peer.settings)) {
        this.#remove(peer, ceaseSubcode.otherConfigurationChange, 'its configuration changed');
      }
    }
    for (const { address, ...settings } of this.#state.configuration.peers) {
      if (this.#state.peers.has(address)) continue;
      const peer = this.#parts.directory.add(address, settings);
      if (!peer.adminShutdown) peer.session.handleInput({ type: 'start', manual: true }, this.#state.now);
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

  #remove(peer: Peer, subcode: number, why: string): void {
    const detail = `the peer is let go: ${why}`;
    const notification = cease(subcode);
    peer.session.handleInput({ type: 'stop', manual: true, notification, detail }, this.#state.now);
    this.#parts.onRemoved(peer);
    // Last: a session that ends with a Cease may have its routes kept (RFC 8538, section 4), but nobody is left to.
    this.#parts.restartHelp.removeEverything(peer);
    this.#parts.directory.remove(peer);
  }
}

/** Whether every OPEN and every route still says the same of this speaker. */
function haveSameSpeaker(before: RouterConfiguration, next: RouterConfiguration): boolean {
  const ofSpeaker = ({
    asNumber,
    bgpIdentifier,
    hostName,
    ebgpRequiresPolicy,
    rejectAsSets,
    gracefulRestart,
    defaultLocalPreference,
  }: RouterConfiguration) => [
    asNumber,
    bgpIdentifier,
    hostName,
    ebgpRequiresPolicy,
    rejectAsSets,
    gracefulRestart,
    defaultLocalPreference,
  ];
  return isEqual(ofSpeaker(before), ofSpeaker(next));
}

/** Configurations are plain data: equal when they read the same, whatever the order of their keys. */
function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(inKeyOrder(a)) === JSON.stringify(inKeyOrder(b));
}

function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, inKeyOrder(each)]));
}
