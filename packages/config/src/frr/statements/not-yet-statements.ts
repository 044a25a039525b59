import type { NotYetRow, StatementPlace } from '../statement.ts';

const inRouter: readonly StatementPlace[] = ['router'];
const inFamily: readonly StatementPlace[] = ['router', 'family'];

/** Statements of FRR that mean something which bgpeer cannot do yet: a warning each. */
export const notYetStatements: readonly NotYetRow[] = [
  notYetBlock(['top'], 'router bgp ASNUM <vrf|view> NAME', 'one BGP instance, in the default VRF'),
  notYetBlock(['top'], 'router bgp ASNUM as-notation <dot|dot+|plain>', 'AS numbers are shown as asplain'),
  notYetBlock(['top'], 'router NAME [LINE...]', 'BGP only'),
  notYet(
    ['top'],
    '<ip|ipv6> route PREFIX NAME <vrf|label|table|nexthop-vrf|color> WORD',
    'one table, in the default VRF, without labels',
  ),
  notYet(['top'], '<ip|ipv6> route LINE...', 'one table, in the default VRF, without labels'),
  notYet(['top'], 'ip protocol LINE...', 'everything that is best goes into the kernel’s table'),
  notYetBlock(['top'], 'rpki', 'origin validation comes later'),
  notYetBlock(['top'], 'segment-routing', 'not planned'),
  notYet(['top'], 'mpls LINE...', 'not planned'),
  notYetBlock(inRouter, 'address-family <ipv4|ipv6|l2vpn> NAME', 'IPv4 and IPv6 unicast only'),
  notYet(inRouter, 'bgp confederation LINE...', 'confederations come later'),
  notYet(inRouter, 'bgp bestpath as-path confed', 'confederations come later'),
  notYet(inRouter, 'bgp bestpath LINE...', 'a switch of the decision process that is not known here'),
  notYet(inRouter, 'bgp dampening [LINE...]', 'route flap damping comes later'),
  notYet(inRouter, 'bgp default shutdown', 'write `neighbor PEER shutdown` until the peer is wanted'),
  notYet(inRouter, 'bgp default LINE...', 'IPv4 and IPv6 unicast only'),
  notYet(inRouter, 'bgp graceful-restart LINE...', 'an option of graceful restart that is not known here'),
  notYet(inRouter, 'bgp long-lived-graceful-restart LINE...', 'only `stale-time`'),
  notYet(inRouter, 'bgp max-med LINE...', 'write a route-map with `set metric`'),
  notYet(inRouter, 'bgp labeled-unicast LINE...', 'not planned'),
  notYetBlock(inRouter, 'bmp LINE...', 'not planned'),
  notYet(
    inRouter,
    'neighbor PEER password LINE...',
    'the platform offers no TCP MD5 (RFC 2385): the session is unprotected, and a peer that asks for it cannot be reached',
  ),
  {
    ...notYet(
      inRouter,
      'neighbor PEER ttl-security hops (1-254)',
      'the platform lets nobody set or check a TTL (RFC 5082): packets of any TTL are taken',
    ),
    remember: (draft, statement) => {
      if (statement.negated) draft.ttlSecurity.delete(statement.values[0]);
      else draft.ttlSecurity.set(statement.values[0], statement);
    },
  },
  notYet(inRouter, 'neighbor PEER extended-optional-parameters', 'RFC 9072 is used when it is needed'),
  notYet(inRouter, 'neighbor PEER shutdown rtt LINE...', 'write `shutdown` alone'),
  notYet(inRouter, 'neighbor PEER capability LINE...', 'a capability that is not offered (ORF, RFC 5292)'),
  notYet(
    inRouter,
    'neighbor PEER <dont-capability-negotiate|override-capability|strict-capability-match>',
    'capabilities follow RFC 5492',
  ),
  notYet(inRouter, 'neighbor PEER solo', 'update groups make no difference on the wire'),
  notYet(inRouter, 'neighbor PEER path-attribute LINE...', 'RFC 7606 is followed'),
  notYet(inRouter, 'neighbor PEER tcp-mss (1-65535)', 'the kernel’s is used'),
  {
    ...notYet(
      inRouter,
      'neighbor NAME interface [LINE...]',
      'peers are known by their addresses: write the peer’s own, link-local ones cannot be used',
    ),
    remember: (draft, { values }) => {
      draft.interfaceNeighbors.add(values[0]);
    },
  },
  notYet(inFamily, 'redistribute LINE...', 'connected, static and kernel routes only'),
  notYet(inFamily, 'distance LINE...', 'the kernel’s metric is fixed'),
  notYet(inFamily, 'table-map NAME', 'what is best goes into the kernel’s table as it is'),
  notYet(inFamily, 'network PREFIX LINE...', 'only `network PREFIX [route-map NAME]`'),
  notYet(inFamily, 'network import-check [LINE...]', 'networks are always originated'),
  notYet(
    inRouter,
    'bgp route-reflector allow-outbound-policy',
    'a reflected route keeps its next hop and the like',
  ),
  notYet(
    inRouter,
    'bgp allow-martian-nexthop',
    'a next hop that is no host’s address makes a route unusable',
  ),
  notYet(inRouter, 'bgp conditional-advertisement timer (5-240)', 'there is no `advertise-map`'),
  notYet(
    inRouter,
    'neighbor PEER disable-link-bw-encoding-ieee',
    'link bandwidths are IEEE floating point numbers',
  ),
  notYet(inFamily, 'import LINE...', 'one BGP instance, in the default VRF'),
  notYet(inFamily, 'export LINE...', 'one BGP instance, in the default VRF'),
  notYet(inFamily, '<rd|rt|label> LINE...', 'not planned'),
  notYet(inFamily, '<nexthop|route-map> vpn LINE...', 'one BGP instance, in the default VRF'),
  notYet(
    inFamily,
    'neighbor PEER soo LINE...',
    'write route-maps with `set extcommunity soo` and `match extcommunity`',
  ),
  notYet(inFamily, 'neighbor PEER nexthop-local unchanged', 'link-local next hops are ours'),
  notYet(
    inFamily,
    'neighbor PEER advertise-map LINE...',
    'what is advertised does not depend on other routes',
  ),
];

function notYet(where: readonly StatementPlace[], form: string, meaning: string): NotYetRow {
  return { where, form, negation: 'allowed', status: 'not-yet', meaning };
}

function notYetBlock(where: readonly StatementPlace[], form: string, meaning: string): NotYetRow {
  return { ...notYet(where, form, meaning), opensBlock: true };
}
