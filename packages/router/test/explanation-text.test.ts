import { ineligibleReasons, type RouteExplanation, stepsBeforeEqualCost, tieBreakers } from '@bgpeer/rib';
import { describe, expect, test } from 'vitest';
import { explanationText } from '../src/views/explanation-text.ts';

const nameOf = (place: number) => `192.0.2.${place}`;
const text = (explanation: RouteExplanation) => explanationText(explanation, nameOf);

test.each<[RouteExplanation, string]>([
  [{ outcome: 'best' }, 'best route'],
  [
    { outcome: 'multipath', step: 'bgp-identifier', removedBy: 7 },
    'lost at BGP Identifier to the route from 192.0.2.7, and shares its load',
  ],
  [
    { outcome: 'removed', step: 'multi-exit-disc', removedBy: 1, detail: 'MED 50, the other has MED 20' },
    'lost at MED to the route from 192.0.2.1: MED 50, the other has MED 20',
  ],
  [
    {
      outcome: 'removed',
      step: 'peer-address',
      removedBy: 1,
      detail: 'a, the other has b',
      notMultipath: 'the equal-cost set is full (maximum-paths 1)',
    },
    'lost at peer address to the route from 192.0.2.1: a, the other has b; shares no load: the equal-cost set is full (maximum-paths 1)',
  ],
  [
    { outcome: 'ineligible', reason: 'next-hop-unreachable' },
    'takes no part in the decision: its next hop cannot be reached',
  ],
])('%o', (explanation, expected) => {
  expect(text(explanation)).toBe(expected);
});

describe('every reason there is', () => {
  test('each step has a name of its own', () => {
    const steps = [...stepsBeforeEqualCost, ...tieBreakers];
    const texts = steps.map(({ name: step }) => text({ outcome: 'multipath', step, removedBy: 0 }));
    expect(new Set(texts).size).toBe(steps.length);
    for (const each of texts) expect(each).toMatch(/^lost at [A-Za-z_ ]+ to the route/);
  });

  test('each ground for taking no part has words of its own', () => {
    const reasons = ineligibleReasons.filter((reason) => reason !== undefined);
    const texts = reasons.map((reason) => text({ outcome: 'ineligible', reason }));
    expect(new Set(texts).size).toBe(reasons.length);
    expect(texts.join()).not.toContain('undefined');
  });
});
