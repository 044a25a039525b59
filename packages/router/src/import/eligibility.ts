import { type AsPath, asPathCount, type PathAttributes } from '@bgpeer/bgp-wire';
import type { IneligibleReason } from '@bgpeer/rib';
import type { ImportOptions } from './import-options.ts';

/** Why a route that came with these attributes takes no part in the decision, whatever a policy says; else undefined. */
export function whyIneligible(
  attributes: PathAttributes,
  options: ImportOptions,
): IneligibleReason | undefined {
  const asPath = attributes.asPath ?? [];
  if (isFirstAsMissing(asPath, options)) return 'first-as-missing';
  if (isAsLoop(asPath, options)) return 'as-loop';
  // RFC 4456, section 8: a route that we originated, or that passed our cluster, has come back.
  if (attributes.originatorId === options.bgpIdentifier) return 'originator-loop';
  if (attributes.clusterList?.includes(options.clusterId)) return 'cluster-loop';
  if (isRouteLeak(attributes, options)) return 'route-leak';
  return undefined;
}

/** RFC 4271, section 6.3: the next hop must not be an address of the receiving speaker. */
export function isNextHopOurs(attributes: PathAttributes, { localAddresses }: ImportOptions): boolean {
  return attributes.nextHop !== undefined && localAddresses.includes(attributes.nextHop);
}

/**
 * RFC 4271, section 6.3: the leftmost AS number must be the peer's, where that is enforced. RFC 7606, section 7.2 then
 * has the route treated as withdrawn: it has no part in anything, but is remembered, as the knob may be turned off.
 */
function isFirstAsMissing(asPath: AsPath, { firstAsNumber }: ImportOptions): boolean {
  if (firstAsNumber === undefined) return false;
  const first = asPath[0];
  return first?.type !== 'AS_SEQUENCE' || first.asNumbers[0] !== firstAsNumber;
}

/** RFC 4271, section 9.1.2: a route with our own AS in its AS_PATH is excluded from the decision process. */
function isAsLoop(asPath: AsPath, options: ImportOptions): boolean {
  const { asNumber, allowOwnAsCount, allowOwnAsAtOrigin } = options;
  if (isLocalAsLoop(asPath, options)) return true;
  if (allowOwnAsAtOrigin && asPath.at(-1)?.asNumbers.at(-1) === asNumber) return false;
  return asPathCount(asPath, asNumber) > allowOwnAsCount;
}

/**
 * The AS number that the peer knows us by is as much our own. What we put in front ourselves on the way in (RFC 7705,
 * section 3.1) is no loop, but where `allowas-in` says how many there may be, FRR counts it with the others.
 */
function isLocalAsLoop(asPath: AsPath, { localAs, allowOwnAsCount }: ImportOptions): boolean {
  if (localAs === undefined) return false;
  const prepended = localAs.isPrepended ? 1 : 0;
  return asPathCount(asPath, localAs.asNumber) + prepended > Math.max(allowOwnAsCount, prepended);
}

/** The first two rules for what comes in of RFC 9234, section 5. */
function isRouteLeak({ onlyToCustomer }: PathAttributes, { role }: ImportOptions): boolean {
  if (role === undefined || onlyToCustomer === undefined) return false;
  switch (role.role) {
    case 'provider':
    case 'rs-server':
      return true;
    case 'peer':
      return onlyToCustomer !== role.peerAsNumber;
    case 'customer':
    case 'rs-client':
      return false;
  }
}
