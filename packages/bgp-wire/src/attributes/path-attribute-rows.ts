import { aggregator } from './aggregator.ts';
import { aigp } from './aigp.ts';
import { asPath } from './as-path.ts';
import { as4Aggregator } from './as4-aggregator.ts';
import { as4Path } from './as4-path.ts';
import { atomicAggregate } from './atomic-aggregate.ts';
import { attributeNamesWithoutRow } from './attribute-names.ts';
import { attributeSet } from './attribute-set.ts';
import { bfdDiscriminator } from './bfd-discriminator.ts';
import { bgpsecPath } from './bgpsec-path.ts';
import { bier } from './bier.ts';
import { clusterList } from './cluster-list.ts';
import { communities } from './communities.ts';
import { domainPath } from './domain-path.ts';
import { extendedCommunities } from './extended-communities.ts';
import { ipv6ExtendedCommunities } from './ipv6-extended-communities.ts';
import { largeCommunities } from './large-communities.ts';
import { linkState } from './link-state.ts';
import { localPref } from './local-pref.ts';
import { mpReachNlri } from './mp-reach-nlri.ts';
import { mpUnreachNlri } from './mp-unreach-nlri.ts';
import { multiExitDisc } from './multi-exit-disc.ts';
import { nextHop } from './next-hop.ts';
import { nextHopCharacteristics } from './next-hop-characteristics.ts';
import { onlyToCustomer } from './only-to-customer.ts';
import { origin } from './origin.ts';
import { originatorId } from './originator-id.ts';
import type { PathAttributeRow } from './path-attribute-row.ts';
import { peDistinguisherLabels } from './pe-distinguisher-labels.ts';
import { pmsiTunnel } from './pmsi-tunnel.ts';
import { prefixSid } from './prefix-sid.ts';
import { serviceFunctionPath } from './service-function-path.ts';
import { trafficEngineering } from './traffic-engineering.ts';
import { tunnelEncapsulation } from './tunnel-encapsulation.ts';

/** Every path attribute the codec knows, in ascending order of code. */
export const pathAttributeRows: readonly PathAttributeRow[] = [
  origin,
  asPath,
  nextHop,
  multiExitDisc,
  localPref,
  atomicAggregate,
  aggregator,
  communities,
  originatorId,
  clusterList,
  mpReachNlri,
  mpUnreachNlri,
  extendedCommunities,
  as4Path,
  as4Aggregator,
  pmsiTunnel,
  tunnelEncapsulation,
  trafficEngineering,
  ipv6ExtendedCommunities,
  aigp,
  peDistinguisherLabels,
  linkState,
  largeCommunities,
  bgpsecPath,
  onlyToCustomer,
  domainPath,
  serviceFunctionPath,
  bfdDiscriminator,
  nextHopCharacteristics,
  prefixSid,
  bier,
  attributeSet,
];

const rowsByCode = new Map(pathAttributeRows.map((row) => [row.code, row]));

/** The row of a type code; undefined when the codec has none. */
export function pathAttributeRowOf(code: number): PathAttributeRow | undefined {
  return rowsByCode.get(code);
}

/** What IANA's registry calls an attribute, with or without a row; undefined for a code that is not assigned. */
export function pathAttributeName(code: number): string | undefined {
  return rowsByCode.get(code)?.name ?? attributeNamesWithoutRow.get(code);
}
