import {
  encodeAttributeBlock,
  type FamilyName,
  familyOf,
  isIpv4,
  messageHeaderOctetCount,
  type PathAttributes,
} from '@bgpeer/bgp-wire';
import { fitAttributes } from '../attribute-room.ts';
import type { ExportOptions } from './export-options.ts';
import type { Withheld } from './withheld.ts';

/** Below this no other attributes make a message of 4,096 octets too short. */
const worthMeasuringOctets = 2_048;

/**
 * RFC 8654, section 4: what the peer can be sent in no message is not advertised to it. The writer of UPDATEs would withdraw
 * it in any case; what is found out here is known, counted and explained as not advertised.
 */
export function withheldAsTooLong(attributes: PathAttributes, options: ExportOptions): Withheld | undefined {
  const listOctets = listOctetCount(attributes);
  if (listOctets < worthMeasuringOctets) return undefined;
  const { fourOctetAsNumbers, messageOctetsMax } = options;
  if (!fitAttributes(attributes)) return { why: 'too-long', octets: listOctets, messageOctetsMax };
  const block = encodeAttributeBlock(attributes, { fourOctetAsNumbers, nextHop: 'omitted' });
  const octets = block.length + octetsBesides(attributes, options);
  return octets > messageOctetsMax ? { why: 'too-long', octets, messageOctetsMax } : undefined;
}

/** The lists that grow, as far as they can be counted at once. */
function listOctetCount(attributes: PathAttributes): number {
  const { asPath = [], communities, extendedCommunities, largeCommunities, unrecognized = [] } = attributes;
  const asNumberCount = asPath.reduce((count, { asNumbers }) => count + asNumbers.length, 0);
  const unrecognizedDigits = unrecognized.reduce((count, { value }) => count + value.length, 0);
  return (
    4 * (asNumberCount + (communities?.length ?? 0)) +
    8 * (extendedCommunities?.length ?? 0) +
    12 * (largeCommunities?.length ?? 0) +
    unrecognizedDigits / 2
  );
}

/** Header, the two lengths, the next hop, and a longest prefix: NEXT_HOP and the UPDATE's own fields, or MP_REACH_NLRI. */
function octetsBesides(attributes: PathAttributes, { family, addPath }: ExportOptions): number {
  const nextHopOctets =
    addressOctetCount(attributes.nextHop) + addressOctetCount(attributes.linkLocalNextHop);
  const isClassic = family === 'ipv4-unicast' && nextHopOctets === 4;
  const attributeOctets = isClassic ? 3 + nextHopOctets : 4 + 5 + nextHopOctets;
  return messageHeaderOctetCount + 4 + attributeOctets + prefixOctetsMax(family, addPath !== undefined);
}

function prefixOctetsMax(family: FamilyName, hasPathIdentifier: boolean): number {
  return (hasPathIdentifier ? 4 : 0) + 1 + familyOf(family).addressOctetCount;
}

function addressOctetCount(address: string | undefined): number {
  if (address === undefined) return 0;
  return isIpv4(address) ? 4 : 16;
}
