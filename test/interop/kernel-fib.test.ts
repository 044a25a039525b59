import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConfigDocumentInput } from '@bgpeer/config';
import { ControlClient } from '@bgpeer/speaker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from './lab/eventually.ts';
import { Namespace, removeLeftOverNamespaces } from './lab/namespace.ts';
import type { RunningProgram } from './lab/running-program.ts';
import { checkRequirements } from './requirements.ts';

const bgpeer = join(import.meta.dirname, '../../packages/cli/src/main.ts');
const torAddress = '192.168.10.200';
const torIpv6Address = 'fd00:10::200';
const nodeNumbers = [100, 101, 102];
const loadBalancer = '172.16.1.1';
const ipv6LoadBalancer = '2001:db8:16::1';
/** More than one batch of lines. */
const manyPrefixes = Array.from(
  { length: 3000 },
  (_, index) => `10.${100 + (index >> 8)}.${index & 255}.0/24`,
);

interface KernelRoute {
  readonly dst: string;
  readonly metric?: number;
  readonly protocol: string;
  readonly gateway?: string;
  readonly nexthops?: readonly { readonly gateway: string }[];
}

let folder: string;
let torHost: Namespace;
let nodesHost: Namespace;
let tor: RunningProgram;
const programs: RunningProgram[] = [];
const nodes: ControlClient[] = [];

beforeAll(async () => {
  checkRequirements();
  await removeLeftOverNamespaces();
  folder = await mkdtemp(join(tmpdir(), 'bgpeer-fib-'));
  torHost = await Namespace.create('fib-tor');
  nodesHost = await Namespace.create('fib-nodes');
  await torHost.ip('link', 'add', 'eth1', 'type', 'veth', 'peer', 'name', 'eth1', 'netns', nodesHost.name);
  await torHost.ip('link', 'set', 'eth1', 'up');
  await nodesHost.ip('link', 'set', 'eth1', 'up');
  await torHost.setSysctl('net.ipv6.conf.eth1.keep_addr_on_down=1');
  await torHost.ip('address', 'add', `${torAddress}/24`, 'dev', 'eth1');
  await torHost.ip('address', 'add', `${torIpv6Address}/64`, 'dev', 'eth1', 'nodad');
  for (const number of nodeNumbers) {
    await nodesHost.ip('address', 'add', `192.168.10.${number}/24`, 'dev', 'eth1');
    await nodesHost.ip('address', 'add', `fd00:10::${number}/64`, 'dev', 'eth1', 'nodad');
  }
});

afterAll(async () => {
  await Promise.all(programs.map((program) => program.stop()));
  await torHost?.remove();
  await nodesHost?.remove();
  await rm(folder, { recursive: true });
});

test('the kernel follows the selected routes, and keeps what is not ours', async () => {
  const gateway = ['via', '192.168.10.100'];
  await torHost.ip('route', 'add', '172.31.0.0/24', ...gateway, 'proto', 'bgp', 'metric', '20');
  await torHost.ip('route', 'add', '172.31.1.0/24', ...gateway, 'proto', 'bgp', 'metric', '100');
  await torHost.ip('route', 'add', '172.31.2.0/24', ...gateway, 'proto', 'static', 'metric', '20');
  tor = await startTor();
  for (const number of nodeNumbers) nodes.push(await startNode(number));

  await kernelHas(loadBalancer, ['192.168.10.100', '192.168.10.101', '192.168.10.102']);
  await kernelHas(ipv6LoadBalancer, ['fd00:10::100', 'fd00:10::101', 'fd00:10::102']);
  await eventually(async () => (await ownRoutes('-4')).length === manyPrefixes.length + 4, {
    what: 'every prefix in the kernel, and the left-over gone',
    instead: async () => `${(await ownRoutes('-4')).length} routes`,
  });
  const destinations = (await ownRoutes('-4')).map((route) => route.dst);
  expect(new Set(destinations)).toEqual(
    new Set([...manyPrefixes, loadBalancer, ...nodeNumbers.map(podPrefix)]),
  );
  const others = (await routes('-4')).filter((route) => route.dst.startsWith('172.31.'));
  expect(others.map((route) => route.dst).sort()).toEqual(['172.31.1.0/24', '172.31.2.0/24']);

  const forwarding = await torClient().forwarding('ipv4-unicast');
  expect(forwarding.routes.length).toBe(manyPrefixes.length + 4);
  expect(forwarding.routes.every((route) => route.installed)).toBe(true);
  const shared = forwarding.routes.find((route) => route.prefix === `${loadBalancer}/32`);
  expect(Object.values(shared?.interfaces ?? {}).map(({ name }) => name)).toEqual(['eth1', 'eth1', 'eth1']);
});

