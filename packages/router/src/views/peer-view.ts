import {
  type FamilyName,
  familyByCodes,
  familyNames,
  type GracefulRestartCapability,
} from '@bgpeer/bgp-wire';
import type { DirectionFilters } from '@bgpeer/policy';
import { directionVerdict } from '@bgpeer/policy';
import { none } from '@bgpeer/rib';
import { asNumberTowards } from '../capabilities-offer.ts';
import type { Peer } from '../peer.ts';
import type { RouterState } from '../router-state.ts';
import type { GracefulRestartView, LongLivedRestartView, PeerFamilyView, PeerView } from './view-types.ts';

/** Everything people want to know of a peer. */
export function peerView(state: RouterState, peer: Peer): PeerView {
  const { configuration } = state;
  const { settings, session, negotiated } = peer;
  const connection = session.negotiated ?? negotiated;
  const localAsNumber = asNumberTowards(configuration, settings);
  return {
    address: peer.address,
    ...(peer.dynamicFrom !== undefined && { dynamicFrom: peer.dynamicFrom }),
    ...(settings.peerGroup !== undefined && { peerGroup: settings.peerGroup }),
    ...(settings.description !== undefined && { description: settings.description }),
    localAsNumber,
    ...(settings.localAs !== undefined && { localAs: settings.localAs }),
    ...rolesOf(peer),
    remoteAsNumber: remoteAsNumber(peer, localAsNumber),
    ...sessionTypeOf(peer, localAsNumber),
    localBgpIdentifier: configuration.bgpIdentifier,
    ...(connection !== undefined && { remoteBgpIdentifier: connection.peerBgpIdentifier }),
    ...(peer.fqdn !== undefined && { hostName: peer.fqdn.hostName }),
    ...(peer.fqdn?.domainName && { domainName: peer.fqdn.domainName }),
    ...(configuration.hostName !== '' && { localHostName: configuration.hostName }),
    state: session.state,
    adminShutdown: peer.adminShutdown,
    passive: settings.passive,
    prefixLimitReached: peer.prefixLimitReached,
    ...(peer.prefixLimitRestartAt !== undefined && { prefixLimitRestartAt: peer.prefixLimitRestartAt }),
    ...(negotiated !== undefined && { establishedAt: peer.establishedAt }),
    ...(peer.droppedAt !== undefined && { droppedAt: peer.droppedAt }),
    ...(session.lastReadAt !== undefined && { lastReadAt: session.lastReadAt }),
    ...(session.lastWriteAt !== undefined && { lastWriteAt: session.lastWriteAt }),
    ...(peer.lastUpdateReceivedAt !== undefined && { lastUpdateReceivedAt: peer.lastUpdateReceivedAt }),
    ...(peer.lastReset !== undefined && { lastReset: peer.lastReset }),
    configured: {
      holdTimeSeconds: settings.holdTimeSeconds,
      keepaliveTimeSeconds: settings.keepaliveTimeSeconds,
    },
    ...(connection !== undefined && {
      negotiated: {
        holdTimeSeconds: connection.holdTimeSeconds,
        keepaliveTimeSeconds: connection.keepaliveTimeSeconds,
      },
      endpoints: connection.endpoints,
    }),
    connectRetryTimeSeconds: settings.connectRetryTimeSeconds,
    sentCapabilities: connection?.sentOpen.capabilities ?? [],
    receivedCapabilities: connection?.receivedOpen.capabilities ?? [],
    sent: { ...session.sent },
    received: { ...session.received },
    outputQueueOctets: session.outputQueueOctets,
    connectionsEstablished: peer.connectionsEstablished,
    connectionsDropped: peer.connectionsDropped,
    ebgpMultihop: settings.ebgpMultihop,
    families: familyNames
      .filter((family) => settings.families[family] !== undefined)
      .map((family) => peerFamilyView(state, peer, family)),
    gracefulRestart: gracefulRestartView(state, peer),
    settings,
  };
}

