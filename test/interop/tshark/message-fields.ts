import {
  type Aggregator,
  type AsPath,
  type AsPathSegmentType,
  as2Of,
  asTrans,
  type EvpnRoute,
  formatExtendedCommunity,
  formatHexadecimal,
  isConfederationSegment,
  type LabelledPrefix,
  type Message,
  type MultiprotocolNlri,
  messageTypeCodes,
  type Nlri,
  type NlriLists,
  type PathAttributes,
  parseRouteDistinguisher,
  type RouteTargetMembership,
  type UpdateMessage,
  type WireContext,
} from '@bgpeer/bgp-wire';

/** The fields of a message as tshark names them, and the values of each in the order of the octets. */
export type MessageFields = Readonly<Record<string, readonly (string | number)[]>>;

/** tshark's names of the fields of path attributes begin so. */
const path = 'bgp.update.path_attribute';

/** The values that tshark is to find in a message; a field that is not there has none. */
export function messageFields(message: Message, context: WireContext): MessageFields {
  const type = { 'bgp.type': [messageTypeCodes[message.type]] };
  switch (message.type) {
    case 'OPEN':
      return {
        ...type,
        'bgp.open.version': [message.version],
        'bgp.open.myas': [message.myAutonomousSystem],
        'bgp.open.holdtime': [message.holdTimeSeconds],
        'bgp.open.identifier': [message.bgpIdentifier],
      };
    case 'UPDATE':
      return { ...type, ...updateFields(message, context) };
    case 'NOTIFICATION':
      return { ...type, 'bgp.notify.major_error': [message.code] };
    case 'KEEPALIVE':
      return type;
    case 'ROUTE-REFRESH':
      return {
        ...type,
        'bgp.route_refresh.afi': [message.afi],
        'bgp.route_refresh.subtype': [message.subtype],
        'bgp.route_refresh.safi': [message.safi],
      };
  }
}

function updateFields(update: UpdateMessage, context: WireContext): MessageFields {
  const { withdrawn, attributes, nlri, reachable, unreachable } = update;
  const { nextHop, linkLocalNextHop } = attributes;
  const lists: readonly Partial<NlriLists>[] = [reachable ?? {}, unreachable ?? {}];
  const inOrder = [...withdrawn.map(rowOf), ...lists.flatMap(rowsOf), ...nlri.map(rowOf)];
  const nextHopFamily = nextHop?.includes(':') ? 'ipv6' : 'ipv4';
  return {
    ...attributeFields(attributes, context),
    [`${path}.next_hop`]: nlri.length > 0 ? [nextHop!] : [],
    ...(reachable !== undefined && {
      ...familyFields('reach', reachable),
      [`${path}.mp_reach_nlri.next_hop.${nextHopFamily}`]: [nextHop!],
      [`${path}.mp_reach_nlri.next_hop.ipv6.link_local`]: present(linkLocalNextHop),
    }),
    ...(unreachable !== undefined && familyFields('unreach', unreachable)),
    'bgp.withdrawn_prefix': withdrawn.map(addressOf),
    'bgp.nlri_prefix': nlri.map(addressOf),
    'bgp.prefix_length': inOrder.map(({ bitLength }) => bitLength),
    'bgp.nlri_path_id': inOrder.flatMap(({ pathIdentifier }) => present(pathIdentifier)),
    'bgp.label_stack': inOrder.flatMap(({ label }) => present(label)),
    'bgp.rd': lists.flatMap(({ vpnPrefixes = [] }) => vpnPrefixes.map((each) => each.routeDistinguisher)),
    ...evpnFields(lists.flatMap(({ evpnRoutes = [] }) => evpnRoutes)),
    ...membershipFields(lists.flatMap(({ routeTargetMemberships = [] }) => routeTargetMemberships)),
  };
}

/** What tshark prints of every NLRI that has a length in bits. */
interface NlriRow {
  readonly bitLength: number;
  readonly pathIdentifier?: number | undefined;
  readonly label?: string;
}

