/** A node of the recorded lab. */
export interface Node {
  readonly address: string;
  readonly hostName: string;
  readonly podPrefix: string;
  readonly interface: { readonly name: string; readonly index: number };
}

/** In the order of their addresses. */
export const nodes: readonly Node[] = [
  {
    address: '192.168.10.100',
    hostName: 'k8s-ctr',
    podPrefix: '172.20.0.0/24',
    interface: { name: 'eth1', index: 2 },
  },
  {
    address: '192.168.10.101',
    hostName: 'k8s-w1',
    podPrefix: '172.20.1.0/24',
    interface: { name: 'eth1', index: 2 },
  },
  {
    address: '192.168.20.100',
    hostName: 'k8s-w0',
    podPrefix: '172.20.2.0/24',
    interface: { name: 'eth2', index: 3 },
  },
];

export const [control, worker1, worker0] = nodes;
export const routerAddress = '192.168.10.200';
export const loadBalancerPrefix = '172.16.1.1/32';

/** What a stage of the lab is made of: all that differs between the recordings. */
export interface StageFacts {
  readonly folder: string;
  readonly tableVersion: number;
  readonly now: number;
  readonly loadBalancer:
    | {
        readonly version: number;
        readonly best: Node;
        readonly others: readonly Node[];
        readonly reason: string;
        readonly updatedAt: number;
      }
    | undefined;
  readonly podVersions: readonly [number, number, number];
  readonly stale: Node | undefined;
}
