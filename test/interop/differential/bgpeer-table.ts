import { formatAsPath, formatCommunity, formatLargeCommunity } from '@bgpeer/bgp-wire';
import type { PrefixView, RouteView } from '@bgpeer/router';
import type { RoutingTable, TablePath } from './routing-table.ts';

/** bgpeer's table from its control API; what no policy let in is not in FRR's table either. */
export function bgpeerTable(views: readonly PrefixView[]): RoutingTable {
  const prefixes = views.map((view) => {
    const paths = view.routes.filter(isListed).map((route) => tablePath(view, route));
    return [view.prefix, new Map(paths.map((path) => [path.from, path]))] as const;
  });
  return new Map(prefixes.filter(([, paths]) => paths.size > 0));
}

function isListed({ explanation }: RouteView): boolean {
  return explanation.outcome !== 'ineligible' || explanation.reason === 'next-hop-unreachable';
}

function tablePath(view: PrefixView, route: RouteView): TablePath {
  const { attributes } = route;
  return {
    from: route.peer?.address ?? 'local',
    valid: route.valid,
    best: route.best,
    multipath: route.multipath,
    ...(route.best && { selectionReason: view.selectionReason }),
    nextHop: attributes.nextHop ?? '',
    asPath: formatAsPath(attributes.asPath ?? []),
    origin: attributes.origin === 'INCOMPLETE' ? 'incomplete' : (attributes.origin ?? ''),
    metric: attributes.multiExitDisc,
    localPreference: attributes.localPref,
    weight: route.weight,
    communities: (attributes.communities ?? []).map(formatCommunity).sort(),
    largeCommunities: (attributes.largeCommunities ?? []).map(formatLargeCommunity).sort(),
  };
}
