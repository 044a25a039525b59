import { addPath } from './add-path.ts';
import { bgpsec } from './bgpsec.ts';
import type { CapabilityArbitraries } from './capability-arbitraries.ts';
import { dynamicCapability } from './dynamic-capability.ts';
import { extendedNextHop } from './extended-next-hop.ts';
import {
  bfdStrictMode,
  enhancedRouteRefresh,
  extendedMessage,
  legacyRouteRefresh,
  linkLocalNextHop,
  routeRefresh,
} from './flags.ts';
import { fourOctetAs } from './four-octet-as.ts';
import { fqdn } from './fqdn.ts';
import { gracefulRestart } from './graceful-restart.ts';
import { longLivedGracefulRestart } from './long-lived-graceful-restart.ts';
import { multipleLabels } from './multiple-labels.ts';
import { multiprotocol } from './multiprotocol.ts';
import { multisession } from './multisession.ts';
import { outboundRouteFiltering } from './outbound-route-filtering.ts';
import { pathsLimit } from './paths-limit.ts';
import { role } from './role.ts';
import { routingPolicyDistribution } from './routing-policy-distribution.ts';
import { softwareVersion } from './software-version.ts';

/** Every capability that the kit can make. */
export const capabilityArbitraries: readonly CapabilityArbitraries[] = [
  multiprotocol,
  routeRefresh,
  enhancedRouteRefresh,
  extendedMessage,
  fourOctetAs,
  extendedNextHop,
  gracefulRestart,
  addPath,
  fqdn,
  legacyRouteRefresh,
  outboundRouteFiltering,
  bgpsec,
  multipleLabels,
  role,
  dynamicCapability,
  multisession,
  longLivedGracefulRestart,
  routingPolicyDistribution,
  bfdStrictMode,
  softwareVersion,
  pathsLimit,
  linkLocalNextHop,
];
