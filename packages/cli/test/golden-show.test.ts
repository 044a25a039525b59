import { describe, expect, it } from 'vitest';
import { advertisedRoutesJson, advertisedRoutesText } from '../src/show/advertised-routes.ts';
import { forwardingJson } from '../src/show/forwarding-json.ts';
import { forwardingText } from '../src/show/forwarding-text.ts';
import { neighborsJson } from '../src/show/neighbor-json.ts';
import { neighborsText } from '../src/show/neighbor-text.ts';
import { prefixJson } from '../src/show/prefix-json.ts';
import { prefixText } from '../src/show/prefix-text.ts';
import { summaryJson } from '../src/show/summary-json.ts';
import { familySummaryText, summaryText } from '../src/show/summary-text.ts';
import { tableJson } from '../src/show/table-json.ts';
import { tableText } from '../src/show/table-text.ts';
import { compareJson, compareText, readGolden, readGoldenJson } from './golden.ts';
import {
  forwardingLineRules,
  ignoredFirstResetKeys,
  ignoredForwardingKeys,
  ignoredNeighborKeys,
  ignoredPrefixKeys,
  ignoredSummaryKeys,
  neighborLineRules,
  prefixLineRules,
  summaryLineRules,
} from './golden-exceptions.ts';
import type { LabStage } from './lab-views.ts';
import { equalCostStage, initialStage, localStage, staleStage } from './lab-views.ts';

const stages = [initialStage(), equalCostStage(), localStage(), staleStage()];
const loadBalancer = '172.16.1.1/32';

describe.each(stages)('the lab at $folder, as FRR shows it', (stage) => {
  it('show bgp summary', () => {
    const recorded = readGolden(stage.folder, 'show-bgp-summary.txt')!;
    expect(compareText(recorded, summaryText(stage.summary, 'all'), summaryLineRules)).toEqual([]);
    const json = readGoldenJson(stage.folder, 'show-bgp-summary.json');
    expect(compareJson(json, summaryJson(stage.summary, 'all'), ignoredSummaryKeys)).toEqual([]);
  });

  it('show bgp ipv4 unicast', () => {
    const recorded = readGolden(stage.folder, 'show-bgp-ipv4-unicast.txt')!;
    expect(compareText(recorded, tableText(stage.routes, 'ipv4-unicast'), [])).toEqual([]);
    const json = readGoldenJson(stage.folder, 'show-bgp-ipv4-unicast.json');
    expect(compareJson(json, tableJson(stage.routes, 'ipv4-unicast'), [])).toEqual([]);
  });

  it('show ip bgp 172.16.1.1/32', () => {
    const answer = onlyPrefix(stage, loadBalancer);
    const recorded = readGolden(stage.folder, 'show-ip-bgp-172.16.1.1-32.txt')!;
    expect(compareText(recorded, prefixText(answer), prefixLineRules)).toEqual([]);
    const json = readGoldenJson(stage.folder, 'show-ip-bgp-172.16.1.1-32.json');
    expect(compareJson(json, prefixJson(answer), ignoredPrefixKeys)).toEqual([]);
  });

  it.each(['192.168.10.100', '192.168.10.101', '192.168.20.100'])('show bgp neighbors %s', (address) => {
    const peers = stage.summary.peers.filter((peer) => peer.address === address);
    const answer = { now: stage.summary.now, peers };
    const recorded = readGolden(stage.folder, `show-bgp-neighbors-${address}.txt`)!;
    const lines = neighborsText(answer);
    expect(compareText(withoutRepeatedLine(recorded), lines, neighborLineRules)).toEqual([]);
    const json = readGoldenJson(stage.folder, `show-bgp-neighbors-${address}.json`);
    const ignored = peers[0].lastReset
      ? ignoredNeighborKeys
      : [...ignoredNeighborKeys, ...ignoredFirstResetKeys];
    expect(compareJson(json, neighborsJson(answer), ignored)).toEqual([]);
  });

  it('show bgp ipv4 unicast neighbors 192.168.10.100 advertised-routes', () => {
    const name = 'show-bgp-ipv4-unicast-neighbors-192.168.10.100-advertised-routes';
    const answer = { now: stage.routes.now, summary: stage.routes.summary, routes: stage.advertised };
    const lines = advertisedRoutesText(answer, stage.summary.peers[0], 'ipv4-unicast');
    expect(compareText(readGolden(stage.folder, `${name}.txt`)!, lines, [])).toEqual([]);
    const json = readGoldenJson(stage.folder, `${name}.json`);
    expect(
      compareJson(json, advertisedRoutesJson(answer, stage.summary.peers[0], 'ipv4-unicast'), []),
    ).toEqual([]);
  });

  it('show ip route bgp', () => {
    const recorded = readGolden(stage.folder, 'show-ip-route-bgp.txt')!;
    const lines = forwardingText(stage.forwarding, 'ipv4-unicast');
    expect(compareText(recorded, lines, forwardingLineRules)).toEqual([]);
    const json = readGoldenJson(stage.folder, 'show-ip-route-bgp.json');
    expect(compareJson(json, forwardingJson(stage.forwarding), ignoredForwardingKeys)).toEqual([]);
  });
});

