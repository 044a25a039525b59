import type { Direction, FrrConfDraft } from '../frr-conf-draft.ts';
import type { NotYetRow, Statement, StatementPlace } from '../statement.ts';

const inRouter: readonly StatementPlace[] = ['router'];
const inFamily: readonly StatementPlace[] = ['router', 'family'];

/** Statements of FRR that mean something which bgpeer cannot do yet: a warning each. */
export const notYetStatements: readonly NotYetRow[] = [
  notYetBlock(['top'], 'router bgp ASNUM <vrf|view> NAME', 'one BGP instance, in the default VRF'),
  notYetBlock(['top'], 'router bgp ASNUM as-notation <dot|dot+|plain>', 'AS numbers are shown as asplain'),
  notYetBlock(['top'], 'router NAME [LINE...]', 'BGP only'),
  notYet(['top'], 'ip route LINE...', 'static routes are the operating system’s: `ip route add`'),
  notYet(['top'], 'ipv6 route LINE...', 'static routes are the operating system’s: `ip route add`'),
  notYet(['top'], 'ip prefix-list LINE...', 'policies come later'),
  notYet(['top'], 'ipv6 prefix-list LINE...', 'policies come later'),
  notYet(['top'], 'access-list LINE...', 'policies come later'),
  notYet(['top'], 'ipv6 access-list LINE...', 'policies come later'),
  notYet(['top'], 'bgp community-list LINE...', 'policies come later'),
  notYet(['top'], 'bgp extcommunity-list LINE...', 'policies come later'),
  notYet(['top'], 'bgp large-community-list LINE...', 'policies come later'),
  notYet(['top'], 'bgp as-path access-list LINE...', 'policies come later'),
  notYet(['top'], 'ip protocol LINE...', 'policies come later'),
  notYetBlock(['top'], 'rpki', 'origin validation comes later'),
  notYetBlock(['top'], 'segment-routing', 'not planned'),
  notYet(['top'], 'mpls LINE...', 'not planned'),
  inRouteMap('match LINE...'),
  inRouteMap('set LINE...'),
  inRouteMap('on-match LINE...'),
  inRouteMap('call NAME'),
  inRouteMap('continue [(1-65535)]'),
  notYetBlock(inRouter, 'address-family <ipv4|ipv6|l2vpn> NAME', 'IPv4 and IPv6 unicast only'),
  notYet(inRouter, 'bgp cluster-id LINE...', 'route reflection comes later'),
  notYet(inRouter, 'bgp client-to-client reflection', 'route reflection comes later'),
  notYet(inRouter, 'bgp confederation LINE...', 'confederations come later'),
  notYet(inRouter, 'bgp bestpath as-path multipath-relax as-set', 'AS_SETs are not made from paths'),
  notYet(inRouter, 'bgp bestpath as-path confed', 'confederations come later'),
  notYet(inRouter, 'bgp bestpath LINE...', 'a switch of the decision process that is not known here'),
  notYet(inRouter, 'bgp dampening [LINE...]', 'route flap damping comes later'),
  notYet(
    inRouter,
    'bgp default <ipv4-multicast|ipv6-unicast|ipv6-multicast> [LINE...]',
    'activate the family for each neighbor',
  ),
  notYet(inRouter, 'bgp default LINE...', 'IPv4 unicast only'),
  notYet(inRouter, 'bgp graceful-restart LINE...', 'an option of graceful restart that is not known here'),
  notYet(inRouter, 'bgp graceful-shutdown', 'RFC 8326 comes later'),
  notYet(inRouter, 'bgp long-lived-graceful-restart LINE...', 'RFC 9494 comes later'),
  notYet(inRouter, 'bgp max-med LINE...', 'comes later'),
  notYet(inRouter, 'bgp minimum-holdtime (1-65535)', 'comes later'),
  notYet(inRouter, 'bgp shutdown [message LINE...]', 'write `neighbor PEER shutdown`'),
  notYet(inRouter, 'bgp labeled-unicast LINE...', 'not planned'),
  notYetBlock(inRouter, 'bmp LINE...', 'not planned'),
  notYet(inRouter, 'neighbor PEER password LINE...', 'TCP MD5 comes later'),
  notYet(inRouter, 'neighbor PEER local-as LINE...', 'comes later'),
  notYet(inRouter, 'neighbor PEER ttl-security hops (1-254)', 'RFC 5082 comes later'),
  notYet(inRouter, 'neighbor PEER disable-connected-check', 'write `ebgp-multihop`'),
  notYet(inRouter, 'bgp disable-ebgp-connected-route-check', 'write `ebgp-multihop`'),
  notYet(inRouter, 'neighbor PEER extended-optional-parameters', 'RFC 9072 is used when it is needed'),
  notYet(inRouter, 'neighbor PEER shutdown rtt LINE...', 'write `shutdown` alone'),
  notYet(inRouter, 'neighbor PEER graceful-restart', 'graceful restart is the same for all peers'),
  notYet(inRouter, 'neighbor PEER graceful-restart-helper', 'graceful restart is the same for all peers'),
  notYet(inRouter, 'neighbor PEER graceful-restart-disable', 'graceful restart is the same for all peers'),
  notYet(inRouter, 'neighbor PEER graceful-shutdown', 'RFC 8326 comes later'),
  notYet(inRouter, 'neighbor PEER local-role LINE...', 'RFC 9234 comes later'),
  notYet(inRouter, 'neighbor PEER capability LINE...', 'a capability that is not offered'),
  notYet(
    inRouter,
    'neighbor PEER <dont-capability-negotiate|override-capability|strict-capability-match>',
    'capabilities follow RFC 5492',
  ),
  notYet(inRouter, 'neighbor PEER solo', 'update groups make no difference on the wire'),
  notYet(inRouter, 'neighbor PEER path-attribute LINE...', 'RFC 7606 is followed'),
  notYet(inRouter, 'neighbor PEER tcp-mss (1-65535)', 'the kernel’s is used'),
  notYet(inRouter, 'neighbor PEER sender-as-path-loop-detection', 'comes later'),
  {
    ...notYet(inRouter, 'neighbor NAME interface [LINE...]', 'unnumbered peers come later'),
    remember: (draft, { values }) => {
      draft.interfaceNeighbors.add(values[0]);
    },
  },
  notYet(inFamily, 'redistribute LINE...', 'write `network PREFIX` for what is to be advertised'),
  notYet(inFamily, 'aggregate-address LINE...', 'write `network PREFIX` for the aggregate'),
  notYet(inFamily, 'distance LINE...', 'the kernel’s metric is fixed'),
  notYet(inFamily, 'table-map NAME', 'policies come later'),
  notYet(inFamily, 'network PREFIX LINE...', 'write `network PREFIX` alone'),
  notYet(inFamily, 'network import-check [LINE...]', 'networks are always originated'),
  notYet(inFamily, 'maximum-paths ibgp (1-256) equal-cluster-length', 'route reflection comes later'),
  notYet(inFamily, 'import LINE...', 'one BGP instance, in the default VRF'),
  notYet(inFamily, 'export LINE...', 'one BGP instance, in the default VRF'),
  notYet(inFamily, '<rd|rt|label> LINE...', 'not planned'),
  notYet(inFamily, 'neighbor PEER default-originate [LINE...]', 'write `network 0.0.0.0/0`, to all peers'),
  notYet(inFamily, 'neighbor PEER route-reflector-client', 'route reflection comes later'),
  notYet(inFamily, 'neighbor PEER route-server-client', 'comes later'),
  notYet(inFamily, 'neighbor PEER maximum-prefix LINE...', 'only `maximum-prefix N [warning-only]`'),
  notYet(inFamily, 'neighbor PEER maximum-prefix-out LINE...', 'comes later'),
  notYet(inFamily, 'neighbor PEER allowas-in origin', 'only a count'),
  notYet(inFamily, 'neighbor PEER as-override', 'comes later'),
  notYet(inFamily, 'neighbor PEER attribute-unchanged [LINE...]', 'comes later'),
  notYet(inFamily, 'neighbor PEER remove-private-AS [LINE...]', 'comes later'),
  notYet(
    inFamily,
    'neighbor PEER <addpath-tx-all-paths|addpath-tx-bestpath-per-AS|disable-addpath-rx>',
    'ADD-PATH comes later',
  ),
  notYet(inFamily, 'neighbor PEER addpath-tx-best-selected (1-6)', 'ADD-PATH comes later'),
  notYet(inFamily, 'neighbor PEER soo LINE...', 'comes later'),
  notYet(inFamily, 'neighbor PEER nexthop-local unchanged', 'comes later'),
  filter('neighbor PEER prefix-list NAME <in|out>'),
  filter('neighbor PEER filter-list NAME <in|out>'),
  filter('neighbor PEER distribute-list NAME <in|out>'),
  notYet(inFamily, 'neighbor PEER unsuppress-map NAME', 'policies come later'),
  notYet(inFamily, 'neighbor PEER advertise-map LINE...', 'policies come later'),
];

