import {
  type AsPathSegmentType,
  decodeMessage,
  formatCommunity,
  formatHexadecimal,
  formatIpv6ExtendedCommunity,
  formatLargeCommunity,
  type LabelledPrefix,
  type MultiprotocolNlri,
  type Nlri,
  type PathAttributes,
  type UnrecognizedAttribute,
  type UpdateMessage,
  type VpnPrefix,
} from '@bgpeer/bgp-wire';
import { familyTitleOf } from './family-titles.ts';
import { flowspecWords } from './flowspec-words.ts';

/** The announcements of one family. */
export interface AnnouncementWords {
  readonly nextHops: readonly string[];
  readonly nlri?: readonly unknown[];
  /** In place of `nlri` where the sources give octets. */
  readonly nlriHex?: string;
}

/** The words of an UPDATE; what is not there is absent. */
export interface UpdateWords {
  readonly withdrawn: Readonly<Record<string, unknown>>;
  readonly announce: Readonly<Record<string, AnnouncementWords>>;
  readonly attributes: object;
  /** Families with NLRI that the codec passes on as octets. */
  readonly passedOn: readonly string[];
  /** The family of an End-of-RIB marker. */
  readonly eor?: string;
}

/** An UPDATE in the corpora's words; `octets` are those that the codec writes for it. */
export function updateWords(update: UpdateMessage, octets: Uint8Array): UpdateWords {
  const { attributes, withdrawn, nlri, reachable, unreachable } = update;
  const announce: Record<string, AnnouncementWords> = {};
  const withdrawnWords: Record<string, unknown> = {};
  if (nlri.length > 0) {
    const nextHop = update.classicNextHop ?? attributes.nextHop;
    announce['ipv4 unicast'] = { nextHops: [nextHop!], nlri: nlri.map(prefixWords) };
  }
  if (withdrawn.length > 0) withdrawnWords['ipv4 unicast'] = withdrawn.map(prefixWords);
  if (reachable !== undefined && reachable.octets === undefined) {
    const nextHops = [attributes.nextHop ?? 'no-nexthop', attributes.linkLocalNextHop];
    announce[titleOf(reachable)] = {
      nextHops: nextHops.filter((nextHop) => nextHop !== undefined),
      ...listWords(reachable, octets, 'reachable'),
    };
  }
  if (unreachable !== undefined && !isEmpty(unreachable) && unreachable.octets === undefined) {
    const { nlri: list, nlriHex } = listWords(unreachable, octets, 'unreachable');
    withdrawnWords[titleOf(unreachable)] = list ?? { nlriHex };
  }
  const eor = endOfRibFamily(update);
  return {
    withdrawn: withdrawnWords,
    announce,
    attributes: attributeWords(attributes, nlri.length > 0),
    passedOn: [reachable, unreachable]
      .filter((list) => (list?.octets ?? '') !== '')
      .map((list) => titleOf(list!)),
    ...(eor !== undefined && { eor }),
  };
}

const titleOf = ({ afi, safi }: MultiprotocolNlri) => familyTitleOf(afi, safi) ?? `${afi}/${safi}`;

/** RFC 4724, section 2: an UPDATE with nothing, or with an empty MP_UNREACH_NLRI. */
function endOfRibFamily({ withdrawn, nlri, reachable, unreachable, attributes }: UpdateMessage) {
  const hasMore = withdrawn.length + nlri.length + Object.keys(attributes).length > 0;
  if (hasMore || reachable !== undefined) return undefined;
  if (unreachable === undefined) return 'ipv4 unicast';
  return isEmpty(unreachable) ? titleOf(unreachable) : undefined;
}

function isEmpty({ octets = '', afi: _afi, safi: _safi, nextHopOctets: _, ...lists }: MultiprotocolNlri) {
  return octets === '' && Object.values(lists).every((list) => list.length === 0);
}

function listWords(
  list: MultiprotocolNlri,
  octets: Uint8Array,
  place: 'reachable' | 'unreachable',
): Omit<AnnouncementWords, 'nextHops'> {
  if (list.evpnRoutes !== undefined) return { nlriHex: nlriOctets(octets, place) };
  if (list.flowspecRules !== undefined) return { nlri: list.flowspecRules.map(flowspecWords) };
  const labelled: readonly (LabelledPrefix & Partial<VpnPrefix>)[] | undefined =
    list.labelledPrefixes ?? list.vpnPrefixes;
  return { nlri: labelled === undefined ? list.nlri.map(prefixWords) : labelled.map(labelledWords) };
}

/** The NLRI of written octets as they stand: read where no family is agreed on, they are octets. */
function nlriOctets(octets: Uint8Array, place: 'reachable' | 'unreachable'): string | undefined {
  const decoded = decodeMessage(octets, {
    fourOctetAsNumbers: true,
    extendedMessages: false,
    families: [],
    addPath: [],
    extendedNextHop: [],
    session: 'internal',
  });
  if ('fault' in decoded || decoded.message.type !== 'UPDATE') throw new Error('no UPDATE');
  return decoded.message[place]?.octets;
}

function prefixWords({ prefix, pathIdentifier }: Nlri): unknown {
  return pathIdentifier === undefined ? prefix : { prefix, pathId: pathIdentifier };
}

function labelledWords(entry: LabelledPrefix & Partial<VpnPrefix>): object {
  const { prefix, labels, routeDistinguisher, pathIdentifier } = entry;
  return {
    prefix,
    labels,
    ...(routeDistinguisher !== undefined && { rd: routeDistinguisher }),
    ...(pathIdentifier !== undefined && { pathId: pathIdentifier }),
  };
}

const segmentWords: Readonly<Record<AsPathSegmentType, string>> = {
  AS_SEQUENCE: 'seq',
  AS_SET: 'set',
  AS_CONFED_SEQUENCE: 'confed-seq',
  AS_CONFED_SET: 'confed-set',
};

/** Attributes in the corpora's words; `nextHop` is theirs for the classic NEXT_HOP only. */
export function attributeWords(attributes: PathAttributes, hasClassicNextHop: boolean): object {
  const words = {
    origin: attributes.origin?.toLowerCase(),
    asPath: attributes.asPath?.map(({ type, asNumbers }) => ({ type: segmentWords[type], asns: asNumbers })),
    nextHop: hasClassicNextHop ? attributes.nextHop : undefined,
    med: attributes.multiExitDisc,
    localPref: attributes.localPref,
    originatorId: attributes.originatorId,
    clusterList: attributes.clusterList,
    communities: attributes.communities?.map(formatCommunity),
    extCommunities: attributes.extendedCommunities,
    largeCommunities: attributes.largeCommunities?.map(formatLargeCommunity),
    'bgp-prefix-sid': attributes.prefixSid,
    'extended-community-ipv6': attributes.ipv6ExtendedCommunities?.map(formatIpv6ExtendedCommunity),
    'bgp-ls': attributes.linkState,
    ...Object.fromEntries((attributes.unrecognized ?? []).map(unrecognizedWords)),
  };
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
}

/** As ExaBGP names and writes an attribute that it does not know. */
function unrecognizedWords({ code, flags, value }: UnrecognizedAttribute): [string, string] {
  const octet = (number: number) => formatHexadecimal(Uint8Array.of(number));
  return [`attribute-0x${octet(code)}-0x${octet(flags)}`, `0x${value}`];
}