test('one ip process serves, and next hops come and go', async () => {
  const commands = await torHost.run('sh', '-c', `ip netns pids ${torHost.name} | xargs ps -o args= -p`);
  const writers = commands.split('\n').filter((command) => command === 'ip -force -batch -');
  expect(writers.length).toBe(1);
  await nodes[1].deleteNetwork(`${loadBalancer}/32`);
  await nodes[2].deleteNetwork(`${ipv6LoadBalancer}/128`);
  await kernelHas(loadBalancer, ['192.168.10.100', '192.168.10.102']);
  await kernelHas(ipv6LoadBalancer, ['fd00:10::100', 'fd00:10::101']);
  await nodes[2].deleteNetwork(`${loadBalancer}/32`);
  await kernelHas(loadBalancer, ['192.168.10.100']);
  await nodes[2].addNetwork(`${loadBalancer}/32`);
  await kernelHas(loadBalancer, ['192.168.10.100', '192.168.10.102']);
});

test('routes that the kernel dropped with their link are back when the link is', async () => {
  await torHost.ip('link', 'set', 'eth1', 'down');
  expect(await ownRoutes('-4')).toEqual([]);
  await torHost.ip('link', 'set', 'eth1', 'up');
  await kernelHas(loadBalancer, ['192.168.10.100', '192.168.10.102']);
  await eventually(async () => (await ownRoutes('-4')).length === manyPrefixes.length + 4, {
    what: 'every prefix in the kernel again',
  });
});

test('after kill -9 the routes stay; the next start keeps what is learned again and removes the rest', async () => {
  await tor.end('SIGKILL');
  expect((await ownRoutes('-4')).length).toBe(manyPrefixes.length + 4);
  await nodes[0].deleteNetwork(podPrefix(100));
  const monitor = torHost.start(['ip', 'monitor', 'route'], { logFile: join(folder, 'monitor.log') });
  programs.push(monitor);
  tor = await startTor();
  await eventually(async () => !(await ownRoutes('-4')).some((route) => route.dst === podPrefix(100)), {
    what: `${podPrefix(100)} gone`,
  });
  await kernelHas(loadBalancer, ['192.168.10.100', '192.168.10.102']);
  expect((await ownRoutes('-4')).length).toBe(manyPrefixes.length + 3);
  await monitor.stop();
  // No traffic was without its route in the meantime.
  const deleted = monitor
    .log()
    .split('\n')
    .filter((line) => line.startsWith('Deleted'));
  expect(deleted.map((line) => line.split(' ')[1])).toEqual([podPrefix(100)]);
});

test('a clean stop leaves nothing of ours, and all of the others', async () => {
  // The two others of the beginning went with their link.
  await torHost.ip('route', 'add', '172.31.3.0/24', 'via', '192.168.10.100', 'metric', '20');
  const { exitCode } = await tor.end('SIGTERM');
  expect(exitCode).toBe(0);
  expect(await ownRoutes('-4')).toEqual([]);
  expect(await ownRoutes('-6')).toEqual([]);
  const others = (await routes('-4')).filter((route) => route.dst.startsWith('172.31.'));
  expect(others.map((route) => route.dst)).toEqual(['172.31.3.0/24']);
});

