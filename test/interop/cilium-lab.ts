import { join } from 'node:path';
import type { DaemonSetup } from './daemons/daemon.ts';
import { GobgpDaemon } from './daemons/gobgp.ts';
import { ciliumNodes, type Lab } from './lab/lab.ts';

/** The load balancer's address that every node announces. */
export const loadBalancerAddress = '172.16.1.1';
export const loadBalancerPrefix = `${loadBalancerAddress}/32`;

/** By node, what its pods live in. */
export const podPrefixes: Readonly<Record<string, string>> = {
  'k8s-ctr': '172.20.0.0/24',
  'k8s-w1': '172.20.1.0/24',
  'k8s-w0': '172.20.2.0/24',
};

/** The configuration of the top-of-rack router, as in examples/cilium-lab/frr.conf. */
export const ciliumRouterConfiguration = `hostname router
router bgp 65000
  bgp router-id 192.168.10.200
  bgp graceful-restart
  no bgp ebgp-requires-policy
  bgp bestpath as-path multipath-relax
  maximum-paths 4
  network 10.10.1.0/24
  neighbor CILIUM peer-group
  neighbor CILIUM remote-as external
  neighbor 192.168.10.100 peer-group CILIUM
  neighbor 192.168.10.101 peer-group CILIUM
  neighbor 192.168.20.100 peer-group CILIUM
`;

/** GoBGP on one node, told what Cilium tells it: hold time 9 s, graceful restart within 15 s, nobody dials it. */
export function ciliumNode(lab: Lab, hostName: string, changed: Partial<DaemonSetup> = {}): GobgpDaemon {
  const { namespace, ipv4, routerIpv4 } = lab.host(hostName);
  return new GobgpDaemon({
    namespace,
    folder: join(lab.folder, hostName),
    asNumber: 65001,
    routerId: ipv4,
    holdTimeSeconds: 9,
    peers: [
      {
        localAddress: ipv4,
        address: routerIpv4,
        asNumber: 65000,
        passive: false,
        gracefulRestartSeconds: 15,
      },
    ],
    ...changed,
  });
}

/** The nodes of the lab, in the order of `ciliumNodes`, each with the prefix of its pods announced. */
export async function startCiliumNodes(lab: Lab): Promise<GobgpDaemon[]> {
  const nodes = ciliumNodes.map(({ hostName }) => ciliumNode(lab, hostName));
  await Promise.all(nodes.map((node) => node.start()));
  await Promise.all(nodes.map((node, index) => node.announce(podPrefixes[ciliumNodes[index].hostName])));
  return nodes;
}
