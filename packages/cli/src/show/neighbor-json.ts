import type { GracefulRestartView, PeerFamilyView, PeerView } from '@bgpeer/router';
import type { PeersAnswer } from '@bgpeer/speaker';
import { familyKey } from './family-words.ts';
import { localModeWord, remoteModeWord, secondsUntil } from './graceful-restart-words.ts';
import { lastResetJson } from './last-reset.ts';
import { neighborCapabilitiesJson } from './neighbor-capabilities-json.ts';
import { neighborFamilyJson } from './neighbor-family-json.ts';
import { isWaitingForRestart, messageCount, shownState } from './peer-state.ts';
import { epochSeconds, formatUptimeSince, wholeSecondsInMs } from './times.ts';

/** FRR's interval of a feature that is not here, kept because scripts read the key. */
export const conditionalAdvertisementSeconds = 60;

/** Hops a packet of an internal session may take: its TTL is 255. */
export const internalHopsMax = 255;

export type NeighborJson = ReturnType<typeof neighborJson>;

/** `show bgp neighbors [X] json`. */
export function neighborsJson(answer: PeersAnswer): Readonly<Record<string, NeighborJson>> {
  return Object.fromEntries(answer.peers.map((peer) => [peer.address, neighborJson(peer, answer.now)]));
}

function neighborJson(peer: PeerView, now: number) {
  const isUp = peer.state === 'Established';
  return {
    ...identityJson(peer),
    bgpVersion: 4,
    remoteRouterId: peer.remoteBgpIdentifier ?? '0.0.0.0',
    localRouterId: peer.localBgpIdentifier,
    bgpState: shownState(peer),
    bgpStateIs: stateRemark(peer),
    ...timersJson(peer, now),
    extendedOptionalParametersLength: false,
    bgpTimerConfiguredConditionalAdvertisementsSec: conditionalAdvertisementSeconds,
    neighborCapabilities: isUp ? neighborCapabilitiesJson(peer) : undefined,
    gracefulRestartInfo: gracefulRestartJson(peer, now),
    messageStats: messageStatsJson(peer),
    minBtwnAdvertisementRunsTimerMsecs: peer.settings.advertisementIntervalSeconds * 1000,
    updateSource: peer.settings.localAddress,
    addressFamilyInfo: Object.fromEntries(
      peer.families
        .filter((row) => row.configured)
        .map((row) => [familyKey(row.family), neighborFamilyJson(peer, row)]),
    ),
    connectionsEstablished: peer.connectionsEstablished,
    connectionsDropped: peer.connectionsDropped,
    ...lastResetJson(peer, now),
    ...prefixLimitReachedJson(peer, now),
    externalBgpNbrMaxHopsAway: peer.session === 'internal' ? undefined : peer.ebgpMultihop,
    internalBgpNbrMaxHopsAway: peer.session === 'internal' ? internalHopsMax : undefined,
    ...connectionJson(peer),
    connectRetryTimer: peer.connectRetryTimeSeconds,
    readThread: peer.endpoints === undefined ? 'off' : 'on',
    writeThread: peer.endpoints === undefined ? 'off' : 'on',
  };
}

function identityJson(peer: PeerView) {
  return {
    remoteAs: peer.remoteAsNumber,
    localAs: peer.localAsNumber,
    localAsNoPrepend: peer.localAs?.noPrepend || undefined,
    localAsReplaceAs: peer.localAs?.replaceAs || undefined,
    nbrExternalLink: peer.session === 'internal' ? undefined : true,
    nbrInternalLink: peer.session === 'internal' ? true : undefined,
    localRole: peer.localRole ?? 'undefined',
    remoteRole: peer.remoteRole ?? 'undefined',
    nbrDesc: peer.description,
    hostname: peer.hostName,
    domainname: peer.domainName || undefined,
    peerGroup: peer.peerGroup,
    peerSubnetRangeGroup: peer.dynamicFrom,
    adminShutDown: peer.adminShutdown || undefined,
  };
}

function prefixLimitReachedJson(peer: PeerView, now: number) {
  if (!peer.prefixLimitReached) return {};
  const seconds = secondsUntil(peer.prefixLimitRestartAt, now);
  return {
    prefixesConfigExceedMax: true,
    reducePrefixNumFrom: true,
    restartInTimerMsec: seconds && seconds * 1000,
  };
}

function stateRemark(peer: PeerView): 'passive' | 'passiveNSF' | undefined {
  if (shownState(peer) !== 'Active') return undefined;
  if (peer.passive) return 'passive';
  return isWaitingForRestart(peer) ? 'passiveNSF' : undefined;
}

