import {
  type AsPath,
  type AsPathSegment,
  asNumbersPerSegmentMax,
  neighborAs,
  prependAsPath,
} from '@bgpeer/bgp-wire';
import type { RouteInPolicy } from '../evaluation/route-in-policy.ts';
import type { ActionOf, SetRow } from './set-row.ts';

/** `set as-path prepend N…`: they stand in the path as they are written. */
export const asPathPrepend: SetRow<ActionOf<'as-path-prepend'>> = {
  words: ({ asNumbers }) => `as-path prepend ${asNumbers.join(' ')}`,
  compile:
    ({ asNumbers }) =>
    (route) =>
      changeAsPath(route, (asPath) => asNumbers.reduceRight(prependAsPath, asPath)),
};

/** `set as-path prepend last-as N`: nothing when the path does not begin with an AS_SEQUENCE. */
export const asPathPrependLastAs: SetRow<ActionOf<'as-path-prepend-last-as'>> = {
  words: ({ count }) => `as-path prepend last-as ${count}`,
  compile:
    ({ count }) =>
    (route) =>
      changeAsPath(route, (asPath) => {
        const lastAs = neighborAs(asPath);
        if (lastAs === undefined) return asPath;
        return new Array<number>(count).fill(lastAs).reduceRight<AsPath>(prependAsPath, asPath);
      }),
};

/** `set as-path exclude N…|all`: out of segments of every type; a segment without a member goes. */
export const asPathExclude: SetRow<ActionOf<'as-path-exclude'>> = {
  words: ({ asNumbers }) => `as-path exclude ${asNumbers === 'all' ? 'all' : asNumbers.join(' ')}`,
  compile: ({ asNumbers }) => {
    if (asNumbers === 'all') return (route) => changeAsPath(route, () => []);
    const excluded = new Set(asNumbers);
    return (route) =>
      changeAsPath(route, (asPath) =>
        joinedSequences(
          asPath.map(({ type, asNumbers: members }) => ({
            type,
            asNumbers: members.filter((member) => !excluded.has(member)),
          })),
        ),
      );
  },
};

/** `set as-path replace any|N [BY]`: our own AS number instead when no other is named. */
export const asPathReplace: SetRow<ActionOf<'as-path-replace'>> = {
  words: ({ asNumber, by }) => `as-path replace ${asNumber}${by === undefined ? '' : ` ${by}`}`,
  compile:
    ({ asNumber, by }) =>
    (route) => {
      const replacement = by ?? route.context.localAsNumber;
      if (replacement === undefined) return;
      changeAsPath(route, (asPath) =>
        asPath.map(({ type, asNumbers }) => ({
          type,
          asNumbers: asNumbers.map((member) =>
            asNumber === 'any' || member === asNumber ? replacement : member,
          ),
        })),
      );
    },
};

function changeAsPath(route: RouteInPolicy, change: (asPath: AsPath) => AsPath): void {
  route.attributes = { ...route.attributes, asPath: change(route.attributes.asPath ?? []) };
}

/** Without empty segments, and with neighbouring sequences as one: the same path, as it would be received. */
function joinedSequences(asPath: AsPath): AsPath {
  const joined: AsPathSegment[] = [];
  for (const segment of asPath) {
    if (segment.asNumbers.length === 0) continue;
    const last = joined.at(-1);
    const length = (last?.asNumbers.length ?? 0) + segment.asNumbers.length;
    const isContinued =
      last?.type === 'AS_SEQUENCE' && segment.type === 'AS_SEQUENCE' && length <= asNumbersPerSegmentMax;
    if (!isContinued) joined.push(segment);
    else joined[joined.length - 1] = { ...last, asNumbers: [...last.asNumbers, ...segment.asNumbers] };
  }
  return joined;
}
