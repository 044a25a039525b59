import type { FamilyName, IpAddress } from '@bgpeer/bgp-wire';
import type { SansIo } from '@bgpeer/fsm';
import type { RouterConfiguration } from './configuration.ts';
import type { RouterInput, RouterOutput } from './contract.ts';
import type { AbsenceView } from './views/absence-view.ts';
import type { AdvertisementExplanation } from './views/advertisement-explanation.ts';
import type { DecisionView, DecisionWhatIf } from './views/decision-view.ts';
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
} from './views/view-types.ts';

/** One BGP speaker: what `new Router(configuration, { seed })` is. */
export interface BgpRouter extends SansIo<RouterInput, RouterOutput> {
  readonly configuration: RouterConfiguration;
  summary(): SummaryView;
  /** In the order of addresses. */
  peers(): PeerView[];
  peer(address: IpAddress): PeerView | undefined;
  /** The address is of a dynamic peer that passed its prefix limit: no peer now, and not let in until `peer-start` or `peer-reset`. */
  isHeldOff(address: IpAddress): boolean;
  /** The prefix as given (canonical text), exactly. */
  prefix(family: FamilyName, prefix: string): PrefixView | undefined;
  /** The longest prefix that has a route and contains the address. */
  longestMatch(family: FamilyName, address: IpAddress): PrefixView | undefined;
  /** Every prefix with a route, in the order of prefixes, made one by one. */
  prefixes(family: FamilyName): Iterable<PrefixView>;
  /** What the peer has been sent. */
  advertisedRoutes(peer: IpAddress, family: FamilyName): Iterable<AdvertisedRouteView>;
  /**
   * The decision about a prefix (canonical text) step by step, as it was or as it would be if the decision process were
   * told something else; undefined without a route.
   */
  explainDecision(family: FamilyName, prefix: string, whatIf?: DecisionWhatIf): DecisionView | undefined;
  /** Why no route is selected for a prefix; undefined for text that is no prefix of the family. */
  explainAbsence(family: FamilyName, prefix: string): AbsenceView | undefined;
  /** Why a peer was, or was not, sent a prefix (canonical text); undefined for who is no peer. */
  explainAdvertisement(
    peer: IpAddress,
    family: FamilyName,
    prefix: string,
  ): AdvertisementExplanation | undefined;
  /** What the peer gave, before import, whether or not import let it pass. */
  receivedRoutes(peer: IpAddress, family: FamilyName): Iterable<ReceivedRouteView>;
  /** What holds now for a prefix id of a `routes-changed` output: undefined when nothing is selected. */
  selectedRoute(family: FamilyName, prefixId: number): SelectedRouteView | undefined;
  /** The same by the prefix's canonical text. */
  selectedRouteFor(family: FamilyName, prefix: string): SelectedRouteView | undefined;
  /** The prefix's text for a prefix id of a `routes-changed` output. */
  prefixText(family: FamilyName, prefixId: number): string;
  /** Every selected route, in the order of prefixes. */
  selectedRoutes(family: FamilyName): Iterable<SelectedRouteView>;
  /** Static routes of the configuration that hold now, in the order of prefixes: what a `static-routes-changed` output is about. */
  staticRoutes(): readonly StaticRouteView[];
  /** Routes of the machine as the driver has told of them, in the order of prefixes. */
  underlayRoutes(family: FamilyName): readonly UnderlayRouteView[];
  /** Every next hop that some route has, in the order of addresses. */
  nextHops(): readonly NextHopView[];
}
