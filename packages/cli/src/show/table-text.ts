import type { FamilyName, IpAddress, PathAttributes } from '@bgpeer/bgp-wire';
import type { PrefixView, RouteView, SummaryView } from '@bgpeer/router';
import type { RoutesAnswer } from '@bgpeer/speaker';
import { addressFamilyWord } from './family-words.ts';
import { asPathText, nextHopText, originCode } from './route-words.ts';
import { familySummary } from './summary-json.ts';
import { defaultLocalPreference } from './table-json.ts';
import { tablePrefixes } from './table-prefixes.ts';

const networkColumnWidth = 17;
const nextHopColumnWidth = 16;
const statusColumnWidth = 3;

/** `show ip bgp`, or a part of it: the last line counts the routes of the `whole` table. */
export function tableText(
  answer: RoutesAnswer,
  family: FamilyName,
  whole: readonly PrefixView[] = answer.prefixes,
): string[] {
  const shown = tablePrefixes(answer.prefixes);
  const all = tablePrefixes(whole);
  if (shown.length === 0) return [`No BGP prefixes displayed, ${all.length} exist`];
  const routeCount = all.reduce((sum, prefix) => sum + prefix.routes.length, 0);
  return [
    ...tableHead(answer.summary, familySummary(answer.summary, family).tableVersion),
    ...shown.flatMap(prefixRows),
    '',
    `Displayed  ${shown.length} routes and ${routeCount} total paths`,
  ];
}

/** The lines above every table of routes: versions, codes, titles of the columns. */
export function tableHead(summary: SummaryView, tableVersion: number): string[] {
  return [
    `BGP table version is ${tableVersion}, local router ID is ${summary.bgpIdentifier}, vrf id 0`,
    `Default local pref ${defaultLocalPreference}, local AS ${summary.asNumber}`,
    'Status codes:  s suppressed, d damped, h history, * valid, > best, = multipath,',
    '               i internal, r RIB-failure, S Stale, R Removed',
    "Nexthop codes: @NNN nexthop's vrf id, < announce-nh-self",
    'Origin codes:  i - IGP, e - EGP, ? - incomplete',
    'RPKI validation codes: V valid, I invalid, N Not found',
    '',
    '   Network          Next Hop            Metric LocPrf Weight Path',
  ];
}

/** One row of a table of routes; a column that is too narrow for its text goes on in a new line. */
export function tableRow(row: {
  readonly status: string;
  readonly network: string;
  readonly nextHop: IpAddress;
  readonly weight: number;
  readonly attributes: PathAttributes;
  readonly path: string;
}): string {
  const metric = row.attributes.multiExitDisc ?? '';
  const localPreference = row.attributes.localPref ?? '';
  const path = row.path === '' ? '' : `${row.path} `;
  return (
    row.status.padEnd(statusColumnWidth) +
    fillColumn(row.network, networkColumnWidth, statusColumnWidth) +
    fillColumn(row.nextHop, nextHopColumnWidth, statusColumnWidth + networkColumnWidth) +
    String(metric).padStart(10) +
    String(localPreference).padStart(7) +
    `${String(row.weight).padStart(7)} ${path}${originCode(row.attributes)}`
  );
}

function prefixRows(prefix: PrefixView): string[] {
  return prefix.routes.map((route, index) =>
    tableRow({
      status: statusCodes(prefix, route),
      network: index === 0 ? prefix.prefix : '',
      nextHop: nextHopText(route.attributes, addressFamilyWord(prefix.family)),
      weight: route.weight,
      attributes: route.attributes,
      path: asPathText(route.attributes),
    }),
  );
}

function statusCodes({ suppressed }: PrefixView, route: RouteView): string {
  const validity = suppressed ? 's' : route.stale ? 'S' : route.valid ? '*' : ' ';
  const selection = route.best ? '>' : route.multipath ? '=' : ' ';
  return `${validity}${selection}${route.source === 'internal' ? 'i' : ' '}`;
}

function fillColumn(text: string, width: number, indent: number): string {
  return text.length < width ? text.padEnd(width) : `${text}\n${' '.repeat(indent + width)}`;
}
