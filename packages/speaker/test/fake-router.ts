import type { FamilyName, IpAddress } from '@bgpeer/bgp-wire';
import type {
  AdvertisedRouteView,
  BgpRouter,
  Instant,
  NextHopView,
  PeerView,
  PrefixView,
  ReceivedRouteView,
  RouterConfiguration,
  RouterInput,
  RouterOutput,
  SelectedRouteView,
  StaticRouteView,
  SummaryView,
  UnderlayRouteView,
} from '@bgpeer/router';
import { peerSettings } from '@bgpeer/testkit';

/** A router that does what the test says: it records what it is given, and its outputs and views are set from outside. */
export class FakeRouter implements BgpRouter {
  readonly configuration: RouterConfiguration;
  readonly inputs: RouterInput[] = [];
  readonly outputs: RouterOutput[] = [];
  readonly peerViews = new Map<IpAddress, PeerView>();
  readonly heldOff = new Set<IpAddress>();
  readonly prefixViews: PrefixView[] = [];
  /** Prefixes by prefix id, of IPv4 unicast. */
  readonly prefixTexts: string[] = [];
  readonly selected = new Map<string, SelectedRouteView>();
  staticRouteViews: readonly StaticRouteView[] = [];
  /** Answers an input with outputs. */
  react: (input: RouterInput) => RouterOutput[] = () => [];
  deadline: Instant | undefined;
  timeouts: Instant[] = [];

  constructor(configuration: RouterConfiguration) {
    this.configuration = configuration;
  }

  handleInput(input: RouterInput): void {
    this.inputs.push(input);
    this.outputs.push(...this.react(input));
  }

  handleTimeout(now: Instant): void {
    this.timeouts.push(now);
    this.deadline = undefined;
  }

  pollOutput(): RouterOutput | undefined {
    return this.outputs.shift();
  }

  nextTimeout(): Instant | undefined {
    return this.deadline;
  }

  summary(): SummaryView {
    return {
      asNumber: this.configuration.asNumber,
      bgpIdentifier: this.configuration.bgpIdentifier,
      families: [],
      decision: this.configuration.decision,
      peerGroupNames: [],
      listenLimit: 100,
    };
  }

  peers(): PeerView[] {
    return [...this.peerViews.values()];
  }

  peer(address: IpAddress): PeerView | undefined {
    return this.peerViews.get(address);
  }

  prefix(_family: FamilyName, prefix: string): PrefixView | undefined {
    return this.prefixViews.find((view) => view.prefix === prefix);
  }

  longestMatch(_family: FamilyName, address: IpAddress): PrefixView | undefined {
    return this.prefixViews.find((view) => view.prefix === `${address}/32`);
  }

  prefixes(_family: FamilyName): Iterable<PrefixView> {
    return this.prefixViews;
  }

  advertisedRoutes(_peer: IpAddress, _family: FamilyName): Iterable<AdvertisedRouteView> {
    return [];
  }

  selectedRoute(_family: FamilyName, prefixId: number): SelectedRouteView | undefined {
    return this.selected.get(this.prefixTexts[prefixId]);
  }

  selectedRouteFor(_family: FamilyName, prefix: string): SelectedRouteView | undefined {
    return this.selected.get(prefix);
  }

  receivedRoutes(): Iterable<ReceivedRouteView> {
    return [];
  }

  explainDecision(): undefined {
    return undefined;
  }

  explainAbsence(): undefined {
    return undefined;
  }

  explainAdvertisement(): undefined {
    return undefined;
  }

  isHeldOff(address: IpAddress): boolean {
    return this.heldOff.has(address);
  }

  staticRoutes(): readonly StaticRouteView[] {
    return this.staticRouteViews;
  }

  underlayRoutes(): readonly UnderlayRouteView[] {
    return [];
  }

  nextHops(): readonly NextHopView[] {
    return [];
  }

  prefixText(_family: FamilyName, prefixId: number): string {
    return this.prefixTexts[prefixId];
  }

  selectedRoutes(family: FamilyName): Iterable<SelectedRouteView> {
    return [...this.selected.values()].filter((route) => route.family === family);
  }

  /** Sets what is selected for a prefix; the output that says so is the test's to give. @returns its prefix id. */
  select(prefix: string, nextHops: readonly IpAddress[] | undefined): number {
    if (!this.prefixTexts.includes(prefix)) this.prefixTexts.push(prefix);
    if (nextHops === undefined) this.selected.delete(prefix);
    else this.selected.set(prefix, selectedRoute(prefix, nextHops));
    return this.prefixTexts.indexOf(prefix);
  }
}

export function selectedRoute(prefix: string, nextHops: readonly IpAddress[]): SelectedRouteView {
  const hops = nextHops.map((nextHop) => ({ nextHop, gateway: nextHop, weight: 1 }));
  const forwarding = { kind: 'unicast', hops } as const;
  const family = 'ipv4-unicast';
  return { family, prefix, source: 'external', nextHops, forwarding, installedAt: 0, multiExitDisc: 0 };
}

/** A peer's view with only what tests look at. */
export function peerView(address: IpAddress, state: PeerView['state']): PeerView {
  const counters = { open: 0, update: 0, notification: 0, keepalive: 0, routeRefresh: 0 };
  return {
    address,
    localAsNumber: 65000,
    remoteAsNumber: 65001,
    localBgpIdentifier: '192.0.2.200',
    state,
    adminShutdown: false,
    passive: false,
    prefixLimitReached: false,
    configured: { holdTimeSeconds: 9, keepaliveTimeSeconds: 3 },
    connectRetryTimeSeconds: 10,
    sentCapabilities: [],
    receivedCapabilities: [],
    sent: counters,
    received: counters,
    outputQueueOctets: 0,
    connectionsEstablished: 0,
    connectionsDropped: 0,
    ebgpMultihop: 1,
    families: [],
    settings: peerSettings(),
    gracefulRestart: {
      localMode: 'helper',
      localRestarting: false,
      longLived: [],
      remoteMode: 'not-applicable',
      restartTimeSeconds: 120,
      stalePathTimeSeconds: 360,
      selectionDeferralTimeSeconds: 360,
      remoteRestarting: false,
      remoteNotificationSupport: false,
      families: [],
    },
  };
}
