import {
  type AfiSafi,
  decodeMessage,
  encodeMessage,
  formatEvpnRoute,
  type MultiprotocolNlri,
  parseAddress,
  type UpdateMessage,
} from '@bgpeer/bgp-wire';
import type { Comparison } from './corpus-case.ts';
import { flowspecWords } from './flowspec-words.ts';
import { attributeAround, numberOctets, updateAround } from './octets-around.ts';
import { isKnownFamily, wireContextOf } from './row-context.ts';
import { prefixWords } from './yabgp-messages.ts';
import type { YabgpRow } from './yabgp-row.ts';

/** MP_REACH_NLRI or MP_UNREACH_NLRI in yabgp's words. */
interface MultiprotocolWords {
  readonly afi_safi: readonly [number, number];
  readonly nexthop?: string | { readonly rd: string; readonly str: string };
  readonly linklocal_nexthop?: string;
  readonly nlri?: unknown;
  readonly withdraw?: unknown;
}

/** Octets of an UPDATE that holds the row's part, and what the codec reads from them. */
interface DecodedRow {
  readonly octets: Uint8Array;
  readonly update: UpdateMessage;
  /** What the codec writes for it. */
  readonly written: Uint8Array;
}

/** The family of a row of MP_REACH_NLRI or MP_UNREACH_NLRI; undefined for one of a next hop alone. */
export function familyOfRow(row: YabgpRow): AfiSafi | undefined {
  const [afi, safi] = wordsOf(row).afi_safi ?? [];
  return afi === undefined || safi === undefined ? undefined : { afi, safi };
}

/** The attribute's value or the whole attribute, in an UPDATE of its own. */
export function compareMultiprotocol(row: YabgpRow, code: 14 | 15): Comparison {
  const words = wordsOf(row);
  const isWhole = row.call === 'MpReachNLRI.construct';
  // A whole one has flags, code and two octets of length.
  const value = isWhole ? row.hex.slice(8) : row.hex;
  const isIpv4AddPath = (row.options['1'] as { readonly ipv4?: boolean } | undefined)?.ipv4 === true;
  const { update, octets, written } = decodeRow(code, value, isIpv4AddPath ? ['ipv4 unicast'] : []);
  const list = update.reachable ?? update.unreachable;
  if (list === undefined) throw new Error('no NLRI');
  const [afi, safi] = words.afi_safi;
  const { nextHop, linkLocalNextHop } = update.attributes;
  const isKnown = isKnownFamily({ afi, safi });
  const nlri = [words.nlri ?? words.withdraw].flat() as (string | Record<string, unknown>)[];
  return {
    theirs: {
      family: [afi, safi],
      ...(isKnown && {
        nextHop: nextHopOf(words.nexthop ?? ''),
        linkLocal: words.linklocal_nexthop,
        nlri: nlri.map((each) => (typeof each === 'string' ? each : nlriOf(each, { afi, safi }))),
      }),
      written: octets,
    },
    ours: {
      family: [list.afi, list.safi],
      ...(isKnown && { nextHop, linkLocal: linkLocalNextHop, nlri: listWords(list) }),
      written,
    },
  };
}

/** NLRI of IPv6 unicast alone, as yabgp reads and writes them. */
export function compareIpv6Nlri(row: YabgpRow): Comparison {
  const hasAddPath = row.options['addpath'] === true;
  const prefixes = row.direction === 'encode' ? row.options['0'] : row.expect.fields;
  const { update, octets, written } = decodeRow(15, `000201${row.hex}`, hasAddPath ? ['ipv6 unicast'] : []);
  return {
    theirs: { prefixes, written: octets },
    ours: { prefixes: update.unreachable?.nlri.map(prefixWords), written },
  };
}

/** The octets of one prefix, without its length. */
export function comparePrefixOctets(row: YabgpRow): Comparison {
  const prefix = String(row.options['0']);
  const length = numberOctets(Number(prefix.split('/')[1]), 1);
  const { update } = decodeRow(15, `000201${length}${row.hex}`, []);
  return { theirs: [prefix], ours: update.unreachable?.nlri.map(prefixWords) };
}

/** A VPN next hop is a route distinguisher of 0 and an address (RFC 4364, section 4.3.2; RFC 4659, section 3.2.1). */
export function compareVpnNextHop(row: YabgpRow): Comparison {
  const { str } = row.options['0'] as { readonly str: string };
  const octetCount = row.hex.length / 2;
  const afi = octetCount === 12 ? '0001' : '0002';
  const labelled = `70${'000191'}${'0000006400000064'}${'aa0000'}`;
  const { update } = decodeRow(14, `${afi}80${numberOctets(octetCount, 1)}${row.hex}00${labelled}`, []);
  return { theirs: parseAddress(str), ours: update.attributes.nextHop };
}

function wordsOf({ direction, options, expect }: YabgpRow): MultiprotocolWords {
  return (direction === 'encode' ? options['0'] : expect.fields) as MultiprotocolWords;
}

function decodeRow(code: 14 | 15, value: string, addPath: readonly string[]): DecodedRow {
  const octets = updateAround(attributeAround(0x80, code, value));
  const context = wireContextOf({ addPath });
  const decoded = decodeMessage(octets, context);
  if ('fault' in decoded || decoded.message.type !== 'UPDATE') throw new Error('no UPDATE');
  return { octets, update: decoded.message, written: encodeMessage({ ...decoded.message }, context) };
}

/** yabgp's next hop as an address; an empty one is none (RFC 8955, section 4). */
function nextHopOf(nextHop: NonNullable<MultiprotocolWords['nexthop']>): string | undefined {
  return parseAddress(typeof nextHop === 'string' ? nextHop : nextHop.str);
}

/** yabgp's NLRI in our words. */
function nlriOf(words: Record<string, unknown>, { afi, safi }: AfiSafi): unknown {
  if (safi === 128)
    return { prefix: words['prefix'], labels: words['label'], routeDistinguisher: words['rd'] };
  if (safi === 133) {
    const { 1: destination, 2: source } = words;
    return { 'destination-prefix': [destination], 'source-prefix': [source] };
  }
  return afi === 25 ? evpnText(words) : words;
}

/** A route of type 2; yabgp's Ethernet Segment Identifier of type 0 and value 0 is ten octets of 0. */
function evpnText({ value }: Record<string, unknown>): string {
  const route = value as Readonly<Record<string, unknown>>;
  const segment = new Array(10).fill('00').join(':');
  return [
    `mac-ip-advertisement route-distinguisher ${route['rd']} ethernet-segment ${segment}`,
    `tag ${route['eth_tag_id']} mac ${String(route['mac']).replaceAll('-', ':')}`,
    `ip ${route['ip']} label ${route['label']}`,
  ].join(' ');
}

function listWords(list: MultiprotocolNlri): unknown {
  if (list.flowspecRules !== undefined) return list.flowspecRules.map(flowspecWords);
  if (list.evpnRoutes !== undefined) return list.evpnRoutes.map(formatEvpnRoute);
  return list.vpnPrefixes ?? list.nlri.map(prefixWords);
}
