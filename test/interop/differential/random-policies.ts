import { communityPool, feedPrefixes, largeCommunityPool, pathAsNumbers } from './pools.ts';
import type { RandomChoices } from './random-choices.ts';

/** Names of the lists that every scenario has; what stands in them is drawn. */
const prefixLists = ['P1', 'P2', 'P3'];
const communityLists = ['C1', 'C2', 'CX'];
const largeCommunityLists = ['L1', 'LX'];
const asPathLists = ['A1', 'A2', 'A3'];
const calledRouteMap = 'CALLED';
export const routeMaps = ['RM1', 'RM2', 'RM3', 'RM4'];
export const attachableLists = { prefixLists, asPathLists };

/** Lists and route-maps of a scenario, as lines of an frr.conf. */
export function randomPolicies(choices: RandomChoices): string[] {
  return [
    ...prefixLists.flatMap((name) => choices.times(1, 4, () => prefixListLine(choices, name))),
    ...listLines(choices, communityLists, 'community-list', communityPool),
    ...listLines(choices, largeCommunityLists, 'large-community-list', largeCommunityPool),
    ...asPathLists.flatMap((name) => choices.times(1, 3, () => asPathListLine(choices, name))),
    ...routeMap(choices, calledRouteMap, []),
    ...routeMaps.flatMap((name) => routeMap(choices, name, [calledRouteMap])),
  ];
}

function action(choices: RandomChoices): string {
  return choices.chance(0.75) ? 'permit' : 'deny';
}

function prefixListLine(choices: RandomChoices, name: string): string {
  const start = `ip prefix-list ${name} seq ${choices.number(1, 60) * 5} ${action(choices)}`;
  if (choices.chance(0.15)) return `${start} any`;
  const prefix = choices.one(['10.0.0.0/8', '10.1.0.0/16', '172.16.0.0/12', ...feedPrefixes]);
  const length = Number(prefix.split('/')[1]);
  const min = choices.number(length, 30);
  if (choices.chance(0.3) && length < 32) return `${start} ${prefix} le ${choices.number(length + 1, 32)}`;
  if (choices.chance(0.3) && min > length)
    return `${start} ${prefix} ge ${min} le ${choices.number(min, 32)}`;
  return `${start} ${prefix}`;
}

function listLines(
  choices: RandomChoices,
  names: readonly string[],
  kind: string,
  pool: readonly string[],
): string[] {
  return names.flatMap((name) =>
    choices.times(1, 3, () => {
      const sequence = choices.number(1, 60) * 5;
      const isExpanded = name.endsWith('X');
      const values = isExpanded
        ? choices.one([...pool, '^65000:', ':1$', '65001:.*', '_65002:[0-9]+_', '.*'])
        : choices.some(pool, 1, 2).join(' ');
      return `bgp ${kind} ${isExpanded ? 'expanded' : 'standard'} ${name} seq ${sequence} ${action(choices)} ${values}`;
    }),
  );
}

function asPathListLine(choices: RandomChoices, name: string): string {
  const asNumber = choices.one(pathAsNumbers);
  const expression = choices.one([
    `_${asNumber}_`,
    `^${asNumber}`,
    `${asNumber}$`,
    `^[0-9]+$`,
    `^[0-9]+ [0-9]+$`,
    `_(${asNumber}|65010)_`,
    `^(65001_)+`,
    '.*',
    '^$',
  ]);
  return `bgp as-path access-list ${name} seq ${choices.number(1, 60) * 5} ${action(choices)} ${expression}`;
}

function routeMap(choices: RandomChoices, name: string, callable: readonly string[]): string[] {
  const entryCount = choices.number(1, 4);
  return Array.from({ length: entryCount }, (_, index) => (index + 1) * 10).flatMap((sequence) => {
    const verdict = action(choices);
    const lines = [
      ...choices.times(0, 2, () => matchLine(choices)).filter(isFirstOfItsKind),
      ...choices.times(0, 3, () => setLine(choices)).filter(isFirstOfItsKind),
      ...(callable.length > 0 ? choices.lines(0.15, ` call ${choices.one(callable)}`) : []),
    ];
    // FRR takes it in entries that permit alone.
    const goingOn =
      verdict === 'permit' && sequence < entryCount * 10
        ? choices.lines(0.25, ` on-match ${onMatch(choices, sequence, entryCount)}`)
        : [];
    return [`route-map ${name} ${verdict} ${sequence}`, ...lines, ...goingOn, 'exit'];
  });
}

function onMatch(choices: RandomChoices, sequence: number, entryCount: number): string {
  return choices.chance(0.6) ? 'next' : `goto ${choices.number(sequence / 10 + 1, entryCount) * 10}`;
}

function matchLine(choices: RandomChoices): string {
  return ` match ${choices.one([
    () => `ip address prefix-list ${choices.one(prefixLists)}`,
    () => `ip address prefix-list ${choices.one(prefixLists)}`,
    () => `community ${choices.one(communityLists)}${choices.chance(0.2) ? ' exact-match' : ''}`,
    () => `large-community ${choices.one(largeCommunityLists)}`,
    () => `as-path ${choices.one(asPathLists)}`,
    // FRR 8.4.4 takes no 0 here.
    () => `metric ${choices.one([5, 10, 20])}`,
    () => `origin ${choices.one(['igp', 'egp', 'incomplete'])}`,
    () => `local-preference ${choices.one([100, 200])}`,
    () => `ip next-hop prefix-list ${choices.one(prefixLists)}`,
  ])()}`;
}

function setLine(choices: RandomChoices): string {
  return ` set ${choices.one([
    () => `local-preference ${choices.one(['50', '100', '200', '+10', '-10'])}`,
    () => `metric ${choices.one(['0', '10', '30', '+5', '-5'])}`,
    () => `weight ${choices.one([0, 100, 200])}`,
    () => `origin ${choices.one(['igp', 'egp', 'incomplete'])}`,
    () => `as-path prepend ${choices.some(pathAsNumbers, 1, 3).join(' ')}`,
    () => `as-path prepend last-as ${choices.number(1, 3)}`,
    () => `as-path exclude ${choices.some(pathAsNumbers, 1, 2).join(' ')}`,
    () => `community ${choices.some(communityPool, 1, 2).join(' ')}${choices.chance(0.5) ? ' additive' : ''}`,
    () => `comm-list ${choices.one(communityLists)} delete`,
    () =>
      `large-community ${choices.some(largeCommunityPool, 1, 2).join(' ')}${choices.chance(0.5) ? ' additive' : ''}`,
    () => `large-comm-list ${choices.one(largeCommunityLists)} delete`,
    () => `atomic-aggregate`,
  ])()}`;
}

/** FRR keeps the last of several lines that set the same: one of a kind is enough. */
function isFirstOfItsKind(line: string, place: number, lines: readonly string[]): boolean {
  const kind = (text: string): string => text.trim().split(' ').slice(0, 2).join(' ');
  return lines.findIndex((other) => kind(other) === kind(line)) === place;
}
