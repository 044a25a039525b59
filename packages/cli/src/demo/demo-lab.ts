/**
 * The router's frr.conf in the demo: that of the Cilium lab, with the nodes at 127.0.0.x. The nodes dial, as Cilium's
 * do: the router must not knock at port 179 of this machine.
 */
export const demoFrrConf = `router bgp 65000
  bgp router-id 192.168.10.200
  bgp graceful-restart
  no bgp ebgp-requires-policy
  bgp bestpath as-path multipath-relax
  maximum-paths 4
  network 10.10.1.0/24
  neighbor CILIUM peer-group
  neighbor CILIUM remote-as external
  neighbor CILIUM passive
  neighbor 127.0.0.10 peer-group CILIUM
  neighbor 127.0.0.11 peer-group CILIUM
  neighbor 127.0.0.20 peer-group CILIUM
`;

/** A node of the lab's cluster. */
export interface DemoNode {
  readonly hostName: string;
  /** Where it dials from. */
  readonly address: string;
  readonly bgpIdentifier: string;
  /** Its PodCIDR. */
  readonly podPrefix: string;
}

/** The three nodes, named as in the lab. */
export const demoNodes: readonly DemoNode[] = [
  {
    hostName: 'k8s-ctr',
    address: '127.0.0.10',
    bgpIdentifier: '192.168.10.100',
    podPrefix: '172.20.0.0/24',
  },
  {
    hostName: 'k8s-w1',
    address: '127.0.0.11',
    bgpIdentifier: '192.168.10.101',
    podPrefix: '172.20.1.0/24',
  },
  {
    hostName: 'k8s-w0',
    address: '127.0.0.20',
    bgpIdentifier: '192.168.20.100',
    podPrefix: '172.20.2.0/24',
  },
];

/** The address of the LoadBalancer service. */
export const loadBalancerPrefix = '172.16.1.1/32';

/** Where the router listens. */
export const routerAddress = '127.0.0.1';

export const routerAsNumber = 65000;
export const nodeAsNumber = 65001;
