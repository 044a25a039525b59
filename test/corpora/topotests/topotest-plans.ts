/** Something that is asked of a router, and what it is to say. */
export interface CheckStep {
  /** The router that is asked. */
  readonly on: string;
  /** The place of the check in the row. */
  readonly check: number;
  /** The place of what is expected among what the check expects: the first, when left out. */
  readonly expectation?: number;
  /** The file of the row that says what is expected. */
  readonly expectFile?: string;
  /** What is asked, and expected, where the row has it in words. */
  readonly command?: string;
  readonly expected?: object;
  /** How many `paths` there are to be. */
  readonly pathCount?: number;
}

export type TopotestStep =
  | CheckStep
  /** What is typed into a router that runs, as the row's test does. */
  | { readonly configure: string; readonly lines: readonly string[] };

const familyOf = (asNumber: number) => [`router bgp ${asNumber}`, 'address-family ipv4 unicast'];

function activate(router: string, asNumber: number, neighbor: string): TopotestStep {
  return { configure: router, lines: [...familyOf(asNumber), `neighbor ${neighbor} activate`] };
}

function reflectionAtRouters(word: 'no ' | ''): TopotestStep[] {
  return [
    { router: 'r3', neighbor: '10.1.3.1' },
    { router: 'r6', neighbor: '10.6.8.2' },
  ].map(({ router, neighbor }) => ({
    configure: router,
    lines: [
      'router bgp 100',
      `${word}bgp client-to-client reflection`,
      'address-family ipv4 unicast',
      `${word}neighbor ${neighbor} route-reflector-client`,
    ],
  }));
}

function clusterLength(router: string, pathCount: number): TopotestStep {
  const shares = ['10.0.0.5', '10.0.0.6'].map((cluster) => ({
    clusterList: { list: [cluster] },
    multipath: true,
  }));
  return { on: router, check: 1, pathCount, expected: { paths: shares } };
}

function acceptedPrefixes(count: number): Partial<CheckStep> {
  return {
    expected: {
      '192.168.255.2': {
        bgpState: 'Established',
        addressFamilyInfo: { ipv4Unicast: { acceptedPrefixCounter: count } },
      },
    },
  };
}

function routeWith(metric: number, weight: number): Partial<CheckStep> {
  return { expected: { routes: { '10.100.100.1/32': [{ metric, weight }] } } };
}

function confederation(router: string): TopotestStep[] {
  return [
    { on: router, check: 0, expectFile: `${router}/bgp_summary.json` },
    { on: router, check: 1, expectFile: `${router}/bgp_ipv4_unicast.json` },
  ];
}

function changedMed(metric: number): TopotestStep {
  return { configure: 'r1', lines: ['route-map r2 permit 20', `set metric ${metric}`] };
}

