import type { PolicyDefinitions } from '../definitions/policy-definitions.ts';
import {
  type DefinitionIndex,
  definitionKinds,
  definitionsOfKind,
  type PolicyReference,
  referenceKey,
} from '../definitions/policy-reference.ts';
import { referencesOfEntry, referencesOfFilters } from '../definitions/references-of.ts';
import type { PolicyProblem, PolicyUse } from '../policy-problem.ts';

/** What is named and not there, and what is there and never named. */
export function checkReferences(
  definitions: PolicyDefinitions,
  uses: readonly PolicyUse[],
  index: DefinitionIndex,
): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  const used = new Set<string>();
  for (const { name, entries } of definitions.routeMaps) {
    for (const entry of entries) {
      for (const { reference, place } of referencesOfEntry(entry)) {
        used.add(referenceKey(reference));
        if (index.find(reference) !== undefined) continue;
        const at = { in: { kind: 'route-map', name, sequence: entry.sequence }, place } as const;
        problems.push({ ...at, problem: 'missing', missing: reference });
      }
    }
  }
  for (const use of uses) {
    for (const reference of referencesOfUse(use)) {
      used.add(referenceKey(reference));
      if (index.find(reference) !== undefined) continue;
      problems.push({ place: use.place, problem: 'missing', missing: reference, user: use.user });
    }
  }
  return [...problems, ...unusedDefinitions(definitions, used)];
}

function referencesOfUse(use: PolicyUse): PolicyReference[] {
  if ('routeMap' in use) return [{ kind: 'route-map', name: use.routeMap }];
  return referencesOfFilters(use.filters, [use.family]);
}

function unusedDefinitions(definitions: PolicyDefinitions, used: ReadonlySet<string>): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  for (const kind of definitionKinds) {
    for (const definition of definitionsOfKind(definitions, kind)) {
      const { name, entries } = definition;
      const reference = { kind, name, family: 'family' in definition ? definition.family : undefined };
      if (used.has(referenceKey(reference))) continue;
      problems.push({ in: reference, place: entries[0]?.place, problem: 'unused' });
    }
  }
  return problems;
}
