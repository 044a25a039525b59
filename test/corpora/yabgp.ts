import { type Comparison, type CorpusSource, corpusSource } from './corpus-case.ts';
import { readCorpusRows } from './corpus-files.ts';
import { familyTitleOf } from './family-titles.ts';
import { isKnownFamily } from './row-context.ts';
import { compareAttribute, isYabgpAttribute } from './yabgp-attributes.ts';
import { compareExtendedCommunity } from './yabgp-extended-communities.ts';
import {
  compareOpen,
  comparePrefixList,
  compareSmallMessage,
  compareUnknownType,
  compareUpdate,
} from './yabgp-messages.ts';
import {
  compareIpv6Nlri,
  compareMultiprotocol,
  comparePrefixOctets,
  compareVpnNextHop,
  familyOfRow,
} from './yabgp-multiprotocol.ts';
import type { YabgpRow } from './yabgp-row.ts';

/** Attributes, NLRI and messages of yabgp's own tests. */
export function yabgpCore(): CorpusSource {
  const name = 'yabgp/core';
  return corpusSource(name, readCorpusRows<YabgpRow>(`${name}.jsonl`), (row) => {
    return {
      name: `${row.name} ${row.call}`,
      notKnown: unknownOf(row),
      compare: () => compareRow(row),
    };
  });
}

/** What in a row the codec does not know. */
function unknownOf(row: YabgpRow): string | undefined {
  if (row.kind === 'yabgp RouteRefresh' && row.hex.slice(36, 38) === '80') return 'ROUTE-REFRESH of type 128';
  const family = /MpReach|MpUnReach/.test(row.kind) ? familyOfRow(row) : undefined;
  if (family === undefined || isKnownFamily(family)) return undefined;
  return `NLRI of ${familyTitleOf(family.afi, family.safi)}`;
}

function compareRow(row: YabgpRow): Comparison {
  const kind = row.kind.replace('yabgp ', '');
  if (isYabgpAttribute(kind)) return compareAttribute(row, kind);
  switch (kind) {
    case 'ExtCommunity':
      return compareExtendedCommunity(row);
    case 'MpReachNLRI':
      return row.call.endsWith('_nexthop') ? compareVpnNextHop(row) : compareMultiprotocol(row, 14);
    case 'MpUnReachNLRI':
      return compareMultiprotocol(row, 15);
    case 'IPv6Unicast':
      return compareIpv6Nlri(row);
    case 'NLRI':
      return comparePrefixOctets(row);
    case 'Update':
      return row.call.includes('prefix') ? comparePrefixList(row) : compareUpdate(row);
    case 'self':
      return compareOpen(row);
    case 'Notification':
      return compareSmallMessage(row, 3);
    case 'KeepAlive':
      return compareSmallMessage(row, 4);
    case 'RouteRefresh':
      return unknownOf(row) === undefined ? compareSmallMessage(row, 5) : compareUnknownType(row);
    default:
      throw new Error(`yabgp has rows of a kind ${kind}`);
  }
}
