import type { PathAttributes } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ReferenceDecision,
  type ReferencePeer,
  ReferenceRib,
  type ReferenceRibOptions,
  ribLocalPeer,
  ribPeers,
} from '../src/index.ts';

const prefix = '172.16.1.1/32';
const [first, second, other, otherLower, internal] = ribPeers;
const plain: ReferenceRibOptions = {
  decision: {
    multipathRelax: false,
    compareRouterId: false,
    ignoreAsPathLength: false,
    alwaysCompareMed: false,
    missingMedAsWorst: false,
    multipathRelaxAsSet: false,
    peerTypeMultipathRelax: false,
    deterministicMed: false,
    linkBandwidth: 'by-weight',
  },
  maximumPaths: { external: 4, internal: 4, equalClusterLength: false },
  defaultLocalPreference: 100,
};

interface Offer {
  readonly peer: ReferencePeer;
  readonly attributes?: PathAttributes;
  readonly weight?: number;
}

function path(...asNumbers: readonly number[]): PathAttributes['asPath'] {
  return [{ type: 'AS_SEQUENCE', asNumbers }];
}

function aigp(metric: number): PathAttributes['aigp'] {
  return [{ type: 1, value: metric.toString(16).padStart(16, '0') }];
}

function decide(offers: readonly Offer[], options: Partial<ReferenceRibOptions> = {}): ReferenceDecision {
  const rib = new ReferenceRib({ ...plain, ...options });
  for (const { peer, attributes, weight } of offers) {
    const usual = { origin: 'IGP' as const, asPath: path(peer.asNumber), nextHop: peer.address };
    rib.set(peer, prefix, 0, { ...usual, ...attributes }, weight);
  }
  return rib.decide(prefix);
}

/** Each step with two routes that differ there, the better one first, as little as can be. */
const contests: readonly [string, Offer, Offer][] = [
  ['weight', { peer: first, weight: 1 }, { peer: second, attributes: { localPref: 900 } }],
  ['local-preference', { peer: first, attributes: { localPref: 101 } }, { peer: second }],
  [
    'locally-originated',
    { peer: ribLocalPeer, attributes: { asPath: path(1, 2) } },
    { peer: second, attributes: { asPath: [] } },
  ],
  [
    'as-path-length',
    { peer: first, attributes: { asPath: [...path(65_001)!, { type: 'AS_SET', asNumbers: [1, 2, 3] }] } },
    { peer: second, attributes: { asPath: path(65_001, 1, 2) } },
  ],
  [
    'origin',
    { peer: first, attributes: { origin: 'EGP' } },
    { peer: second, attributes: { origin: 'INCOMPLETE' } },
  ],
  ['multi-exit-disc', { peer: first }, { peer: second, attributes: { multiExitDisc: 1 } }],
  ['external-over-internal', { peer: first }, { peer: internal, attributes: { asPath: path(65_001) } }],
  [
    'accumulated-igp-metric',
    { peer: first, attributes: { aigp: aigp(10), asPath: path(65_001, 2) } },
    { peer: second },
  ],
  [
    'accumulated-igp-metric',
    { peer: first, attributes: { aigp: aigp(10) } },
    { peer: second, attributes: { aigp: aigp(11) } },
  ],
  [
    'long-lived-stale',
    { peer: first },
    { peer: second, attributes: { communities: [0xffff_0006] }, weight: 9 },
  ],
  ['bgp-identifier', { peer: otherLower }, { peer: other }],
  ['peer-address', { peer: second }, { peer: other }],
];

describe('each step removes the worse route', () => {
  test.each(contests)('%s', (step, better, worse) => {
    for (const offers of [
      [better, worse],
      [worse, better],
    ]) {
      const decision = decide(offers);
      expect(decision.best?.peer).toBe(better.peer);
      expect(decision.removed).toMatchObject([{ route: { peer: worse.peer }, step }]);
    }
  });
});

test('MULTI_EXIT_DISC does not count between neighbouring ASes, unless always compared', () => {
  const offers = [{ peer: first, attributes: { multiExitDisc: 10 } }, { peer: otherLower }];
  expect(decide(offers).removed).toMatchObject([{ step: 'bgp-identifier' }]);
  const always = decide(offers, { decision: { ...plain.decision, alwaysCompareMed: true } });
  expect(always.removed).toMatchObject([{ step: 'multi-exit-disc' }]);
});

