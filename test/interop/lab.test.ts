import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BgpeerRouter } from './bgpeer.ts';
import {
  ciliumRouterConfiguration,
  loadBalancerAddress,
  loadBalancerPrefix,
  podPrefixes,
  startCiliumNodes,
} from './cilium-lab.ts';
import type { GobgpDaemon } from './daemons/gobgp.ts';
import { Capture } from './lab/capture.ts';
import { eventually } from './lab/eventually.ts';
import { kernelBgpRoutes } from './lab/kernel-routes.ts';
import { ciliumNodes, client, Lab } from './lab/lab.ts';
import type { RunningProgram } from './lab/running-program.ts';

const nameServer = join(import.meta.dirname, 'name-server.ts');
const nodeNames = ciliumNodes.map(({ hostName }) => hostName);
const addressOf = (hostName: string) => lab.host(hostName).ipv4;
/** Enough connections that a node of three stays without one once in ten million runs. */
const connectionCount = 40;

let lab: Lab;
let router: BgpeerRouter;
let capture: Capture;
let nodes: GobgpDaemon[] = [];
const services: RunningProgram[] = [];

beforeAll(async () => {
  lab = await Lab.create([...ciliumNodes, client]);
  capture = await Capture.start(lab);
  for (const hostName of nodeNames) {
    const { namespace } = lab.host(hostName);
    await namespace.ip('address', 'add', loadBalancerPrefix, 'dev', 'lo');
    const logFile = join(lab.folder, `${hostName}-service.log`);
    services.push(namespace.start([process.execPath, nameServer], { logFile }));
  }
  router = new BgpeerRouter({
    namespace: lab.router,
    folder: join(lab.folder, 'router'),
    configuration: ciliumRouterConfiguration,
    fib: 'kernel',
  });
  await router.start();
  nodes = await startCiliumNodes(lab);
  for (const hostName of nodeNames) await router.untilEstablished(addressOf(hostName));
});

afterAll(async () => {
  await router?.stop();
  await Promise.all([...nodes, ...services].map((program) => program.stop()));
  await capture?.stop();
  await lab?.remove();
});

test("each node's pod prefix is in the kernel", async () => {
  await kernelHas(
    Object.fromEntries(nodeNames.map((hostName) => [podPrefixes[hostName], [addressOf(hostName)]])),
  );
});

test('the load balancer address from all nodes is one route with three next hops, and each answers', async () => {
  await Promise.all(nodes.map((node) => node.announce(loadBalancerPrefix)));
  await kernelHas({ [loadBalancerPrefix]: nodeNames.map(addressOf).sort() });
  expect(await namesThatAnswer()).toEqual([...nodeNames].sort());
});

test('a node that withdraws gets no connection any more', async () => {
  await nodes[1].withdraw(loadBalancerPrefix);
  const left = [nodeNames[0], nodeNames[2]];
  await kernelHas({ [loadBalancerPrefix]: left.map(addressOf).sort() });
  expect(await namesThatAnswer()).toEqual([...left].sort());
});

test('killed, the router leaves its routes; started again, it makes them right', async () => {
  const before = await kernelBgpRoutes(lab.router);
  await router.kill();
  expect(await kernelBgpRoutes(lab.router)).toEqual(before);
  expect(await namesThatAnswer()).toHaveLength(2);
  // What nobody announces when it comes back must go.
  await nodes[0].withdraw(podPrefixes[nodeNames[0]]);
  await nodes[1].announce(loadBalancerPrefix);

  await router.start();
  for (const hostName of nodeNames) await router.untilEstablished(addressOf(hostName));
  await kernelHas({
    [loadBalancerPrefix]: nodeNames.map(addressOf).sort(),
    [podPrefixes[nodeNames[0]]]: undefined,
    [podPrefixes[nodeNames[1]]]: [addressOf(nodeNames[1])],
  });
  expect(await namesThatAnswer()).toEqual([...nodeNames].sort());
});

test('stopped, it tells every peer, and takes its routes out of the kernel', async () => {
  const end = await router.stop();
  expect(end).toEqual({ exitCode: 0, signal: null });
  expect(await kernelBgpRoutes(lab.router)).toEqual({});
  for (const hostName of nodeNames) {
    const ceased = await capture.packets(
      `bgp.type == 3 && ip.dst == ${addressOf(hostName)} && bgp.notify.major_error == 6`,
    );
    expect(ceased.length).toBeGreaterThan(0);
  }
});

test('tshark finds nothing malformed', async () => {
  expect(await capture.malformedPackets()).toEqual([]);
});

/** Waits until the kernel has these next hops for these prefixes; undefined for no route. */
async function kernelHas(expected: Readonly<Record<string, string[] | undefined>>): Promise<void> {
  const matches = async () => {
    const routes = await kernelBgpRoutes(lab.router);
    return Object.entries(expected).every(([prefix, nextHops]) => `${routes[prefix]}` === `${nextHops}`);
  };
  await eventually(matches, {
    what: `kernel routes ${JSON.stringify(expected)}`,
    instead: async () => `${JSON.stringify(await kernelBgpRoutes(lab.router))}\n${router.log()}`,
  });
}

/** Who answers the client's connections to the load balancer, each name once. */
async function namesThatAnswer(): Promise<string[]> {
  const url = `http://${loadBalancerAddress}/`;
  const command = `for i in $(seq ${connectionCount}); do curl --silent --show-error --max-time 2 ${url}; echo; done`;
  const output = await lab.host(client.hostName).namespace.run('sh', '-c', command);
  return [...new Set(output.split('\n').filter((line) => line !== ''))].sort();
}