const addressOf = ({ prefix }: Nlri) => prefix.split('/')[0];

function rowOf({ prefix, pathIdentifier }: Nlri): NlriRow {
  return { bitLength: Number(prefix.split('/')[1]), pathIdentifier };
}

/** Labels and route distinguisher count in the length (RFC 8277, section 2.2; RFC 4364, section 4.3.4). */
function rowsOf(lists: Partial<NlriLists>): NlriRow[] {
  const { nlri = [], labelledPrefixes = [], vpnPrefixes = [], routeTargetMemberships = [] } = lists;
  const labelled = ({ prefix, labels }: LabelledPrefix, otherBitCount: number): NlriRow => ({
    bitLength: 24 + otherBitCount + Number(prefix.split('/')[1]),
    label: labels.length === 0 ? '0 (withdrawn)' : `${labels[0]} (bottom)`,
  });
  return [
    ...nlri.map(rowOf),
    ...labelledPrefixes.map((entry) => labelled(entry, 0)),
    ...vpnPrefixes.map((entry) => labelled(entry, 64)),
    ...routeTargetMemberships.map(({ bitLength }) => ({ bitLength })),
  ];
}

function familyFields(kind: 'reach' | 'unreach', list: MultiprotocolNlri): MessageFields {
  const { afi, safi, nlri, labelledPrefixes = [], vpnPrefixes = [] } = list;
  return {
    [`${path}.mp_${kind}_nlri.afi`]: [afi],
    [`${path}.mp_${kind}_nlri.safi`]: [safi],
    [`bgp.mp_${kind}_nlri_ipv${afi === 2 ? 6 : 4}_prefix`]: [
      ...nlri,
      ...labelledPrefixes,
      ...vpnPrefixes,
    ].map(addressOf),
  };
}

/** The route types (RFC 7432, section 7; RFC 9136, section 3) that have each field. */
function evpnFields(routes: readonly EvpnRoute[]): MessageFields {
  const known = routes.filter((route) => route.type !== 'unrecognized');
  return {
    'bgp.evpn.nlri.rt': known.map(({ type }) => evpnRouteTypes.indexOf(type)),
    'bgp.evpn.nlri.rd': known.map(({ routeDistinguisher }) =>
      formatHexadecimal(parseRouteDistinguisher(routeDistinguisher)!),
    ),
    'bgp.evpn.nlri.esi': known.flatMap((route) =>
      'ethernetSegment' in route ? [route.ethernetSegment] : [],
    ),
    'bgp.evpn.nlri.etag': known.flatMap((route) => ('ethernetTag' in route ? [route.ethernetTag] : [])),
    'bgp.evpn.nlri.mac_addr': known.flatMap((route) => ('macAddress' in route ? [route.macAddress] : [])),
    'bgp.evpn.nlri.ip.addr': known.flatMap((route) => {
      if (route.type === 'ip-prefix') return [route.prefix.split('/')[0]];
      if (route.type === 'mac-ip-advertisement') return present(route.ipAddress);
      return 'originatingRouter' in route ? [route.originatingRouter] : [];
    }),
    'bgp.evpn.nlri.prefix_len': known.flatMap((route) =>
      route.type === 'ip-prefix' ? [Number(route.prefix.split('/')[1])] : [],
    ),
    'bgp.evpn.nlri.ipv4.gtw_addr': known.flatMap((route) =>
      route.type === 'ip-prefix' ? [route.gateway] : [],
    ),
  };
}

/** At the place of its number. */
const evpnRouteTypes: readonly EvpnRoute['type'][] = [
  'unrecognized',
  'ethernet-auto-discovery',
  'mac-ip-advertisement',
  'inclusive-multicast',
  'ethernet-segment',
  'ip-prefix',
];

