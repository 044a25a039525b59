import { familyOf } from '@bgpeer/bgp-wire';
import type { PeerFamilySettings, PeerFamilyView, PeerView } from '@bgpeer/router';

/** What `show bgp neighbors` says of one address family. */
export function neighborFamilyLines(peer: PeerView, row: PeerFamilyView): string[] {
  const settings = peer.settings.families[row.family];
  return [
    ` For address family: ${familyOf(row.family).title}`,
    ...(peer.peerGroup === undefined ? [] : [`  ${peer.peerGroup} peer-group member`]),
    ...groupLines(row),
    ...(settings === undefined ? [] : settingLines(settings)),
    ...communityLines(row),
    ...defaultRouteLines(row, settings),
    ...(settings === undefined ? [] : policyConfiguredLines(settings)),
    ...(row.importDenied ? ['  Inbound updates discarded due to missing policy'] : []),
    ...(row.exportDenied ? ['  Outbound updates discarded due to missing policy'] : []),
    ...(settings === undefined ? [] : filterLines(settings)),
    `  ${row.acceptedPrefixCount} accepted prefixes`,
    ...prefixLimitLines(row, settings),
    '',
  ];
}

function groupLines({ updateGroup }: PeerFamilyView): string[] {
  return updateGroup === undefined
    ? ['  Not part of any update group']
    : [`  Update group ${updateGroup}, subgroup ${updateGroup}`, '  Packet Queue length 0'];
}

function settingLines(settings: PeerFamilySettings): string[] {
  const unchanged = settings.attributesUnchanged;
  return [
    ...line(settings.routeReflectorClient, 'Route-Reflector Client'),
    ...line(settings.routeServerClient, 'Route-Server Client'),
    ...line(settings.softReconfigurationInbound, 'Inbound soft reconfiguration allowed'),
    ...removePrivateAsLines(settings),
    ...addPathLines(settings),
    ...line(settings.asOverride, 'Override ASNs in outbound updates if aspath equals remote-as'),
    ...line(settings.nextHopSelf || settings.nextHopSelfForce, 'NEXT_HOP is always this router'),
    ...line(unchanged.asPath, 'AS_PATH is propagated unchanged to this neighbor'),
    ...line(unchanged.nextHop, 'NEXT_HOP is propagated unchanged to this neighbor'),
    ...line(unchanged.multiExitDisc, 'MED is propagated unchanged to this neighbor'),
  ];
}

function removePrivateAsLines({ removePrivateAs }: PeerFamilySettings): string[] {
  if (removePrivateAs === undefined) return [];
  const all = removePrivateAs.all ? '(all) ' : '';
  const what = removePrivateAs.replaceAs ? 'replaced' : 'removed';
  return [`  Private AS numbers ${all}${what} in updates to this neighbor`];
}

function addPathLines({ addPathSend }: PeerFamilySettings): string[] {
  switch (addPathSend?.paths) {
    case undefined:
      return [];
    case 'all':
      return ['  Advertise all paths via addpath'];
    case 'best-per-as':
      return ['  Advertise bestpath per AS via addpath'];
    case 'best':
      return [`  Advertise the best ${addPathSend.pathCountMax} paths via addpath`];
  }
}

function communityLines({ sendCommunities: { standard, extended, large } }: PeerFamilyView): string[] {
  const kind =
    standard && extended
      ? 'all'
      : large
        ? 'large'
        : extended
          ? 'extended'
          : standard
            ? 'standard'
            : undefined;
  return kind === undefined ? [] : [`  Community attribute sent to this neighbor(${kind})`];
}

function defaultRouteLines(row: PeerFamilyView, settings: PeerFamilySettings | undefined): string[] {
  if (settings?.defaultOriginate === undefined) return [];
  const { routeMap } = settings.defaultOriginate;
  const condition = routeMap === undefined ? '' : ` default route-map *${routeMap},`;
  return [
    `  Default information originate,${condition} default ${row.defaultRouteSent ? 'sent' : 'not sent'}`,
  ];
}

function policyConfiguredLines({ importFilters, exportFilters }: PeerFamilySettings): string[] {
  return [
    ...line(importFilters !== undefined, 'Inbound path policy configured'),
    ...line(exportFilters !== undefined, 'Outbound path policy configured'),
  ];
}

/** FRR puts a star before the name of a list that there is; the check of a configuration takes no other. */
function filterLines({ importFilters, exportFilters, unsuppressMap }: PeerFamilySettings): string[] {
  return [
    ...named('Incoming update prefix filter list is', importFilters?.prefixList),
    ...named('Outgoing update prefix filter list is', exportFilters?.prefixList),
    ...named('Incoming update network filter list is', importFilters?.distributeList),
    ...named('Outgoing update network filter list is', exportFilters?.distributeList),
    ...named('Incoming update AS path filter list is', importFilters?.filterList),
    ...named('Outgoing update AS path filter list is', exportFilters?.filterList),
    ...named('Route map for incoming advertisements is', importFilters?.routeMap),
    ...named('Route map for outgoing advertisements is', exportFilters?.routeMap),
    ...named('Route map for selective unsuppress is', unsuppressMap),
  ];
}

function prefixLimitLines(
  { prefixLimit }: PeerFamilyView,
  settings: PeerFamilySettings | undefined,
): string[] {
  const countMaxOut = settings?.prefixCountMaxOut;
  return [
    ...(prefixLimit === undefined
      ? []
      : [
          `  Maximum prefixes allowed ${prefixLimit.prefixCountMax}${prefixLimit.warningOnly ? ' (warning-only)' : ''}`,
          `  Threshold for warning message ${prefixLimit.thresholdPercent}%` +
            (prefixLimit.restartMinutes === undefined
              ? ''
              : `, restart interval ${prefixLimit.restartMinutes} min`),
        ]),
    ...(countMaxOut === undefined ? [] : [`  Maximum allowed prefixes sent ${countMaxOut}`]),
  ];
}

function line(isShown: boolean, text: string): string[] {
  return isShown ? [`  ${text}`] : [];
}

function named(title: string, name: string | undefined): string[] {
  return name === undefined ? [] : [`  ${title} *${name}`];
}