function rolesOf({ settings, negotiated }: Peer): Pick<PeerView, 'localRole' | 'remoteRole'> {
  const said = negotiated?.receivedOpen.capabilities.find((capability) => capability.name === 'role');
  return {
    ...(settings.localRole !== undefined && { localRole: settings.localRole.role }),
    ...(said !== undefined && { remoteRole: said.role === 'rs' ? 'rs-server' : said.role }),
  };
}

function remoteAsNumber(peer: Peer, localAsNumber: number): number {
  const known = (peer.session.negotiated ?? peer.negotiated)?.peerAsNumber ?? peer.lastAsNumber;
  if (known !== undefined) return known;
  const { remoteAs } = peer.settings;
  switch (remoteAs.kind) {
    case 'exactly':
      return remoteAs.asNumber;
    case 'internal':
      return localAsNumber;
    case 'external':
    case 'any':
      return 0;
  }
}

function sessionTypeOf(peer: Peer, localAsNumber: number): Pick<PeerView, 'session'> {
  if (peer.negotiated !== undefined) return { session: peer.negotiated.session };
  const { remoteAs } = peer.settings;
  switch (remoteAs.kind) {
    case 'exactly':
      return { session: remoteAs.asNumber === localAsNumber ? 'internal' : 'external' };
    case 'internal':
    case 'external':
      return { session: remoteAs.kind };
    case 'any':
      return {};
  }
}

function peerFamilyView(state: RouterState, peer: Peer, family: FamilyName): PeerFamilyView {
  const { sources } = state.ribs.get(family)!;
  const settings = peer.settings.families[family]!;
  const current = peer.sources.get(family);
  const refreshing = peer.refreshingSources.get(family);
  const stale = peer.staleSources.get(family) ?? [];
  const count = (ids: readonly (number | undefined)[]): number =>
    ids.reduce<number>((sum, id) => sum + (id === undefined ? 0 : sources.eligibleCount(id)), 0);
  const received = (ids: readonly (number | undefined)[]): number =>
    ids.reduce<number>((sum, id) => sum + (id === undefined ? 0 : sources.routeCount(id)), 0);
  const group = peer.updateGroups.get(family);
  return {
    family,
    configured: true,
    negotiated: peer.negotiatedFamilies.includes(family),
    acceptedPrefixCount: count([current, refreshing, ...stale]),
    receivedPrefixCount: received([current, refreshing, ...stale]),
    softReconfigurationInbound: settings.softReconfigurationInbound,
    sentPrefixCount: group?.adjRibOut.subgroupOf(peer.number).advertised.count ?? 0,
    stalePrefixCount: count(stale),
    endOfRibSent: peer.negotiated !== undefined && peer.endOfRibSent.has(family),
    endOfRibReceived: peer.negotiated !== undefined && peer.endOfRibReceived.has(family),
    importDenied: isDenied(state, peer, settings.importFilters),
    exportDenied: isDenied(state, peer, settings.exportFilters),
    ...(group !== undefined && { updateGroup: group.number }),
    ...(settings.prefixLimit !== undefined && {
      prefixCountMax: settings.prefixLimit.prefixCountMax,
      prefixLimit: settings.prefixLimit,
    }),
    ...addPathView(peer, family),
    ...(settings.defaultOriginate !== undefined && { defaultRouteSent: isDefaultSent(state, peer, family) }),
    nextHopSelf: settings.nextHopSelf,
    sendCommunities: settings.sendCommunities,
  };
}

function isDefaultSent(state: RouterState, peer: Peer, family: FamilyName): boolean {
  const { index } = state.ribs.get(family)!;
  const prefix = index.find(new Uint8Array(index.family.addressOctetCount), 0, 0);
  return prefix !== none && (peer.updateGroups.get(family)?.isAdvertisedTo(peer.number, prefix) ?? false);
}

