import { type PathAttributes, prependAsPath } from '@bgpeer/bgp-wire';
import type { ImportOptions } from './import-options.ts';

/** GRACEFUL_SHUTDOWN (RFC 8326, section 5). */
const gracefulShutdown = 0xffff0000;
/** BLACKHOLE (RFC 7999, section 5). */
const blackhole = 0xffff029a;
/** NO_EXPORT and NO_ADVERTISE (RFC 1997). */
const noExport = 0xffffff01;
const noAdvertise = 0xffffff02;

/** What a route becomes on its way in before a policy sees it. */
export function admittedAttributes(attributes: PathAttributes, options: ImportOptions): PathAttributes {
  return withOnlyToCustomer(withoutAigp(withLocalAs(attributes, options), options), options);
}

/**
 * What becomes of a route behind the policy (RFC 8326, sections 4.1 and 4.2): what an external peer is about to take away,
 * or we are about to take away from it, is the last resort. As FRR does, without being asked and over the policy's head.
 */
export function shutDownGracefully(attributes: PathAttributes, options: ImportOptions): PathAttributes {
  const communities = attributes.communities ?? [];
  if (options.session === 'internal') return attributes;
  if (communities.includes(gracefulShutdown)) return { ...attributes, localPref: 0 };
  if (!options.gracefulShutdown) return attributes;
  return { ...attributes, communities: [...communities, gracefulShutdown], localPref: 0 };
}

/**
 * RFC 7999, section 3.2: what an external peer wants dropped is not told outside of this AS. As FRR does, over the policy's
 * head.
 */
export function keepBlackholeLocal(attributes: PathAttributes, { session }: ImportOptions): PathAttributes {
  const { communities } = attributes;
  if (session === 'internal' || communities?.includes(blackhole) !== true) return attributes;
  if (communities.includes(noExport) || communities.includes(noAdvertise)) return attributes;
  return { ...attributes, communities: [...communities, noExport] };
}

/** RFC 7705, section 3.1: routers of ours see the AS number that the peer knows us by. */
function withLocalAs(attributes: PathAttributes, { localAs }: ImportOptions): PathAttributes {
  if (!localAs?.isPrepended) return attributes;
  return { ...attributes, asPath: prependAsPath(attributes.asPath ?? [], localAs.asNumber) };
}

/** RFC 7311, section 3.3: where AIGP is not enabled it is ignored quietly, and passed on to nobody. */
function withoutAigp(attributes: PathAttributes, { aigp }: ImportOptions): PathAttributes {
  if (aigp || attributes.aigp === undefined) return attributes;
  const { aigp: _, ...others } = attributes;
  return others;
}

/** The third rule for what comes in of RFC 9234, section 5. */
function withOnlyToCustomer(attributes: PathAttributes, { role }: ImportOptions): PathAttributes {
  if (role === undefined || attributes.onlyToCustomer !== undefined) return attributes;
  switch (role.role) {
    case 'customer':
    case 'rs-client':
    case 'peer':
      return { ...attributes, onlyToCustomer: role.peerAsNumber };
    case 'provider':
    case 'rs-server':
      return attributes;
  }
}
