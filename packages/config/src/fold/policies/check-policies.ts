import {
  checkPolicies as findProblems,
  type PolicyDefinitions,
  type PolicyProblem,
  type PolicyUse,
} from '@bgpeer/policy';
import { didYouMean } from '../../did-you-mean.ts';
import type { ConfigDocument } from '../../document/config-document.ts';
import { type NamedPolicy, policyUses } from '../../document/policy/policy-uses.ts';
import { type DocumentKey, formatPath, type Place, type PlaceOf, type Problem } from '../../problem.ts';
import type { ProblemCollector } from '../problem-collector.ts';
import { policyPlace } from './fold-policies.ts';
import { findingOf, nameKind } from './policy-findings.ts';

/** Says what is wrong with lists and route-maps, and with what names them. */
export function checkPolicies(
  document: ConfigDocument,
  definitions: PolicyDefinitions,
  placeOf: PlaceOf,
  collector: ProblemCollector,
): void {
  const uses = policyUses(document);
  const pathsByUser = new Map(uses.map((use) => [formatPath(use.path), use.path]));
  const found = findProblems(
    definitions,
    uses.map((use) => useOf(use, placeOf)),
  );
  for (const problem of found) {
    const user = problem.problem === 'missing' ? problem.user : undefined;
    const path = (user === undefined ? undefined : pathsByUser.get(user)) ?? pathOf(problem, document);
    collector.problems.push({
      ...asProblem(problem, path, definitions, placeOf),
      path: collector.pathText(path),
    });
  }
  checkFiltersTogether(uses, collector);
}

function useOf(use: NamedPolicy, placeOf: PlaceOf): PolicyUse {
  const { kind, name, path } = use;
  const user = { user: formatPath(path), ...policyPlace(placeOf(path)) };
  if (kind === 'route-map') return { ...user, routeMap: name };
  const filters = { [kind]: name };
  return { ...user, filters, family: use.family };
}

function asProblem(
  problem: PolicyProblem,
  path: readonly DocumentKey[],
  definitions: PolicyDefinitions,
  placeOf: PlaceOf,
): Problem {
  // The line of an entry's part is nearer than that of the entry.
  const place: Place = (hasPart(problem) ? undefined : problem.place) ?? placeOf(path);
  const finding = findingOf(problem);
  const suggestion = problem.problem === 'missing' ? nearestName(problem, definitions) : undefined;
  return {
    ...place,
    ...finding,
    ...(suggestion === undefined ? {} : { fix: `did you mean ${suggestion}?` }),
  };
}

/** A name of the same kind that is nearly the one that is missing. */
function nearestName(
  { missing }: PolicyProblem & { problem: 'missing' },
  definitions: PolicyDefinitions,
): string | undefined {
  // One letter is near every other.
  if (missing.name.length < 3) return undefined;
  const candidates = definitions[nameKind(missing.kind).collection];
  return didYouMean(
    missing.name,
    candidates.map(({ name }) => name),
  );
}

/** The path of the definition at fault, or of its entry. */
function pathOf(problem: PolicyProblem, document: ConfigDocument): DocumentKey[] {
  const subject = problem.in;
  if (subject === undefined) return ['policies'];
  const { collection, ipv6Collection } = nameKind(subject.kind);
  const kind =
    subject.family === 'ipv6-unicast' && ipv6Collection !== undefined ? ipv6Collection : collection;
  const path = ['policies', kind, subject.name];
  const entries = document.policies?.[kind]?.[subject.name]?.entries ?? [];
  const index = entries.findIndex(({ sequence }) => sequence === subject.sequence);
  if (index < 0) return path;
  return [...path, 'entries', index, ...partOf(problem)];
}

function hasPart(problem: PolicyProblem): boolean {
  return problem.in?.sequence !== undefined && partOf(problem).length > 0;
}

/** The part of a route-map's entry that a problem is about, where that is one key. */
function partOf(problem: PolicyProblem): DocumentKey[] {
  switch (problem.problem) {
    case 'goto-backwards':
    case 'goto-nowhere':
      return ['onMatch'];
    case 'call-loop':
      return ['call'];
    case 'missing':
      return problem.in?.kind === 'route-map' && problem.missing.kind === 'route-map' ? ['call'] : [];
    case 'duplicate-name':
    case 'empty-name':
    case 'length-range':
    case 'malformed-value':
    case 'regular-expression':
    case 'sequence-order':
    case 'unused':
      return [];
  }
}

/** FRR: a neighbor has one of the two in a direction, since both are about the prefix. */
function checkFiltersTogether(uses: readonly NamedPolicy[], collector: ProblemCollector): void {
  const prefixLists = new Set(
    uses.filter(({ kind }) => kind === 'prefixList').map(({ path }) => formatPath(path.slice(0, -1))),
  );
  for (const { kind, path } of uses) {
    if (kind !== 'distributeList' || !prefixLists.has(formatPath(path.slice(0, -1)))) continue;
    collector.error(
      path,
      'a prefix list and a distribute list cannot stand together in one direction',
      'one of the two',
      'take one away',
    );
  }
}
