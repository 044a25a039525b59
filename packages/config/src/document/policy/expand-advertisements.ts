import { type FamilyName, familyNames, parsePrefix } from '@bgpeer/bgp-wire';
import type { z } from 'zod';
import type { DocumentKey } from '../../problem.ts';
import type { PeerFamilyDocument } from '../peer-family-document.ts';
import type { PeerDocument, PeerGroupDocument } from '../peer-settings-document.ts';
import { type AdvertisementDocument, readAdvertisedCommunity } from './advertisements-document.ts';
import type { PrefixListDocument } from './list-documents.ts';
import type { PoliciesDocument } from './policies-document.ts';
import { communitiesValue, largeCommunitiesValue } from './policy-values.ts';
import type { RouteMapDocument, RouteMapEntryDocument } from './route-map-document.ts';
import type { RouteMapSetDocument } from './route-map-set-document.ts';

/** The part of a document that advertisements stand in and are made part of. */
type WithAdvertisements = {
  advertisements?: AdvertisementDocument[];
  communityNames?: Record<string, string>;
  policies?: PoliciesDocument;
  peerGroups: Record<string, PeerGroupDocument>;
  peers: PeerDocument[];
};

const familyWords: Readonly<Record<FamilyName, 'ipv4' | 'ipv6'>> = {
  'ipv4-unicast': 'ipv4',
  'ipv6-unicast': 'ipv6',
};

/** An advertisement with its number, from 1, by which its prefix lists are called. */
type Numbered = { readonly number: number; readonly advertisement: AdvertisementDocument };

/** Somebody who is advertised to: a peer by address or a group by name, and what is for him. */
type Target = {
  readonly name: string;
  readonly settings: PeerGroupDocument;
  readonly numbered: readonly Numbered[];
};

/**
 * Makes export policies of advertisements: a route-map for each group, and for each peer that is advertised something
 * else than its group is, with lists of the prefixes. The advertisements themselves go, so that the document says the
 * same in every form.
 */
export function expandAdvertisements<Document extends WithAdvertisements>(document: Document): Document {
  const { advertisements, communityNames, ...rest } = document;
  if (advertisements === undefined) return document;
  const policies: PoliciesDocument = { ...document.policies };
  const attached = new Map<string, Partial<Record<FamilyName, string>>>();
  for (const target of targetsOf(document)) {
    for (const family of familyNames) {
      const numbered = target.numbered.filter(
        ({ advertisement }) => prefixesOf(advertisement, family).length > 0,
      );
      if (numbered.length === 0) continue;
      const name = `advertise-${familyWords[family]}-to-${target.name}`;
      addLists(policies, numbered, family, name);
      const routeMap = routeMapFor(numbered, family, name, communityNames ?? {});
      policies.routeMaps = { ...policies.routeMaps, [name]: routeMap };
      attached.set(target.name, { ...attached.get(target.name), [family]: name });
    }
  }
  const withExport = <Settings extends PeerGroupDocument>(name: string, settings: Settings): Settings =>
    withExportPolicies(settings, attached.get(name) ?? {});
  return {
    ...rest,
    policies,
    peerGroups: Object.fromEntries(
      Object.entries(document.peerGroups).map(([name, settings]) => [name, withExport(name, settings)]),
    ),
    peers: document.peers.map((peer) => withExport(peer.address, peer)),
  } as Document;
}

/** Where what was made of advertisements was written: the path of a document leads there from the path of the made part. */
export function pathBeforeExpansion(path: readonly DocumentKey[]): readonly DocumentKey[] {
  const [part, , name] = path;
  if (part !== 'policies' || typeof name !== 'string') return path;
  const [, number] = /^advertisement-(\d+)-ipv[46]$/.exec(name) ?? [];
  if (number !== undefined) return ['advertisements', Number(number) - 1];
  return /^advertise-ipv[46]-to-/.test(name) ? ['advertisements'] : path;
}

/** Reports advertisements that name what is not there, and those for somebody who has an export policy already. */
export function checkAdvertisements(document: WithAdvertisements, context: z.RefinementCtx<unknown>): void {
  const { advertisements = [], communityNames } = document;
  const report = (path: (string | number)[], input: string, message: string) =>
    context.addIssue({ code: 'custom', path: ['advertisements', ...path], input, message });
  const known = new Set([
    ...Object.keys(document.peerGroups),
    ...document.peers.map(({ address }) => address),
  ]);
  for (const [index, { communities, peers = [] }] of advertisements.entries()) {
    for (const [position, text] of communities.entries()) {
      if (readAdvertisedCommunity(text, communityNames) !== undefined) continue;
      report([index, 'communities', position], text, 'neither a community nor the name of one');
    }
    for (const [position, name] of peers.entries()) {
      if (!known.has(name)) report([index, 'peers', position], name, 'no peer and no peer group');
    }
  }
  for (const { name, numbered, settings } of targetsOf(document)) {
    for (const family of familyNames) {
      if (settings.families?.[family]?.exportPolicy === undefined) continue;
      const [first] = numbered.filter(({ advertisement }) => prefixesOf(advertisement, family).length > 0);
      if (first !== undefined) {
        report([first.number - 1], name, 'has an exportPolicy, which stands instead of advertisements');
      }
    }
  }
}

