import {
  addressToOctets,
  type FamilyName,
  familyOf,
  type IpAddress,
  isIpv4,
  parsePrefix,
} from '@bgpeer/bgp-wire';
import { none } from '@bgpeer/rib';
import type { RouterConfiguration } from '../configuration.ts';
import type { Advertiser } from '../export/advertiser.ts';
import type { Underlay } from '../next-hops/underlay.ts';
import type { RouterState } from '../router-state.ts';
import type { PeerDirectory } from '../session/peer-directory.ts';
import { type AbsenceView, absenceView } from './absence-view.ts';
import { advertisedRoutesView } from './advertised-routes-view.ts';
import type { AdvertisementExplanation } from './advertisement-explanation.ts';
import { type DecisionView, type DecisionWhatIf, decisionView } from './decision-view.ts';
import { explainAdvertisement } from './explain-advertisement.ts';
import { nextHopsView } from './next-hops-view.ts';
import { peerView } from './peer-view.ts';
import { hasListedRoute, prefixView } from './prefix-view.ts';
import { receivedRoutesView } from './received-routes-view.ts';
import { selectedRouteView } from './selected-route-view.ts';
import { summaryView } from './summary-view.ts';
import type {
  AdvertisedRouteView,
  NextHopView,
  PeerView,
  PrefixView,
  ReceivedRouteView,
  SelectedRouteView,
  StaticRouteView,
  SummaryView,
  UnderlayRouteView,
} from './view-types.ts';

/** What views are made from. */
export interface ViewedParts {
  readonly state: RouterState;
  readonly directory: PeerDirectory;
  readonly advertiser: Advertiser;
  readonly underlay: Underlay;
}

/** The half of a router that is read: everything in it is made on demand from what holds at the moment. */
export abstract class RouterViews {
  readonly #parts: ViewedParts;

  constructor(parts: ViewedParts) {
    this.#parts = parts;
  }

  get configuration(): RouterConfiguration {
    return this.#parts.state.configuration;
  }

  summary(): SummaryView {
    return summaryView(this.#parts.state, this.#parts.advertiser);
  }

  peers(): PeerView[] {
    return this.#parts.directory.sorted().map((peer) => peerView(this.#parts.state, peer));
  }

  peer(address: IpAddress): PeerView | undefined {
    const peer = this.#parts.state.peers.get(address);
    return peer === undefined ? undefined : peerView(this.#parts.state, peer);
  }

  isHeldOff(address: IpAddress): boolean {
    return this.#parts.directory.heldOff.endOf(address, this.#parts.state.now) !== undefined;
  }

  prefix(family: FamilyName, text: string): PrefixView | undefined {
    const prefix = this.#prefixIdOf(family, text);
    const known = prefix !== none && this.#parts.state.ribs.get(family)!.routes.first(prefix) !== none;
    return known ? prefixView(this.#parts.state, family, prefix) : undefined;
  }

  longestMatch(family: FamilyName, address: IpAddress): PrefixView | undefined {
    if (isIpv4(address) !== (family === 'ipv4-unicast')) return undefined;
    const rib = this.#parts.state.ribs.get(family)!;
    const octets = addressToOctets(address);
    for (let bitLength = familyOf(family).addressOctetCount * 8; bitLength >= 0; bitLength -= 1) {
      const prefix = rib.index.find(octets, 0, bitLength);
      if (prefix !== none && hasListedRoute(rib, prefix))
        return prefixView(this.#parts.state, family, prefix);
    }
    return undefined;
  }

  *prefixes(family: FamilyName): Generator<PrefixView> {
    const rib = this.#parts.state.ribs.get(family)!;
    for (const prefix of rib.sortedPrefixes()) {
      if (hasListedRoute(rib, prefix)) yield prefixView(this.#parts.state, family, prefix);
    }
  }

  *advertisedRoutes(address: IpAddress, family: FamilyName): Generator<AdvertisedRouteView> {
    const peer = this.#parts.state.peers.get(address);
    if (peer !== undefined) yield* advertisedRoutesView(this.#parts.state, peer, family);
  }

  *receivedRoutes(address: IpAddress, family: FamilyName): Generator<ReceivedRouteView> {
    const peer = this.#parts.state.peers.get(address);
    if (peer !== undefined) yield* receivedRoutesView(this.#parts.state, peer, family);
  }

  explainDecision(family: FamilyName, text: string, whatIf?: DecisionWhatIf): DecisionView | undefined {
    const prefix = this.#prefixIdOf(family, text);
    const known = prefix !== none && this.#parts.state.ribs.get(family)!.routes.first(prefix) !== none;
    return known ? decisionView(this.#parts.state, family, prefix, whatIf) : undefined;
  }

  explainAbsence(family: FamilyName, text: string): AbsenceView | undefined {
    const prefix = parsePrefix(text);
    return prefix?.family === family ? absenceView(this.#parts.state, prefix) : undefined;
  }

  explainAdvertisement(
    peer: IpAddress,
    family: FamilyName,
    prefix: string,
  ): AdvertisementExplanation | undefined {
    return explainAdvertisement(this.#parts.state, peer, family, prefix);
  }

  selectedRoute(family: FamilyName, prefixId: number): SelectedRouteView | undefined {
    return selectedRouteView(this.#parts.state, family, prefixId);
  }

  selectedRouteFor(family: FamilyName, text: string): SelectedRouteView | undefined {
    const prefix = this.#prefixIdOf(family, text);
    return prefix === none ? undefined : selectedRouteView(this.#parts.state, family, prefix);
  }

  prefixText(family: FamilyName, prefixId: number): string {
    return this.#parts.state.ribs.get(family)!.index.format(prefixId);
  }

  *selectedRoutes(family: FamilyName): Generator<SelectedRouteView> {
    for (const prefix of this.#parts.state.ribs.get(family)!.sortedPrefixes()) {
      const selected = selectedRouteView(this.#parts.state, family, prefix);
      if (selected !== undefined) yield selected;
    }
  }

  staticRoutes(): readonly StaticRouteView[] {
    return this.#parts.underlay.staticRoutes;
  }

  underlayRoutes(family: FamilyName): readonly UnderlayRouteView[] {
    return this.#parts.underlay.routes(family);
  }

  nextHops(): readonly NextHopView[] {
    return nextHopsView(this.#parts.state);
  }

  #prefixIdOf(family: FamilyName, text: string): number {
    const prefix = parsePrefix(text);
    if (prefix === undefined || prefix.family !== family) return none;
    return this.#parts.state.ribs.get(family)!.index.find(prefix.octets, 0, prefix.bitLength);
  }
}
