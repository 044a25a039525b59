import type { Disagreement } from '../disagreements.ts';

/** How many cases may be in the list: lower it with every one that leaves, and never raise it. */
export const routerDisagreementsMax = 20;

/** What our routers do otherwise than a source on purpose: as an RFC says, or FRR 8.4.4, which is measured. */
export const routerDisagreements: readonly Disagreement[] = [
  {
    source: 'frr/topotests',
    rows: [
      'bgp_addpath_best_selected 2: r1 r1_check_bgp_received_routes_from_r2',
      'bgp_addpath_best_selected 3: r7 r7_check_bgp_received_routes_from_r2',
    ],
    reference: 'FRR 8.4.4, which does not have addpath-tx-best-selected',
    reason: 'A peer is sent as many paths as are asked for; later versions of FRR send one more.',
    ours: { routes: {} },
  },
  {
    source: 'frr/topotests',
    rows: ['bgp_bestpath_reason 5: r1 test_bgp_bestpath_reason'],
    reference: 'FRR 8.4.4, bestpath without deterministic-med',
    reason:
      'Paths are compared in the order in which they came, newest first: the one with the lowest MED loses to the router id of another AS before it meets its own. Later versions of FRR keep them sorted.',
    ours: { paths: [{ nexthops: [{ ip: '192.16.4.4' }] }] },
  },
  {
    source: 'frr/topotests',
    rows: ['bgp_localpref_add_substract 1: r2 _bgp_converge'],
    reference: 'FRR 8.4.4, set local-preference +N',
    reason: 'A route without LOCAL_PREF counts from 0; in later versions of FRR from the default.',
    ours: { routes: { '10.0.0.1/32': [{ locPrf: 10 }], '10.0.0.2/32': [{ locPrf: 0 }] } },
  },
  {
    source: 'frr/topotests',
    rows: ['bgp_remove_private_as_route_map 1: r1 _check_routes'],
    reference: 'FRR 8.4.4, remove-private-AS',
    reason:
      'What a route-map prepends after private AS numbers are removed goes out; later versions of FRR remove it, too.',
    ours: { routes: { '192.168.2.1/32': [{ path: '65002 65123 4200000001' }] } },
  },
];
