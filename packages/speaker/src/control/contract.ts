import type { FamilyName } from '@bgpeer/bgp-wire';
import type { ListedPolicies, Problem } from '@bgpeer/config';
import type {
  AbsenceView,
  AdvertisedRouteView,
  AdvertisementExplanation,
  DecisionView,
  ForwardingView,
  NextHopView,
  PeerView,
  PrefixView,
  ReceivedRouteView,
  RouterEvent,
  SelectedRouteView,
  SummaryView,
  UnderlayProtocol,
} from '@bgpeer/router';

/**
 * The control API: HTTP with JSON on a Unix socket. Every answer is one of these objects; every instant in them is in
 * milliseconds since the Unix epoch, and `now` is the speaker's own clock at the answer, for ages.
 * A refused call answers 4xx with `ControlProblem`.
 */
export interface ControlStatus {
  readonly now: number;
  readonly version: string;
  readonly processId: number;
  readonly hostName: string;
  readonly startedAt: number;
  readonly listening: readonly { readonly address: string; readonly port: number }[];
  readonly fib: 'none' | 'kernel';
  /** The file the configuration came from, or how else it came. */
  readonly configurationSource: string;
  readonly residentOctets: number;
}

/** GET /v1/summary */
export interface SummaryAnswer {
  readonly now: number;
  readonly summary: SummaryView;
  readonly peers: readonly PeerView[];
}

/** GET /v1/peers and GET /v1/peers/:address (then of length 1). */
export interface PeersAnswer {
  readonly now: number;
  readonly peers: readonly PeerView[];
}

/** GET /v1/routes/:family, with `?prefix=P` (exactly that prefix) or `?address=A` (longest match). */
export interface RoutesAnswer {
  readonly now: number;
  readonly summary: SummaryView;
  readonly prefixes: readonly PrefixView[];
}

/** GET /v1/peers/:address/advertised-routes/:family */
export interface AdvertisedRoutesAnswer {
  readonly now: number;
  readonly summary: SummaryView;
  readonly routes: readonly AdvertisedRouteView[];
}

/** GET /v1/peers/:address/received-routes/:family */
export interface ReceivedRoutesAnswer {
  readonly now: number;
  readonly summary: SummaryView;
  readonly routes: readonly ReceivedRouteView[];
}

/** GET /v1/policies: what `show route-map` and the like show. */
export interface PoliciesAnswer {
  readonly now: number;
  readonly policies: ListedPolicies;
}

/** GET /v1/decisions/:family?prefix=P[&if=S] */
export interface DecisionAnswer {
  readonly now: number;
  /** Absent without a route for the prefix. */
  readonly decision?: DecisionView;
}

/** GET /v1/absences/:family?prefix=P */
export interface AbsenceAnswer {
  readonly now: number;
  readonly absence: AbsenceView;
}

/** GET /v1/peers/:address/advertisements/:family?prefix=P */
export interface AdvertisementAnswer {
  readonly now: number;
  readonly advertisement: AdvertisementExplanation;
}

/** GET /v1/forwarding/:family: what `show ip route` shows. */
export interface ForwardingAnswer {
  readonly now: number;
  readonly fib: 'none' | 'kernel';
  /** Static routes of the configuration, and the machine's routes where they are known; in the order of prefixes. */
  readonly others: readonly OtherForwardingRoute[];
  /** Numbers of the interfaces that are named here, where known. */
  readonly interfaceIndexes: Readonly<Record<string, number>>;
  readonly routes: readonly ForwardingRoute[];
}

/** A route that is not BGP's. */
export interface OtherForwardingRoute {
  readonly prefix: string;
  readonly protocol: UnderlayProtocol;
  readonly distance: number;
  readonly metric: number;
  readonly forwarding: ForwardingView;
  readonly installed: boolean;
  readonly refusal?: string;
  readonly installedAt: number;
}

/** GET /v1/next-hops: what `show bgp nexthop` shows. */
export interface NextHopsAnswer {
  readonly now: number;
  readonly nextHops: readonly NextHopView[];
}

export interface ForwardingRoute extends SelectedRouteView {
  /** In the kernel's table now. Always false with `fib: none`. */
  readonly installed: boolean;
  /** What the kernel said when it refused the route. */
  readonly refusal?: string;
  /** By next hop and gateway, where known: the interface the kernel sends through. */
  readonly interfaces: Readonly<Record<string, { readonly name: string; readonly index: number }>>;
  /** 20 external, 200 internal (FRR's defaults). */
  readonly distance: number;
}

/** GET /v1/configuration */
export interface ConfigurationAnswer {
  /** As an frr.conf. */
  readonly frr: string;
  /** As the native YAML. */
  readonly yaml: string;
}

/** Answer to every POST, PUT and DELETE, at least: what was done, in words. */
export interface CommandAnswer {
  readonly done: string;
}

/** POST /v1/configuration/reload */
export interface ReloadAnswer extends CommandAnswer {
  /** False: one of the problems is an error, and the configuration before stays in force. */
  readonly inForce: boolean;
  /** All that is to be said of what was read, with file, line and fix. */
  readonly problems: readonly Problem[];
}

export interface ControlProblem {
  readonly error: string;
  /** What to do about it. */
  readonly fix?: string;
}

/** One server-sent event of GET /v1/events (`event:` is `kind`, `id:` counts up from 1, `data:` is this object). */
export type ControlEvent =
  | { readonly kind: 'router'; readonly at: number; readonly event: RouterEvent }
  | {
      readonly kind: 'route';
      readonly at: number;
      readonly family: FamilyName;
      readonly prefix: string;
      /** Absent: the prefix is selected no more. */
      readonly selected?: SelectedRouteView;
    }
  /** The follower read too slowly: so many events were left out. */
  | { readonly kind: 'lost'; readonly at: number; readonly count: number };

/*
 * GET    /v1/status                                   ControlStatus
 * GET    /v1/summary                                  SummaryAnswer
 * GET    /v1/peers, /v1/peers/:address                PeersAnswer
 * GET    /v1/peers/:address/advertised-routes/:family AdvertisedRoutesAnswer
 * GET    /v1/peers/:address/received-routes/:family   ReceivedRoutesAnswer
 * GET    /v1/peers/:address/advertisements/:family?prefix=  AdvertisementAnswer
 * GET    /v1/routes/:family[?prefix=|?address=]       RoutesAnswer
 * GET    /v1/decisions/:family?prefix=[&if=]          DecisionAnswer
 * GET    /v1/absences/:family?prefix=                 AbsenceAnswer
 * GET    /v1/forwarding/:family                       ForwardingAnswer
 * GET    /v1/next-hops                                NextHopsAnswer
 * GET    /v1/policies                                 PoliciesAnswer
 * GET    /v1/configuration                            ConfigurationAnswer
 * POST   /v1/configuration/reload                     ReloadAnswer
 * GET    /v1/events                                   server-sent events, ControlEvent
 * POST   /v1/peers/:address/shutdown  {communication?}  CommandAnswer
 * POST   /v1/peers/:address/start                     CommandAnswer
 * POST   /v1/peers/:address/reset     {communication?}  CommandAnswer
 * POST   /v1/peers/:address/refresh   {direction: 'in'|'out'} CommandAnswer
 * PUT    /v1/networks/:family?prefix=P                CommandAnswer
 * DELETE /v1/networks/:family?prefix=P                CommandAnswer
 * POST   /v1/stop           {communication?, graceful?}  CommandAnswer
 */
