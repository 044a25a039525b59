import { addressToOctets, type FamilyName, type FqdnCapability, type IpAddress } from '@bgpeer/bgp-wire';
import {
  type ConnectionId,
  GracefulRestartHelper,
  type Instant,
  type NegotiatedSession,
  PeerSession,
  type SessionConfiguration,
} from '@bgpeer/fsm';
import type { PeerNumber, SourceId } from '@bgpeer/rib';
import { capabilitiesToOffer } from './capabilities-offer.ts';
import type { PeerSettings, RouterConfiguration } from './configuration.ts';
import type { UpdateGroup } from './export/update-group.ts';
import type { LastResetView } from './views/view-types.ts';

/** First wait after a failed session, and the longest one (RFC 4271, section 8.1.1, IdleHoldTime). */
const idleHoldTimeSeconds = 1;
const idleHoldTimeMaxSeconds = 30;

/** What a peer is made of besides its address. */
export interface PeerOptions {
  readonly number: PeerNumber;
  readonly settings: PeerSettings;
  /** The listen range that let it in. */
  readonly dynamicFrom?: string;
  readonly random: () => number;
  readonly nextConnectionId: () => ConnectionId;
}

/** A peer: its session, where its routes stand, and what people want to know of it. */
export class Peer {
  readonly address: IpAddress;
  readonly addressOctets: Uint8Array;
  readonly number: PeerNumber;
  readonly dynamicFrom: string | undefined;
  readonly settings: PeerSettings;
  readonly session: PeerSession;
  readonly helper: GracefulRestartHelper;
  /**
   * What the OPENs agreed on, from the session's `established` to its `session-down` in the order of its outputs: the
   * session itself may be ahead of what was taken from it.
   */
  negotiated: NegotiatedSession | undefined;
  adminShutdown: boolean;
  /** The prefix limit closed the session; only the operator starts it again. */
  prefixLimitReached = false;
  /** Routes of the session that is up, by family. */
  readonly sources = new Map<FamilyName, SourceId>();
  /** Routes that the peer is about to advertise again (RFC 7313), or to lose. */
  readonly refreshingSources = new Map<FamilyName, SourceId>();
  /** Routes of sessions before, kept while the peer restarts. */
  readonly staleSources = new Map<FamilyName, readonly SourceId[]>();
  readonly updateGroups = new Map<FamilyName, UpdateGroup<Peer>>();
  readonly endOfRibSent = new Set<FamilyName>();
  readonly endOfRibReceived = new Set<FamilyName>();
  /** Families whose Adj-RIB-Out is on its way whole; with `refresh` because the peer asked (RFC 7313). */
  readonly endOfRibDue = new Map<FamilyName, 'initial' | 'refresh'>();
  /** Families whose prefix limit was already told of. */
  readonly prefixLimitTold = new Set<FamilyName>();
  /** Stands for everything that the meaning of a received attribute block hangs on. */
  importContextKey = 0;
  /** What the last OPEN said of its name; kept after the session, as people know peers by it. */
  fqdn: FqdnCapability | undefined;
  /** What the last session agreed on that people still want to see after it. */
  lastAsNumber: number | undefined;
  lastRestartTimeSeconds: number | undefined;
  establishedAt: Instant | undefined;
  droppedAt: Instant | undefined;
  lastUpdateReceivedAt: Instant | undefined;
  lastReset: LastResetView | undefined;
  /** A session, or a try at one, has ended. */
  hasTried = false;
  connectionsEstablished = 0;
  connectionsDropped = 0;

  constructor(router: RouterConfiguration, address: IpAddress, options: PeerOptions) {
    this.address = address;
    this.addressOctets = addressToOctets(address);
    this.number = options.number;
    this.dynamicFrom = options.dynamicFrom;
    this.settings = options.settings;
    this.adminShutdown = options.settings.shutdown;
    this.session = new PeerSession(
      sessionConfiguration(router, options.settings),
      options.random,
      options.nextConnectionId,
    );
    this.helper = new GracefulRestartHelper(router.gracefulRestart.stalePathTimeSeconds);
  }

  /** Families of the session that is up, in the order of families. */
  get negotiatedFamilies(): readonly FamilyName[] {
    return this.negotiated?.receive.families ?? [];
  }

  /** Any route of it, stale ones included, may still be in the table. */
  get hasRoutes(): boolean {
    return this.sources.size > 0 || this.staleSources.size > 0;
  }
}

function sessionConfiguration(router: RouterConfiguration, settings: PeerSettings): SessionConfiguration {
  return {
    localAsNumber: router.asNumber,
    localBgpIdentifier: router.bgpIdentifier,
    remoteAs: settings.remoteAs,
    holdTimeSeconds: settings.holdTimeSeconds,
    keepaliveTimeSeconds: settings.keepaliveTimeSeconds,
    connectRetryTimeSeconds: settings.connectRetryTimeSeconds,
    passive: settings.passive,
    delayOpenTimeSeconds: settings.delayOpenTimeSeconds,
    idleHoldTimeSeconds,
    idleHoldTimeMaxSeconds,
    sendHoldTimeSeconds: settings.sendHoldTimeSeconds,
    capabilities: capabilitiesToOffer(router, settings),
  };
}
