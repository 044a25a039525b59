import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ControlClient } from '@bgpeer/speaker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from './lab/eventually.ts';
import { Namespace, removeLeftOverNamespaces } from './lab/namespace.ts';
import type { RunningProgram } from './lab/running-program.ts';
import { checkRequirements } from './requirements.ts';

const bgpeer = join(import.meta.dirname, '../../packages/cli/src/main.ts');

/** What `ip -json route` says of a route. */
interface KernelRoute {
  readonly type?: string;
  readonly dst: string;
  readonly protocol: string;
  readonly metric?: number;
  readonly gateway?: string;
  readonly dev?: string;
  readonly via?: { readonly host: string };
  readonly nexthops?: readonly {
    readonly gateway?: string;
    readonly dev: string;
    readonly weight: number;
  }[];
}

/** A router with two neighbours, each behind an interface of its own. */
const torConfiguration = `
router bgp 65000
 bgp router-id 10.0.1.1
 no bgp ebgp-requires-policy
 bgp bestpath as-path multipath-relax
 neighbor 10.0.1.2 remote-as 65001
 neighbor 10.0.1.2 passive
 neighbor 10.0.2.2 remote-as 65002
 neighbor 10.0.2.2 passive
 neighbor 10.0.2.2 ebgp-multihop 2
 neighbor fd00:1::2 remote-as 65001
 neighbor fd00:1::2 passive
 neighbor fd00:1::2 capability extended-nexthop
 address-family ipv4 unicast
  redistribute static
  neighbor fd00:1::2 activate
 exit-address-family
exit
ip route 192.0.2.0/24 10.0.1.2
ip route 192.0.3.0/24 blackhole 200
`;

const nearConfiguration = `
router bgp 65001
 bgp router-id 10.0.1.2
 no bgp ebgp-requires-policy
 timers connect 1
 neighbor 10.0.1.1 remote-as 65000
 neighbor fd00:1::1 remote-as 65000
 neighbor fd00:1::1 capability extended-nexthop
 address-family ipv4 unicast
  network 172.16.1.1/32
  network 172.16.6.0/24
  network 172.16.9.9/32
  redistribute connected route-map LOOPBACK
  neighbor 10.0.1.1 route-map OUT out
  neighbor fd00:1::1 activate
  neighbor fd00:1::1 route-map SIX out
 exit-address-family
exit
ip prefix-list SIX permit 172.16.6.0/24
ip prefix-list NINE permit 172.16.9.9/32
ip prefix-list LOOPBACK permit 10.255.0.1/32
route-map LOOPBACK permit 10
 match ip address prefix-list LOOPBACK
 set metric 7
route-map SIX permit 10
 match ip address prefix-list SIX
route-map OUT deny 5
 match ip address prefix-list SIX
route-map OUT permit 10
 match ip address prefix-list NINE
 set community blackhole
route-map OUT permit 20
 set extcommunity bandwidth 1000
`;

const otherConfiguration = `
router bgp 65002
 bgp router-id 10.0.2.2
 no bgp ebgp-requires-policy
 timers connect 1
 neighbor 10.0.2.1 remote-as 65000
 address-family ipv4 unicast
  network 172.16.1.1/32
  network 198.51.100.0/24
  network 10.9.0.0/24
  neighbor 10.0.2.1 route-map OUT out
 exit-address-family
exit
ip prefix-list FAR permit 10.9.0.0/24
route-map OUT permit 10
 match ip address prefix-list FAR
 set ip next-hop 198.51.100.7
route-map OUT permit 20
 set extcommunity bandwidth 3000
`;

let folder: string;
let tor: Namespace;
let near: Namespace;
let other: Namespace;
const programs: RunningProgram[] = [];

beforeAll(async () => {
  checkRequirements();
  await removeLeftOverNamespaces();
  folder = await mkdtemp(join(tmpdir(), 'bgpeer-underlay-'));
  tor = await Namespace.create('under-tor');
  near = await Namespace.create('under-near');
  other = await Namespace.create('under-other');
  await link('eth1', near, 1);
  await link('eth2', other, 2);
  await near.ip('address', 'add', '10.255.0.1/32', 'dev', 'lo');
  await start(tor, torConfiguration, ['--fib', 'kernel']);
  await start(near, nearConfiguration, []);
  await start(other, otherConfiguration, []);
});

afterAll(async () => {
  await Promise.all(programs.map((program) => program.stop()));
  await Promise.all([tor, near, other].map((host) => host?.remove()));
  await rm(folder, { recursive: true });
});

test('several next hops have the shares of their link bandwidths', async () => {
  await kernelHas('172.16.1.1', {
    nexthops: [
      { gateway: '10.0.1.2', dev: 'eth1', weight: 25 },
      { gateway: '10.0.2.2', dev: 'eth2', weight: 75 },
    ],
  });
});

test('IPv4 goes over an IPv6 next hop (RFC 8950)', async () => {
  await kernelHas('172.16.6.0/24', { via: { host: 'fd00:1::2' }, dev: 'eth1' });
});

test('a next hop behind a route of BGP is resolved before it comes to the kernel', async () => {
  await kernelHas('10.9.0.0/24', { gateway: '10.0.2.2', dev: 'eth2' });
});

