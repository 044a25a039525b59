import {
  formatAsPath,
  formatCommunity,
  formatExtendedCommunity,
  formatLargeCommunity,
  type PathAttributes,
} from '@bgpeer/bgp-wire';

type Formats = {
  readonly [Name in keyof PathAttributes]?: (value: NonNullable<PathAttributes[Name]>) => string;
};

/** Name in the RFC's spelling and text of each attribute; others are shown as JSON under their own name. */
const formats: Formats = {
  origin: (origin) => `ORIGIN ${origin}`,
  asPath: (asPath) => `AS_PATH ${formatAsPath(asPath) || '(empty)'}`,
  nextHop: (address) => `NEXT_HOP ${address}`,
  linkLocalNextHop: (address) => `link-local next hop ${address}`,
  multiExitDisc: (metric) => `MULTI_EXIT_DISC ${metric}`,
  localPref: (preference) => `LOCAL_PREF ${preference}`,
  atomicAggregate: () => 'ATOMIC_AGGREGATE',
  aggregator: ({ asNumber, address }) => `AGGREGATOR ${asNumber} ${address}`,
  communities: (list) => `COMMUNITIES ${list.map(formatCommunity).join(' ')}`,
  originatorId: (identifier) => `ORIGINATOR_ID ${identifier}`,
  clusterList: (list) => `CLUSTER_LIST ${list.join(' ')}`,
  extendedCommunities: (list) => `EXTENDED COMMUNITIES ${list.map(formatExtendedCommunity).join(' ')}`,
  largeCommunities: (list) => `LARGE_COMMUNITY ${list.map(formatLargeCommunity).join(' ')}`,
  unrecognized: (list) =>
    list.map(({ code, flags, value }) => `attribute ${code} (flags ${flags}) ${value}`).join('; '),
};

/** One line an attribute. */
export function attributeLines(attributes: PathAttributes): string[] {
  return Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => formatAttribute(name, value));
}

function formatAttribute(name: string, value: unknown): string {
  const format = formats[name as keyof PathAttributes] as ((value: unknown) => string) | undefined;
  return format === undefined ? `${name} ${JSON.stringify(value)}` : format(value);
}
