import { asTrans, type IpAddress } from '@bgpeer/bgp-wire';
import type { ConfigDocument } from '../document/config-document.ts';
import { checkListenRanges } from './check-listen-ranges.ts';
import { checkPeers } from './check-peers.ts';
import { checkTimers } from './check-timers.ts';
import type { ProblemCollector } from './problem-collector.ts';

/** Says what makes no sense between the parts of a document; what is wrong in a single value, its schema has said. */
export function checkDocument(
  document: ConfigDocument,
  fallbackRouterId: IpAddress | undefined,
  collector: ProblemCollector,
): void {
  checkRouter(document, fallbackRouterId, collector);
  checkNetworks(document, collector);
  checkPeers(document, collector);
  checkListenRanges(document, collector);
}

function checkRouter(
  document: ConfigDocument,
  fallbackRouterId: IpAddress | undefined,
  collector: ProblemCollector,
): void {
  if (document.routerId === undefined && fallbackRouterId === undefined) {
    collector.error(
      ['routerId'],
      'no BGP Identifier',
      'a dotted quad that no other router has',
      'add `bgp router-id A.B.C.D` (natively `routerId`)',
    );
  }
  // AS_TRANS stands in for an AS number that two octets cannot hold, so no speaker may have it (RFC 6793, section 9).
  if (document.asNumber === asTrans) {
    collector.error(
      ['asNumber'],
      '23456 is AS_TRANS',
      'an AS number of your own (RFC 6793)',
      'choose another',
    );
  }
  checkTimers([], document, collector);
}

function checkNetworks(document: ConfigDocument, collector: ProblemCollector): void {
  for (const [index, prefix] of document.networks.entries()) {
    if (document.networks.indexOf(prefix) === index) continue;
    collector.warn(['networks', index], `${prefix} stands here twice`, 'each prefix once', 'remove one');
  }
}
