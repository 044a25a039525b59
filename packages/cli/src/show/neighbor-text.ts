import { familyOf } from '@bgpeer/bgp-wire';
import type { PeerFamilyView, PeerView } from '@bgpeer/router';
import type { PeersAnswer } from '@bgpeer/speaker';
import { localModeWord, remoteModeWord, secondsUntil } from './graceful-restart-words.ts';
import { lastResetLine } from './last-reset.ts';
import { capabilityLines } from './neighbor-capabilities-text.ts';
import { neighborFamilyLines } from './neighbor-family-text.ts';
import { conditionalAdvertisementSeconds, internalHopsMax } from './neighbor-json.ts';
import { isWaitingForRestart, messageCount, shownState } from './peer-state.ts';
import { formatUptimeSince } from './times.ts';

/** `show bgp neighbors [X]`. */
export function neighborsText(answer: PeersAnswer): string[] {
  if (answer.peers.length === 0) return ['% No such neighbor in this view/vrf', ''];
  return answer.peers.flatMap((peer) => neighborLines(peer, answer.now));
}

function neighborLines(peer: PeerView, now: number): string[] {
  return [
    ...identityLines(peer),
    ...stateLines(peer, now),
    ...(peer.state === 'Established' ? capabilityLines(peer) : []),
    ...gracefulRestartLines(peer, now),
    ...messageLines(peer),
    `  Minimum time between advertisement runs is ${peer.settings.advertisementIntervalSeconds} seconds`,
    ...optionalLine('  Update source is ', peer.settings.localAddress),
    '',
    ...peer.families.filter((row) => row.configured).flatMap((row) => neighborFamilyLines(peer, row)),
    `  Connections established ${peer.connectionsEstablished}; dropped ${peer.connectionsDropped}`,
    lastResetLine(peer, now),
    ...prefixLimitReachedLines(peer, now),
    peer.session === 'internal'
      ? `  Internal BGP neighbor may be up to ${internalHopsMax} hops away.`
      : `  External BGP neighbor may be up to ${peer.ebgpMultihop} hops away.`,
    ...connectionLines(peer),
  ];
}

function identityLines(peer: PeerView): string[] {
  const mark = peer.dynamicFrom === undefined ? '' : '*';
  const link = peer.session === 'internal' ? 'internal' : 'external';
  return [
    `BGP neighbor is ${mark}${peer.address}, remote AS ${peer.remoteAsNumber}, ` +
      `local AS ${peer.localAsNumber}${localAsWords(peer)}, ${link} link`,
    `  Local Role: ${peer.localRole ?? 'undefined'}`,
    `  Remote Role: ${peer.remoteRole ?? 'undefined'}`,
    ...(peer.description === undefined ? [] : [` Description: ${peer.description}`]),
    ...(peer.hostName === undefined ? [] : [`Hostname: ${peer.hostName}`]),
    ...(peer.domainName ? [`Domainname: ${peer.domainName}`] : []),
    ...(peer.peerGroup === undefined
      ? []
      : [` Member of peer-group ${peer.peerGroup} for session parameters`]),
    ...(peer.dynamicFrom === undefined ? [] : [`  Belongs to the subnet range group: ${peer.dynamicFrom}`]),
    ...(peer.adminShutdown ? [' Administratively shut down'] : []),
  ];
}

function localAsWords({ localAs }: PeerView): string {
  return `${localAs?.noPrepend ? ' no-prepend' : ''}${localAs?.replaceAs ? ' replace-as' : ''}`;
}

function prefixLimitReachedLines(peer: PeerView, now: number): string[] {
  if (!peer.prefixLimitReached) return [];
  const seconds = secondsUntil(peer.prefixLimitRestartAt, now);
  return [
    '  Peer had exceeded the max. no. of prefixes configured.',
    seconds === undefined
      ? `  Reduce the no. of prefix and clear ip bgp ${peer.address} to restore peering`
      : `  Reduce the no. of prefix from ${peer.address}, will restart in ${seconds} seconds`,
  ];
}

function stateLines(peer: PeerView, now: number): string[] {
  const inUse = peer.negotiated ?? peer.configured;
  return [
    `  BGP version 4, remote router ID ${peer.remoteBgpIdentifier ?? '0.0.0.0'}, ` +
      `local router ID ${peer.localBgpIdentifier}`,
    `  BGP state = ${shownState(peer)}${stateRemark(peer, now)}`,
    `  Last read ${formatUptimeSince(peer.lastReadAt, now)}, ` +
      `Last write ${formatUptimeSince(peer.lastWriteAt, now)}`,
    `  Hold time is ${inUse.holdTimeSeconds} seconds, ` +
      `keepalive interval is ${inUse.keepaliveTimeSeconds} seconds`,
    `  Configured hold time is ${peer.configured.holdTimeSeconds} seconds, ` +
      `keepalive interval is ${peer.configured.keepaliveTimeSeconds} seconds`,
    `  Configured conditional advertisements interval is ${conditionalAdvertisementSeconds} seconds`,
  ];
}

function stateRemark(peer: PeerView, now: number): string {
  if (peer.state === 'Established') return `, up for ${formatUptimeSince(peer.establishedAt, now)}`;
  if (shownState(peer) !== 'Active') return '';
  if (peer.passive) return ' (passive)';
  return isWaitingForRestart(peer) ? ' (NSF passive)' : '';
}

