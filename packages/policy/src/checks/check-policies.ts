import type { PolicyDefinitions } from '../definitions/policy-definitions.ts';
import { DefinitionIndex, definitionKinds, definitionsOfKind } from '../definitions/policy-reference.ts';
import type { PolicyProblem, PolicyUse } from '../policy-problem.ts';
import { checkCalls } from './call-checks.ts';
import { checkLists } from './list-checks.ts';
import { checkReferences } from './reference-checks.ts';
import { checkRouteMapEntries } from './route-map-checks.ts';

/**
 * All that is wrong with the policies of a configuration and with what uses them, at once; empty when all is well. In the
 * order of the definitions, kind by kind, and of the uses after them.
 */
export function checkPolicies(definitions: PolicyDefinitions, uses: readonly PolicyUse[]): PolicyProblem[] {
  const index = new DefinitionIndex(definitions);
  return [
    ...checkNames(definitions),
    ...checkSequences(definitions),
    ...checkLists(definitions),
    ...definitions.routeMaps.flatMap(checkRouteMapEntries),
    ...checkCalls(definitions.routeMaps),
    ...checkReferences(definitions, uses, index),
  ];
}

function checkNames(definitions: PolicyDefinitions): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  for (const kind of definitionKinds) {
    const seen = new Set<string>();
    for (const definition of definitionsOfKind(definitions, kind)) {
      const { name, entries } = definition;
      const family = 'family' in definition ? definition.family : undefined;
      const at = { in: { kind, name, family }, place: entries[0]?.place };
      if (name === '') problems.push({ ...at, problem: 'empty-name' });
      const key = `${family ?? ''} ${name}`;
      if (seen.has(key)) problems.push({ ...at, problem: 'duplicate-name' });
      seen.add(key);
    }
  }
  return problems;
}

function checkSequences(definitions: PolicyDefinitions): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  for (const kind of definitionKinds) {
    for (const definition of definitionsOfKind(definitions, kind)) {
      const family = 'family' in definition ? definition.family : undefined;
      const { name, entries } = definition;
      for (const [at, { sequence, place }] of entries.entries()) {
        if (at === 0 || sequence > entries[at - 1].sequence) continue;
        problems.push({ in: { kind, name, family, sequence }, place, problem: 'sequence-order' });
      }
    }
  }
  return problems;
}
