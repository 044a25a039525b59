import type { IgnoredKey, LineRule } from './golden.ts';

/** Keys of recorded JSON that are not compared: times, counters, and what only FRR has. Each with its reason. */
export const ignoredSummaryKeys: readonly IgnoredKey[] = [
  { path: 'ipv4Unicast/ribCount', why: 'FRR counts the inner nodes of its trie as well' },
  { path: 'ipv4Unicast/ribMemory', why: 'memory' },
  { path: 'ipv4Unicast/peerMemory', why: 'memory' },
  { path: 'ipv4Unicast/peerGroupMemory', why: 'memory' },
  { path: 'ipv4Unicast/peers/*/msgRcvd', why: 'counter' },
  { path: 'ipv4Unicast/peers/*/msgSent', why: 'counter' },
  { path: 'ipv4Unicast/peers/*/connectionsEstablished', why: 'counter' },
  { path: 'ipv4Unicast/peers/*/connectionsDropped', why: 'counter' },
  { path: 'ipv4Unicast/peers/*/tableVersion', why: 'FRR 8.4.4 left it at 0 in this lab' },
  { path: 'ipv4Unicast/peers/*/peerUptime', why: 'time' },
  { path: 'ipv4Unicast/peers/*/peerUptimeMsec', why: 'time' },
  { path: 'ipv4Unicast/peers/*/peerUptimeEstablishedEpoch', why: 'time' },
];

export const ignoredPrefixKeys: readonly IgnoredKey[] = [
  { path: 'paths/*/lastUpdate/epoch', why: 'time' },
  { path: 'paths/*/lastUpdate/string', why: 'time' },
  { path: 'paths/*/explanation', why: 'why a route is not the best one: FRR does not say' },
];

export const ignoredNeighborKeys: readonly IgnoredKey[] = [
  { path: '*/bgpTimerUpMsec', why: 'time' },
  { path: '*/bgpTimerUpString', why: 'time' },
  { path: '*/bgpTimerUpEstablishedEpoch', why: 'time' },
  { path: '*/bgpTimerLastRead', why: 'time' },
  { path: '*/bgpTimerLastWrite', why: 'time' },
  { path: '*/bgpInUpdateElapsedTimeMsecs', why: 'time' },
  { path: '*/messageStats/opensSent', why: 'counter' },
  { path: '*/messageStats/opensRecv', why: 'counter' },
  { path: '*/messageStats/notificationsRecv', why: 'counter' },
  { path: '*/messageStats/updatesSent', why: 'counter' },
  { path: '*/messageStats/updatesRecv', why: 'counter' },
  { path: '*/messageStats/keepalivesSent', why: 'counter' },
  { path: '*/messageStats/keepalivesRecv', why: 'counter' },
  { path: '*/messageStats/totalSent', why: 'counter' },
  { path: '*/messageStats/totalRecv', why: 'counter' },
  { path: '*/connectionsEstablished', why: 'counter' },
  { path: '*/connectionsDropped', why: 'counter' },
  { path: '*/portForeign', why: 'ephemeral port' },
  { path: '*/nexthopGlobal', why: 'derived from the MAC address of an interface' },
  { path: '*/nexthopLocal', why: 'derived from the MAC address of an interface' },
  { path: '*/estimatedRttInMsecs', why: 'a TCP measure that Node does not give; FRR leaves it out at 0' },
  {
    path: '*/gracefulRestartInfo/ipv4Unicast/endOfRibStatus/endOfRibSentAfterUpdate',
    why: 'turns false in FRR with the next UPDATE, by the timing of its packets',
  },
];

/** For peers that never were reset: FRR counts the steps of its own start as a reset. */
export const ignoredFirstResetKeys: readonly IgnoredKey[] = [
  { path: '*/lastReset', why: 'never, where FRR counts its own start' },
  { path: '*/lastResetTimerMsecs', why: 'FRR counts its own start as a reset' },
  { path: '*/lastResetDueTo', why: 'FRR counts its own start as a reset' },
  { path: '*/lastResetCode', why: 'FRR counts its own start as a reset' },
];

