import type { IpAddress } from '@bgpeer/bgp-wire';
import type { CompiledPrefixList } from '../lists/prefix-lists.ts';
import { type CompiledMatch, type ConditionOf, familyWord, type MatchRow } from './match-row.ts';

/** `match ip|ipv6 next-hop prefix-list NAME`. */
export const nextHopPrefixList: MatchRow<ConditionOf<'next-hop-prefix-list'>> = {
  words: ({ family, list }) => `${familyWord(family)} next-hop prefix-list ${list}`,
  reference: ({ family, list }) => ({ kind: 'prefix-list', family, name: list }),
  compile: ({ family, list }, { lists }) => matchNextHop(lists.prefixList(family, list)),
};

/** `match ip|ipv6 next-hop NAME`. */
export const nextHopAccessList: MatchRow<ConditionOf<'next-hop-access-list'>> = {
  words: ({ family, list }) => `${familyWord(family)} next-hop ${list}`,
  reference: ({ family, list }) => ({ kind: 'access-list', family, name: list }),
  compile: ({ family, list }, { lists }) => matchNextHop(lists.accessList(family, list)),
};

/** `match ip|ipv6 next-hop address A`. */
export const nextHopAddress: MatchRow<ConditionOf<'next-hop-address'>> = {
  words: ({ address }) => `${address.includes(':') ? 'ipv6' : 'ip'} next-hop address ${address}`,
  compile: ({ address }) => ({
    holds: ({ attributes }) => attributes.nextHop === address || attributes.linkLocalNextHop === address,
    reason: ({ attributes }) => attributes.nextHop ?? 'no next hop',
  }),
};

/** `match ip|ipv6 route-source prefix-list NAME`: the peer that the route was learned from. */
export const routeSourcePrefixList: MatchRow<ConditionOf<'route-source-prefix-list'>> = {
  words: ({ family, list }) => `${familyWord(family)} route-source prefix-list ${list}`,
  reference: ({ family, list }) => ({ kind: 'prefix-list', family, name: list }),
  use: 'source',
  compile({ family, list }, { lists }) {
    const sources = lists.prefixList(family, list);
    return {
      holds: ({ context }) => permits(sources, context.learnedFrom),
      reason: ({ context }) => reasonOf(sources, context.learnedFrom, 'a route of our own'),
    };
  },
};

function matchNextHop(list: CompiledPrefixList): CompiledMatch {
  return {
    holds: ({ attributes }) => permits(list, attributes.nextHop),
    reason: ({ attributes }) => reasonOf(list, attributes.nextHop, 'no next hop'),
  };
}

function permits(list: CompiledPrefixList, address: IpAddress | undefined): boolean {
  return address !== undefined && list.permitsAddress(address);
}

function reasonOf(list: CompiledPrefixList, address: IpAddress | undefined, without: string): string {
  return address === undefined ? without : `${address}, ${list.verdictOfAddress(address).text}`;
}
