import type { RouteMapDefinition, RouteMapEntry } from '../definitions/route-map-definition.ts';
import type { PolicyProblem } from '../policy-problem.ts';

/** Circles of `call`s: each is told once, at a line that closes it. */
export function checkCalls(routeMaps: readonly RouteMapDefinition[]): PolicyProblem[] {
  const byName = new Map(routeMaps.map((routeMap) => [routeMap.name, routeMap]));
  const problems: PolicyProblem[] = [];
  const finished = new Set<string>();
  for (const { name } of routeMaps) follow(name, []);
  return problems;

  function follow(name: string, callers: readonly string[]): void {
    const routeMap = byName.get(name);
    if (routeMap === undefined || finished.has(name)) return;
    const way = [...callers, name];
    for (const entry of routeMap.entries) {
      if (entry.call === undefined) continue;
      const from = way.indexOf(entry.call);
      if (from < 0) follow(entry.call, way);
      else problems.push(callLoop(name, entry, [...way.slice(from), entry.call]));
    }
    finished.add(name);
  }
}

function callLoop(name: string, { sequence, place }: RouteMapEntry, calls: readonly string[]): PolicyProblem {
  return { in: { kind: 'route-map', name, sequence }, place, problem: 'call-loop', calls };
}
