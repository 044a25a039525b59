import type { Disagreement } from '../disagreements.ts';

/** How many cases may be in the list: lower it with every one that leaves, and never raise it. */
export const routerDisagreementsMax = 47;

/** What our routers do otherwise than a source on purpose: as an RFC says, or FRR 8.4.4, which is measured. */
export const routerDisagreements: readonly Disagreement[] = [
  {
    source: 'frr/topotests',
    rows: ['bgp_addpath_best_selected 2: r1 r1_check_bgp_received_routes_from_r2'],
    reference: 'FRR 8.4.4, which does not have addpath-tx-best-selected',
    reason: 'A peer is sent as many paths as are asked for; later versions of FRR send one more.',
    ours: { routes: { '172.16.16.254/32': [{ path: '65002 65006' }, null] } },
  },
  {
    source: 'frr/topotests',
    rows: ['bgp_addpath_best_selected 3: r7 r7_check_bgp_received_routes_from_r2'],
    reference: 'FRR 8.4.4, which does not have addpath-tx-best-selected',
    reason: 'A peer is sent as many paths as are asked for; later versions of FRR send one more.',
    ours: { routes: { '172.16.16.254/32': [{ path: '65002 65005' }, { path: '65002 65006' }, null] } },
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
  {
    source: 'xorp/sessions-and-errors',
    rows: ['test_peering1/test6', 'test_peering1/test7', 'test_peering1/test8'],
    reference: 'RFC 7606, section 3',
    reason: 'Without a mandatory attribute the routes count as withdrawn, and the session stays.',
    ours: ['queue 1'],
  },
  {
    source: 'xorp/sessions-and-errors',
    rows: [
      'test_peering1/test44',
      'test_peering1/test45',
      'test_peering1/test46',
      'test_peering1/test47',
      'test_peering1/test48',
    ],
    reference: 'RFC 7606, section 3',
    reason: 'With attribute flags that contradict the attribute the routes count as withdrawn.',
    ours: ['queue 1', 'established'],
  },
  {
    source: 'xorp/sessions-and-errors',
    rows: ['test_peering1/test49', 'test_peering1/test50'],
    reference: 'RFC 7606, sections 7.6 and 7.7',
    reason: 'ATOMIC_AGGREGATE and AGGREGATOR that are malformed are discarded, and the session stays.',
    ours: ['queue 1', 'established'],
  },
  {
    source: 'xorp/sessions-and-errors',
    rows: ['test_peering1/test51', 'test_peering1/test52', 'test_peering1/test55'],
    reference: 'RFC 7606, sections 7.1 to 7.3',
    reason:
      'With an ORIGIN, NEXT_HOP or AS_PATH that cannot be, the routes count as withdrawn, and the session stays.',
    ours: ['queue 1', 'established'],
  },
  {
    source: 'xorp/sessions-and-errors',
    rows: ['test_peering1/test38'],
    reference: 'RFC 7606, section 7.2',
    reason: 'A route whose path does not begin with the peer is turned away, and the session stays.',
    ours: ['queue 1', 'established'],
  },
  {
    source: 'xorp/sessions-and-errors',
    rows: ['test_peering1/test57', 'test_peering1/test58'],
    reference: 'RFC 7606, sections 7.9 and 7.10',
    reason: 'ORIGINATOR_ID and CLUSTER_LIST of an external peer are discarded, and the session stays.',
    ours: ['queue 1', 'established'],
  },
  {
    source: 'xorp/sessions-and-errors',
    rows: ['test_peering1/test8_ipv6'],
    reference: 'RFC 7606, section 7.11',
    reason: 'A next hop of no octets is no missing attribute but an MP_REACH_NLRI that cannot be read: 3/9.',
    ours: ['queue 1', 'idle'],
  },
  {
    source: 'xorp/sessions-and-errors',
    rows: ['test_peering1/test33'],
    reference: 'RFC 4271, section 8.1.1',
    reason: 'DampPeerOscillations is an option: whoever ends sessions in good order may come back at once.',
    ours: Array.from({ length: 11 }, () => 'established'),
  },
  {
    source: 'xorp/sessions-and-errors',
    rows: ['test_peering1/test28', 'test_peering1/test28_ipv6_ok'],
    reference: 'FRR 8.4.4, network',
    reason: 'XORP gives its own routes a MULTI_EXIT_DISC of 1, FRR and this router one of 0.',
    ours: ['65008', 'queue 1', 'established'],
  },
  {
    source: 'xorp/sessions-and-errors',
    rows: ['test_peering1/test56', 'test_peering1/test56_ipv6'],
    reference: 'FRR 8.4.4, network',
    reason: 'XORP is told the next hop of a route of its own; here it is the router itself.',
    ours: ['empty', 'queue 1', 'established'],
  },
  {
    source: 'tungstenfabric/fsm',
    rows: ['Matrix-idle-EvAdminUp'],
    reference: 'RFC 4271, section 8.2.2',
    reason: 'ManualStart leads to Connect: the first try is made at once.',
    ours: 'CONNECT',
  },
  {
    source: 'tungstenfabric/fsm',
    rows: ['Matrix-connect-EvConnectTimerExpired'],
    reference: 'RFC 4271, section 8.2.2',
    reason: 'When the ConnectRetryTimer expires in Connect another try is made, and the state stays.',
    ours: 'CONNECT',
  },
  {
    source: 'tungstenfabric/fsm',
    rows: ['StateMachineConnectTest.ConnectTimerExpired1'],
    reference: 'RFC 4271, section 8.2.2',
    reason: 'When the ConnectRetryTimer expires in Connect another try is made, and the state stays.',
    ours: [['state CONNECT', 'passive false']],
  },
  {
    source: 'tungstenfabric/fsm',
    rows: ['Matrix-active-EvTcpClose', 'Matrix-connect-EvTcpConnectFail'],
    reference: 'RFC 4271, section 8.2.2',
    reason: 'A connection that fails before an OPEN was sent leads to Idle, and from there to another try.',
    ours: 'IDLE',
  },
  {
    source: 'tungstenfabric/fsm',
    rows: ['StateMachineConnectTest.TcpConnectFail', 'StateMachineConnectTest.TcpClose'],
    reference: 'RFC 4271, section 8.2.2',
    reason: 'A connection that fails before an OPEN was sent leads to Idle, and from there to another try.',
    ours: [['state IDLE', 'passive false']],
  },
  {
    source: 'tungstenfabric/fsm',
    rows: ['StateMachineActiveTest.TcpPassiveClose'],
    reference: 'RFC 4271, section 8.2.2',
    reason: 'A connection that fails before an OPEN was sent leads to Idle, and from there to another try.',
    ours: [['state IDLE', 'active false', 'passive false']],
  },
  {
    source: 'tungstenfabric/fsm',
    rows: ['StateMachineUnitTest.ConnectionErrors'],
    reference: 'RFC 4271, section 8.2.2',
    reason: 'A connection that fails before an OPEN was sent leads to Idle, and from there to another try.',
    ours: [['state IDLE', 'state CONNECT', 'state OPENSENT', 'state ACTIVE']],
  },
  {
    source: 'tungstenfabric/fsm',
    rows: [
      'Matrix-connect-EvTcpClose',
      'Matrix-connect-EvBgpHeaderError',
      'Matrix-connect-EvBgpOpenError',
      'Matrix-connect-EvBgpUpdateError',
      'Matrix-connect-EvBgpNotification',
      'Matrix-connect-EvBgpKeepalive',
      'Matrix-connect-EvBgpUpdate',
    ],
    reference: 'RFC 4271, section 8.2.1',
    reason:
      'Each connection has a state machine of its own: what ends the one that the peer made leaves the one that we are making.',
    ours: 'CONNECT',
  },
  {
    source: 'tungstenfabric/fsm',
    rows: ['StateMachineConnectTest.ConnectTimerExpired2'],
    reference: 'RFC 4271, section 8.2.2',
    reason: 'The DelayOpenTimer, which is shorter, expires before the ConnectRetryTimer: the OPEN is sent.',
    ours: [['state OPENSENT', 'passive true']],
  },
  {
    source: 'tungstenfabric/fsm',
    rows: ['StateMachineOpenSentTest.Notification2a', 'StateMachineOpenSentTest.TcpActiveClose2'],
    reference: 'RFC 4271, section 8.1.1',
    reason:
      'DelayOpen is for every connection or for none: on the one that the peer made the OPEN was sent at once, too.',
    ours: [['state OPENSENT', 'active false', 'passive true']],
  },
  {
    source: 'tungstenfabric/fsm',
    rows: ['StateMachineOpenConfirmTest.TcpPassiveOpen'],
    reference: 'RFC 4271, section 6.8',
    reason: 'Which connection stays is decided by the OPEN on the second one, and that has not come yet.',
    ours: [['active true', 'state OPENCONFIRM', 'active true', 'passive true']],
  },
];