function podPrefix(nodeNumber: number): string {
  return `172.20.${nodeNumber}.0/24`;
}

function torClient(): ControlClient {
  return new ControlClient(join(folder, 'tor.sock'));
}

async function startTor(): Promise<RunningProgram> {
  return await startBgpeer(torHost, 'tor', ['--fib', 'kernel'], {
    asNumber: 65000,
    routerId: torAddress,
    ebgpRequiresPolicy: false,
    bestpath: { multipathRelax: true },
    peers: nodeNumbers.flatMap((number) => [
      { address: `192.168.10.${number}`, remoteAs: 'external', passive: true },
      {
        address: `fd00:10::${number}`,
        remoteAs: 'external',
        passive: true,
        families: { 'ipv4-unicast': { activate: false }, 'ipv6-unicast': { activate: true } },
      },
    ]),
  });
}

async function startNode(number: number): Promise<ControlClient> {
  const name = `node-${number}`;
  const ipv4Networks = number === 102 ? manyPrefixes : [];
  await startBgpeer(nodesHost, name, ['--listen', `192.168.10.${number}`], {
    asNumber: 65001,
    routerId: `192.168.10.${number}`,
    ebgpRequiresPolicy: false,
    connectRetryTimeSeconds: 1,
    networks: [podPrefix(number), `${loadBalancer}/32`, `${ipv6LoadBalancer}/128`, ...ipv4Networks],
    peers: [
      { address: torAddress, remoteAs: 65000, localAddress: `192.168.10.${number}` },
      {
        address: torIpv6Address,
        remoteAs: 65000,
        localAddress: `fd00:10::${number}`,
        families: { 'ipv4-unicast': { activate: false }, 'ipv6-unicast': { activate: true } },
      },
    ],
  });
  return new ControlClient(join(folder, `${name}.sock`));
}

/** Runs the command, and waits until it answers on its control socket. */
async function startBgpeer(
  host: Namespace,
  name: string,
  flags: readonly string[],
  configuration: ConfigDocumentInput,
): Promise<RunningProgram> {
  const file = join(folder, `${name}.yaml`);
  const socket = join(folder, `${name}.sock`);
  // JSON is YAML.
  await writeFile(file, JSON.stringify(configuration));
  const command = [process.execPath, bgpeer, 'tor', file, '--socket', socket, ...flags];
  const program = host.start(command, { logFile: join(folder, `${name}.log`) });
  programs.push(program);
  await eventually(() => new ControlClient(socket).status(), {
    what: `${name} answers`,
    instead: () => program.log(),
  });
  return program;
}

async function kernelHas(destination: string, gateways: readonly string[]): Promise<void> {
  const family = destination.includes(':') ? '-6' : '-4';
  await eventually(
    async () => {
      const route = (await ownRoutes(family)).find(({ dst }) => dst === destination);
      return route !== undefined && gatewaysOf(route).join() === gateways.join();
    },
    {
      what: `${destination} via ${gateways.join(', ')}`,
      instead: async () => {
        const route = (await ownRoutes(family)).find(({ dst }) => dst === destination);
        return `${JSON.stringify(route)}\n${tor.log()}`;
      },
    },
  );
}

function gatewaysOf(route: KernelRoute): string[] {
  return (route.nexthops ?? [{ gateway: route.gateway ?? '' }]).map((hop) => hop.gateway).sort();
}

async function ownRoutes(family: '-4' | '-6'): Promise<KernelRoute[]> {
  return (await routes(family)).filter((route) => route.protocol === 'bgp' && route.metric === 20);
}

async function routes(family: '-4' | '-6'): Promise<KernelRoute[]> {
  return JSON.parse(await torHost.ip(family, '-json', 'route', 'show')) as KernelRoute[];
}
