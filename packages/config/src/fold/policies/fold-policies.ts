import type { FamilyName } from '@bgpeer/bgp-wire';
import type {
  AccessListDefinition,
  AsPathListDefinition,
  CommunityListDefinition,
  PolicyDefinitions,
  PolicyPlace,
  PrefixListDefinition,
} from '@bgpeer/policy';
import type {
  AccessListDocument,
  AsPathListDocument,
  CommunityListDocument,
  PrefixListDocument,
} from '../../document/policy/list-documents.ts';
import type { PoliciesDocument } from '../../document/policy/policies-document.ts';
import type { DocumentKey, PlaceOf } from '../../problem.ts';
import { withoutUndefined } from '../without-undefined.ts';
import { foldRouteMap } from './fold-route-map.ts';

/** Gives the parts of definitions their places, from the document's path. */
export type PolicyPlaceOf = (...path: readonly DocumentKey[]) => { place?: PolicyPlace };

const anyPrefixes: Readonly<Record<FamilyName, { prefix: string; lengthMax: number }>> = {
  'ipv4-unicast': { prefix: '0.0.0.0/0', lengthMax: 32 },
  'ipv6-unicast': { prefix: '::/0', lengthMax: 128 },
};

/** The document's lists and route-maps as the policy engine takes them, each line with its place. */
export function foldPolicies(policies: PoliciesDocument | undefined, placeOf: PlaceOf): PolicyDefinitions {
  const at = (kind: keyof PoliciesDocument): PolicyPlaceOf => {
    return (...path) => policyPlace(placeOf(['policies', kind, ...path]));
  };
  const lists = <Document, Definition>(
    kind: keyof PoliciesDocument,
    documents: Readonly<Record<string, Document>> | undefined,
    fold: (name: string, document: Document, at: PolicyPlaceOf) => Definition,
  ): Definition[] =>
    Object.entries(documents ?? {}).map(([name, document]) => fold(name, document, at(kind)));
  const { accessLists, ipv6AccessLists, ipv6PrefixLists, prefixLists, routeMaps } = policies ?? {};
  const communityLists = (kind: 'communityLists' | 'extendedCommunityLists' | 'largeCommunityLists') =>
    lists(kind, policies?.[kind], foldCommunityList);
  return {
    prefixLists: [
      ...lists('prefixLists', prefixLists, prefixListOf('ipv4-unicast')),
      ...lists('ipv6PrefixLists', ipv6PrefixLists, prefixListOf('ipv6-unicast')),
    ],
    accessLists: [
      ...lists('accessLists', accessLists, accessListOf('ipv4-unicast')),
      ...lists('ipv6AccessLists', ipv6AccessLists, accessListOf('ipv6-unicast')),
    ],
    asPathLists: lists('asPathLists', policies?.asPathLists, foldAsPathList),
    communityLists: communityLists('communityLists'),
    largeCommunityLists: communityLists('largeCommunityLists'),
    extendedCommunityLists: communityLists('extendedCommunityLists'),
    routeMaps: lists('routeMaps', routeMaps, foldRouteMap),
  };
}

/** Only what has a line can be named in a verdict. */
export function policyPlace({ file, line, text }: ReturnType<PlaceOf>): { place?: PolicyPlace } {
  return line === undefined ? {} : { place: { file, line, text: (text ?? '').trim() } };
}

function prefixListOf(family: FamilyName) {
  return (name: string, { entries }: PrefixListDocument, at: PolicyPlaceOf): PrefixListDefinition => ({
    name,
    family,
    entries: entries.map(({ action, lengthMax, lengthMin, prefix, sequence }, index) => ({
      sequence,
      action,
      ...(prefix === 'any' ? anyPrefixes[family] : { prefix, ...withoutUndefined({ lengthMin, lengthMax }) }),
      ...at(name, 'entries', index),
    })),
  });
}

function accessListOf(family: FamilyName) {
  return (name: string, { entries }: AccessListDocument, at: PolicyPlaceOf): AccessListDefinition => ({
    name,
    family,
    entries: entries.map(({ action, anyLength, exact, prefix, sequence }, index) => ({
      sequence,
      action,
      prefix: prefix === 'any' ? anyPrefixes[family].prefix : prefix,
      isExact: exact ?? false,
      ...(anyLength === true ? { isAnyLength: true } : {}),
      ...at(name, 'entries', index),
    })),
  });
}

function foldAsPathList(
  name: string,
  { entries }: AsPathListDocument,
  at: PolicyPlaceOf,
): AsPathListDefinition {
  return {
    name,
    entries: entries.map((entry, index) => ({ ...entry, ...at(name, 'entries', index) })),
  };
}

function foldCommunityList(
  name: string,
  { entries }: CommunityListDocument,
  at: PolicyPlaceOf,
): CommunityListDefinition {
  return {
    name,
    form: entries.every(({ communities }) => communities !== undefined) ? 'standard' : 'expanded',
    entries: entries.map(({ action, communities, regularExpression, sequence }, index) => ({
      sequence,
      action,
      values: valuesOf(communities, regularExpression),
      ...at(name, 'entries', index),
    })),
  };
}

/** An entry with `internet` matches every route, whatever stands beside it, as in FRR. */
function valuesOf(
  communities: readonly string[] | undefined,
  regularExpression: string | undefined,
): readonly string[] {
  if (communities === undefined) return regularExpression === undefined ? [] : [regularExpression];
  return communities.includes('internet') ? [] : communities;
}