/** What the test of each row does, in order. */
export const topotestPlans: Readonly<Record<string, readonly TopotestStep[]>> = {
  bgp_addpath_best_selected: [
    { on: 'r2', check: 0 },
    { on: 'r1', check: 1 },
    { on: 'r7', check: 2 },
  ],
  bgp_aggregate_address_origin: [
    { on: 'r1', check: 0 },
    { on: 'r2', check: 1 },
    { on: 'r2', check: 2 },
    { on: 'r1', check: 3 },
  ],
  bgp_as_override: [
    { on: 'r3', check: 0 },
    { on: 'r4', check: 1 },
  ],
  bgp_as_wide_bgp_identifier: [
    { on: 'r1', check: 0 },
    { on: 'r3', check: 1 },
  ],
  bgp_bestpath_reason: [
    {
      on: 'r1',
      check: 0,
      command: 'show bgp ipv4 unicast summary json',
      expected: { peers: { '192.16.2.2': { state: 'Established' } } },
    },
    activate('r3', 65003, '192.16.3.1'),
    activate('r4', 65024, '192.16.4.1'),
    {
      on: 'r1',
      check: 3,
      pathCount: 3,
      expected: {
        prefix: '192.168.199.0/24',
        paths: [
          { metric: 200, nexthops: [{ ip: '192.16.2.2' }] },
          { metric: 150, nexthops: [{ ip: '192.16.3.3' }] },
          { metric: 100, nexthops: [{ ip: '192.16.4.4' }] },
        ],
      },
    },
    {
      on: 'r1',
      check: 4,
      expected: {
        paths: [{ nexthops: [{ ip: '192.16.4.4' }], bestpath: { overall: true, selectionReason: 'MED' } }],
      },
    },
  ],
  bgp_blackhole_community: [
    { on: 'r2', check: 0 },
    { on: 'r2', check: 1 },
    { on: 'r2', check: 2 },
    { on: 'r4', check: 3 },
  ],
  bgp_cluster_length: [
    clusterLength('r4', 4),
    clusterLength('r3', 2),
    ...reflectionAtRouters('no '),
    clusterLength('r4', 3),
    ...reflectionAtRouters(''),
    clusterLength('r4', 4),
  ],
  bgp_comm_list_delete: [
    { on: 'r2', check: 0 },
    // The words of `set comm-list` are in an order that FRR does not take: the community stays.
    { on: 'r2', check: 1 },
  ],
  bgp_comm_list_match: [
    { on: 'r2', check: 0 },
    { on: 'r3', check: 1 },
    { on: 'r3', check: 4 },
    { configure: 'r3', lines: ['route-map r1 permit 20', 'match community-limit 3'] },
    { on: 'r3', check: 2 },
    { configure: 'r3', lines: ['route-map r1 permit 20', 'match community-limit 1'] },
    { on: 'r3', check: 3 },
  ],
  bgp_confed1: ['r1', 'r2', 'r3', 'r4'].flatMap(confederation),
  bgp_confederation_astype: [
    { on: 'r1', check: 0 },
    { on: 'r1', check: 1 },
    { on: 'r1', check: 2 },
  ],
  bgp_default_route: [
    { on: 'r2', check: 0 },
    { on: 'r1', check: 1 },
    { on: 'r2', check: 2, command: 'show ip bgp 0.0.0.0/0 json' },
  ],
  bgp_default_route_route_map_match: [
    { on: 'r2', check: 0 },
    { on: 'r2', check: 1 },
  ],
  bgp_ebgp_common_subnet_nexthop_unchanged: [
    { on: 'r3', check: 0 },
    { on: 'r2', check: 1 },
  ],
  bgp_ebgp_requires_policy: [
    { on: 'r2', check: 0 },
    { on: 'r2', check: 1 },
    { on: 'r4', check: 0 },
    { on: 'r3', check: 2 },
    { on: 'r4', check: 1, expected: { routes: { '172.16.255.254/32': null } } },
    { on: 'r6', check: 0 },
    { on: 'r6', check: 1 },
  ],
  bgp_extended_optional_parameters_length: [
    { on: 'r1', check: 0 },
    { on: 'r1', check: 1 },
  ],
  bgp_large_comm_list_match: [
    { on: 'r2', check: 0 },
    { on: 'r3', check: 1 },
  ],
  bgp_local_as_private_remove: [
    { on: 'r2', check: 0 },
    { on: 'r2', check: 1, expected: { paths: [{ aspath: { string: '500', length: 1 } }] } },
    { on: 'r4', check: 0 },
    { on: 'r4', check: 1, expected: { paths: [{ aspath: { string: '500 3000', length: 2 } }] } },
  ],
  bgp_local_as: [
    { on: 'r2', check: 0 },
    { on: 'r3', check: 1 },
  ],
  bgp_localpref_add_substract: [{ on: 'r2', check: 0 }],
  bgp_maximum_prefix_out: [
    { on: 'r2', check: 0, ...acceptedPrefixes(2) },
    {
      configure: 'r1',
      lines: [...familyOf(65001), 'neighbor 192.168.255.1 maximum-prefix-out 4'],
    },
    { on: 'r2', check: 0, ...acceptedPrefixes(4) },
    {
      configure: 'r1',
      lines: [...familyOf(65001), 'no neighbor 192.168.255.1 maximum-prefix-out'],
    },
    { on: 'r2', check: 0, ...acceptedPrefixes(6) },
  ],
  bgp_minimum_holdtime: [{ on: 'r1', check: 0 }],
  bgp_rr_ibgp: [{ on: 'tor2', check: 0, command: 'show bgp ipv4 uni summ json' }],
  bgp_set_aspath_replace: [
    { on: 'r1', check: 1 },
    { configure: 'r1', lines: ['route-map r2 permit 10', 'set as-path replace 65003 65500'] },
    { configure: 'r1', lines: ['route-map r2 permit 20', 'set as-path replace any 65501'] },
    { on: 'r1', check: 2 },
    {
      configure: 'r1',
      lines: [
        'bgp as-path access-list FIRST permit ^65',
        'route-map r2 permit 20',
        'set as-path replace as-path-access-list FIRST 65002',
      ],
    },
    { on: 'r1', check: 0, expectation: 0, command: 'show bgp ipv4 unicast json' },
    {
      configure: 'r1',
      lines: [
        'bgp as-path access-list SECOND permit 2',
        'route-map r2 permit 10',
        'set as-path replace as-path-access-list SECOND 65001',
      ],
    },
    { on: 'r1', check: 0, expectation: 1, command: 'show bgp ipv4 unicast json' },
    {
      configure: 'r1',
      lines: [
        'bgp as-path access-list TER permit 3',
        'bgp as-path access-list ZTER permit 2',
        'route-map r2 permit 10',
        'set as-path replace as-path-access-list TER',
      ],
    },
    { on: 'r1', check: 0, expectation: 2, command: 'show bgp ipv4 unicast json' },
  ],
  bgp_sender_as_path_loop_detection: [
    { on: 'r2', check: 0 },
    { on: 'r2', check: 1 },
    { on: 'r2', check: 2 },
    { on: 'r2', check: 3 },
    {
      configure: 'r2',
      lines: ['router bgp 65002', 'no neighbor 192.168.255.2 sender-as-path-loop-detection'],
    },
    { on: 'r2', check: 4 },
    {
      configure: 'r2',
      lines: ['router bgp 65002', 'neighbor 192.168.255.2 sender-as-path-loop-detection'],
    },
    { on: 'r2', check: 5 },
    { on: 'r2', check: 6 },
  ],
  bgp_route_map_on_match_next: [
    { on: 'r2', check: 0 },
    { on: 'r2', check: 1, ...routeWith(0, 100) },
    { configure: 'r2', lines: ['route-map RM permit 10', 'on-match next'] },
    { on: 'r2', check: 1, ...routeWith(20, 100) },
  ],
  bgp_self_prefix: [
    { on: 'r1', check: 0 },
    { on: 'r3', check: 1 },
  ],
  bgp_remove_private_as_route_map: [{ on: 'r1', check: 0 }],
  bgp_confederation_id: [
    {
      on: 'r1',
      check: 0,
      expected: { ipv4Unicast: { peers: { '192.168.0.2': { state: 'Established' } } } },
    },
  ],
  bgp_aggregate_address_matching_med: [
    { on: 'r3', check: 0 },
    changedMed(300),
    { on: 'r3', check: 1 },
    changedMed(400),
    { on: 'r3', check: 0 },
  ],
};
