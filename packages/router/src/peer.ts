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
import { asNumberTowards, capabilitiesToOffer } from './capabilities-offer.ts';
import type { PeerSettings, RouterConfiguration } from './configuration.ts';
import type { UpdateGroup } from './export/update-group.ts';
import type { ImportContext } from './import/import-context.ts';
import type { OwnRestart } from './session/own-restart.ts';
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
  readonly ownRestart: OwnRestart | undefined;
  readonly random: () => number;
  readonly nextConnectionId: () => ConnectionId;
}

/** A peer: its session, where its routes stand, and what people want to know of it. */
export class Peer {
  readonly address: IpAddress;
  readonly addressOctets: Uint8Array;
  readonly number: PeerNumber;
  readonly dynamicFrom: string | undefined;
  /** As they are configured now: what they change about routes is made good while the session stays. */
  settings: PeerSettings;
  readonly session: PeerSession;
  readonly helper: GracefulRestartHelper;
  /**
   * What the OPENs agreed on, from the session's `established` to its `session-down` in the order of its outputs: the
   * session itself may be ahead of what was taken from it.
   */
  negotiated: NegotiatedSession | undefined;
  /** The same, kept beyond the session's end for the routes that outlive it. */
  lastNegotiated: NegotiatedSession | undefined;
  adminShutdown: boolean;
  /** The prefix limit closed the session; the operator starts it again, or the time that is set for it. */
  prefixLimitReached = false;
  prefixLimitRestartAt: Instant | undefined;
  /** Routes of the session that is up, by family. */
  readonly sources = new Map<FamilyName, SourceId>();
  /** Routes that the peer is about to advertise again (RFC 7313), or to lose. */
  readonly refreshingSources = new Map<FamilyName, SourceId>();
  /** Until when they are kept. */
  readonly refreshDeadlines = new Map<FamilyName, Instant>();
  /** Routes of sessions before, kept while the peer restarts. */
  readonly staleSources = new Map<FamilyName, readonly SourceId[]>();
  readonly updateGroups = new Map<FamilyName, UpdateGroup<Peer>>();
  readonly endOfRibSent = new Set<FamilyName>();
  readonly endOfRibReceived = new Set<FamilyName>();
  /** Families whose Adj-RIB-Out is on its way whole; with `refresh` because the peer asked (RFC 7313). */
  readonly endOfRibDue = new Map<FamilyName, 'initial' | 'refresh'>();
  /** Families whose prefix limit, or the threshold before it, was already told of. */
  readonly prefixLimitTold = new Set<FamilyName>();
  readonly prefixThresholdTold = new Set<FamilyName>();
  /** Directions that want for a policy (RFC 8212), and of which that was told. */
  readonly policyMissingTold = new Set<`${FamilyName} ${'import' | 'export'}`>();
  /** What import makes of the routes of each family. */
  readonly imports = new Map<FamilyName, ImportContext>();
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
      this.#sessionConfiguration(router, options.ownRestart),
      options.random,
      options.nextConnectionId,
    );
    this.helper = new GracefulRestartHelper(router.gracefulRestart.stalePathTimeSeconds);
  }

  /** Families of the session that is up, in the order of families. */
  get negotiatedFamilies(): readonly FamilyName[] {
    return this.negotiated?.receive.families ?? [];
  }

  /** Neither shut down nor, as without any family, with nothing to speak about. */
  get mayStart(): boolean {
    return !this.adminShutdown && Object.keys(this.settings.families).length > 0;
  }

  /** Any route of it, stale ones included, may still be in the table. */
  get hasRoutes(): boolean {
    return this.sources.size > 0 || this.staleSources.size > 0;
  }

  /** What is offered hangs on how a restart of our own stands: from now on OPENs say this. */
  prepareOpen(router: RouterConfiguration, ownRestart: OwnRestart | undefined): void {
    this.session.setConfiguration(this.#sessionConfiguration(router, ownRestart));
  }

  #sessionConfiguration(
    router: RouterConfiguration,
    ownRestart: OwnRestart | undefined,
  ): SessionConfiguration {
    const { settings } = this;
    return {
      localAsNumber: asNumberTowards(router, settings),
      localBgpIdentifier: router.bgpIdentifier,
      remoteAs: settings.remoteAs,
      holdTimeSeconds: settings.holdTimeSeconds,
      ...(router.minimumHoldTimeSeconds !== undefined && {
        minimumHoldTimeSeconds: router.minimumHoldTimeSeconds,
      }),
      keepaliveTimeSeconds: settings.keepaliveTimeSeconds,
      connectRetryTimeSeconds: settings.connectRetryTimeSeconds,
      passive: settings.passive,
      delayOpenTimeSeconds: settings.delayOpenTimeSeconds,
      idleHoldTimeSeconds,
      idleHoldTimeMaxSeconds,
      sendHoldTimeSeconds: settings.sendHoldTimeSeconds,
      needsPeerRole: settings.localRole?.strict ?? false,
      capabilities: capabilitiesToOffer(router, settings, {
        restarting: ownRestart !== undefined,
        // A session that is lost loses nothing of what we forward (RFC 8538, section 4); a restart may.
        preservesForwarding: (family) =>
          this.connectionsEstablished > 0 || (ownRestart?.preservedFamilies.includes(family) ?? false),
      }),
    };
  }
}
