import { parsePrefix } from '@bgpeer/bgp-wire';
import type { ConfigDocument } from '../document/config-document.ts';
import { checkCombinations } from './check-combinations.ts';
import { checkGroup, checkLocalAddress, complainOfMissingRemoteAs } from './check-group.ts';
import type { ProblemCollector } from './problem-collector.ts';

/** Ranges may overlap, since the longest prefix wins, but one range cannot have two groups. */
export function checkListenRanges(document: ConfigDocument, collector: ProblemCollector): void {
  const seen = new Set<string>();
  for (const [index, range] of document.listenRanges.entries()) {
    const path = ['listenRanges', index];
    if (seen.has(range.prefix)) {
      const message = `${range.prefix} is given to two groups`;
      collector.error(path, message, 'one group for a range', 'remove one of the two');
    }
    seen.add(range.prefix);
    const group = checkGroup(document, range.peerGroup, [...path, 'peerGroup'], collector);
    if (group === undefined || group === 'unknown') continue;
    if (group.remoteAs === undefined) {
      complainOfMissingRemoteAs(
        path,
        `peer group ${range.peerGroup}, which ${range.prefix} needs,`,
        collector,
      );
    }
    const isIpv4Range = parsePrefix(range.prefix)?.family === 'ipv4-unicast';
    checkLocalAddress(path, group.localAddress, isIpv4Range, collector);
    const places = { own: path, group: ['peerGroups', range.peerGroup] };
    checkCombinations(document, group, {}, places, collector);
  }
}
