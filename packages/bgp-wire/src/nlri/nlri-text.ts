import type { MultiprotocolNlri } from '../messages/message.ts';
import { formatExtendedCommunity, parseExtendedCommunity } from '../text/extended-communities.ts';
import { formatMplsLabels, parseMplsLabels } from '../text/mpls-labels.ts';
import { formatPrefix, parsePrefix } from '../text/prefixes.ts';
import { canonicalRouteDistinguisher } from '../text/route-distinguishers.ts';
import { formatEvpnRoute, parseEvpnRoute } from './evpn-text.ts';
import { formatFlowspecRule, parseFlowspecRule } from './flowspec-text.ts';
import type { LabelledPrefix } from './labelled-prefix.ts';
import { type NlriFamily, nlriFamilyByCodes } from './nlri-family.ts';
import type { NlriListName, NlriOf } from './nlri-lists.ts';
import type { RouteTargetMembership } from './route-target-membership.ts';

/** An NLRI of any kind. */
export type AnyNlri = NlriOf<NlriListName>;

interface NlriText<Entry> {
  readonly format: (entry: Entry) => string;
  readonly parse: (text: string, family: NlriFamily) => Entry | undefined;
}

const defaultRouteTarget: RouteTargetMembership = {
  bitLength: 0,
  originAs: 0,
  routeTarget: '0000000000000000',
};

const texts: { readonly [Name in NlriListName]: NlriText<NlriOf<Name>> } = {
  nlri: {
    format: ({ prefix }) => prefix,
    parse(text, family) {
      const prefix = canonicalPrefix(text, family);
      return prefix === undefined ? undefined : { prefix };
    },
  },
  labelledPrefixes: { format: formatLabelled, parse: parseLabelled },
  vpnPrefixes: {
    format: (entry) => `${entry.routeDistinguisher} ${formatLabelled(entry)}`,
    parse(text, family) {
      const [distinguisher, ...words] = text.split(' ');
      const routeDistinguisher = canonicalRouteDistinguisher(distinguisher);
      const labelled = parseLabelled(words.join(' '), family);
      if (labelled === undefined || routeDistinguisher === undefined) return undefined;
      return { routeDistinguisher, ...labelled };
    },
  },
  evpnRoutes: { format: formatEvpnRoute, parse: parseEvpnRoute },
  flowspecRules: {
    format: formatFlowspecRule,
    parse(text, { addressOctetCount, hasRouteDistinguisher }) {
      const rule = parseFlowspecRule(text, addressOctetCount!);
      return (rule?.routeDistinguisher !== undefined) === hasRouteDistinguisher ? rule : undefined;
    },
  },
  routeTargetMemberships: { format: formatMembership, parse: parseMembership },
};

/**
 * One NLRI in words: `192.0.2.0/24`, `192.0.2.0/24 labels 100/200`, `65000:1 192.0.2.0/24 labels 100`,
 * `65000 RT:65000:1`, or as `formatEvpnRoute` and `formatFlowspecRule` write it; `path-identifier 7` behind it.
 */
export function formatNlri(family: NlriFamily, entry: AnyNlri): string {
  const text = (texts[family.list] as NlriText<AnyNlri>).format(entry);
  return entry.pathIdentifier === undefined ? text : `${text} path-identifier ${entry.pathIdentifier}`;
}

/** The inverse of `formatNlri`; undefined for anything else. */
export function parseNlri(family: NlriFamily, text: string): AnyNlri | undefined {
  const parts = /^(.*?)(?: path-identifier (0|[1-9]\d{0,9}))?$/s.exec(text)!;
  const entry = (texts[family.list] as NlriText<AnyNlri>).parse(parts[1], family);
  if (entry === undefined || parts[2] === undefined) return entry;
  const pathIdentifier = Number(parts[2]);
  return pathIdentifier > 0xffff_ffff ? undefined : { ...entry, pathIdentifier };
}

/** What MP_REACH_NLRI or MP_UNREACH_NLRI lists in words, one NLRI each; the octets of a list that is not read further. */
export function formatNlriLists(lists: MultiprotocolNlri): string[] {
  if (lists.octets !== undefined) return lists.octets === '' ? [] : [lists.octets];
  const family = nlriFamilyByCodes(lists.afi, lists.safi);
  if (family === undefined) return [];
  return (lists[family.list] ?? []).map((entry) => formatNlri(family, entry));
}

function formatLabelled({ prefix, labels }: LabelledPrefix): string {
  return labels.length === 0 ? prefix : `${prefix} labels ${formatMplsLabels(labels)}`;
}

function parseLabelled(text: string, family: NlriFamily): LabelledPrefix | undefined {
  const parts = /^(\S+)(?: labels (\S+))?$/.exec(text);
  if (parts === null) return undefined;
  const labels = parts[2] === undefined ? [] : parseMplsLabels(parts[2]);
  const prefix = canonicalPrefix(parts[1], family);
  return labels === undefined || prefix === undefined ? undefined : { prefix, labels };
}

/** Whole route targets by their names; else hexadecimal and the length in bits. */
function formatMembership({ bitLength, originAs, routeTarget }: RouteTargetMembership): string {
  if (bitLength === 0) return 'default';
  if (bitLength === 96) return `${originAs} ${formatExtendedCommunity(routeTarget)}`;
  return `${originAs} ${routeTarget}/${bitLength}`;
}

function parseMembership(text: string): RouteTargetMembership | undefined {
  if (text === 'default') return defaultRouteTarget;
  const parts = /^(0|[1-9]\d{0,9}) ([^\s/]+)(?:\/([3-8]\d|9[0-5]))?$/.exec(text);
  const routeTarget = parts === null ? undefined : parseExtendedCommunity(parts[2]);
  if (parts === null || routeTarget === undefined) return undefined;
  const originAs = Number(parts[1]);
  const bitLength = Number(parts[3] ?? 96);
  const hasUnusedBits = BigInt(`0x${routeTarget}`) % (1n << BigInt(Math.min(96 - bitLength, 64))) !== 0n;
  if (originAs > 0xffff_ffff || bitLength < 32 || hasUnusedBits) return undefined;
  return { bitLength, originAs, routeTarget };
}

function canonicalPrefix(text: string, { addressOctetCount }: NlriFamily): string | undefined {
  const prefix = parsePrefix(text);
  return prefix?.octets.length === addressOctetCount ? formatPrefix(prefix!) : undefined;
}
