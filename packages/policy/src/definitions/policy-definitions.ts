import type {
  AccessListDefinition,
  AsPathListDefinition,
  CommunityListDefinition,
  PrefixListDefinition,
} from './list-definitions.ts';
import type { RouteMapDefinition } from './route-map-definition.ts';

/**
 * Every list and route-map of a configuration, as plain data: what frr.conf, native YAML and code all become. Names are
 * unique within each kind; entries stand in the order of their sequence numbers.
 */
export interface PolicyDefinitions {
  readonly prefixLists: readonly PrefixListDefinition[];
  readonly accessLists: readonly AccessListDefinition[];
  readonly asPathLists: readonly AsPathListDefinition[];
  readonly communityLists: readonly CommunityListDefinition[];
  readonly largeCommunityLists: readonly CommunityListDefinition[];
  readonly extendedCommunityLists: readonly CommunityListDefinition[];
  readonly routeMaps: readonly RouteMapDefinition[];
}

/** No lists and no route-maps. */
export const noPolicyDefinitions: PolicyDefinitions = {
  prefixLists: [],
  accessLists: [],
  asPathLists: [],
  communityLists: [],
  largeCommunityLists: [],
  extendedCommunityLists: [],
  routeMaps: [],
};

/**
 * What is hung on one direction of one family of a peer, each by its name, in the order in which FRR asks them. An
 * object without any of them is a policy that lets everything pass; no object at all is no policy (RFC 8212).
 */
export interface DirectionFilters {
  /** `neighbor X distribute-list NAME`: an access list. */
  readonly distributeList?: string;
  /** `neighbor X prefix-list NAME`. */
  readonly prefixList?: string;
  /** `neighbor X filter-list NAME`: an AS-path access list. */
  readonly filterList?: string;
  /** `neighbor X route-map NAME`. */
  readonly routeMap?: string;
}
