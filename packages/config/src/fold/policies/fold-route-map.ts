import type { MatchClause, RouteMapDefinition, SetClause } from '@bgpeer/policy';
import type { RouteMapDocument, RouteMapEntryDocument } from '../../document/policy/route-map-document.ts';
import { withoutUndefined } from '../without-undefined.ts';
import { matchConditions } from './fold-match.ts';
import type { PolicyPlaceOf } from './fold-policies.ts';
import { setAction } from './fold-set.ts';

/** A route-map as the policy engine takes it. */
export function foldRouteMap(
  name: string,
  { entries }: RouteMapDocument,
  at: PolicyPlaceOf,
): RouteMapDefinition {
  return {
    name,
    entries: entries.map((entry, index) => ({
      sequence: entry.sequence,
      action: entry.action,
      ...withoutUndefined({ description: entry.description, call: entry.call }),
      matches: foldMatches(entry, (...path) => at(name, 'entries', index, ...path)),
      sets: (entry.set ?? []).map(
        (change, position): SetClause => ({
          ...setAction(change),
          ...at(name, 'entries', index, 'set', position),
        }),
      ),
      ...foldOnMatch(entry.onMatch),
      ...at(name, 'entries', index),
    })),
  };
}

function foldMatches(entry: RouteMapEntryDocument, at: PolicyPlaceOf): MatchClause[] {
  return matchConditions(entry.match ?? {}).map(({ condition, key }) => ({
    ...condition,
    ...at('match', key),
  }));
}

function foldOnMatch(onMatch: RouteMapEntryDocument['onMatch']) {
  if (onMatch === undefined) return {};
  return { onMatch: onMatch === 'next' ? onMatch : { goTo: onMatch } } as const;
}