test('what is marked with BLACKHOLE is dropped (RFC 7999)', async () => {
  await kernelHas('172.16.9.9', { type: 'blackhole' });
});

test('connected networks of the neighbour are redistributed, an address of its loopback too', async () => {
  await kernelHas('10.255.0.1', { gateway: '10.0.1.2', dev: 'eth1' });
  const routes = await client(tor).forwarding('ipv4-unicast');
  expect(routes.routes.find(({ prefix }) => prefix === '10.255.0.1/32')).toMatchObject({ multiExitDisc: 7 });
});

test('static routes of the configuration are in the kernel, with their distance, and redistributed', async () => {
  await kernelHas('192.0.2.0/24', { gateway: '10.0.1.2', dev: 'eth1', metric: 1 });
  await kernelHas('192.0.3.0/24', { type: 'blackhole', metric: 200 });
  await eventually(
    async () => (await client(near).routes('ipv4-unicast', { prefix: '192.0.2.0/24' })).prefixes.length === 1,
    { what: 'the neighbour knows the static route' },
  );
});

test('while an interface is down what is behind it is not used, though the session still stands', async () => {
  await tor.ip('link', 'set', 'eth2', 'down');
  await kernelHas('172.16.1.1', { gateway: '10.0.1.2', dev: 'eth1' });
  await eventually(async () => (await routeTo('10.9.0.0/24')) === undefined, { what: '10.9.0.0/24 gone' });
  const { peers } = await client(tor).peers();
  expect(peers.find(({ address }) => address === '10.0.2.2')?.state).toBe('Established');
  const { prefixes } = await client(tor).routes('ipv4-unicast', { prefix: '10.9.0.0/24' });
  expect(prefixes[0].routes[0]).toMatchObject({ valid: false, nextHopReachable: false });
  expect(prefixes[0].routes[0].explanationText).toContain('198.51.100.7');

  await tor.ip('link', 'set', 'eth2', 'up');
  await kernelHas('172.16.1.1', { nexthops: [{ weight: 25 }, { weight: 75 }] });
  await kernelHas('10.9.0.0/24', { gateway: '10.0.2.2', dev: 'eth2' });
});

test('a route that an administrator enters is a way to next hops, and goes again', async () => {
  await tor.ip('route', 'add', '198.51.100.7/32', 'via', '10.0.1.2', 'proto', 'static');
  await kernelHas('10.9.0.0/24', { gateway: '10.0.1.2', dev: 'eth1' });
  await tor.ip('route', 'delete', '198.51.100.7/32');
  await kernelHas('10.9.0.0/24', { gateway: '10.0.2.2', dev: 'eth2' });
});

test('a clean stop takes static routes along', async () => {
  await programs[0].end('SIGTERM');
  const left = await kernelRoutes();
  expect(left.filter(({ protocol }) => protocol !== 'kernel').map(({ dst }) => dst)).toEqual([]);
});

/** A link between the router and a neighbour: 10.0.N.0/24 and fd00:N::/64, the router at 1 and the neighbour at 2. */
async function link(name: string, neighbour: Namespace, number: number): Promise<void> {
  await tor.ip('link', 'add', name, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', neighbour.name);
  await tor.setSysctl(`net.ipv6.conf.${name}.keep_addr_on_down=1`);
  for (const [host, end, last] of [
    [tor, name, 1],
    [neighbour, 'eth0', 2],
  ] as const) {
    await host.ip('link', 'set', end, 'up');
    await host.ip('address', 'add', `10.0.${number}.${last}/24`, 'dev', end);
    await host.ip('address', 'add', `fd00:${number}::${last}/64`, 'dev', end, 'nodad');
  }
}

async function start(host: Namespace, configuration: string, flags: readonly string[]): Promise<void> {
  const file = join(folder, `${host.hostName}.conf`);
  await writeFile(file, configuration);
  const socket = join(folder, `${host.hostName}.sock`);
  const command = [process.execPath, bgpeer, 'tor', file, '--socket', socket, ...flags];
  const program = host.start(command, { logFile: join(folder, `${host.hostName}.log`) });
  programs.push(program);
  await eventually(() => client(host).status(), {
    what: `${host.hostName} answers`,
    instead: () => program.log(),
  });
}

function client(host: Namespace): ControlClient {
  return new ControlClient(join(folder, `${host.hostName}.sock`));
}

async function kernelHas(destination: string, expected: object): Promise<void> {
  await eventually(
    async () => {
      const route = await routeTo(destination);
      return route !== undefined && includes(route, expected);
    },
    {
      what: `${destination} as ${JSON.stringify(expected)}`,
      instead: async () => `${JSON.stringify(await routeTo(destination))}\n${programs[0].log()}`,
    },
  );
}

function includes(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return actual === expected;
  if (typeof actual !== 'object' || actual === null) return false;
  return Object.entries(expected).every(([key, value]) =>
    includes((actual as Readonly<Record<string, unknown>>)[key], value),
  );
}

async function routeTo(destination: string): Promise<KernelRoute | undefined> {
  return (await kernelRoutes()).find(({ dst, protocol }) => dst === destination && protocol !== 'kernel');
}

async function kernelRoutes(): Promise<readonly KernelRoute[]> {
  return JSON.parse(await tor.ip('-4', '-json', 'route', 'show')) as KernelRoute[];
}