function notYet(where: readonly StatementPlace[], form: string, meaning: string): NotYetRow {
  return { where, form, negation: 'allowed', status: 'not-yet', meaning };
}

function notYetBlock(where: readonly StatementPlace[], form: string, meaning: string): NotYetRow {
  return { ...notYet(where, form, meaning), opensBlock: true };
}

/** What stands in a route-map makes it more than `permit-all`, and so no policy that could be attached. */
function inRouteMap(form: string): NotYetRow {
  return {
    ...notYet(['route-map'], form, 'policies come later'),
    remember: (draft) => {
      if (draft.block.kind === 'route-map') draft.routeMaps.set(draft.block.name, { permitsAll: false });
    },
  };
}

function filter(form: string): NotYetRow {
  return {
    ...notYet(inFamily, form, 'policies come later'),
    remember: rememberFilter,
    isReportedAtEnd: true,
  };
}

/** A filter that is not there must not let a direction pass that another policy opens. */
function rememberFilter(draft: FrrConfDraft, statement: Statement): void {
  if (statement.negated) return;
  const [neighborName] = statement.values;
  const direction: Direction = statement.values[2] === 'in' ? 'in' : 'out';
  draft.neighborFamily(neighborName, statement);
  draft.attachments.push({
    neighborName,
    family: statement.family,
    direction,
    routeMapName: undefined,
    statement,
  });
}
