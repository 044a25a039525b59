import type { ActionOf, SetRow } from './set-row.ts';

/** `set origin igp|egp|incomplete`. */
export const origin: SetRow<ActionOf<'origin'>> = {
  words: (action) => `origin ${action.origin.toLowerCase()}`,
  compile: (action) => (route) => {
    route.attributes = { ...route.attributes, origin: action.origin };
  },
};

/** `set originator-id A`. */
export const originatorId: SetRow<ActionOf<'originator-id'>> = {
  words: (action) => `originator-id ${action.originatorId}`,
  compile: (action) => (route) => {
    route.attributes = { ...route.attributes, originatorId: action.originatorId };
  },
};

/** `set atomic-aggregate`. */
export const atomicAggregate: SetRow<ActionOf<'atomic-aggregate'>> = {
  words: () => 'atomic-aggregate',
  compile: () => (route) => {
    route.attributes = { ...route.attributes, atomicAggregate: true };
  },
};

/** `set aggregator as N A`. */
export const aggregator: SetRow<ActionOf<'aggregator'>> = {
  words: ({ asNumber, address }) => `aggregator as ${asNumber} ${address}`,
  compile:
    ({ asNumber, address }) =>
    (route) => {
      route.attributes = { ...route.attributes, aggregator: { asNumber, address } };
    },
};

const aigpTlvType = 1;

/** `set aigp-metric N|igp-metric` (RFC 7311, section 3): nothing when the interior cost is not known. */
export const aigpMetric: SetRow<ActionOf<'aigp-metric'>> = {
  words: ({ metric }) => `aigp-metric ${metric}`,
  use: ({ metric }) => (metric === 'igp-metric' ? 'selection' : undefined),
  compile:
    ({ metric }) =>
    (route) => {
      const value = metric === 'igp-metric' ? route.context.interiorCost : metric;
      if (value === undefined) return;
      const tlv = { type: aigpTlvType, value: value.toString(16).padStart(16, '0') };
      route.attributes = { ...route.attributes, aigp: [tlv] };
    },
};
