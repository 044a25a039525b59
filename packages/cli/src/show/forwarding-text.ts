import type { FamilyName } from '@bgpeer/bgp-wire';
import type { ForwardingAnswer } from '@bgpeer/speaker';
import { hasWeights } from './forwarding-json.ts';
import { type ForwardingRow, type ForwardingRowHop, forwardingRows } from './forwarding-rows.ts';
import { formatUptimeSince } from './times.ts';

const codesIpv4 = [
  'Codes: K - kernel route, C - connected, S - static, R - RIP,',
  '       O - OSPF, I - IS-IS, B - BGP, E - EIGRP, N - NHRP,',
  '       T - Table, v - VNC, V - VNC-Direct, A - Babel, F - PBR,',
];
const codesIpv6 = [
  'Codes: K - kernel route, C - connected, S - static, R - RIPng,',
  '       O - OSPFv3, I - IS-IS, B - BGP, N - NHRP, T - Table,',
  '       v - VNC, V - VNC-Direct, A - Babel, F - PBR,',
];
const codesCommon = [
  '       f - OpenFabric,',
  '       > - selected route, * - FIB route, q - queued, r - rejected, b - backup',
  '       t - trapped, o - offload failure',
  '',
];

const codes: Readonly<Record<ForwardingRow['protocol'], string>> = {
  bgp: 'B',
  connected: 'C',
  kernel: 'K',
  static: 'S',
};

/** `show ip route [bgp]`, `show ipv6 route [bgp]`. */
export function forwardingText(
  answer: ForwardingAnswer,
  family: FamilyName,
  which: 'bgp' | 'all' = 'bgp',
): string[] {
  const legend = family === 'ipv4-unicast' ? codesIpv4 : codesIpv6;
  const rows = forwardingRows(answer, which);
  if (rows.length === 0) return [];
  return [...legend, ...codesCommon, ...rows.flatMap((row) => rowLines(row, answer.now))];
}

function rowLines(row: ForwardingRow, now: number): string[] {
  const { prefix, protocol, distance, metric, selected } = row;
  const uptime = formatUptimeSince(row.installedAt, now);
  const cost = protocol === 'connected' ? '' : ` [${distance}/${metric}]`;
  const head = (mark: string): string => `${codes[protocol]}${selected ? '>' : ' '}${mark} ${prefix}${cost} `;
  const mark = markOf(row);
  const weight = (share: number): readonly string[] => (hasWeights(row) ? [`weight ${share}`] : []);
  if (row.hops.length === 0)
    return [[`${head(mark)}unreachable (blackhole)`, ...weight(1), uptime].join(', ')];
  return row.hops.map((hop, place) => {
    const hopMark = hop.kind === 'recursive' ? ' ' : mark;
    const start = place === 0 ? head(hopMark) : `  ${hopMark}`.padEnd(head(mark).length);
    return [`${start}${hopText(hop)}`, ...weight(hop.weight), uptime].join(', ');
  });
}

function hopText({ kind, address, interfaceName }: ForwardingRowHop): string {
  const through = interfaceName === undefined ? '' : `, ${interfaceName}`;
  if (address === undefined) return `is directly connected${through}`;
  if (kind === 'recursive') return `via ${address} (recursive)`;
  // What a recursive next hop was resolved to stands two places further in.
  return `${kind === 'resolver' ? '  ' : ''}via ${address}${through}`;
}

function markOf({ installed, refusal, selected }: ForwardingRow): string {
  if (!selected) return ' ';
  return installed ? '*' : refusal === undefined ? ' ' : 'r';
}