export const ignoredForwardingKeys: readonly IgnoredKey[] = [
  { path: '*/*/uptime', why: 'time' },
  { path: '*/*/internalStatus', why: "bits of zebra's own bookkeeping" },
  { path: '*/*/internalFlags', why: "bits of zebra's own bookkeeping" },
  { path: '*/*/nexthopGroupId', why: "zebra's number of a kernel object that is not used here" },
  { path: '*/*/installedNexthopGroupId', why: "zebra's number of a kernel object that is not used here" },
];

const clockTime: LineRule = { pattern: /\d\d:\d\d:\d\d/g, replacement: '00:00:00', why: 'time' };

export const summaryLineRules: readonly LineRule[] = [
  clockTime,
  {
    pattern: /^RIB entries \d+, using .* of memory$/,
    replacement: 'RIB entries N, using M of memory',
    why: 'FRR counts the inner nodes of its trie as well; memory',
  },
  { pattern: /using \d+ (bytes|KiB) of memory$/, replacement: 'using M of memory', why: 'memory' },
  {
    pattern: /^(\S+ +4 +\d+)[ \d]{10}[ \d]{10}[ \d]{9}( {4}0 {4}0)/,
    replacement: '$1      RCVD      SENT     VERS$2',
    why: 'counters; FRR 8.4.4 left TblVer at 0 in this lab',
  },
];

export const prefixLineRules: readonly LineRule[] = [
  { pattern: /Last update: .*$/, replacement: 'Last update: T', why: 'time' },
  {
    pattern: /^ {6}Not best: /,
    replacement: undefined,
    why: 'why a route is not the best one: FRR does not say',
  },
];

export const neighborLineRules: readonly LineRule[] = [
  clockTime,
  {
    pattern: /^( {4}(Opens|Notifications|Updates|Keepalives|Total): ) {0,9}[ \d]{21}$/,
    replacement: '$1 counters',
    why: 'counter',
  },
  {
    pattern: /End-of-RIB sent after update: .*/,
    replacement: 'End-of-RIB sent after update',
    why: 'turns to No in FRR with the next UPDATE, by the timing of its packets',
  },
  { pattern: /Foreign port: \d+$/, replacement: 'Foreign port: P', why: 'ephemeral port' },
  {
    pattern: /^Nexthop (global|local): fe80:/,
    replacement: undefined,
    why: 'derived from the MAC address of an interface',
  },
  {
    pattern: /^Estimated round trip time/,
    replacement: undefined,
    why: 'a TCP measure that Node does not give; FRR leaves it out at 0',
  },
  { pattern: / {2}FD used: -?\d+$/, replacement: '', why: "FRR's file descriptor" },
  {
    pattern: /Connections established \d+; dropped \d+/,
    replacement: 'Connections established N; dropped N',
    why: 'counter',
  },
  {
    pattern: /^ {2}Last reset (never|.* {2}No AFI\/SAFI activated for peer)$/,
    replacement: '  Last reset: none but the start',
    why: 'FRR counts its own start as a reset',
  },
];

export const forwardingLineRules: readonly LineRule[] = [clockTime];

/** What differs when the real router plays the lab, and not only its views. */
export const ignoredReplayKeys: readonly IgnoredKey[] = [
  { path: '*/neighborCapabilities/longLivedGracefulRestart', why: 'RFC 9494 is not offered yet' },
  {
    path: '*/addressFamilyInfo/ipv4Unicast/updateGroupId',
    why: 'a group here is of peers that are sent the same octets; FRR sets the next hop for each peer afterwards',
  },
  { path: '*/addressFamilyInfo/ipv4Unicast/subGroupId', why: 'the same' },
];

const peerAsNextHop =
  'an external peer is not told itself as next hop (RFC 4271, section 5.1.3); FRR tells it so, and shows it, where peers share an update group';

export const ignoredAdvertisedKeys: readonly IgnoredKey[] = [
  {
    path: 'advertisedRoutes/*/nextHop',
    why: `${peerAsNextHop}; the other next hops are compared in the text`,
  },
];

export const advertisedLineRules: readonly LineRule[] = [
  {
    pattern: /^(\*> \S+ +)192\.168\.10\.100 {2}/,
    replacement: '$10.0.0.0         ',
    why: peerAsNextHop,
  },
];
