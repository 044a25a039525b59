import type { PeerFamilyDocument } from '../document/peer-family-document.ts';
import { formatAttachedPolicies } from './format-attached-policies.ts';
import { stated, switched } from './format-lines.ts';

/** A neighbor's statements in one address family, in FRR's order. */
export function formatNeighborFamily(
  name: string,
  settings: PeerFamilyDocument,
  permitAllRouteMap: string,
): string[] {
  const neighbor = `neighbor ${name}`;
  const communities = settings.sendCommunities ?? {};
  return [
    ...switched(settings.activate, `${neighbor} activate`),
    ...formatAddPath(neighbor, settings),
    ...switched(settings.routeReflectorClient, `${neighbor} route-reflector-client`),
    ...formatNextHopSelf(neighbor, settings.nextHopSelf),
    ...formatRemovePrivateAs(neighbor, settings.removePrivateAs),
    ...switched(settings.asOverride, `${neighbor} as-override`),
    ...switched(communities.standard, `${neighbor} send-community`),
    ...switched(communities.extended, `${neighbor} send-community extended`),
    ...switched(communities.large, `${neighbor} send-community large`),
    ...formatDefaultOriginate(neighbor, settings.defaultOriginate),
    ...switched(settings.softReconfigurationInbound, `${neighbor} soft-reconfiguration inbound`),
    ...stated(settings.maximumPrefixes, (limit) => formatPrefixLimit(neighbor, limit)),
    ...stated(settings.maximumPrefixesOut, (count) => `${neighbor} maximum-prefix-out ${count}`),
    ...switched(settings.routeServerClient, `${neighbor} route-server-client`),
    ...stated(settings.allowOwnAs, (count) =>
      count === 0 ? `no ${neighbor} allowas-in` : `${neighbor} allowas-in ${count}`,
    ),
    ...stated(settings.weight, (weight) => `${neighbor} weight ${weight}`),
    ...formatAttachedPolicies(neighbor, settings, permitAllRouteMap),
    ...formatAttributesUnchanged(neighbor, settings.attributesUnchanged),
    ...switched(settings.aigp, `${neighbor} aigp`),
  ];
}

function formatAddPath(neighbor: string, settings: PeerFamilyDocument): string[] {
  const { addPathReceive, addPathReceiveLimit, addPathSend } = settings;
  return [
    ...stated(addPathSend, (send) => {
      if (typeof send === 'number') return `${neighbor} addpath-tx-best-selected ${send}`;
      if (send === 'best-per-as') return `${neighbor} addpath-tx-bestpath-per-AS`;
      return `${send === 'none' ? 'no ' : ''}${neighbor} addpath-tx-all-paths`;
    }),
    ...switched(addPathReceive === undefined ? undefined : !addPathReceive, `${neighbor} disable-addpath-rx`),
    ...stated(addPathReceiveLimit, (limit) => `${neighbor} addpath-rx-paths-limit ${limit}`),
  ];
}

function formatNextHopSelf(neighbor: string, nextHopSelf: PeerFamilyDocument['nextHopSelf']): string[] {
  if (nextHopSelf === 'force') return [`${neighbor} next-hop-self force`];
  return switched(nextHopSelf, `${neighbor} next-hop-self`);
}

function formatRemovePrivateAs(neighbor: string, remove: PeerFamilyDocument['removePrivateAs']): string[] {
  return stated(remove, (how) => {
    if (how === false) return `no ${neighbor} remove-private-AS`;
    return `${neighbor} remove-private-AS${how.all ? ' all' : ''}${how.replaceAs ? ' replace-AS' : ''}`;
  });
}

function formatDefaultOriginate(
  neighbor: string,
  originate: PeerFamilyDocument['defaultOriginate'],
): string[] {
  if (typeof originate === 'object') {
    return [`${neighbor} default-originate route-map ${originate.routeMap}`];
  }
  return switched(originate, `${neighbor} default-originate`);
}

function formatPrefixLimit(
  neighbor: string,
  limit: NonNullable<PeerFamilyDocument['maximumPrefixes']>,
): string {
  return [
    `${neighbor} maximum-prefix ${limit.count}`,
    ...stated(limit.thresholdPercent, String),
    ...stated(limit.restartMinutes, (minutes) => `restart ${minutes}`),
    ...(limit.warningOnly ? ['warning-only'] : []),
  ].join(' ');
}

function formatAttributesUnchanged(
  neighbor: string,
  unchanged: PeerFamilyDocument['attributesUnchanged'],
): string[] {
  return stated(unchanged, ({ asPath, multiExitDisc, nextHop }) => {
    const words = [
      ...(asPath ? ['as-path'] : []),
      ...(nextHop ? ['next-hop'] : []),
      ...(multiExitDisc ? ['med'] : []),
    ];
    const statement = `${neighbor} attribute-unchanged`;
    return words.length === 0 ? `no ${statement}` : [statement, ...words].join(' ');
  });
}
