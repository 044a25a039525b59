import type { PeerSettings, RouterConfiguration } from '@bgpeer/router';
import { peerConfiguration, routerConfiguration } from './builders/router-configuration.ts';
import type { ScriptedPeer, ScriptedPeerOptions } from './network/scripted-peer.ts';
import { VirtualNetwork, type VirtualNetworkOptions } from './network/virtual-network.ts';
import type { VirtualRouter } from './network/virtual-router.ts';

/** What one of the two is configured with, beyond the defaults: the router, and its one peer. */
export interface RouterSide {
  readonly configuration?: Partial<RouterConfiguration>;
  readonly peer?: Partial<PeerSettings>;
}

export interface PairOfRouters {
  readonly network: VirtualNetwork;
  /** AS 65000 at 192.0.2.1. */
  readonly left: VirtualRouter;
  /** AS 65001 at 192.0.2.2. */
  readonly right: VirtualRouter;
}

const leftAddress = '192.0.2.1';
const rightAddress = '192.0.2.2';

/** Two routers that peer with each other, started, at time 0; `establishedPair` when the session itself is not the point. */
export function pairOfRouters(
  left: RouterSide = {},
  right: RouterSide = {},
  options: VirtualNetworkOptions = {},
): PairOfRouters {
  const network = new VirtualNetwork(options);
  const pair = {
    network,
    left: network.addRouter('left', sideConfiguration(left, 65_000, leftAddress, rightAddress), {
      addresses: [leftAddress, 'fd00::1'],
    }),
    right: network.addRouter('right', sideConfiguration(right, 65_001, rightAddress, leftAddress), {
      addresses: [rightAddress, 'fd00::2'],
    }),
  };
  pair.left.start();
  pair.right.start();
  return pair;
}

/** `pairOfRouters`, with the session up and everything sent that was to send. */
export function establishedPair(...sides: Parameters<typeof pairOfRouters>): PairOfRouters {
  const pair = pairOfRouters(...sides);
  const { network, left, right } = pair;
  network.runUntil(() => left.isEstablished(rightAddress) && right.isEstablished(leftAddress), {
    what: 'both sides are Established',
  });
  network.settle();
  return pair;
}

export interface RouterAndScript {
  readonly network: VirtualNetwork;
  /** AS 65000 at 192.0.2.1, which waits for the peer. */
  readonly router: VirtualRouter;
  /** AS 65001 at 192.0.2.2, unless its options say otherwise. */
  readonly peer: ScriptedPeer;
}

/** A router and a peer driven by hand, which has dialled: what comes next is its OPEN. */
export function routerAndScript(
  side: RouterSide = {},
  script: Partial<ScriptedPeerOptions> = {},
  options: VirtualNetworkOptions = {},
): RouterAndScript {
  const network = new VirtualNetwork(options);
  const passive = { ...side, peer: { passive: true, ...side.peer } };
  const router = network.addRouter('router', sideConfiguration(passive, 65_000, leftAddress, rightAddress), {
    addresses: [leftAddress, 'fd00::1'],
  });
  const peer = network.addScriptedPeer('script', { addresses: [rightAddress, 'fd00::2'], ...script });
  router.start();
  network.settle();
  peer.dial(leftAddress);
  network.runUntil(() => peer.isConnected, { what: 'the scripted peer is connected' });
  return { network, router, peer };
}

/** `routerAndScript`, with the session up and everything received that was to receive. */
export function establishedScript(...sides: Parameters<typeof routerAndScript>): RouterAndScript {
  const pair = routerAndScript(...sides);
  const { network, router, peer } = pair;
  peer.sendOpen();
  network.runUntil(() => peer.receivedOf('OPEN').length > 0, { what: "the router's OPEN" });
  peer.sendKeepalive();
  network.runUntil(() => router.isEstablished(rightAddress), { what: 'the router is Established' });
  network.settle();
  return pair;
}

function sideConfiguration(
  side: RouterSide,
  asNumber: number,
  address: string,
  peerAddress: string,
): RouterConfiguration {
  return routerConfiguration({
    asNumber,
    bgpIdentifier: address,
    peers: [peerConfiguration(peerAddress, side.peer)],
    ...side.configuration,
  });
}
