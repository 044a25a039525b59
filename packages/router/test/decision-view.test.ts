import type { PathAttributes } from '@bgpeer/bgp-wire';
import { networks } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import type { DecisionView, DecisionWhatIf, RouterConfiguration } from '../src/index.ts';
import { advertisement, asPath, routeAttributes } from './support/messages.ts';
import { routerAndScripts } from './support/router-and-scripts.ts';

const nodes = ['192.0.2.11', '192.0.2.12', '192.0.2.13'];
const prefix = '172.16.1.1/32';

/** Three external peers of AS 65001, each with a route; those without attributes give none. */
function scene(
  routes: readonly (PathAttributes | undefined)[],
  configuration: Partial<RouterConfiguration> = {},
) {
  const sides = nodes.map((address) => ({ address }));
  const { network, peers, router } = routerAndScripts(sides, configuration);
  for (const [place, attributes] of routes.entries()) {
    if (attributes === undefined) continue;
    const message = advertisement([prefix], routeAttributes({ nextHop: nodes[place], ...attributes }));
    peers[place].send(message);
    network.settle();
  }
  const bgpRouter = router.router;
  const explain = (changes?: (current: RouterConfiguration) => Partial<DecisionWhatIf>): DecisionView => {
    const { decision, defaultLocalPreference, maximumPaths } = bgpRouter.configuration;
    const now = { decision, defaultLocalPreference, maximumPaths };
    const whatIf = changes && { ...now, ...changes(bgpRouter.configuration) };
    return bgpRouter.explainDecision('ipv4-unicast', prefix, whatIf)!;
  };
  return { network, router: bgpRouter, peers, explain };
}

function paths(external: number): Pick<DecisionWhatIf, 'maximumPaths'> {
  const width = { external, internal: external, equalClusterLength: false };
  return { maximumPaths: { 'ipv4-unicast': width, 'ipv6-unicast': width } };
}

describe('the decision, step by step', () => {
  test('names every route, the best one first, and where the others went', () => {
    const { explain } = scene([{ asPath: asPath(65_001, 65_010) }, {}, {}]);
    const view = explain();
    expect(view).toMatchObject({
      family: 'ipv4-unicast',
      prefix,
      selectionReason: 'AS Path',
      maximumPaths: 64,
    });
    expect(view.routes.map(({ from }) => from)).toEqual([nodes[1], nodes[2], nodes[0]]);
    expect(view.routes[0]).toMatchObject({ explanation: { outcome: 'best' }, bestNow: true, weight: 1 });
    expect(view.routes[2]).toMatchObject({
      peer: nodes[0],
      asNumber: 65_001,
      nextHop: nodes[0],
      asPath: '65001 65010',
      explanation: { outcome: 'removed', step: 'as-path-length', removedBy: 1 },
      explanationText: `lost at AS_PATH length to the route from ${nodes[2]}: AS_PATH length 2, the other has AS_PATH length 1`,
      sharing: { shares: false, obstacle: 'step', step: 'as-path-length' },
      sharingText: 'shares no load: AS_PATH length: AS_PATH length 2, the best route has AS_PATH length 1',
    });
  });

  test('goes through the steps until one route is left', () => {
    const { explain } = scene([{ asPath: asPath(65_001, 65_010) }, {}, {}]);
    const { steps } = explain();
    expect(steps.map(({ step }) => step)).toEqual([
      'long-lived-stale',
      'weight',
      'local-preference',
      'locally-originated',
      'accumulated-igp-metric',
      'as-path-length',
      'origin',
      'multi-exit-disc',
      'external-over-internal',
      'interior-cost',
      'equal-cost-cluster-length',
      'path-staleness',
      'oldest-external',
    ]);
    expect(steps.filter(({ applies }) => !applies).map(({ step }) => step)).toEqual([
      'long-lived-stale',
      'accumulated-igp-metric',
      'equal-cost-cluster-length',
      'path-staleness',
    ]);
    expect(steps[5].considered).toEqual([
      { route: 0, value: 'AS_PATH length 1' },
      { route: 1, value: 'AS_PATH length 1' },
      { route: 2, value: 'AS_PATH length 2', removedBy: 1 },
    ]);
    expect(steps[6].considered).toHaveLength(2);
    expect(steps.at(-1)!.considered.filter(({ removedBy }) => removedBy === undefined)).toHaveLength(1);
  });

  test('names what we originate ourselves by its reason', () => {
    const { explain } = scene([{}], { networks: networks(prefix) });
    expect(explain().routes.map(({ from, originatedAs }) => [from, originatedAs])).toEqual([
      ['this speaker (network)', 'network'],
      [nodes[0], undefined],
    ]);
    expect(explain().routes[1].sharingText).toBe(
      'shares no load: weight: weight 0, the best route has weight 32768',
    );
  });

  test('knows nothing of a prefix without a route', () => {
    const { router } = scene([]);
    expect(router.explainDecision('ipv4-unicast', prefix)).toBeUndefined();
    expect(router.explainDecision('ipv6-unicast', prefix)).toBeUndefined();
  });
});

describe('as it would be', () => {
  test('with a narrower set the last ones share no load', () => {
    const { explain } = scene([{}, {}, {}]);
    expect(explain().routes.filter(({ sharing }) => sharing.shares)).toHaveLength(3);
    const narrow = explain(() => paths(2));
    expect(narrow.maximumPaths).toBe(2);
    expect(narrow.routes.map(({ sharing, sharesNow }) => [sharing.shares, sharesNow])).toEqual([
      [true, true],
      [true, true],
      [false, true],
    ]);
    expect(narrow.routes[2].sharingText).toBe('shares no load: the equal-cost set is full (maximum-paths 2)');
  });

  test('another route may be best, and nothing changes', () => {
    const { explain, router } = scene([{ asPath: asPath(65_001, 65_010) }, {}, { origin: 'EGP' }]);
    const ignoring = explain(({ decision }) => ({
      decision: { ...decision, ignoreAsPathLength: true, compareRouterId: true },
    }));
    const before = router.prefix('ipv4-unicast', prefix);
    expect(ignoring.steps.find(({ step }) => step === 'as-path-length')!.applies).toBe(false);
    expect(ignoring.routes[0].from).toBe(nodes[0]);
    expect(ignoring.routes.map(({ bestNow }) => bestNow)).toEqual([false, true, false]);
    expect(router.prefix('ipv4-unicast', prefix)).toEqual(before);
    expect(router.nextTimeout()).not.toBe(0);
  });
});
