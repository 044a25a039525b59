import type { Capability } from '@bgpeer/bgp-wire';
import { type PeerView, Router } from '@bgpeer/router';
import type { ForwardingAnswer, SummaryAnswer } from '@bgpeer/speaker';
import { frrConfiguration, type ScriptedPeer, VirtualNetwork, type VirtualRouter } from '@bgpeer/testkit';
import { readGolden } from './golden.ts';

/** A node of the recorded lab, and the interface it is reached through. */
export interface LabNode {
  readonly name: string;
  readonly address: string;
  readonly podNetwork: string;
  readonly interface: { readonly name: string; readonly index: number };
}

const eth1 = { name: 'eth1', index: 2 };
const eth2 = { name: 'eth2', index: 3 };

/** In the order in which their sessions came up in the recording. */
export const labNodes: readonly LabNode[] = [
  {
    name: 'k8s-w1',
    address: '192.168.10.101',
    podNetwork: '172.20.1.0/24',
    interface: eth1,
  },
  {
    name: 'k8s-w0',
    address: '192.168.20.100',
    podNetwork: '172.20.2.0/24',
    interface: eth2,
  },
  {
    name: 'k8s-ctr',
    address: '192.168.10.100',
    podNetwork: '172.20.0.0/24',
    interface: eth1,
  },
];

/** Of which the nodes know one address, also those that are in its other subnet. */
const routerAddress = '192.168.10.200';
const loadBalancerOrder = ['k8s-ctr', 'k8s-w1', 'k8s-w0'];
const loadBalancer = '172.16.1.1/32';

/** What GoBGP offers as Cilium configures it, in its order. */
function capabilitiesOf(node: LabNode): readonly Capability[] {
  const ipv4Unicast = { afi: 1, safi: 1 };
  return [
    { name: 'route-refresh' },
    { name: 'fqdn', hostName: node.name, domainName: '' },
    { name: 'multiprotocol', ...ipv4Unicast },
    { name: 'four-octet-as', asNumber: 65_001 },
    {
      name: 'graceful-restart',
      restarting: true,
      notificationSupport: true,
      restartTimeSeconds: 15,
      families: [{ ...ipv4Unicast, forwardingPreserved: true }],
    },
    { name: 'extended-next-hop', encodings: [{ ...ipv4Unicast, nextHopAfi: 2 }] },
  ];
}

/** The lab once more, in virtual time: the real router under the recording's frr.conf, and nodes that speak as recorded. */
export class LabReplay {
  readonly network = new VirtualNetwork({
    chop: false,
    createRouter: (...parameters) => new Router(...parameters),
  });
  readonly router: VirtualRouter;
  readonly #peers = new Map<string, ScriptedPeer>();

  constructor() {
    const configuration = { ...frrConfiguration(readGolden('', 'frr.conf')!), hostName: 'router' };
    this.router = this.network.addRouter('router', configuration, {
      addresses: [routerAddress, '192.168.20.200'],
    });
    this.router.start();
    this.network.settle();
    // Octets that leave at one instant arrive in the order of the hosts: the load balancer's in that of the recording.
    for (const name of loadBalancerOrder) this.#addPeer(nodeNamed(name));
    for (const node of labNodes) this.#connect(node);
  }

  /** Every node advertises the load balancer's address, in the order of the recording. */
  advertiseLoadBalancer(): void {
    for (const name of loadBalancerOrder) this.#advertise(nodeNamed(name), loadBalancer);
    this.network.settle();
  }

  withdrawLoadBalancer(name: string): void {
    this.#peer(name).send({
      type: 'UPDATE',
      withdrawn: [{ prefix: loadBalancer }],
      attributes: {},
      nlri: [],
    });
    this.network.settle();
  }

  /** The node's speaker is killed: its connection closes, without a NOTIFICATION. The recording was made two seconds later. */
  kill(name: string): void {
    this.#peer(name).close();
    this.network.runFor(2_001);
  }

  summary(): SummaryAnswer {
    return {
      now: this.network.now,
      summary: this.router.router.summary(),
      peers: this.router.router.peers(),
    };
  }

  peer(address: string): PeerView {
    return this.router.peer(address);
  }

  forwarding(): ForwardingAnswer {
    const routes = Array.from(this.router.router.selectedRoutes('ipv4-unicast'))
      .filter(({ source }) => source !== 'local')
      .map((route) => ({
        ...route,
        installed: true,
        distance: 20,
        interfaces: Object.fromEntries(
          route.nextHops.map((nextHop) => [
            nextHop,
            labNodes.find(({ address }) => address === nextHop)!.interface,
          ]),
        ),
      }));
    return { now: this.network.now, fib: 'kernel', others: [], interfaceIndexes: {}, routes };
  }

  #addPeer(node: LabNode): void {
    const peer = this.network.addScriptedPeer(node.name, {
      addresses: [node.address],
      asNumber: 65_001,
      holdTimeSeconds: 9,
      capabilities: capabilitiesOf(node),
      listenPort: 0,
    });
    this.#peers.set(node.name, peer);
  }

  #connect(node: LabNode): void {
    const peer = this.#peer(node.name);
    peer.dial(routerAddress);
    this.network.runUntil(() => peer.isConnected);
    peer.sendOpen();
    this.network.runUntil(() => peer.receivedOf('OPEN').length > 0);
    peer.sendKeepalive();
    this.network.runUntil(() => this.router.isEstablished(node.address));
    this.#advertise(node, node.podNetwork);
    peer.send({ type: 'UPDATE', withdrawn: [], attributes: {}, nlri: [] });
    this.network.settle();
  }

  #advertise(node: LabNode, prefix: string): void {
    this.#peer(node.name).send({
      type: 'UPDATE',
      withdrawn: [],
      attributes: {
        origin: 'IGP',
        asPath: [{ type: 'AS_SEQUENCE', asNumbers: [65_001] }],
        nextHop: node.address,
      },
      nlri: [{ prefix }],
    });
  }

  #peer(name: string): ScriptedPeer {
    return this.#peers.get(name)!;
  }
}

function nodeNamed(name: string): LabNode {
  return labNodes.find((node) => node.name === name)!;
}