/** The groups, then the peers without one and those that are advertised something else than their group is. */
function targetsOf(document: WithAdvertisements): Target[] {
  const numbered = (document.advertisements ?? []).map((advertisement, index) => ({
    number: index + 1,
    advertisement,
  }));
  const meantFor = (names: readonly string[]) =>
    numbered.filter(({ advertisement }) => advertisement.peers?.some((name) => names.includes(name)) ?? true);
  const groups = Object.entries(document.peerGroups).map(([name, settings]) => ({
    name,
    settings,
    numbered: meantFor([name]),
  }));
  const peers = document.peers.flatMap((peer): Target[] => {
    const { address, peerGroup } = peer;
    const own = meantFor(peerGroup === undefined ? [address] : [address, peerGroup]);
    const group = groups.find(({ name }) => name === peerGroup);
    const isAsGroup = group !== undefined && group.numbered.length === own.length;
    return isAsGroup ? [] : [{ name: address, settings: peer, numbered: own }];
  });
  return [...groups, ...peers].filter((target) => target.numbered.length > 0);
}

function prefixesOf(advertisement: AdvertisementDocument, family: FamilyName): string[] {
  return advertisement.prefixes.filter((prefix) => parsePrefix(prefix)?.family === family);
}

/** One list for each advertisement that changes something, and one for all that a target is advertised. */
function addLists(
  policies: PoliciesDocument,
  numbered: readonly Numbered[],
  family: FamilyName,
  nameOfAll: string,
): void {
  const kind = family === 'ipv4-unicast' ? 'prefixLists' : 'ipv6PrefixLists';
  const lists = numbered.map((one): [string, PrefixListDocument] => [
    listName(one, family),
    prefixListOf(prefixRanges([one], family)),
  ]);
  const all: [string, PrefixListDocument] = [nameOfAll, prefixListOf(prefixRanges(numbered, family))];
  policies[kind] = { ...policies[kind], ...Object.fromEntries([...lists, all]) };
}

function listName({ number }: Numbered, family: FamilyName): string {
  return `advertisement-${number}-${familyWords[family]}`;
}

type PrefixRange = { readonly prefix: string; readonly lengthMax?: number };

/** Each range once, as FRR takes them. */
function prefixRanges(numbered: readonly Numbered[], family: FamilyName): PrefixRange[] {
  const ranges = numbered.flatMap(({ advertisement }) => {
    const { aggregationLength, aggregationLengthV6 } = advertisement;
    const lengthMax = family === 'ipv4-unicast' ? aggregationLength : aggregationLengthV6;
    return prefixesOf(advertisement, family).map(
      (prefix): PrefixRange =>
        parsePrefix(prefix)!.bitLength === lengthMax ? { prefix } : { prefix, lengthMax },
    );
  });
  return [...new Map(ranges.map((range) => [JSON.stringify(range), range])).values()];
}

function prefixListOf(ranges: readonly PrefixRange[]): PrefixListDocument {
  return {
    entries: ranges.map((range, index) => ({ sequence: 5 * (index + 1), action: 'permit', ...range })),
  };
}

/** Each advertisement adds its own to what it is about; at the end what is in any of them passes, as with MetalLB. */
function routeMapFor(
  numbered: readonly Numbered[],
  family: FamilyName,
  nameOfAll: string,
  communityNames: Readonly<Record<string, string>>,
): RouteMapDocument {
  const matching = (list: string) => ({
    [family === 'ipv4-unicast' ? 'prefixList' : 'ipv6PrefixList']: list,
  });
  const entries = numbered.flatMap((one): RouteMapEntryDocument[] => {
    const set = changesOf(one.advertisement, communityNames);
    if (set.length === 0) return [];
    return [
      {
        sequence: 10 * one.number,
        action: 'permit',
        match: matching(listName(one, family)),
        set,
        onMatch: 'next',
      },
    ];
  });
  const last = 10 * (numbered.at(-1)!.number + 1);
  return { entries: [...entries, { sequence: last, action: 'permit', match: matching(nameOfAll) }] };
}

function changesOf(
  { communities, localPref }: AdvertisementDocument,
  communityNames: Readonly<Record<string, string>>,
): RouteMapSetDocument[] {
  const read = communities.flatMap((text) => readAdvertisedCommunity(text, communityNames) ?? []);
  const textsOf = (kind: 'standard' | 'large') =>
    read.filter((one) => one.kind === kind).map(({ text }) => text);
  const [standard, large] = [textsOf('standard'), textsOf('large')];
  return [
    ...(localPref === undefined ? [] : [{ localPreference: localPref }]),
    ...(standard.length === 0 ? [] : [{ addCommunities: communitiesValue.parse(standard) }]),
    ...(large.length === 0 ? [] : [{ addLargeCommunities: largeCommunitiesValue.parse(large) }]),
  ];
}

function withExportPolicies<Settings extends PeerGroupDocument>(
  settings: Settings,
  names: Partial<Record<FamilyName, string>>,
): Settings {
  const families: Partial<Record<FamilyName, PeerFamilyDocument>> = { ...settings.families };
  for (const family of familyNames) {
    const exportPolicy = names[family];
    if (exportPolicy !== undefined) families[family] = { ...families[family], exportPolicy };
  }
  return Object.keys(names).length === 0 ? settings : { ...settings, families };
}
