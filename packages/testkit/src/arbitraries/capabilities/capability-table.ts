import { addPath } from './add-path.ts';
import type { CapabilityArbitraries } from './capability-arbitraries.ts';
import { extendedNextHop } from './extended-next-hop.ts';
import { enhancedRouteRefresh, extendedMessage, legacyRouteRefresh, routeRefresh } from './flags.ts';
import { fourOctetAs } from './four-octet-as.ts';
import { fqdn } from './fqdn.ts';
import { gracefulRestart } from './graceful-restart.ts';
import { multiprotocol } from './multiprotocol.ts';

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
];
