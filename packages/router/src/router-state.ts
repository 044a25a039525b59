import { type FamilyName, families, type IpAddress } from '@bgpeer/bgp-wire';
import { type ConnectionId, type Instant, OutputQueue } from '@bgpeer/fsm';
import { compilePolicies, type PolicySet } from '@bgpeer/policy';
import { AttributePool, FamilyRib, type FamilyRibOptions } from '@bgpeer/rib';
import type { RouterConfiguration } from './configuration.ts';
import type { RouterEvent, RouterOutput } from './contract.ts';
import { NextHops } from './next-hops/next-hops.ts';
import { SuppressedPrefixes } from './origination/suppressed-prefixes.ts';
import type { Peer } from './peer.ts';
import type { OwnRestart } from './session/own-restart.ts';

/** What the parts of a router share: its tables, its peers, the time, and where outputs go. */
export interface RouterState {
  configuration: RouterConfiguration;
  /** The configuration's, compiled. */
  policies: PolicySet;
  /** The instant of the input or timeout at hand. */
  now: Instant;
  readonly outputs: OutputQueue<RouterOutput>;
  /** From 0 up to, not including, 1: the one generator of jitter. */
  readonly random: () => number;
  readonly pool: AttributePool;
  readonly ribs: ReadonlyMap<FamilyName, FamilyRib>;
  /** Selected, but held back from every peer by an aggregate. */
  readonly suppressed: ReadonlyMap<FamilyName, SuppressedPrefixes>;
  /** What is known of the way to each next hop. */
  readonly nextHops: NextHops;
  /** In no particular order; listings sort by address. */
  readonly peers: Map<IpAddress, Peer>;
  readonly peersByNumber: Map<number, Peer>;
  readonly connections: Map<ConnectionId, Peer>;
  /** While we restart ourselves (RFC 4724, section 4.1). */
  ownRestart: OwnRestart | undefined;
}

export function createRouterState(configuration: RouterConfiguration, random: () => number): RouterState {
  const pool = new AttributePool();
  const ribs = new Map(
    families.map((family) => [
      family.name,
      new FamilyRib(family, pool, familyRibOptions(configuration, family.name)),
    ]),
  );
  const outputs = new OutputQueue<RouterOutput>();
  const peers = new Map<IpAddress, Peer>();
  const isOneHopPeer = (address: IpAddress): boolean => isOnLinkOfOurs(peers.get(address));
  return {
    configuration,
    policies: compilePolicies(configuration.policies),
    now: 0,
    outputs,
    random,
    pool,
    ribs,
    nextHops: new NextHops({ pool, ribs, outputs, isOneHopPeer }),
    suppressed: new Map(families.map(({ name }) => [name, new SuppressedPrefixes()])),
    peers,
    peersByNumber: new Map(),
    connections: new Map(),
    ownRestart: undefined,
  };
}

export function familyRibOptions(configuration: RouterConfiguration, family: FamilyName): FamilyRibOptions {
  return {
    decision: configuration.decision,
    defaultLocalPreference: configuration.defaultLocalPreference,
    maximumPaths: configuration.maximumPaths[family],
  };
}

function isOnLinkOfOurs(peer: Peer | undefined): boolean {
  if (peer?.negotiated?.session !== 'external') return false;
  return peer.settings.ebgpMultihop === 1 && !peer.settings.disableConnectedCheck;
}

/** The whole second of an instant: what the tables keep. */
export function wholeSeconds(now: Instant): number {
  return Math.floor(now / 1_000);
}

export function emitEvent(state: RouterState, event: RouterEvent): void {
  state.outputs.push({ type: 'event', event });
}