function timersJson(peer: PeerView, now: number) {
  const upSince = peer.state === 'Established' ? peer.establishedAt : undefined;
  const inUse = peer.negotiated ?? peer.configured;
  return {
    bgpTimerUpMsec: elapsedMs(upSince, now),
    bgpTimerUpString: upSince === undefined ? undefined : formatUptimeSince(upSince, now),
    bgpTimerUpEstablishedEpoch: upSince === undefined ? undefined : epochSeconds(upSince),
    bgpTimerLastRead: elapsedMs(peer.lastReadAt, now),
    bgpTimerLastWrite: elapsedMs(peer.lastWriteAt, now),
    bgpInUpdateElapsedTimeMsecs: elapsedMs(peer.lastUpdateReceivedAt, now),
    bgpTimerConfiguredHoldTimeMsecs: peer.configured.holdTimeSeconds * 1000,
    bgpTimerConfiguredKeepAliveIntervalMsecs: peer.configured.keepaliveTimeSeconds * 1000,
    bgpTimerHoldTimeMsecs: inUse.holdTimeSeconds * 1000,
    bgpTimerKeepAliveIntervalMsecs: inUse.keepaliveTimeSeconds * 1000,
  };
}

function elapsedMs(since: number | undefined, now: number): number | undefined {
  return since === undefined ? undefined : wholeSecondsInMs(since, now);
}

function gracefulRestartJson(peer: PeerView, now: number) {
  const view = peer.gracefulRestart;
  const restartSeconds = secondsUntil(view.restartDeadline, now);
  const stalePathSeconds = secondsUntil(view.stalePathDeadline, now);
  const negotiated = peer.families.filter((row) => row.negotiated && peer.state === 'Established');
  return {
    endOfRibSend: familyFlags(negotiated.filter((row) => row.endOfRibSent)),
    endOfRibRecv: familyFlags(negotiated.filter((row) => row.endOfRibReceived)),
    gracefulRestartTimerMsecs: restartSeconds && restartSeconds * 1000,
    gracefulStalepathTimerMsecs: stalePathSeconds && stalePathSeconds * 1000,
    llgrStaleTimerMsecs: longLivedTimersJson(view, now),
    localGrMode: localModeWord(peer),
    remoteGrMode: remoteModeWord(view),
    rBit: view.remoteRestarting,
    nBit: view.remoteNotificationSupport,
    timers: {
      configuredRestartTimer: view.restartTimeSeconds,
      receivedRestartTimer: view.receivedRestartTimeSeconds ?? 0,
      restartTimerRemaining: restartSeconds,
    },
    ...Object.fromEntries(
      negotiated.map((row) => [familyKey(row.family), gracefulRestartFamilyJson(view, row, now)]),
    ),
  };
}

/** By family; undefined while no route is long-lived stale. */
function longLivedTimersJson(
  view: GracefulRestartView,
  now: number,
): Readonly<Record<string, number>> | undefined {
  const running = view.longLived.flatMap(({ family, staleDeadline }) => {
    const seconds = secondsUntil(staleDeadline, now);
    return seconds === undefined ? [] : [[familyKey(family), seconds * 1000] as const];
  });
  return running.length === 0 ? undefined : Object.fromEntries(running);
}

function gracefulRestartFamilyJson(view: GracefulRestartView, row: PeerFamilyView, now: number) {
  const longLived = view.longLived.find(({ family }) => family === row.family);
  return {
    fBit: view.families.some(
      ({ family, forwardingPreserved }) => family === row.family && forwardingPreserved,
    ),
    endOfRibStatus: {
      endOfRibSend: row.endOfRibSent,
      endOfRibSentAfterUpdate: row.endOfRibSent,
      endOfRibRecv: row.endOfRibReceived,
    },
    timers: {
      stalePathTimer: view.stalePathTimeSeconds,
      stalePathTimerRemaining: secondsUntil(view.stalePathDeadline, now),
      llgrStalePathTimer: longLived?.staleTimeSeconds,
      llgrStalePathTimerRemaining: secondsUntil(longLived?.staleDeadline, now),
      selectionDeferralTimer: view.localMode === 'restarter' ? view.selectionDeferralTimeSeconds : undefined,
    },
  };
}

function familyFlags(rows: readonly PeerFamilyView[]): Readonly<Record<string, true>> {
  return Object.fromEntries(rows.map((row) => [familyKey(row.family), true]));
}

function messageStatsJson({ sent, received, outputQueueOctets }: PeerView) {
  return {
    depthInq: 0,
    depthOutq: outputQueueOctets,
    opensSent: sent.open,
    opensRecv: received.open,
    notificationsSent: sent.notification,
    notificationsRecv: received.notification,
    updatesSent: sent.update,
    updatesRecv: received.update,
    keepalivesSent: sent.keepalive,
    keepalivesRecv: received.keepalive,
    routeRefreshSent: sent.routeRefresh,
    routeRefreshRecv: received.routeRefresh,
    capabilitySent: 0,
    capabilityRecv: 0,
    totalSent: messageCount(sent),
    totalRecv: messageCount(received),
  };
}

function connectionJson({ endpoints }: PeerView) {
  if (endpoints === undefined) {
    return { hostLocal: 'Unknown', portLocal: -1, hostForeign: 'Unknown', portForeign: -1 };
  }
  return {
    hostLocal: endpoints.localAddress,
    portLocal: endpoints.localPort,
    hostForeign: endpoints.remoteAddress,
    portForeign: endpoints.remotePort,
    nexthop: endpoints.localAddress,
    bgpConnection: endpoints.sharedSubnet === undefined ? 'nonSharedNetwork' : 'sharedNetwork',
  };
}
