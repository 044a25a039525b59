import type { PeerSettings, RouterConfiguration } from '@bgpeer/router';
import {
  peerConfiguration,
  routerConfiguration,
  type ScriptedPeer,
  type ScriptedPeerOptions,
  VirtualNetwork,
  type VirtualNetworkOptions,
  type VirtualRouter,
} from '@bgpeer/testkit';

export const routerAddress = '192.0.2.1';

/** A scripted peer, and what the router is configured with for it. */
export interface ScriptSide extends Partial<ScriptedPeerOptions> {
  readonly address: string;
  readonly peer?: Partial<PeerSettings>;
}

export interface RouterAndScripts {
  readonly network: VirtualNetwork;
  /** AS 65000 at 192.0.2.1; it waits for its peers. */
  readonly router: VirtualRouter;
  /** In the order given. */
  readonly peers: readonly ScriptedPeer[];
}

/** A router and several peers driven by hand, every session up. The hosts of the peers are named by their addresses. */
export function routerAndScripts(
  sides: readonly ScriptSide[],
  configuration: Partial<RouterConfiguration> = {},
  options: VirtualNetworkOptions = {},
): RouterAndScripts {
  const network = new VirtualNetwork(options);
  const router = network.addRouter(
    'router',
    routerConfiguration({
      peers: sides.map(({ address, peer }) => peerConfiguration(address, { passive: true, ...peer })),
      ...configuration,
    }),
    { addresses: [routerAddress, 'fd00::1'] },
  );
  router.start();
  network.settle();
  const peers = sides.map(({ address, peer: _, ...script }) =>
    network.addScriptedPeer(address, { addresses: [address, `fd00::${address.split('.')[3]}`], ...script }),
  );
  for (const [place, peer] of peers.entries()) connect(network, router, peer, sides[place].address);
  return { network, router, peers };
}

/** The peer dials and goes as far as Established; everything that is sent then has come. */
export function connect(
  network: VirtualNetwork,
  router: VirtualRouter,
  peer: ScriptedPeer,
  address: string,
): void {
  peer.dial(routerAddress);
  network.runUntil(() => peer.isConnected, { what: `${address} is connected` });
  peer.sendOpen();
  network.runUntil(() => peer.receivedOf('OPEN').length > 0, { what: "the router's OPEN" });
  peer.sendKeepalive();
  network.runUntil(() => router.isEstablished(address), { what: `${address} is Established` });
  network.settle();
}
