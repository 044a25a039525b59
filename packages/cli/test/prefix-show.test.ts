import type { RouteView } from '@bgpeer/router';
import { Router } from '@bgpeer/router';
import { frrConfiguration } from '@bgpeer/testkit';
import { describe, expect, it } from 'vitest';
import { prefixJson } from '../src/show/prefix-json.ts';
import { prefixText } from '../src/show/prefix-text.ts';
import { tableJson } from '../src/show/table-json.ts';
import { tableText } from '../src/show/table-text.ts';
import { equalCostStage } from './lab-views.ts';

const stage = equalCostStage();
const loadBalancer = stage.routes.prefixes.find((row) => row.prefix === '172.16.1.1/32')!;
const [first, ...others] = loadBalancer.routes;

function answerWith(change: Partial<RouteView>) {
  return { ...stage.routes, prefixes: [{ ...loadBalancer, routes: [{ ...first, ...change }, ...others] }] };
}

function jsonOf(change: Partial<RouteView>) {
  return JSON.parse(JSON.stringify(prefixJson(answerWith(change)))).paths[0];
}

describe('what we originate', () => {
  const router = new Router(
    frrConfiguration(`
router bgp 65000
 bgp router-id 10.9.0.1
 bgp deterministic-med
 address-family ipv4 unicast
  network 10.1.0.0/16
  network 10.2.1.0/24
  network 10.2.2.0/24
  aggregate-address 10.2.0.0/16 summary-only
  redistribute connected
`),
    { seed: 1 },
  );
  router.handleInput({ type: 'command', command: { name: 'start' } }, 0);
  router.handleInput(
    {
      type: 'underlay-route-changed',
      route: {
        family: 'ipv4-unicast',
        prefix: '10.9.0.0/24',
        protocol: 'connected',
        metric: 0,
        nextHops: [{ interfaceName: 'eth0' }],
      },
    },
    0,
  );
  while (router.nextTimeout() === 0) router.handleTimeout(0);
  const summary = router.summary();
  const prefixes = (text: string) => [router.prefix('ipv4-unicast', text)!];
  const one = (text: string) => prefixText({ now: 0, summary, prefixes: prefixes(text) });
  const oneJson = (text: string) =>
    JSON.parse(JSON.stringify(prefixJson({ now: 0, summary, prefixes: prefixes(text) }))).paths[0];

  it('is called sourced, local and aggregated as in FRR', () => {
    expect(one('10.1.0.0/16')).toContain(
      '      Origin IGP, metric 0, weight 32768, valid, sourced, local, bestpath-from-AS Local, best (First path received)',
    );
    expect(one('10.9.0.0/24')).toContain(
      '      Origin incomplete, metric 0, weight 32768, valid, sourced, bestpath-from-AS Local, best (First path received)',
    );
    expect(one('10.2.0.0/16').slice(3)).toContain('  Local, (aggregated by 65000 10.9.0.1)');
    expect(oneJson('10.1.0.0/16')).toMatchObject({
      sourced: true,
      local: true,
      bestpath: { bestpathFromAs: 0 },
    });
    expect(oneJson('10.9.0.0/24')).toMatchObject({ sourced: true });
    expect(oneJson('10.9.0.0/24')).not.toHaveProperty('local');
    expect(oneJson('10.2.0.0/16')).toMatchObject({ aggregated: true, local: true, atomicAggregate: true });
    expect(oneJson('10.2.0.0/16')).not.toHaveProperty('sourced');
  });

  it('is marked where an aggregate suppresses it', () => {
    const answer = { now: 0, summary, prefixes: [...router.prefixes('ipv4-unicast')] };
    const rows = tableText(answer, 'ipv4-unicast');
    expect(rows).toContain('s> 10.2.1.0/24      0.0.0.0                  0         32768 i');
    expect(rows).toContain('*> 10.2.0.0/16      0.0.0.0                  0         32768 i');
    const json = tableJson(answer, 'ipv4-unicast').routes;
    expect(json['10.2.1.0/24'][0].suppressed).toBe(true);
    expect(json['10.1.0.0/16'][0].suppressed).toBeUndefined();
    expect(one('10.2.1.0/24')[1]).toBe(
      'Paths: (1 available, best #1, table default, Advertisements suppressed by an aggregate.)',
    );
  });
});

describe('where a route comes from and how long it stays', () => {
  it('says whose client gave it', () => {
    expect(prefixText(answerWith({ fromReflectorClient: true }))).toContain(
      '  65001, (Received from a RR-client)',
    );
    expect(prefixText(answerWith({ fromRouteServerClient: true }))).toContain(
      '  65001, (Received from a RS-client)',
    );
    expect(jsonOf({ fromReflectorClient: true })).toMatchObject({ rxedFromRrClient: true });
    expect(jsonOf({ fromRouteServerClient: true })).toMatchObject({ rxedFromRsClient: true });
  });

  it('counts down what is stale', () => {
    const longLived = { stale: true, longLivedStaleUntil: stage.routes.now + 60_000 };
    expect(prefixText(answerWith(longLived))).toContain(
      '      Time until Long-lived stale route deleted: 60',
    );
    expect(jsonOf(longLived)).toMatchObject({ stale: true, llgrSecondsRemaining: 60 });
    const stale = { stale: true, staleUntil: stage.routes.now + 9000 };
    expect(jsonOf(stale)).toMatchObject({ stale: true, gracefulRestartSecondsRemaining: 9 });
    expect(jsonOf(stale)).not.toHaveProperty('llgrSecondsRemaining');
  });

  it('names the path identifiers of add-path', () => {
    expect(prefixText(answerWith({ pathIdentifier: 4, pathIdentifierToSend: 7 }))).toContain(
      '      AddPath ID: RX 4, TX-All 7 TX-Best-Per-AS 7',
    );
    expect(jsonOf({ pathIdentifierToSend: 7 })).toMatchObject({ addpathRxId: 0, addpathTxId: 7 });
    expect(jsonOf({})).not.toHaveProperty('addpathRxId');
  });

  it('says how far well-known communities let it go, and to whom it may not go', () => {
    const attributes = { ...first.attributes, communities: [0xffff_ff01], onlyToCustomer: 65001 };
    const lines = prefixText(answerWith({ attributes, best: true }));
    expect(lines[1]).toContain('not advertised to EBGP peer');
    expect(lines.some((line) => line.includes('otc 65001'))).toBe(true);
    expect(jsonOf({ attributes })).toMatchObject({ otc: 65001 });
  });

  it('has no metric to a next hop that cannot be reached', () => {
    const json = jsonOf({ valid: false, nextHopReachable: false });
    expect(json.valid).toBe(false);
    expect(json.nexthops[0].accessible).toBe(false);
    expect(json.nexthops[0]).not.toHaveProperty('metric');
  });
});

describe('a part of the routes of a prefix', () => {
  it('is the best one, or those that share the load', () => {
    const lost = answerWith({});
    const routes = lost.prefixes[0].routes.map((route, place) => ({
      ...route,
      best: place === 0,
      multipath: place < 2,
    }));
    const answer = { ...lost, prefixes: [{ ...loadBalancer, routes }] };
    const count = (shown: 'all' | 'bestpath' | 'multipath') => {
      const json = prefixJson(answer, shown);
      return 'paths' in json ? json.paths.length : 0;
    };
    expect([count('all'), count('bestpath'), count('multipath')]).toEqual([3, 1, 2]);
    expect(prefixText(answer, 'bestpath')[1]).toContain('3 available');
    expect(prefixText(answer, 'bestpath').filter((line) => line.includes('Last update'))).toHaveLength(1);
  });
});
