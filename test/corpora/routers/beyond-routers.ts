/** What cases of a source ask for, and our routers do not have. */
export interface Beyond {
  readonly source: string;
  readonly rows: readonly string[];
  readonly reason: string;
}

/** How many cases may be in the list: lower it with every one that leaves, and never raise it. */
export const beyondRoutersMax = 37;

/** Such a case still runs: once it agrees it leaves the list. */
export const beyondRouters: readonly Beyond[] = [
  {
    source: 'frr/topotests',
    rows: [
      'bgp_confed1 1: r1 test_bgp_convergence',
      'bgp_confed1 2: r1 test_bgp_confed_ipv4_unicast',
      'bgp_confed1 3: r2 test_bgp_convergence',
      'bgp_confed1 4: r2 test_bgp_confed_ipv4_unicast',
      'bgp_confed1 6: r3 test_bgp_confed_ipv4_unicast',
      'bgp_confed1 8: r4 test_bgp_confed_ipv4_unicast',
      'bgp_confederation_astype 2: r1 _bgp_check_neighbors',
      'bgp_confederation_astype 3: r1 _bgp_check_routes',
    ],
    reason: 'Confederations (RFC 5065).',
  },
  {
    source: 'frr/topotests',
    rows: [
      'bgp_aggregate_address_origin 1: r1 test_bgp_show_aggregate_address',
      'bgp_aggregate_address_origin 4: r1 _check_aggregate_populated',
    ],
    reason: '`show bgp aggregate-address`, which FRR 8.4.4 does not have.',
  },
  {
    source: 'frr/topotests',
    rows: ['bgp_blackhole_community 4: r4 _bgp_verify_nexthop_validity'],
    reason: '`set ipv6 next-hop local` for routes of IPv4 over an interface without addresses.',
  },
  {
    source: 'frr/topotests',
    rows: ['bgp_comm_list_match 5: r3 _bgp_count', 'bgp_comm_list_match 7: r3 _bgp_count'],
    reason: '`match community-limit`, which FRR 8.4.4 does not have.',
  },
  {
    source: 'frr/topotests',
    rows: [
      'bgp_set_aspath_replace 6: r1 test_bgp_set_aspath_replace_access_list',
      'bgp_set_aspath_replace 8: r1 test_bgp_set_aspath_replace_access_list',
      'bgp_set_aspath_replace 10: r1 test_bgp_set_aspath_replace_access_list',
    ],
    reason: '`set as-path replace as-path-access-list`, which FRR 8.4.4 does not have.',
  },
  {
    source: 'frr/topotests',
    rows: ['bgp_default_route_route_map_match 1: r2 _bgp_converge'],
    reason: '`bgp network import-check`: networks are always originated.',
  },
  {
    source: 'frr/topotests',
    rows: ['bgp_extended_optional_parameters_length 2: r1 _bgp_extended_optional_parameters_length'],
    reason:
      '`neighbor X extended-optional-parameters`: the longer form (RFC 9072) is used when it is needed.',
  },
  {
    source: 'tungstenfabric/fsm',
    rows: ['Matrix-active-EvHoldTimerExpired'],
    reason: 'An event that cannot come: the timer does not run in that state.',
  },
  {
    source: 'tungstenfabric/fsm',
    rows: ['StateMachineOpenSentTest.Notification3b'],
    reason: 'A message on a connection that is not there.',
  },
  {
    source: 'tungstenfabric/fsm',
    rows: [
      'StateMachineActiveTest.DuplicateTcpPassiveOpen',
      'StateMachineConnectTest.DuplicateTcpPassiveOpen',
      'StateMachineOpenSentTest.DuplicateTcpPassiveOpen1',
      'StateMachineOpenSentTest.DuplicateTcpPassiveOpen2',
      'StateMachineOpenSentTest.DuplicateTcpPassiveOpen3',
    ],
    reason: 'The row has a connection open and closed at once: it was taken over without which is which.',
  },
  {
    source: 'netlab/scenarios',
    rows: [
      'bgp/02-ibgp-ebgp-session ospf_adj x1',
      'bgp/04-originate ospf_adj r1',
      'bgp/12-ipv6-ibgp-ebgp ospf_adj x1',
    ],
    reason: 'OSPF: every loopback is reachable in these labs.',
  },
  {
    source: 'netlab/scenarios',
    rows: [
      'bgp.session/04-default-originate vrf_ebgp_v4 x2',
      'bgp.session/04-default-originate vrf_ebgp_v6 x2',
      'bgp.session/04-default-originate vrf_def_ipv4 x2',
      'bgp.session/04-default-originate vrf_def_ipv6 x2',
      'routing/01-locpref ebgp_v4 v1',
      'routing/01-locpref ebgp_v4 v2',
      'routing/01-locpref ebgp_v4 vp',
      'routing/01-locpref vrf_v4_pfx vp',
      'routing/01-locpref vrf_v4_aspath vp',
    ],
    reason: 'VRFs: a router of ours has one table a family.',
  },
];
