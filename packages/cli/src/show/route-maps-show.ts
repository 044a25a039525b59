import type { ListedRouteMap, ListedRouteMapEntry } from '@bgpeer/config';
import type { ShownAnswer, ShowRequest } from './show-form.ts';

/** `show route-map [NAME]`. Nothing is counted: FRR's counts of how often an entry was asked are not there. */
export async function showRouteMaps({ client, values }: ShowRequest): Promise<ShownAnswer> {
  const name = values.get('NAME');
  const { policies } = await client.policies();
  const routeMaps = policies.routeMaps.filter((each) => name === undefined || each.name === name);
  return { text: () => routeMapsText(routeMaps, name), json: () => routeMapsJson(routeMaps) };
}

function routeMapsText(routeMaps: readonly ListedRouteMap[], name: string | undefined): string[] {
  if (routeMaps.length === 0 && name !== undefined) return ['BGP:', `BGP: 'route-map ${name}' not found`];
  return ['BGP:', ...routeMaps.flatMap(routeMapLines)];
}

function routeMapLines({ name, entries }: ListedRouteMap): string[] {
  return [`route-map: ${name}`, ...entries.flatMap(entryLines)];
}

function entryLines(entry: ListedRouteMapEntry): string[] {
  const indented = (words: string) => `    ${words}`;
  return [
    ` ${entry.action}, sequence ${entry.sequence}`,
    ...(entry.description === undefined ? [] : ['  Description:', indented(entry.description)]),
    '  Match clauses:',
    ...entry.matches.map(indented),
    '  Set clauses:',
    ...entry.sets.map(indented),
    '  Call clause:',
    ...(entry.call === undefined ? [] : [indented(`Call ${entry.call}`)]),
    '  Action:',
    indented(typeof entry.onMatch === 'number' ? `Goto ${entry.onMatch}` : actionWords(entry)),
  ];
}

function routeMapsJson(routeMaps: readonly ListedRouteMap[]) {
  return {
    BGP: Object.fromEntries(routeMaps.map(({ name, entries }) => [name, { rules: entries.map(rule) }])),
  };
}

function rule(entry: ListedRouteMapEntry) {
  return {
    sequenceNumber: entry.sequence,
    type: entry.action,
    description: entry.description,
    matchClauses: entry.matches,
    setClauses: entry.sets,
    callClause: entry.call,
    action: actionWords(entry),
    goto: typeof entry.onMatch === 'number' ? entry.onMatch : undefined,
  };
}

function actionWords({ onMatch }: ListedRouteMapEntry): string {
  if (onMatch === undefined) return 'Exit routemap';
  return onMatch === 'next' ? 'Continue to next entry' : 'Goto';
}
