/** Rows of a source that the codec reads otherwise on purpose, for one reason. */
export interface Disagreement {
  readonly source: string;
  readonly rows: readonly string[];
  /** The RFC and section that decide. */
  readonly reference: string;
  readonly reason: string;
  /** What the codec says of each row: these fields, or this value. */
  readonly ours: unknown;
}

/** How many rows may be in the list: lower it with every row that leaves, and never raise it. */
export const disagreementRowsMax = 44;

/** Every row that the codec and its source disagree about. */
export const disagreements: readonly Disagreement[] = [
  {
    source: 'frr/rfc7606-messages-half',
    rows: ['as4path-seg-type-0/ebgp', 'as4path-seg-type-0/ibgp'],
    reference: 'RFC 6793, section 6',
    reason:
      'AS4_PATH is discarded when it comes from a speaker with four-octet AS numbers, malformed or not; the UPDATE goes on.',
    ours: { treatment: 'attribute-discard' },
  },
  {
    source: 'frr/capability',
    rows: [
      'test_segments/minsize',
      'misc_segments/GR-empty',
      'misc_segments/MP-empty',
      'misc_segments/ORF-empty',
      'misc_segments/AS4-empty',
      'misc_segments/Role-long',
      'misc_segments/Role-empty',
    ],
    reference: 'RFC 5492, section 3',
    reason:
      'A capability whose value is not understood is ignored, as one of an unknown code: nothing overruns its length, and no RFC has the session end over it.',
    ours: { accepted: true },
  },
  {
    source: 'frr/capability',
    rows: ['mp_segments/MP5'],
    reference: 'RFC 4760, section 8',
    reason: 'The octets say SAFI 4, labelled unicast; the row names SAFI 128.',
    ours: { family: [2, 4] },
  },
  {
    source: 'frr/as-path-values',
    rows: ['BGP_AS_ZERO', 'BGP_AS_ZERO asdot+'],
    reference: 'RFC 7607, section 2',
    reason: 'An AS_PATH with AS 0 is malformed.',
    ours: 'malformed',
  },
  {
    source: 'frr/as-path-values',
    rows: ['reconcile_new_asp'],
    reference: 'RFC 4271, section 9.1.2.2, item c',
    reason: 'An AS_PATH that begins with an AS_SET has no neighboring AS.',
    ours: { text: '{2457,4369,61697} 1842 41591 51793', hops: 4 },
  },
  {
    source: 'exabgp/encoding',
    rows: ['conf-attributes#3'],
    reference: 'RFC 4271, section 6.3',
    reason: 'NEXT_HOP is the address of a host: 255.255.255.255 is none.',
    ours: { faults: [{ treatment: 'treat-as-withdraw', reason: 'next-hop-value' }] },
  },
  {
    source: 'exabgp/encoding',
    rows: ['conf-flow#7'],
    reference: 'RFC 8956, section 3.1',
    reason: 'The pattern has as many bits as length minus offset, 8 here; the row writes all 128.',
    ours: { faults: [{ treatment: 'afi-safi-disable', reason: 'nlri-value' }] },
  },
  {
    source: 'exabgp/encoding',
    rows: ['conf-generic-attribute#2', 'conf-generic-attribute#3'],
    reference: 'RFC 4271, section 6.3',
    reason:
      'The Optional bit of an attribute that nobody knows is not set: an unrecognized well-known attribute.',
    ours: { faults: [{ treatment: 'session-reset', reason: 'attribute-not-allowed' }] },
  },
  {
    source: 'exabgp/encoding',
    rows: ['extended-nexthop#2'],
    reference: 'RFC 2545, section 3',
    reason: 'The next hop of IPv6 prefixes has 16 or 32 octets; the row has 4.',
    ours: { faults: [{ treatment: 'session-reset', reason: 'next-hop-length' }] },
  },
  {
    source: 'netgauze/messages',
    rows: [
      'mod/test_bgp_message_notification/bad_undefined_notif_wire',
      'mod/test_bgp_message_notification/bad_undefined_cease_wire',
      'notification/test_message_header_error/bad_undefined_wire',
      'notification/test_bgp_notification_message_header/bad_undefined_code_wire',
      'notification/test_bgp_notification_message_header/bad_undefined_sub_code_wire',
      'notification/test_bgp_notification_open_message/bad_undefined_wire',
      'notification/test_update_message_error/bad_undefined_wire',
      'notification/test_bgp_notification_update_message/bad_undefined_wire',
      'notification/test_bgp_notification_finite_state_machine/bad_undefined_wire',
      'notification/test_bgp_notification_cease/bad_undefined_wire',
      'notification/test_route_refresh_error/bad_undefined_wire',
      'notification/test_bgp_notification_route_refresh_error/bad_undefined_wire',
    ],
    reference: 'RFC 4271, section 6.4',
    reason:
      'An unrecognized code or subcode of a NOTIFICATION cannot be answered: it is noted and logged, so the codec keeps it.',
    ours: { refused: false },
  },
  {
    source: 'netgauze/messages',
    rows: [
      'mod/test_bgp_message_route_refresh/bad_wire',
      'route_refresh/test_route_refresh_message/bad_undefined_wire',
    ],
    reference: 'RFC 7313, section 5',
    reason:
      'A ROUTE-REFRESH of another subtype than 0, 1 or 2 is ignored: that is the session’s to do, and the message is sound.',
    ours: { refused: false, message: { subtype: 255 } },
  },
  {
    source: 'netgauze/messages',
    rows: ['mod/test_rd_withdraw/good_wire'],
    reference: 'RFC 8277, section 2.4',
    reason: 'What stands in the place of a label in a withdrawal means nothing.',
    ours: {
      withdrawn: { 'ipv4 mpls-vpn': [{ prefix: '1.1.1.1/32', labels: [], rd: '6553800:300' }] },
      faults: [],
    },
  },
  {
    source: 'netgauze/messages',
    rows: ['mod/test_bgp_rfc7606_attr/good_wire'],
    reference: 'RFC 7606, section 3, item j',
    reason:
      'NetGauze skips malformed attributes here; with the NLRI field not to be read, there is nothing to treat as withdrawn.',
    ours: {
      faults: [
        { treatment: 'session-reset', reason: 'nlri-length' },
        { treatment: 'session-reset', reason: 'attribute-overrun' },
        { treatment: 'session-reset', reason: 'attribute-value' },
        { treatment: 'session-reset', reason: 'attribute-value' },
      ],
    },
  },
  {
    source: 'netgauze/messages',
    rows: ['update/test_update_non_unicast_nlri/bad_multicast_nlri_wire'],
    reference: 'RFC 4271, section 6.3',
    reason:
      'A multicast prefix is logged and ignored, one by one: the message is sound, as the same octets are to NetGauze’s lenient mode.',
    ours: { refused: false },
  },
  {
    source: 'yabgp/core',
    rows: ['TestIPv6Unicast.test_parse_2 IPv6Unicast().parse'],
    reference: 'RFC 4760, section 5',
    reason: 'Two octets of 0 behind the prefix are two prefixes of length 0; yabgp stops at the first.',
    ours: { prefixes: ['326c:ce92:25ea:365e:4d71:5945:2200:0/112', '::/0', '::/0'] },
  },
  {
    source: 'yabgp/core',
    rows: [
      'TestNextHop.test_parse NextHop.parse (2)',
      'TestNextHop.test_parse NextHop.parse (3)',
      'TestNextHop.test_construct NextHop.construct (2)',
    ],
    reference: 'RFC 4271, section 6.3',
    reason:
      'NEXT_HOP is the address of a host: 0.0.0.0 and 255.255.255.255 are none; yabgp looks at the length.',
    ours: { faults: ['next-hop-value'] },
  },
  {
    source: 'yabgp/core',
    rows: ['TestOpen.test_construct self.open.construct'],
    reference: 'RFC 5492, section 4',
    reason: 'yabgp was told of its multisession capability (code 131) and does not write it.',
    ours: { capabilities: { route_refresh: true } },
  },
  {
    source: 'openbgpd/community-attributes',
    rows: ['community-attr-46'],
    reference: 'RFC 4360, section 2',
    reason: 'Extended communities are a set: OpenBGPD sorts them, this codec leaves them as they came.',
    ours: { written: 'c010100002fc00000000400600000000000001' },
  },
  {
    source: 'pcap-tcpdump/*.out.txt',
    rows: ['bgp-addpath.out.txt Update'],
    reference: 'RFC 7606, section 3, items c and g',
    reason:
      'The multiprotocol attributes have flags that are not theirs, and two of each: the session ends. tcpdump prints all it can.',
    ours: {
      faults: [
        'attribute-flags',
        'attribute-flags',
        'attribute-duplicate',
        'attribute-duplicate',
        'attribute-length',
        'attribute-length',
      ],
    },
  },
  {
    source: 'pcap-tcpdump/*.out.txt',
    rows: ['bgp-shutdown-communication.out.txt Notification (2)', 'bgp_infloop-v.out.txt Update (5)'],
    reference: 'RFC 9293, section 3.10.7.4',
    reason:
      'The segment has the sequence numbers of the one before: a retransmission, whose octets are not received again.',
    ours: 'no message',
  },
];
