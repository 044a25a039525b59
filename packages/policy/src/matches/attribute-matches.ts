import { formatAsPath } from '@bgpeer/bgp-wire';
import type { RouteInPolicy } from '../evaluation/route-in-policy.ts';
import type { ConditionOf, MatchRow } from './match-row.ts';

/** `match as-path NAME`. */
export const asPath: MatchRow<ConditionOf<'as-path'>> = {
  words: ({ list }) => `as-path ${list}`,
  reference: ({ list }) => ({ kind: 'as-path-list', name: list }),
  compile({ list }, { lists }) {
    const asPaths = lists.asPathList(list);
    return {
      holds: ({ attributes }) => asPaths.verdict(attributes.asPath ?? []).permitted,
      reason: ({ attributes }) =>
        `"${formatAsPath(attributes.asPath ?? [])}", ${asPaths.verdict(attributes.asPath ?? []).text}`,
    };
  },
};

/** `match origin igp|egp|incomplete`. */
export const origin: MatchRow<ConditionOf<'origin'>> = {
  words: (condition) => `origin ${condition.origin.toLowerCase()}`,
  compile: (condition) => ({
    holds: ({ attributes }) => attributes.origin === condition.origin,
    reason: ({ attributes }) => attributes.origin?.toLowerCase() ?? 'no origin',
  }),
};

/** `match metric N`: a route without MULTI_EXIT_DISC has metric 0, as FRR has it. */
export const metric: MatchRow<ConditionOf<'metric'>> = {
  words: ({ value }) => `metric ${value}`,
  compile: ({ value }) => ({
    holds: (route) => metricOf(route) === value,
    reason: (route) => `${metricOf(route)}`,
  }),
};

/** As FRR has it, the metric of a selected route can be asked for on its way to an external peer, though it is not sent there. */
function metricOf({ attributes, removedMultiExitDisc }: RouteInPolicy): number {
  return attributes.multiExitDisc ?? removedMultiExitDisc ?? 0;
}

/** A route without LOCAL_PREF has 0 here, unless it is one of our own. */
function localPreferenceOf({ attributes, assumedLocalPreference }: RouteInPolicy): number {
  return attributes.localPref ?? assumedLocalPreference ?? 0;
}

/** `match local-preference N`. */
export const localPreference: MatchRow<ConditionOf<'local-preference'>> = {
  words: ({ value }) => `local-preference ${value}`,
  compile: ({ value }) => ({
    holds: (route) => localPreferenceOf(route) === value,
    reason: (route) => `${localPreferenceOf(route)}`,
  }),
};

/** `match tag N`. */
export const tag: MatchRow<ConditionOf<'tag'>> = {
  words: ({ value }) => `tag ${value}`,
  compile: ({ value }) => ({
    holds: (route) => route.tag === value,
    reason: (route) => `${route.tag}`,
  }),
};
