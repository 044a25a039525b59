import { aigp } from '../attributes/aigp.ts';
import { attributeFlag } from '../attributes/attribute-flags.ts';
import { attributeSet } from '../attributes/attribute-set.ts';
import { bfdDiscriminator } from '../attributes/bfd-discriminator.ts';
import { bgpsecPath } from '../attributes/bgpsec-path.ts';
import { bier } from '../attributes/bier.ts';
import { domainPath } from '../attributes/domain-path.ts';
import { ipv6ExtendedCommunities } from '../attributes/ipv6-extended-communities.ts';
import { linkState } from '../attributes/link-state.ts';
import { nextHopCharacteristics } from '../attributes/next-hop-characteristics.ts';
import { onlyToCustomer } from '../attributes/only-to-customer.ts';
import type { PathAttributeRow } from '../attributes/path-attribute-row.ts';
import { peDistinguisherLabels } from '../attributes/pe-distinguisher-labels.ts';
import { pmsiTunnel } from '../attributes/pmsi-tunnel.ts';
import { prefixSid } from '../attributes/prefix-sid.ts';
import { serviceFunctionPath } from '../attributes/service-function-path.ts';
import { trafficEngineering } from '../attributes/traffic-engineering.ts';
import { tunnelEncapsulation } from '../attributes/tunnel-encapsulation.ts';
import type { PathAttributes } from '../path-attributes.ts';

/**
 * Attributes that the codec reads, but that a speaker of plain IPv4 and IPv6 routing does not act on: to it they are
 * unrecognized. Whoever implements one takes it from here.
 */
const attributesNotActedOn: readonly (readonly [keyof PathAttributes, PathAttributeRow])[] = [
  ['pmsiTunnel', pmsiTunnel],
  ['tunnelEncapsulations', tunnelEncapsulation],
  ['trafficEngineering', trafficEngineering],
  ['ipv6ExtendedCommunities', ipv6ExtendedCommunities],
  ['aigp', aigp],
  ['peDistinguisherLabels', peDistinguisherLabels],
  ['linkState', linkState],
  ['bgpsecPath', bgpsecPath],
  ['onlyToCustomer', onlyToCustomer],
  ['domainPath', domainPath],
  ['serviceFunctionPath', serviceFunctionPath],
  ['bfdDiscriminator', bfdDiscriminator],
  ['nextHopCharacteristics', nextHopCharacteristics],
  ['prefixSid', prefixSid],
  ['bier', bier],
  ['attributeSet', attributeSet],
];

/**
 * The attributes as they pass on through a speaker of plain routing: of the unrecognized ones, and those that it does not
 * act on, the ones that are not transitive go, and the others get the Partial bit (RFC 4271, section 5).
 */
export function partialUnrecognized(attributes: PathAttributes): PathAttributes {
  const isPresent = ([field]: readonly [keyof PathAttributes, PathAttributeRow]) =>
    attributes[field] !== undefined;
  // Most routes have none of them.
  if (attributes.unrecognized === undefined && !attributesNotActedOn.some(isPresent)) return attributes;
  const present = attributesNotActedOn.filter(isPresent);
  const { unrecognized = [], partial = [], ...recognized } = attributes;
  const passedOn = unrecognized
    .filter(({ flags }) => isTransitive(flags))
    .map((attribute) => ({ ...attribute, flags: attribute.flags | attributeFlag.partial }));
  const kept = present.filter(([, row]) => isTransitive(row.flags)).map(([, row]) => row.code);
  const partialCodes = [...new Set([...partial, ...kept])].sort((a, b) => a - b);
  const ending = present.filter(([, row]) => !isTransitive(row.flags));
  return {
    ...recognized,
    ...Object.fromEntries(ending.map(([field]) => [field, undefined])),
    ...(passedOn.length > 0 && { unrecognized: passedOn }),
    ...(partialCodes.length > 0 && { partial: partialCodes }),
  };
}

function isTransitive(flags: number): boolean {
  return (flags & attributeFlag.transitive) !== 0;
}