test('the order of arrival does not change who wins, though MULTI_EXIT_DISC has cycles', () => {
  const offers: readonly Offer[] = [
    { peer: first, attributes: { multiExitDisc: 20 } },
    { peer: second, attributes: { multiExitDisc: 10 } },
    { peer: otherLower, attributes: { multiExitDisc: 0 } },
    { peer: internal, attributes: { asPath: path(65_001), multiExitDisc: 5 } },
  ];
  const expected = decide(offers).best;
  fc.assert(
    fc.property(fc.shuffledSubarray([...offers], { minLength: offers.length }), (shuffled) => {
      expect(decide(shuffled).best).toEqual(expected);
    }),
  );
});

test('among external routes the one selected stays, until identifiers are compared', () => {
  const options = { origin: 'IGP', asPath: path(65_002) } as const;
  for (const [compareRouterId, expected] of [
    [false, first],
    [true, otherLower],
  ] as const) {
    const rib = new ReferenceRib({ ...plain, decision: { ...plain.decision, compareRouterId } });
    rib.set(first, prefix, 0, options);
    rib.decide(prefix);
    rib.set(otherLower, prefix, 0, options);
    expect(rib.decide(prefix).best?.peer).toBe(expected);
  }
});

describe('the equal-cost set', () => {
  const three = [{ peer: first }, { peer: second }, { peer: otherLower }];
  const members = (decision: ReferenceDecision) => decision.multipath.map((route) => route.peer);

  test('has routes from the neighbouring AS of the best one', () => {
    expect(members(decide(three))).toEqual([otherLower]);
    expect(members(decide(three.slice(0, 2)))).toEqual([second, first]);
  });

  test('has routes from any AS with multipath-relax, the best one first, then by next hop', () => {
    const relaxed = { ...plain.decision, multipathRelax: true };
    expect(members(decide(three, { decision: relaxed }))).toEqual([otherLower, first, second]);
  });

  test('has no route that goes the same way as the best one', () => {
    const same = [{ peer: first }, { peer: second, attributes: { nextHop: first.address } }];
    expect(members(decide(same))).toEqual([second]);
  });

  test('has a route that lost on MED to a sibling, when the best one is from another AS', () => {
    const options = { decision: { ...plain.decision, multipathRelax: true } };
    const siblings = [
      { peer: first, attributes: { multiExitDisc: 10 } },
      { peer: second, attributes: { multiExitDisc: 20 } },
      { peer: otherLower, attributes: { multiExitDisc: 5 } },
    ];
    expect(members(decide(siblings, options))).toEqual([otherLower, first, second]);
  });

  test('has internal routes beside external ones with peer-type multipath-relax', () => {
    const offers = [{ peer: first }, { peer: internal, attributes: { asPath: path(65_001) } }];
    expect(members(decide(offers))).toEqual([first]);
    const options = { decision: { ...plain.decision, peerTypeMultipathRelax: true } };
    expect(members(decide(offers, options))).toEqual([first, internal]);
  });

  test('is cut to its width from the end', () => {
    const options = {
      decision: { ...plain.decision, multipathRelax: true },
      maximumPaths: { external: 2, internal: 4, equalClusterLength: false },
    };
    expect(members(decide(three, options))).toEqual([otherLower, first]);
  });

  test('has internal routes of one AS_PATH only', () => {
    const offers = [
      { peer: internal, attributes: { asPath: path(65_001, 1) } },
      { peer: ribPeers[5], attributes: { asPath: path(65_001, 1) } },
    ];
    expect(members(decide(offers))).toEqual([internal, ribPeers[5]]);
    const different = [offers[0], { ...offers[1], attributes: { asPath: path(65_001, 2) } }];
    expect(members(decide(different))).toEqual([internal]);
  });
});

test('a route whose next hop cannot be reached takes no part', () => {
  const rib = new ReferenceRib(plain);
  rib.set(first, prefix, 0, { origin: 'IGP', asPath: path(65_001), nextHop: '192.0.2.1' });
  rib.setNextHop('192.0.2.1', false, 0);
  expect(rib.decide(prefix)).toMatchObject({ multipath: [], removed: [], ineligible: [{ peer: first }] });
});
