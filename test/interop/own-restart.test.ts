import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BgpeerRouter } from './bgpeer.ts';
import { ciliumNode, ciliumRouterConfiguration, podPrefixes } from './cilium-lab.ts';
import type { Daemon } from './daemons/daemon.ts';
import { FrrDaemon } from './daemons/frr.ts';
import { eventually } from './lab/eventually.ts';
import { kernelBgpRoutes } from './lab/kernel-routes.ts';
import { ciliumNodes, Lab, type LabHost } from './lab/lab.ts';
import { RouteWatch } from './lab/route-watch.ts';
import { Traffic, type TrafficEnd } from './lab/traffic.ts';

/** FRR on one side of the router, GoBGP on the other. */
const [frrName, gobgpName] = ['k8s-ctr', 'k8s-w0'];
/** A pod of each node. */
const podAddresses: Readonly<Record<string, string>> = { [frrName]: '172.20.0.1', [gobgpName]: '172.20.2.1' };
const routerNetwork = '10.10.1.0/24';

let lab: Lab;
let router: BgpeerRouter;
let frr: FrrDaemon;
let nodes: readonly Daemon[];

beforeAll(async () => {
  lab = await Lab.create(ciliumNodes);
  for (const [name, address] of Object.entries(podAddresses))
    await lab.host(name).namespace.ip('address', 'add', `${address}/32`, 'dev', 'lo');
  router = new BgpeerRouter({
    namespace: lab.router,
    folder: join(lab.folder, 'router'),
    configuration: ciliumRouterConfiguration.replace(
      'bgp graceful-restart\n',
      'bgp graceful-restart\n  bgp graceful-restart preserve-fw-state\n  bgp graceful-restart restart-time 60\n',
    ),
    fib: 'kernel',
  });
  frr = new FrrDaemon({
    namespace: host(frrName).namespace,
    folder: join(lab.folder, frrName),
    asNumber: 65001,
    routerId: host(frrName).ipv4,
    holdTimeSeconds: 9,
    peers: [peerOf(host(frrName))],
  });
  nodes = [frr, ciliumNode(lab, gobgpName)];
  await router.start();
  for (const [place, node] of nodes.entries()) {
    await node.start();
    await node.announce(podPrefixes[[frrName, gobgpName][place]]);
  }
  await untilForwarding();
  await untilKnown();
});

afterAll(async () => {
  await router.stop();
  for (const node of nodes) await node.stop();
  await lab.remove();
});

test.each([
  { how: 'stopped for a restart', end: () => router.client.stop(undefined, { graceful: true }) },
  { how: 'killed', end: () => router.kill() },
])(
  'the router $how: its peers keep its routes, the kernel its own, and no packet is lost',
  async ({ end }) => {
    const watches = [lab.router, host(frrName).namespace].map((namespace) =>
      RouteWatch.start(namespace, lab.folder),
    );
    const traffic = await Traffic.start(pod(frrName), pod(gobgpName), lab.folder);
    await end();
    await eventually(
      async () => (await frr.vtysh(`show bgp ipv4 unicast ${routerNetwork}`)).includes('stale'),
      {
        what: 'FRR keeps our route as stale',
        instead: () => frr.vtysh(`show bgp ipv4 unicast ${routerNetwork}`),
      },
    );
    expect(Object.keys(await kernelBgpRoutes(lab.router)).sort()).toEqual(expectedKernelRoutes);
    await router.start();
    for (const name of [frrName, gobgpName]) await router.untilEstablished(host(name).ipv4);
    await router.until('the selection is made and told', async () => endsOfRib().length >= nodes.length);
    await eventually(
      async () => !(await frr.vtysh(`show bgp ipv4 unicast ${routerNetwork}`)).includes('stale'),
      {
        what: 'our route is fresh again',
      },
    );
    expect(deferralEnds()).toContainEqual(
      expect.objectContaining({ family: 'ipv4-unicast', reason: 'end-of-rib' }),
    );

    const { sent, answered } = await traffic.stop();
    expect(sent).toBeGreaterThan(100);
    expect(answered).toBe(sent);
    for (const watch of watches) {
      await watch.stop();
      expect(watch.deletedBgpPrefixes()).toEqual([]);
    }
    const [open] = (await router.peer(host(frrName).ipv4)).sentCapabilities.filter(
      ({ name }) => name === 'graceful-restart',
    );
    expect(open).toMatchObject({ restarting: true, families: [{ forwardingPreserved: true }] });
  },
);

const expectedKernelRoutes = [podPrefixes[frrName], podPrefixes[gobgpName]];

function host(name: string): LabHost {
  return lab.host(name);
}

/** Between pods of both nodes packets go through what BGP put into the router's kernel, both ways. */
function pod(name: string): TrafficEnd {
  return { namespace: host(name).namespace, address: podAddresses[name] };
}

function peerOf({ ipv4, routerIpv4 }: LabHost) {
  return {
    localAddress: ipv4,
    address: routerIpv4,
    asNumber: 65000,
    passive: false,
    gracefulRestartSeconds: 60,
  };
}

async function untilForwarding(): Promise<void> {
  await eventually(
    async () => Object.keys(await kernelBgpRoutes(lab.router)).length === expectedKernelRoutes.length,
    { what: 'the kernel has the routes of both nodes', instead: () => router.log() },
  );
}

async function untilKnown(): Promise<void> {
  await eventually(
    async () => (await frr.routes('ipv4-unicast')).some(({ prefix }) => prefix === routerNetwork),
    { what: "FRR has the router's route" },
  );
  await eventually(async () => routerNetwork in (await kernelBgpRoutes(host(frrName).namespace)), {
    what: "FRR's kernel has it too",
  });
}

function routerEvents() {
  return router.events.flatMap((event) => (event.kind === 'router' ? [event.event] : []));
}

function endsOfRib() {
  return routerEvents().filter(({ name }) => name === 'end-of-rib-sent');
}

function deferralEnds() {
  return routerEvents().filter(({ name }) => name === 'selection-deferral-ended');
}
