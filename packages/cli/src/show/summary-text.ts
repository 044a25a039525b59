import type { FamilyName } from '@bgpeer/bgp-wire';
import { familyOf } from '@bgpeer/bgp-wire';
import type { SummaryAnswer } from '@bgpeer/speaker';
import { lastResetText } from './last-reset.ts';
import { formatMemory } from './memory-text.ts';
import { configuredFamily, messageCount, summaryState, upOrDownSince } from './peer-state.ts';
import type { SummaryFilter, SummaryMember } from './summary-json.ts';
import { familySummary, isShown, queuedOctets, summaryMembers } from './summary-json.ts';
import { formatUptimeSince } from './times.ts';

const neighborColumnWidthMin = 16;
const descriptionLengthMax = 20;
const columnTitles =
  'V         AS   MsgRcvd   MsgSent   TblVer  InQ OutQ  Up/Down State/PfxRcd   PfxSnt Desc';
const wideColumnTitles = columnTitles.replace('AS  ', 'AS    LocalAS  ');
const failedColumnTitles = 'EstdCnt DropCnt ResetTime Reason';

/** `wide` has a column for our AS number too; `terse` leaves out what the tables are and hold. */
export type SummaryLayout = 'usual' | 'wide' | 'terse';

/** `show bgp summary`: a titled part for every family that a peer is configured with. */
export function summaryText(
  answer: SummaryAnswer,
  filter: SummaryFilter,
  layout: SummaryLayout = 'usual',
): string[] {
  const shown = answer.summary.families.filter(({ family }) =>
    answer.peers.some((peer) => configuredFamily(peer, family) !== undefined),
  );
  if (shown.length === 0) return ['% No BGP neighbors found in VRF default'];
  return shown.flatMap(({ family }) => titledFamilySummaryText(answer, family, filter, layout));
}

/** `show ip bgp summary`: one family under its title. */
export function titledFamilySummaryText(
  answer: SummaryAnswer,
  family: FamilyName,
  filter: SummaryFilter,
  layout: SummaryLayout = 'usual',
): string[] {
  const title = `${familyOf(family).title} Summary (VRF default):`;
  return ['', title, ...familySummaryText(answer, family, filter, layout)];
}

/** `show bgp ipv4 unicast summary`: one family, without a title. */
export function familySummaryText(
  answer: SummaryAnswer,
  family: FamilyName,
  filter: SummaryFilter,
  layout: SummaryLayout = 'usual',
): string[] {
  const members = summaryMembers(answer.peers, family);
  const shown = members.filter((member) => isShown(member, filter));
  if (members.length === 0) return [`No ${familyOf(family).title} neighbor is configured`];
  if (filter === 'failed' && shown.length === 0) return ['% No failed BGP neighbors found'];
  return [
    ...headLines(answer, family, members, layout),
    ...(shown.length === 0
      ? ['% No matching neighbor']
      : rowLines(answer, family, shown, { filter, layout })),
    '',
    ...(filter === 'all' ? [] : [`Displayed neighbors ${shown.length}`]),
    `Total number of neighbors ${members.length}`,
    ...dynamicLines(members, answer.summary.listenLimit),
  ];
}

function headLines(
  { summary }: SummaryAnswer,
  family: FamilyName,
  members: readonly SummaryMember[],
  layout: SummaryLayout,
): string[] {
  const table = familySummary(summary, family);
  const groupCount = summary.peerGroupNames.length;
  const identity = `BGP router identifier ${summary.bgpIdentifier}, local AS number ${summary.asNumber} vrf-id 0`;
  if (layout === 'terse') return [identity, ''];
  return [
    identity,
    `BGP table version ${table.tableVersion}`,
    `RIB entries ${table.prefixCount}, using ${formatMemory(table.tableOctets)} of memory`,
    `Peers ${members.length}, using ${formatMemory(queuedOctets(members))} of memory`,
    ...(groupCount === 0 ? [] : [`Peer groups ${groupCount}, using ${formatMemory(0)} of memory`]),
    '',
  ];
}

function rowLines(
  answer: SummaryAnswer,
  family: FamilyName,
  shown: readonly SummaryMember[],
  { filter, layout }: { readonly filter: SummaryFilter; readonly layout: SummaryLayout },
): string[] {
  const names = shown.map(({ peer }) => `${peer.dynamicFrom === undefined ? '' : '*'}${peer.address}`);
  const width = Math.max(neighborColumnWidthMin, ...names.map((name) => name.length + 1));
  const tableVersion = familySummary(answer.summary, family).tableVersion;
  const cells = (member: SummaryMember) =>
    filter === 'failed'
      ? failedCells(member, answer.now)
      : peerCells(member, layout, tableVersion, answer.now);
  return [
    'Neighbor'.padEnd(width) +
      (filter === 'failed' ? failedColumnTitles : layout === 'wide' ? wideColumnTitles : columnTitles),
    ...shown.map((member, index) => names[index].padEnd(width) + cells(member)),
  ];
}

function peerCells(
  { peer, row }: SummaryMember,
  layout: SummaryLayout,
  tableVersion: number,
  now: number,
): string {
  const isUp = peer.state === 'Established';
  const received = !row.negotiated ? 'NoNeg' : row.importDenied ? '(Policy)' : row.acceptedPrefixCount;
  const sent = !row.negotiated ? 'NoNeg' : row.exportDenied ? '(Policy)' : row.sentPrefixCount;
  return [
    '4',
    String(peer.remoteAsNumber).padStart(10),
    ...(layout === 'wide' ? [String(peer.localAsNumber).padStart(10)] : []),
    String(messageCount(peer.received)).padStart(9),
    String(messageCount(peer.sent)).padStart(9),
    String(isUp ? tableVersion : 0).padStart(8),
    '   0',
    String(peer.outputQueueOctets).padStart(4),
    formatUptimeSince(upOrDownSince(peer), now).padStart(8),
    String(isUp ? received : summaryState(peer)).padStart(12),
    String(isUp ? sent : 0).padStart(8),
    shortDescription(peer.description),
  ].join(' ');
}

function failedCells({ peer }: SummaryMember, now: number): string {
  const reason =
    peer.state === 'Established'
      ? 'AFI/SAFI Not Negotiated'
      : peer.lastReset === undefined
        ? 'Waiting for the first session'
        : lastResetText(peer.lastReset);
  return [
    String(peer.connectionsEstablished).padStart(7),
    String(peer.connectionsDropped).padStart(7),
    formatUptimeSince(upOrDownSince(peer), now).padStart(9),
    ` ${reason}`,
  ].join(' ');
}

/** As much of a description as the column takes, cut between words. */
function shortDescription(description: string | undefined): string {
  if (description === undefined) return 'N/A';
  if (description.length <= descriptionLengthMax) return description;
  const lastSpace = description.lastIndexOf(' ', descriptionLengthMax);
  return description.slice(0, lastSpace > 0 ? lastSpace : descriptionLengthMax);
}

function dynamicLines(members: readonly SummaryMember[], listenLimit: number): string[] {
  const count = members.filter(({ peer }) => peer.dynamicFrom !== undefined).length;
  if (count === 0) return [];
  return ['* - dynamic neighbor', `${count} dynamic neighbor(s), limit ${listenLimit}`];
}