function addPathView(
  { settings, negotiated }: Peer,
  family: FamilyName,
): Pick<PeerFamilyView, 'addPath' | 'addPathSend' | 'receivedPathsLimit'> {
  const addPathSend = settings.families[family]?.addPathSend;
  const limits = negotiated?.receivedOpen.capabilities.find(
    (capability) => capability.name === 'paths-limit',
  );
  const limit = limits?.families.find(({ afi, safi }) => familyByCodes(afi, safi)?.name === family);
  return {
    addPath: {
      send: negotiated?.send.addPath.includes(family) ?? false,
      receive: negotiated?.receive.addPath.includes(family) ?? false,
    },
    ...(addPathSend !== undefined && { addPathSend }),
    ...(limit !== undefined && { receivedPathsLimit: limit.pathCountMax }),
  };
}

function isDenied(state: RouterState, peer: Peer, attached: DirectionFilters | undefined): boolean {
  const { session } = sessionTypeOf(peer, asNumberTowards(state.configuration, peer.settings));
  const { ebgpRequiresPolicy } = state.configuration;
  return session !== undefined && !directionVerdict({ session, attached, ebgpRequiresPolicy }).permitted;
}

function gracefulRestartView(state: RouterState, peer: Peer): GracefulRestartView {
  const { mode, restartTimeSeconds, stalePathTimeSeconds, selectionDeferralTimeSeconds } =
    state.configuration.gracefulRestart;
  const received = peer.negotiated?.receivedOpen.capabilities.find(
    (capability) => capability.name === 'graceful-restart',
  );
  const lastRestartTimeSeconds = received?.restartTimeSeconds ?? peer.lastRestartTimeSeconds;
  const { restartDeadline, stalePathDeadline } = peer.helper;
  const { ownRestart } = state;
  return {
    localMode: peer.settings.gracefulRestartMode ?? mode,
    localRestarting: ownRestart !== undefined,
    ...(ownRestart?.deadline !== undefined && { selectionDeferralDeadline: ownRestart.deadline }),
    remoteMode: remoteMode(peer, received),
    restartTimeSeconds,
    stalePathTimeSeconds,
    selectionDeferralTimeSeconds,
    ...(lastRestartTimeSeconds !== undefined && { receivedRestartTimeSeconds: lastRestartTimeSeconds }),
    remoteRestarting: received?.restarting ?? false,
    remoteNotificationSupport: received?.notificationSupport ?? false,
    ...(restartDeadline !== undefined && { restartDeadline }),
    ...(stalePathDeadline !== undefined && { stalePathDeadline }),
    families: (received?.families ?? []).flatMap(({ afi, safi, forwardingPreserved }) => {
      const family = familyByCodes(afi, safi)?.name;
      return family === undefined ? [] : [{ family, forwardingPreserved }];
    }),
    longLived: longLivedViews(peer),
  };
}

/** Of the session that is up, or was up last: its terms hold for the routes that are kept of it. */
function longLivedViews({ lastNegotiated, helper }: Peer): LongLivedRestartView[] {
  const [ours, theirs] = [lastNegotiated?.sentOpen, lastNegotiated?.receivedOpen].map(
    (open) =>
      open?.capabilities.find((capability) => capability.name === 'long-lived-graceful-restart')?.families ??
      [],
  );
  return theirs.flatMap(({ afi, safi, forwardingPreserved, staleTimeSeconds }) => {
    const family = familyByCodes(afi, safi)?.name;
    const own = ours.find((row) => row.afi === afi && row.safi === safi);
    if (family === undefined || own === undefined) return [];
    const staleDeadline = helper.longLivedStaleDeadline(family);
    return [
      {
        family,
        staleTimeSeconds: Math.min(own.staleTimeSeconds, staleTimeSeconds),
        forwardingPreserved,
        ...(staleDeadline !== undefined && { staleDeadline }),
      },
    ];
  });
}

function remoteMode(
  peer: Peer,
  received: GracefulRestartCapability | undefined,
): GracefulRestartView['remoteMode'] {
  if (peer.negotiated === undefined) return 'not-applicable';
  if (received === undefined) return 'disabled';
  return received.families.length === 0 ? 'helper' : 'restarter';
}