function membershipFields(memberships: readonly RouteTargetMembership[]): MessageFields {
  return {
    'bgp.originating_as': memberships.map(({ originAs }) => originAs),
    'bgp.community_prefix': memberships.map(({ routeTarget }) =>
      formatExtendedCommunity(routeTarget).replace('RT:', ''),
    ),
  };
}

function attributeFields(attributes: PathAttributes, { fourOctetAsNumbers }: WireContext): MessageFields {
  const { origin, asPath, multiExitDisc, localPref, aggregator, originatorId, clusterList } = attributes;
  const { communities = [], extendedCommunities = [], largeCommunities = [] } = attributes;
  const plain = communities.filter((community) => !isReserved(community));
  return {
    [`${path}.origin`]: origin === undefined ? [] : [['IGP', 'EGP', 'INCOMPLETE'].indexOf(origin)],
    ...asPathFields(asPath ?? [], fourOctetAsNumbers),
    [`${path}.multi_exit_disc`]: present(multiExitDisc),
    [`${path}.local_pref`]: present(localPref),
    ...(aggregator !== undefined && aggregatorFields(aggregator, fourOctetAsNumbers)),
    [`${path}.originator_id`]: present(originatorId),
    'bgp.path_attribute.cluster_id': clusterList ?? [],
    [`${path}.community_as`]: plain.map((community) => community >>> 16),
    [`${path}.community_value`]: plain.map((community) => community & 0xffff),
    [`${path}.community_wellknown`]: communities
      .filter(isReserved)
      .map((community) => `0x${community.toString(16).padStart(8, '0')}`),
    'bgp.ext_com.type': extendedCommunities.map((community) => `0x${community.slice(0, 2)}`),
    'bgp.large_communities.ga': largeCommunities.map(([administrator]) => administrator),
    'bgp.large_communities.ldp1': largeCommunities.map(([, first]) => first),
    'bgp.large_communities.ldp2': largeCommunities.map(([, , second]) => second),
  };
}

const present = (value: string | number | undefined) => (value === undefined ? [] : [value]);

/** tshark takes the whole range of RFC 1997 that is reserved for well-known communities for such. */
function isReserved(community: number): boolean {
  const high = community >>> 16;
  return high === 0 || high === 0xffff;
}

const segmentTypeCodes: Readonly<Record<AsPathSegmentType, number>> = {
  AS_SET: 1,
  AS_SEQUENCE: 2,
  AS_CONFED_SEQUENCE: 3,
  AS_CONFED_SET: 4,
};

/** In a session of two-octet AS numbers there is AS4_PATH besides when one does not fit (RFC 6793, section 4.2.2). */
function asPathFields(asPath: AsPath, fourOctetAsNumbers: boolean): MessageFields {
  const needsAs4Path = !fourOctetAsNumbers && numbersOf(asPath).some((asNumber) => asNumber > 0xffff);
  const as4Path = needsAs4Path ? asPath.filter((segment) => !isConfederationSegment(segment)) : [];
  const segments = [...asPath, ...as4Path];
  return {
    [`${path}.as_path_segment.type`]: segments.map(({ type }) => segmentTypeCodes[type]),
    [`${path}.as_path_segment.length`]: segments.map(({ asNumbers }) => asNumbers.length),
    [`${path}.as_path_segment.as2`]: fourOctetAsNumbers ? [] : numbersOf(asPath).map(as2Of),
    [`${path}.as_path_segment.as4`]: numbersOf(fourOctetAsNumbers ? asPath : as4Path),
  };
}

const numbersOf = (asPath: AsPath) => asPath.flatMap(({ asNumbers }) => asNumbers);

function aggregatorFields({ asNumber, address }: Aggregator, fourOctetAsNumbers: boolean): MessageFields {
  const hasAs4 = !fourOctetAsNumbers && asNumber > 0xffff;
  return {
    [`${path}.aggregator_as`]: hasAs4 ? [asTrans, asNumber] : [asNumber],
    [`${path}.aggregator_origin`]: hasAs4 ? [address, address] : [address],
  };
}