function gracefulRestartLines(peer: PeerView, now: number): string[] {
  const view = peer.gracefulRestart;
  const restartSeconds = secondsUntil(view.restartDeadline, now);
  const stalePathSeconds = secondsUntil(view.stalePathDeadline, now);
  const negotiated = peer.families.filter((row) => row.negotiated && peer.state === 'Established');
  return [
    '  Graceful restart information:',
    ...titlesLine(
      '    End-of-RIB send: ',
      negotiated.filter((row) => row.endOfRibSent),
    ),
    ...titlesLine(
      '    End-of-RIB received: ',
      negotiated.filter((row) => row.endOfRibReceived),
    ),
    ...optionalLine('    The remaining time of restart timer is ', restartSeconds),
    ...optionalLine('    The remaining time of stalepath timer is ', stalePathSeconds),
    ...view.longLived.flatMap(({ family, staleDeadline }) =>
      optionalLine(
        `    The remaining time of LLGR stale timer of ${familyOf(family).title} is `,
        secondsUntil(staleDeadline, now),
      ),
    ),
    `    Local GR Mode: ${localModeWord(peer)}`,
    `    Remote GR Mode: ${remoteModeWord(view)}`,
    `    R bit: ${capitalized(view.remoteRestarting)}`,
    `    N bit: ${capitalized(view.remoteNotificationSupport)}`,
    '    Timers:',
    `      Configured Restart Time(sec): ${view.restartTimeSeconds}`,
    `      Received Restart Time(sec): ${view.receivedRestartTimeSeconds ?? 0}`,
    ...optionalLine('      Restart Time Remaining(sec): ', restartSeconds),
    ...negotiated.flatMap((row) => gracefulRestartFamilyLines(peer, row, now)),
  ];
}

function gracefulRestartFamilyLines(
  { gracefulRestart }: PeerView,
  row: PeerFamilyView,
  now: number,
): string[] {
  const longLived = gracefulRestart.longLived.find(({ family }) => family === row.family);
  const preserved = gracefulRestart.families.some(
    ({ family, forwardingPreserved }) => family === row.family && forwardingPreserved,
  );
  return [
    `    ${familyOf(row.family).title}:`,
    `      F bit: ${capitalized(preserved)}`,
    `      End-of-RIB sent: ${yesOrNo(row.endOfRibSent)}`,
    `      End-of-RIB sent after update: ${yesOrNo(row.endOfRibSent)}`,
    `      End-of-RIB received: ${yesOrNo(row.endOfRibReceived)}`,
    '      Timers:',
    `        Configured Stale Path Time(sec): ${gracefulRestart.stalePathTimeSeconds}`,
    ...optionalLine(
      '        Stale Path Remaining(sec): ',
      secondsUntil(gracefulRestart.stalePathDeadline, now),
    ),
    ...optionalLine('        LLGR Stale Path Time(sec): ', longLived?.staleTimeSeconds),
    ...optionalLine('        LLGR Stale Path Remaining(sec): ', secondsUntil(longLived?.staleDeadline, now)),
    ...(gracefulRestart.localMode === 'restarter'
      ? [`        Configured Selection Deferral Time(sec): ${gracefulRestart.selectionDeferralTimeSeconds}`]
      : []),
  ];
}

function messageLines({ sent, received, outputQueueOctets }: PeerView): string[] {
  const row = (title: string, sentCount: number, receivedCount: number) =>
    `    ${title.padEnd(15)}${String(sentCount).padStart(10)} ${String(receivedCount).padStart(10)}`;
  return [
    '  Message statistics:',
    '    Inq depth is 0',
    `    Outq depth is ${outputQueueOctets}`,
    '                         Sent       Rcvd',
    row('Opens:', sent.open, received.open),
    row('Notifications:', sent.notification, received.notification),
    row('Updates:', sent.update, received.update),
    row('Keepalives:', sent.keepalive, received.keepalive),
    row('Route Refresh:', sent.routeRefresh, received.routeRefresh),
    row('Capability:', 0, 0),
    row('Total:', messageCount(sent), messageCount(received)),
  ];
}

function connectionLines({ endpoints, connectRetryTimeSeconds }: PeerView): string[] {
  const threads = endpoints === undefined ? 'off' : 'on';
  const network = endpoints?.sharedSubnet === undefined ? 'non shared network' : 'shared network';
  return [
    ...(endpoints === undefined
      ? []
      : [
          `Local host: ${endpoints.localAddress}, Local port: ${endpoints.localPort}`,
          `Foreign host: ${endpoints.remoteAddress}, Foreign port: ${endpoints.remotePort}`,
          `Nexthop: ${endpoints.localAddress}`,
          `BGP connection: ${network}`,
        ]),
    `BGP Connect Retry Timer in Seconds: ${connectRetryTimeSeconds}`,
    `Read thread: ${threads}  Write thread: ${threads}`,
    '',
  ];
}

function titlesLine(title: string, rows: readonly PeerFamilyView[]): string[] {
  if (rows.length === 0) return [];
  return [`${title}${rows.map((row) => familyOf(row.family).title).join(', ')}`];
}

function optionalLine(title: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [`${title}${value}`];
}

function capitalized(value: boolean): string {
  return value ? 'True' : 'False';
}

function yesOrNo(value: boolean): string {
  return value ? 'Yes' : 'No';
}
