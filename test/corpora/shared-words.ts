import { formatCommunity, parseAddress, parseCommunity } from '@bgpeer/bgp-wire';
import { familyOfTitle } from './family-titles.ts';
import { flowspecWordsOfExabgp } from './flowspec-words.ts';
import { numberOctets } from './octets-around.ts';
import { isKnownFamily } from './row-context.ts';
import type { AnnouncementWords } from './update-words.ts';

/** What the octets of a row mean, in the words that ExaBGP's and NetGauze's rows share; each row has some. */
export interface SharedFields {
  readonly announce?: Readonly<Record<string, SharedAnnouncement | readonly SharedAnnouncement[]>>;
  readonly withdrawn?: Readonly<Record<string, unknown>>;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly extendedOptParams?: boolean;
  readonly [field: string]: unknown;
}

interface SharedAnnouncement {
  readonly nextHop: string | readonly string[];
  readonly nlri?: readonly (string | Readonly<Record<string, unknown>>)[];
  readonly nlriHex?: string;
}

/** The families that a row's fields name. */
export function familiesNamedIn({ announce, withdrawn }: SharedFields): string[] {
  return Object.keys({ ...announce, ...withdrawn });
}

/** A row's fields, as `messageWords` has them: one spelling for each thing. */
export function canonicalFields(fields: SharedFields): Readonly<Record<string, unknown>> {
  const { announce, attributes, extendedOptParams: _, ...others } = fields;
  const unknown = familiesNamedIn(fields).filter((title) => !isKnownFamily(familyOfTitle(title)));
  return {
    ...others,
    ...(unknown.length > 0 && { passedOn: unknown }),
    ...(announce !== undefined && { announce: canonicalAnnouncements(announce) }),
    ...(attributes !== undefined && { attributes: canonicalAttributes(attributes) }),
  };
}

function canonicalAnnouncements(announce: NonNullable<SharedFields['announce']>) {
  const known = Object.entries(announce).filter(([family]) => isKnownFamily(familyOfTitle(family)));
  const entries = known.map(([family, value]): [string, AnnouncementWords] => {
    const announcements = [value].flat() as SharedAnnouncement[];
    const nextHops = announcements.flatMap(({ nextHop }) => nextHop);
    return [
      family,
      {
        nextHops: [...new Set(nextHops.map((text) => parseAddress(text) ?? text))],
        ...(announcements[0].nlriHex !== undefined
          ? { nlriHex: announcements[0].nlriHex }
          : { nlri: announcements.flatMap(({ nlri = [] }) => nlri.map((each) => nlriWords(family, each))) }),
      },
    ];
  });
  return Object.fromEntries(entries);
}

function nlriWords(family: string, nlri: string | Readonly<Record<string, unknown>>): unknown {
  return family.includes('flow') && typeof nlri === 'object' ? flowspecWordsOfExabgp(nlri) : nlri;
}

function canonicalAttributes(attributes: Readonly<Record<string, unknown>>): object {
  const { communities, other, unknown: _, ...others } = attributes;
  const names = communities as readonly string[] | undefined;
  return {
    ...others,
    ...(names !== undefined && {
      communities: names.map((text) => formatCommunity(parseCommunity(text)!)),
    }),
    ...Object.fromEntries(Object.entries((other as object | undefined) ?? {}).flatMap(otherWords)),
  };
}

/** An attribute that ExaBGP tells beyond the common ones, in our words; none for what is opaque to us. */
function otherWords([name, value]: [string, unknown]): [string, unknown][] {
  if (name === 'bgp-prefix-sid') {
    const tlvs = prefixSidTlvs(value as PrefixSid);
    return tlvs.length === 0 ? [] : [[name, tlvs]];
  }
  if (name === 'extended-community-ipv6') {
    const communities = value as readonly { readonly string: string }[];
    const addresses = communities.map(({ string }) => string.replace('redirect-to-nexthop-ietf ', ''));
    return [[name, addresses.map((address) => `Redirect-IP:[${address}]:0`)]];
  }
  return [[name, value]];
}

/** SRv6 services (RFC 9252) have TLVs of their own, which the codec does not read. */
interface PrefixSid {
  readonly 'sr-label-index'?: number;
  readonly 'sr-srgbs'?: readonly (readonly [number, number])[];
}

/** RFC 8669, sections 3.1 and 3.2: a reserved octet, flags, label index; flags, then base and range of each SRGB. */
function prefixSidTlvs({ 'sr-label-index': labelIndex, 'sr-srgbs': blocks }: PrefixSid): object[] {
  const ranges = blocks?.flat().map((number) => numberOctets(number, 3));
  return [
    ...(labelIndex === undefined ? [] : [{ type: 1, value: `000000${numberOctets(labelIndex, 4)}` }]),
    ...(ranges === undefined ? [] : [{ type: 3, value: `0000${ranges.join('')}` }]),
  ];
}
