import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkRequirements } from '../requirements.ts';
import { Namespace, removeLeftOverNamespaces } from './namespace.ts';

/** The networks between the hosts. The router is host 200 in each. */
const lans = {
  clients: { bridge: 'br-clients', ipv4: '10.10.1', ipv6: 'fd00:1', routerInterface: 'eth0' },
  left: { bridge: 'br-left', ipv4: '192.168.10', ipv6: 'fd00:10', routerInterface: 'eth1' },
  right: { bridge: 'br-right', ipv4: '192.168.20', ipv6: 'fd00:20', routerInterface: 'eth2' },
} as const;

export type LanName = keyof typeof lans;

const routerHostNumber = 200;

export interface HostPlace {
  readonly hostName: string;
  readonly lan: LanName;
  /** Last number of its addresses, 1 to 199. */
  readonly hostNumber: number;
}

/** A host of the lab with the addresses by which it and the router know each other. */
export interface LabHost {
  readonly namespace: Namespace;
  readonly ipv4: string;
  readonly ipv6: string;
  /** The router's addresses on the same LAN. */
  readonly routerIpv4: string;
  readonly routerIpv6: string;
}

/** A top-of-rack router's namespace, three LANs, and the hosts on them; everything is gone after `remove`. */
export class Lab {
  /** For configurations, sockets and logs. Daemons that drop their rights may enter. */
  readonly folder: string;
  readonly router: Namespace;
  readonly hosts: ReadonlyMap<string, LabHost>;
  readonly #switches: Namespace;

  private constructor(
    folder: string,
    router: Namespace,
    switches: Namespace,
    hosts: ReadonlyMap<string, LabHost>,
  ) {
    this.folder = folder;
    this.router = router;
    this.#switches = switches;
    this.hosts = hosts;
  }

  static async create(places: readonly HostPlace[]): Promise<Lab> {
    checkRequirements();
    await removeLeftOverNamespaces();
    const switches = await Namespace.create('switches');
    const router = await Namespace.create('router');
    await router.setSysctl(
      'net.ipv4.ip_forward=1',
      'net.ipv6.conf.all.forwarding=1',
      // By ports too, so that several connections of one client reach several next hops.
      'net.ipv4.fib_multipath_hash_policy=1',
    );
    for (const name of Object.keys(lans) as LanName[]) {
      await switches.ip('link', 'add', lans[name].bridge, 'type', 'bridge');
      await switches.ip('link', 'set', lans[name].bridge, 'up');
      await plug(switches, router, lans[name].routerInterface, name, routerHostNumber);
    }
    const hosts = new Map<string, LabHost>();
    for (const place of places) hosts.set(place.hostName, await addHost(switches, place));
    const folder = mkdtempSync(join(tmpdir(), 'bgpeer-lab-'));
    chmodSync(folder, 0o755);
    return new Lab(folder, router, switches, hosts);
  }

  host(hostName: string): LabHost {
    const host = this.hosts.get(hostName);
    if (host === undefined) throw new Error(`The lab has no host ${hostName}`);
    return host;
  }

  async remove(): Promise<void> {
    const namespaces = [...this.hosts.values()].map((host) => host.namespace);
    for (const namespace of [...namespaces, this.router, this.#switches]) await namespace.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The lab of Cilium's users: three nodes, two of them on one LAN, and a client behind the router. */
export const ciliumNodes: readonly HostPlace[] = [
  { hostName: 'k8s-ctr', lan: 'left', hostNumber: 100 },
  { hostName: 'k8s-w1', lan: 'left', hostNumber: 101 },
  { hostName: 'k8s-w0', lan: 'right', hostNumber: 100 },
];

export const client: HostPlace = { hostName: 'client', lan: 'clients', hostNumber: 10 };

async function addHost(switches: Namespace, { hostName, lan, hostNumber }: HostPlace): Promise<LabHost> {
  const namespace = await Namespace.create(hostName);
  await plug(switches, namespace, 'eth0', lan, hostNumber);
  const { ipv4, ipv6 } = lans[lan];
  const routerIpv4 = `${ipv4}.${routerHostNumber}`;
  const routerIpv6 = `${ipv6}::${routerHostNumber}`;
  await namespace.ip('route', 'add', 'default', 'via', routerIpv4);
  await namespace.ip('-6', 'route', 'add', 'default', 'via', routerIpv6);
  return { namespace, ipv4: `${ipv4}.${hostNumber}`, ipv6: `${ipv6}::${hostNumber}`, routerIpv4, routerIpv6 };
}

async function plug(
  switches: Namespace,
  host: Namespace,
  interfaceName: string,
  lan: LanName,
  hostNumber: number,
): Promise<void> {
  const { bridge, ipv4, ipv6 } = lans[lan];
  const port = `p${hostNumber}-${lan}`;
  await switches.ip('link', 'add', port, 'type', 'veth', 'peer', 'name', interfaceName, 'netns', host.name);
  await switches.ip('link', 'set', port, 'master', bridge, 'up');
  await host.ip('address', 'add', `${ipv4}.${hostNumber}/24`, 'dev', interfaceName);
  await host.ip('address', 'add', `${ipv6}::${hostNumber}/64`, 'dev', interfaceName, 'nodad');
  await host.ip('link', 'set', interfaceName, 'up');
}
