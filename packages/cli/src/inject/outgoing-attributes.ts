import {
  type FamilyName,
  type IpAddress,
  isIpv4,
  type PathAttributes,
  partialUnrecognized,
  prependAsPath,
} from '@bgpeer/bgp-wire';
import type { NegotiatedSession } from '@bgpeer/fsm';

const localPrefDefault = 100;

/**
 * Attributes that were recorded elsewhere, as this session may send them: to an external peer with our AS in front and
 * without what stays inside an AS, to an internal one with LOCAL_PREF (RFC 4271, section 5.1); the next hop is ours
 * unless it is to be kept. Undefined when there is no next hop that the family can have.
 */
export function outgoingAttributes(
  recorded: PathAttributes,
  family: FamilyName,
  negotiated: NegotiatedSession,
  options: { readonly localAsNumber: number; readonly keepNextHop: boolean },
): PathAttributes | undefined {
  const { linkLocalNextHop, ...attributes } = partialUnrecognized(recorded);
  const nextHop = options.keepNextHop
    ? recorded.nextHop
    : (ourAddress(family, negotiated) ?? recorded.nextHop);
  if (nextHop === undefined || isIpv4(nextHop) !== (family === 'ipv4-unicast')) return undefined;
  const { origin = 'INCOMPLETE', asPath = [] } = attributes;
  if (negotiated.session === 'internal') {
    const { localPref = localPrefDefault } = attributes;
    return { ...attributes, origin, asPath, nextHop, localPref };
  }
  const { localPref, originatorId, clusterList, ...external } = attributes;
  const [first] = asPath;
  const isOurs = first?.type === 'AS_SEQUENCE' && first.asNumbers[0] === options.localAsNumber;
  return {
    ...external,
    origin,
    asPath: isOurs ? asPath : prependAsPath(asPath, options.localAsNumber),
    nextHop,
  };
}

function ourAddress(family: FamilyName, { endpoints }: NegotiatedSession): IpAddress | undefined {
  const { localAddress, otherFamilyLocalAddress } = endpoints;
  return isIpv4(localAddress) === (family === 'ipv4-unicast') ? localAddress : otherFamilyLocalAddress;
}
