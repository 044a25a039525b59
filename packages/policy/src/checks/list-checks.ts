import { type FamilyName, type Prefix, parsePrefix } from '@bgpeer/bgp-wire';
import type { CommunityListDefinition, PrefixListEntry } from '../definitions/list-definitions.ts';
import type { PolicyDefinitions } from '../definitions/policy-definitions.ts';
import type { PolicyPlace } from '../definitions/policy-place.ts';
import type { DefinitionKind } from '../definitions/policy-reference.ts';
import {
  type CommunityKind,
  extendedCommunities,
  largeCommunities,
  standardCommunities,
} from '../lists/community-kinds.ts';
import type { PolicyProblem } from '../policy-problem.ts';
import { compileRegularExpression } from '../regular-expressions/regular-expression.ts';
import { isExpressionProblem } from '../regular-expressions/syntax.ts';

/** Where a problem is. */
type At = Pick<PolicyProblem, 'in' | 'place'>;

/** Prefixes, lengths, communities and regular expressions that lists hold. */
export function checkLists(definitions: PolicyDefinitions): PolicyProblem[] {
  const { communityLists, largeCommunityLists, extendedCommunityLists } = definitions;
  return [
    ...checkPrefixLists(definitions),
    ...checkAccessLists(definitions),
    ...definitions.asPathLists.flatMap(({ name, entries }) =>
      entries.flatMap((entry) =>
        checkExpression(entry.regularExpression, entryAt('as-path-list', name, entry)),
      ),
    ),
    ...checkCommunityLists('community-list', communityLists, standardCommunities),
    ...checkCommunityLists('large-community-list', largeCommunityLists, largeCommunities),
    ...checkCommunityLists('extended-community-list', extendedCommunityLists, extendedCommunities),
  ];
}

function checkPrefixLists({ prefixLists }: PolicyDefinitions): PolicyProblem[] {
  return prefixLists.flatMap(({ name, family, entries }) =>
    entries.flatMap((entry) => {
      const at = entryAt('prefix-list', name, entry, family);
      const prefix = prefixOf(entry.prefix, family);
      return prefix === undefined ? [noPrefix(entry.prefix, family, at)] : checkLengths(entry, prefix, at);
    }),
  );
}

function checkAccessLists({ accessLists }: PolicyDefinitions): PolicyProblem[] {
  return accessLists.flatMap(({ name, family, entries }) =>
    entries
      .filter((entry) => prefixOf(entry.prefix, family) === undefined)
      .map((entry) => noPrefix(entry.prefix, family, entryAt('access-list', name, entry, family))),
  );
}

/** As FRR has it: the prefix's length <= ge <= le <= the address's length. */
function checkLengths({ lengthMin, lengthMax, prefix: text }: PrefixListEntry, prefix: Prefix, at: At) {
  const bitLengthMax = prefix.octets.length * 8;
  const low = lengthMin ?? prefix.bitLength;
  const high = lengthMax ?? Math.max(low, prefix.bitLength);
  if (low >= prefix.bitLength && high >= low && high <= bitLengthMax) return [];
  const expected = `${prefix.bitLength} <= ge <= le <= ${bitLengthMax}`;
  const problem: PolicyProblem = { ...at, problem: 'length-range', prefix: text, expected };
  return [problem];
}

function checkCommunityLists<Community>(
  kind: DefinitionKind,
  lists: readonly CommunityListDefinition[],
  communityKind: CommunityKind<Community>,
): PolicyProblem[] {
  return lists.flatMap(({ name, form, entries }) =>
    entries.flatMap((entry): PolicyProblem[] => {
      const at = entryAt(kind, name, entry);
      if (form === 'expanded') return checkExpression(entry.values.join(' '), at);
      const expected = communityKind.expected;
      return entry.values
        .filter((value) => communityKind.parse(value) === undefined)
        .map((value) => ({ ...at, problem: 'malformed-value', value, expected }));
    }),
  );
}

function checkExpression(expression: string, at: At): PolicyProblem[] {
  const compiled = compileRegularExpression(expression);
  if (!isExpressionProblem(compiled)) return [];
  return [{ ...at, problem: 'regular-expression', expression, ...compiled }];
}

function prefixOf(text: string, family: FamilyName): Prefix | undefined {
  const prefix = parsePrefix(text);
  return prefix?.family === family ? prefix : undefined;
}

function noPrefix(value: string, family: FamilyName, at: At): PolicyProblem {
  const expected = family === 'ipv4-unicast' ? 'an IPv4 prefix' : 'an IPv6 prefix';
  return { ...at, problem: 'malformed-value', value, expected };
}

function entryAt(
  kind: DefinitionKind,
  name: string,
  { sequence, place }: { readonly sequence: number; readonly place?: PolicyPlace },
  family?: FamilyName,
): At {
  return { in: { kind, name, family, sequence }, place };
}
