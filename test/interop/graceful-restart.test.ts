import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BgpeerRouter } from './bgpeer.ts';
import { ciliumNode, ciliumRouterConfiguration, loadBalancerPrefix, podPrefixes } from './cilium-lab.ts';
import { BirdDaemon } from './daemons/bird.ts';
import type { Daemon, DaemonSetup } from './daemons/daemon.ts';
import { FrrDaemon } from './daemons/frr.ts';
import { eventually } from './lab/eventually.ts';
import { kernelBgpRoutes } from './lab/kernel-routes.ts';
import { ciliumNodes, Lab } from './lab/lab.ts';

const nodeName = 'k8s-w0';
const otherNodeName = 'k8s-ctr';
const prefix = podPrefixes[nodeName];

let lab: Lab;
let router: BgpeerRouter;
let node: Daemon;

beforeEach(async () => {
  lab = await Lab.create(ciliumNodes);
  router = new BgpeerRouter({
    namespace: lab.router,
    folder: join(lab.folder, 'router'),
    configuration: ciliumRouterConfiguration,
    fib: 'kernel',
  });
  await router.start();
});

afterEach(async () => {
  await router.stop();
  await node.stop();
  await lab.remove();
});

describe.each([
  { name: 'GoBGP', create: (): Daemon => ciliumNode(lab, nodeName) },
  { name: 'FRR', create: (): Daemon => new FrrDaemon(gracefulSetup()) },
  { name: 'BIRD', create: (): Daemon => new BirdDaemon(gracefulSetup()) },
])('$name killed', ({ create }) => {
  test('and back in time: its routes stay, stale, and are then fresh', async () => {
    await startNode(create());
    await node.kill();
    await untilStale();
    expect(await kernelBgpRoutes(lab.router)).toEqual({ [prefix]: [address()] });

    await node.start();
    await node.announce(prefix);
    await router.untilEstablished(address());
    await router.until('the route is fresh', async () => {
      const [route] = await router.routes(prefix);
      return route !== undefined && !route.stale;
    });
    expect(await kernelBgpRoutes(lab.router)).toEqual({ [prefix]: [address()] });
    // The route was never gone in between.
    const lost = router.events.filter(
      (event) => event.kind === 'route' && event.prefix === prefix && event.selected === undefined,
    );
    expect(lost).toEqual([]);
  });
});

test('stale never shares the load with fresh: one of two gone, the other has it all until it is back', async () => {
  const other = new BirdDaemon(gracefulSetup(otherNodeName));
  try {
    await startNode(new FrrDaemon(gracefulSetup()));
    await other.start();
    await Promise.all([node, other].map((daemon) => daemon.announce(loadBalancerPrefix)));
    const both = [lab.host(otherNodeName).ipv4, address()].sort();
    await kernelShares(both);
    await node.kill();
    await kernelShares([lab.host(otherNodeName).ipv4]);
    expect((await router.routes(loadBalancerPrefix)).filter(({ stale }) => stale)).toHaveLength(1);
    await node.start();
    await kernelShares(both);
  } finally {
    await other.stop();
  }
});

test('killed and not back in time: its routes go', async () => {
  const short = { ...ciliumPeer(), gracefulRestartSeconds: 3 };
  await startNode(new BirdDaemon({ ...gracefulSetup(), peers: [short] }));
  await node.kill();
  await untilStale();
  await router.untilGone(prefix);
  const removed = router.events.flatMap((event) => (event.kind === 'router' ? [event.event] : []));
  expect(removed).toContainEqual(
    expect.objectContaining({ name: 'stale-routes-removed', peer: address(), routeCount: 1 }),
  );
});

async function startNode(daemon: Daemon): Promise<void> {
  node = daemon;
  await node.start();
  await node.announce(prefix);
  await router.untilEstablished(address());
  await eventually(async () => prefix in (await kernelBgpRoutes(lab.router)), {
    what: `the kernel has ${prefix}`,
    instead: () => router.log(),
  });
}

/** Waits until the load balancer's address has these next hops in the kernel. */
async function kernelShares(nextHops: readonly string[]): Promise<void> {
  await eventually(
    async () => `${(await kernelBgpRoutes(lab.router))[loadBalancerPrefix]}` === `${nextHops}`,
    {
      what: `the kernel has ${loadBalancerPrefix} via ${nextHops}`,
      instead: async () => `${(await kernelBgpRoutes(lab.router))[loadBalancerPrefix]}\n${router.log()}`,
    },
  );
}

async function untilStale(): Promise<void> {
  await router.until('the route is stale', async () => (await router.routes(prefix))[0]?.stale === true);
}

function address(): string {
  return lab.host(nodeName).ipv4;
}

function ciliumPeer(hostName = nodeName): DaemonSetup['peers'][number] {
  const { ipv4, routerIpv4 } = lab.host(hostName);
  return { localAddress: ipv4, address: routerIpv4, asNumber: 65000, passive: false };
}

function gracefulSetup(hostName = nodeName): DaemonSetup {
  const { namespace, ipv4 } = lab.host(hostName);
  return {
    namespace,
    folder: join(lab.folder, hostName),
    asNumber: 65001,
    routerId: ipv4,
    holdTimeSeconds: 9,
    peers: [{ ...ciliumPeer(hostName), gracefulRestartSeconds: 30 }],
  };
}
