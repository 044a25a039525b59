import type { PathAttributes } from '@bgpeer/bgp-wire';
import type { ExportCase } from './export-case.ts';
import type { ExportOptions } from './export-options.ts';
import { llgrStale } from './withheld.ts';

/** RFC 8326, section 4.1. */
const gracefulShutdown = 0xffff0000;

/** The communities of all kinds as the peer is sent them. */
export function communitiesToSend(
  attributes: PathAttributes,
  exportCase: ExportCase,
  options: ExportOptions,
): Pick<PathAttributes, 'communities' | 'extendedCommunities' | 'largeCommunities'> {
  const { standard, extended, large } = options.sendCommunities;
  const { communities = [], extendedCommunities, largeCommunities } = attributes;
  const marked = options.gracefulShutdown ? withCommunity(communities, gracefulShutdown) : communities;
  const sent = standard ? marked : [];
  // RFC 9494, section 4.3: the mark goes along whatever else is sent.
  const isStale = exportCase.staleness === 'long-lived-stale' || communities.includes(llgrStale);
  return {
    communities: withoutEmpty(isStale ? withCommunity(sent, llgrStale) : sent),
    extendedCommunities: extended ? extendedToSend(extendedCommunities, options) : undefined,
    largeCommunities: large ? largeCommunities : undefined,
  };
}

/** RFC 4360, section 6: what is not transitive stays inside the AS. */
function extendedToSend(
  communities: readonly string[] | undefined,
  options: ExportOptions,
): readonly string[] | undefined {
  if (options.session === 'internal') return communities;
  return withoutEmpty(communities?.filter(isTransitive));
}

function withCommunity(communities: readonly number[], community: number): readonly number[] {
  return communities.includes(community) ? communities : [...communities, community];
}

/** An attribute without a value would be malformed (RFC 7606, section 7.14). */
function withoutEmpty<Value>(values: readonly Value[] | undefined): readonly Value[] | undefined {
  return values?.length === 0 ? undefined : values;
}

/** The second bit of the type says that a community is not transitive across ASes (RFC 4360, section 2). */
function isTransitive(community: string): boolean {
  return (Number.parseInt(community.slice(0, 2), 16) & 0x40) === 0;
}
