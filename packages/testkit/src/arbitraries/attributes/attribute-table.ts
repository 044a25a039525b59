import { aggregator } from './aggregator.ts';
import { aigp } from './aigp.ts';
import { asPath } from './as-path.ts';
import { as4Aggregator } from './as4-aggregator.ts';
import { as4Path } from './as4-path.ts';
import { atomicAggregate } from './atomic-aggregate.ts';
import type { AttributeArbitraries } from './attribute-arbitraries.ts';
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
import { peDistinguisherLabels } from './pe-distinguisher-labels.ts';
import { pmsiTunnel } from './pmsi-tunnel.ts';
import { prefixSid } from './prefix-sid.ts';
import { serviceFunctionPath } from './service-function-path.ts';
import { trafficEngineering } from './traffic-engineering.ts';
import { tunnelEncapsulation } from './tunnel-encapsulation.ts';

/** Every path attribute that the kit can make, in ascending order of code. */
export const attributeArbitraries: readonly AttributeArbitraries[] = [
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
