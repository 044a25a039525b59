import type { NumberChange } from '../definitions/route-map-definition.ts';
import type { ActionOf, SetRow } from './set-row.ts';

const numberMax = 0xffff_ffff;

/** `set local-preference [+|-]N`: one without LOCAL_PREF counts from what is assumed of it, as in FRR. */
export const localPreference: SetRow<ActionOf<'local-preference'>> = {
  words: ({ change }) => `local-preference ${changeWords(change)}`,
  compile:
    ({ change }) =>
    (route) => {
      const localPref = changed(route.attributes.localPref ?? route.assumedLocalPreference ?? 0, change);
      route.attributes = { ...route.attributes, localPref };
    },
};

/** `set metric [+|-]N`: a route without MULTI_EXIT_DISC counts from 0. */
export const metric: SetRow<ActionOf<'metric'>> = {
  words: ({ change }) => `metric ${changeWords(change)}`,
  compile:
    ({ change }) =>
    (route) => {
      const multiExitDisc = changed(route.attributes.multiExitDisc ?? 0, change);
      route.attributes = { ...route.attributes, multiExitDisc };
    },
};

/** `set weight N`. */
export const weight: SetRow<ActionOf<'weight'>> = {
  words: (action) => `weight ${action.weight}`,
  compile: (action) => (route) => {
    route.weight = action.weight;
  },
};

/** `set tag N`. */
export const tag: SetRow<ActionOf<'tag'>> = {
  words: ({ value }) => `tag ${value}`,
  compile:
    ({ value }) =>
    (route) => {
      route.tag = value;
    },
};

/** The result stays within four octets. */
function changed(current: number, change: NumberChange): number {
  if ('to' in change) return change.to;
  if ('add' in change) return Math.min(current + change.add, numberMax);
  return Math.max(current - change.subtract, 0);
}

function changeWords(change: NumberChange): string {
  if ('to' in change) return `${change.to}`;
  return 'add' in change ? `+${change.add}` : `-${change.subtract}`;
}
