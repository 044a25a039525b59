import type { PeerSettings } from '@bgpeer/router';
import {
  networks,
  peerConfiguration,
  routerConfiguration,
  VirtualNetwork,
  type VirtualRouter,
} from '@bgpeer/testkit';

export interface LineOfRouters {
  readonly network: VirtualNetwork;
  readonly routers: readonly VirtualRouter[];
}

/** The address of the router at a place, on its link to the place before (`left`) or after it (`right`). */
export function linkAddress(place: number, side: 'left' | 'right'): string {
  return side === 'left' ? `10.0.${place}.2` : `10.0.${place + 1}.1`;
}

/**
 * Routers in a line, each with the next one, every session up: the first one's AS number first. The router at place n
 * originates 10.1.n.0/24; links are subnets of their own.
 */
export function lineOfRouters(
  asNumbers: readonly number[],
  settings: Partial<PeerSettings> = {},
): LineOfRouters {
  const network = new VirtualNetwork();
  const routers = asNumbers.map((asNumber, place) => {
    const sides = (['left', 'right'] as const).filter((side) =>
      side === 'left' ? place > 0 : place < asNumbers.length - 1,
    );
    const peers = sides.map((side) => {
      const other = side === 'left' ? linkAddress(place - 1, 'right') : linkAddress(place + 1, 'left');
      const remote = asNumbers[side === 'left' ? place - 1 : place + 1];
      return peerConfiguration(other, {
        remoteAs: { kind: 'exactly', asNumber: remote },
        localAddress: linkAddress(place, side),
        ...settings,
      });
    });
    const configuration = routerConfiguration({
      asNumber,
      bgpIdentifier: `10.255.0.${place + 1}`,
      networks: networks(`10.1.${place}.0/24`),
      peers,
    });
    const addresses = [linkAddress(place, 'left'), linkAddress(place, 'right')];
    return network.addRouter(`router ${place}`, configuration, { addresses });
  });
  for (const router of routers) router.start();
  network.runUntil(() => routers.every((router) => router.isEstablished()), { what: 'every session is up' });
  network.settle();
  return { network, routers };
}
