import type { LargeCommunity, Origin, PathAttributes } from '@bgpeer/bgp-wire';
import { attributeOctetsMax } from '../../attribute-room.ts';
import type { AggregateConfiguration, RouterConfiguration } from '../../configuration.ts';
import { unspecifiedAddress } from '../local-routes.ts';
import { aggregateAsPath } from './aggregate-as-path.ts';

/** From the best to the worst: an aggregate has the worst of what it is made of (RFC 4271, section 9.2.2.2). */
const origins: readonly Origin[] = ['IGP', 'EGP', 'INCOMPLETE'];

/**
 * The attributes of an aggregate of routes with these attributes (RFC 4271, section 9.2.2.2), as FRR makes them. Without
 * `as-set` the AS numbers are lost, which ATOMIC_AGGREGATE says (RFC 4271, section 5.1.6; RFC 9774 wants no AS_SETs), and
 * so are the communities. MULTI_EXIT_DISC is 0, as for every route of our own.
 */
export function aggregateAttributes(
  members: readonly PathAttributes[],
  { family, asSet, origin }: AggregateConfiguration,
  speaker: Pick<RouterConfiguration, 'asNumber' | 'bgpIdentifier'>,
): PathAttributes {
  const made: PathAttributes = {
    origin: origin ?? worstOrigin(members),
    asPath: asSet ? aggregateAsPath(members.map(({ asPath = [] }) => asPath)) : [],
    nextHop: unspecifiedAddress[family],
    multiExitDisc: 0,
    ...((!asSet || members.some(({ atomicAggregate }) => atomicAggregate)) && { atomicAggregate: true }),
    aggregator: { asNumber: speaker.asNumber, address: speaker.bgpIdentifier },
  };
  return asSet ? { ...made, ...communitiesOf(members) } : made;
}

/** The worst of these. */
export function worstOrigin(members: readonly PathAttributes[]): Origin {
  return origins.findLast((each) => members.some(({ origin = 'INCOMPLETE' }) => origin === each))!;
}

/**
 * Every community that any of these has, in the order of numbers: as many as an attribute holds, with which it fits no
 * message any more.
 */
export function communitiesOf(members: readonly PathAttributes[]): Partial<PathAttributes> {
  const communities = new Set(members.flatMap(({ communities = [] }) => communities));
  const extended = new Set(members.flatMap(({ extendedCommunities = [] }) => extendedCommunities));
  const large = new Map<string, LargeCommunity>();
  for (const { largeCommunities = [] } of members)
    for (const community of largeCommunities) large.set(community.join(':'), community);
  return {
    ...(communities.size > 0 && {
      communities: cut(
        [...communities].sort((a, b) => a - b),
        4,
      ),
    }),
    ...(extended.size > 0 && { extendedCommunities: cut([...extended].sort(), 8) }),
    ...(large.size > 0 && { largeCommunities: cut([...large.values()].sort(byNumbers), 12) }),
  };
}

/** The first ones, of so many octets each, that an attribute holds. */
function cut<Value>(values: readonly Value[], octetCount: number): readonly Value[] {
  return values.slice(0, Math.floor(attributeOctetsMax / octetCount));
}

function byNumbers(a: LargeCommunity, b: LargeCommunity): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
