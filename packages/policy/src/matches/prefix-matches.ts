import { type FamilyName, formatPrefix } from '@bgpeer/bgp-wire';
import type { PolicyCompiler } from '../evaluation/policy-compiler.ts';
import type { PrefixQuestion } from '../evaluation/prefix-questions.ts';
import type { RouteInPolicy } from '../evaluation/route-in-policy.ts';
import type { CompiledPrefixList } from '../lists/prefix-lists.ts';
import { type CompiledMatch, type ConditionOf, familyWord, type MatchRow } from './match-row.ts';

/** `match ip|ipv6 address prefix-list NAME`. */
export const prefixList: MatchRow<ConditionOf<'prefix-list'>> = {
  words: ({ family, list }) => `${familyWord(family)} address prefix-list ${list}`,
  reference: ({ family, list }) => ({ kind: 'prefix-list', family, name: list }),
  compile: ({ family, list }, compiler) =>
    matchPrefix(
      prefixListQuestion(family, list, compiler),
      compiler,
      compiler.lists.prefixList(family, list),
    ),
};

/** `match ip|ipv6 address NAME`. */
export const accessList: MatchRow<ConditionOf<'access-list'>> = {
  words: ({ family, list }) => `${familyWord(family)} address ${list}`,
  reference: ({ family, list }) => ({ kind: 'access-list', family, name: list }),
  compile: ({ family, list }, compiler) =>
    matchPrefix(
      accessListQuestion(family, list, compiler),
      compiler,
      compiler.lists.accessList(family, list),
    ),
};

/** `match ip|ipv6 address prefix-len N`. */
export const prefixLength: MatchRow<ConditionOf<'prefix-length'>> = {
  words: ({ family, bitLength }) => `${familyWord(family)} address prefix-len ${bitLength}`,
  compile: ({ family, bitLength }, compiler) =>
    matchPrefix(
      {
        key: `prefix-length ${family} ${bitLength}`,
        ask: (askedFamily, _octets, _offset, askedLength) =>
          askedFamily === family && askedLength === bitLength,
      },
      compiler,
    ),
};

/** Whether a prefix-list permits a prefix. */
export function prefixListQuestion(
  family: FamilyName,
  name: string,
  { lists }: PolicyCompiler,
): PrefixQuestion {
  return listQuestion(`prefix-list ${family} ${name}`, lists.prefixList(family, name));
}

/** Whether an access-list permits a prefix. */
export function accessListQuestion(
  family: FamilyName,
  name: string,
  { lists }: PolicyCompiler,
): PrefixQuestion {
  return listQuestion(`access-list ${family} ${name}`, lists.accessList(family, name));
}

function listQuestion(key: string, list: CompiledPrefixList): PrefixQuestion {
  return { key, ask: (family, octets, offset, bitLength) => list.permits(family, octets, offset, bitLength) };
}

function matchPrefix(
  question: PrefixQuestion,
  { questions }: PolicyCompiler,
  list?: CompiledPrefixList,
): CompiledMatch {
  const index = questions.add(question);
  return {
    holds: ({ prefixAnswers }) => prefixAnswers[index] === 1,
    reason: (route) => reasonOfPrefix(route, list),
  };
}

function reasonOfPrefix({ prefix }: RouteInPolicy, list: CompiledPrefixList | undefined): string {
  if (prefix === undefined) return '';
  if (list === undefined) return formatPrefix(prefix);
  return list.verdict(prefix.family, prefix.octets, 0, prefix.bitLength).text;
}