describe('the other forms that FRR was asked for', () => {
  const stage = initialStage();

  it('show bgp ipv4 unicast 10.10.1.0/24: a network of our own', () => {
    const recorded = readGolden(stage.folder, 'more/show-bgp-ipv4-unicast-10.10.1.0-24.txt')!;
    const lines = prefixText(onlyPrefix(stage, '10.10.1.0/24'));
    expect(compareText(recorded, lines, prefixLineRules)).toEqual([]);
  });

  it('show ip bgp 172.20.0.5 and 9.9.9.9', () => {
    const found = readGolden(stage.folder, 'more/show-ip-bgp-172.20.0.5.txt')!;
    const lines = prefixText(onlyPrefix(stage, '172.20.0.0/24'));
    expect(compareText(found, lines, prefixLineRules)).toEqual([]);
    const missing = readGolden(stage.folder, 'more/show-ip-bgp-9.9.9.9.txt')!;
    expect(compareText(missing, prefixText(onlyPrefix(stage, '9.9.9.9/32')), [])).toEqual([]);
  });

  it('show bgp summary established, failed; show bgp ipv4 unicast summary', () => {
    const compare = (file: string, lines: string[]) =>
      compareText(readGolden(stage.folder, `more/${file}`)!, lines, summaryLineRules);
    const established = summaryText(stage.summary, 'established');
    expect(compare('show-bgp-summary-established.txt', established)).toEqual([]);
    expect(compare('show-bgp-summary-failed.txt', summaryText(stage.summary, 'failed'))).toEqual([]);
    const untitled = familySummaryText(stage.summary, 'ipv4-unicast', 'all');
    expect(compare('show-bgp-ipv4-unicast-summary.txt', untitled)).toEqual([]);
  });

  it('show bgp neighbors: all of them; one that is unknown; an empty table', () => {
    const recorded = readGolden(stage.folder, 'more/show-bgp-neighbors.txt')!;
    const lines = neighborsText({ now: stage.summary.now, peers: stage.summary.peers });
    expect(compareText(recorded, lines, neighborLineRules)).toEqual([]);
    const unknown = readGolden(stage.folder, 'more/show-bgp-neighbors-1.2.3.4.txt')!;
    expect(compareText(unknown, neighborsText({ now: 0, peers: [] }), [])).toEqual([]);
    const empty = readGolden(stage.folder, 'more/show-bgp-ipv6-unicast.txt')!;
    expect(compareText(empty, tableText({ ...stage.routes, prefixes: [] }, 'ipv6-unicast'), [])).toEqual([]);
  });
});

function onlyPrefix(stage: LabStage, prefix: string) {
  return { ...stage.routes, prefixes: stage.routes.prefixes.filter((row) => row.prefix === prefix) };
}

/** FRR 8.4.4 prints the line of the remaining restart time twice. */
function withoutRepeatedLine(text: string): string {
  return text.replace(/( {6}Restart Time Remaining.*\n)\1/, '$1');
}
