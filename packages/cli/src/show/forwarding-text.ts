import type { FamilyName } from '@bgpeer/bgp-wire';
import type { ForwardingAnswer, ForwardingRoute } from '@bgpeer/speaker';
import { learnedRoutes } from './forwarding-json.ts';
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

/** `show ip route bgp`, `show ipv6 route bgp`. */
export function forwardingText(answer: ForwardingAnswer, family: FamilyName): string[] {
  const codes = family === 'ipv4-unicast' ? codesIpv4 : codesIpv6;
  const routes = learnedRoutes(answer);
  if (routes.length === 0) return [];
  return [...codes, ...codesCommon, ...routes.flatMap((route) => routeLines(route, answer.now))];
}

function routeLines(route: ForwardingRoute, now: number): string[] {
  const mark = route.installed ? '*' : route.refusal === undefined ? ' ' : 'r';
  const head = `B>${mark} ${route.prefix} [${route.distance}/${route.multiExitDisc}] `;
  const indent = `  ${mark}`.padEnd(head.length);
  return route.nextHops.map((nextHop, index) => {
    const through = route.interfaces[nextHop];
    return [
      `${index === 0 ? head : indent}via ${nextHop}`,
      ...(through === undefined ? [] : [through.name]),
      'weight 1',
      formatUptimeSince(route.installedAt, now),
    ].join(', ');
  });
}
