import { describe, expect, it } from 'vitest';
import { advertisedRoutesJson, advertisedRoutesText } from '../src/show/advertised-routes.ts';
import { forwardingJson } from '../src/show/forwarding-json.ts';
import { forwardingText } from '../src/show/forwarding-text.ts';
import { neighborsJson } from '../src/show/neighbor-json.ts';
import { prefixJson } from '../src/show/prefix-json.ts';
import { summaryJson } from '../src/show/summary-json.ts';
import { summaryText } from '../src/show/summary-text.ts';
import { tableJson } from '../src/show/table-json.ts';
import { tableText } from '../src/show/table-text.ts';
import { compareJson, compareText, readGolden, readGoldenJson } from './golden.ts';
import {
  advertisedLineRules,
  forwardingLineRules,
  ignoredAdvertisedKeys,
  ignoredFirstResetKeys,
  ignoredForwardingKeys,
  ignoredNeighborKeys,
  ignoredPrefixKeys,
  ignoredReplayKeys,
  ignoredSummaryKeys,
  summaryLineRules,
} from './golden-exceptions.ts';
import { LabReplay, labNodes } from './lab-replay.ts';

const loadBalancer = '172.16.1.1/32';

function labIn(folder: string): LabReplay {
  const lab = new LabReplay();
  if (folder !== '02-initial') lab.advertiseLoadBalancer();
  if (folder === '06-lb-local') lab.withdrawLoadBalancer('k8s-ctr');
  return lab;
}

describe.each(['02-initial', '03-lb-ecmp', '06-lb-local'])(
  'the real router in the lab at %s shows what FRR showed',
  (folder) => {
    const lab = labIn(folder);
    const { router } = lab.router;
    const family = 'ipv4-unicast';
    const base = { now: lab.network.now, summary: router.summary() };

    it('show bgp summary', () => {
      const answer = lab.summary();
      expect(
        compareText(
          readGolden(folder, 'show-bgp-summary.txt')!,
          summaryText(answer, 'all'),
          summaryLineRules,
        ),
      ).toEqual([]);
      expect(
        compareJson(
          readGoldenJson(folder, 'show-bgp-summary.json'),
          summaryJson(answer, 'all'),
          ignoredSummaryKeys,
        ),
      ).toEqual([]);
    });

    it('show bgp ipv4 unicast', () => {
      const answer = { ...base, prefixes: [...router.prefixes(family)] };
      expect(
        compareText(readGolden(folder, 'show-bgp-ipv4-unicast.txt')!, tableText(answer, family), []),
      ).toEqual([]);
      expect(
        compareJson(readGoldenJson(folder, 'show-bgp-ipv4-unicast.json'), tableJson(answer, family), []),
      ).toEqual([]);
    });

    it('show ip bgp 172.16.1.1/32', () => {
      const prefix = router.prefix(family, loadBalancer);
      const answer = { ...base, prefixes: prefix === undefined ? [] : [prefix] };
      const recorded = readGoldenJson(folder, 'show-ip-bgp-172.16.1.1-32.json');
      expect(compareJson(recorded, prefixJson(answer), ignoredPrefixKeys)).toEqual([]);
    });

    it.each(labNodes.map(({ address }) => address))('show bgp neighbors %s', (address) => {
      const recorded = readGoldenJson(folder, `show-bgp-neighbors-${address}.json`);
      const rendered = neighborsJson({ now: lab.network.now, peers: [lab.peer(address)] });
      const ignored = [...ignoredNeighborKeys, ...ignoredFirstResetKeys, ...ignoredReplayKeys];
      expect(compareJson(recorded, rendered, ignored)).toEqual([]);
    });

    it('show bgp ipv4 unicast neighbors 192.168.10.100 advertised-routes', () => {
      const name = 'show-bgp-ipv4-unicast-neighbors-192.168.10.100-advertised-routes';
      const answer = { ...base, routes: [...router.advertisedRoutes('192.168.10.100', family)] };
      expect(
        compareText(
          readGolden(folder, `${name}.txt`)!,
          advertisedRoutesText(answer, lab.peer('192.168.10.100'), family),
          advertisedLineRules,
        ),
      ).toEqual([]);
      expect(
        compareJson(
          readGoldenJson(folder, `${name}.json`),
          advertisedRoutesJson(answer, lab.peer('192.168.10.100'), family),
          ignoredAdvertisedKeys,
        ),
      ).toEqual([]);
    });

    it('show ip route bgp', () => {
      const answer = lab.forwarding();
      expect(
        compareText(
          readGolden(folder, 'show-ip-route-bgp.txt')!,
          forwardingText(answer, family),
          forwardingLineRules,
        ),
      ).toEqual([]);
      expect(
        compareJson(
          readGoldenJson(folder, 'show-ip-route-bgp.json'),
          forwardingJson(answer),
          ignoredForwardingKeys,
        ),
      ).toEqual([]);
    });
  },
);

describe('the real router while a node restarts', () => {
  it('shows the neighbor as FRR showed it', () => {
    const lab = labIn('03-lb-ecmp');
    lab.kill('k8s-w1');
    const recorded = readGoldenJson('12-agent-restart/while-stale', 'show-bgp-neighbors-192.168.10.101.json');
    const rendered = neighborsJson({ now: lab.network.now, peers: [lab.peer('192.168.10.101')] });
    expect(compareJson(recorded, rendered, [...ignoredNeighborKeys, ...ignoredReplayKeys])).toEqual([]);
  });
});
