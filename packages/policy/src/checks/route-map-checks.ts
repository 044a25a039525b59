import type { RouteMapDefinition } from '../definitions/route-map-definition.ts';
import type { PolicyProblem } from '../policy-problem.ts';

/** Where `on-match goto` and `continue` lead: only forwards, so that every way ends. */
export function checkRouteMapEntries({ name, entries }: RouteMapDefinition): PolicyProblem[] {
  return entries.flatMap(({ sequence, onMatch, place }): PolicyProblem[] => {
    if (typeof onMatch !== 'object') return [];
    const { goTo } = onMatch;
    const at = { in: { kind: 'route-map', name, sequence }, place } as const;
    if (goTo <= sequence) return [{ ...at, problem: 'goto-backwards', goTo }];
    const isThere = entries.some((entry) => entry.sequence >= goTo);
    return isThere ? [] : [{ ...at, problem: 'goto-nowhere', goTo }];
  });
}
