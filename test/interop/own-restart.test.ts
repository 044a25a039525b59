import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BgpeerRouter } from './bgpeer.ts';
import { ciliumNode, ciliumRouterConfiguration, podPrefixes } from './cilium-lab.ts';
import type { Daemon } from './daemons/daemon.ts';
import { FrrDaemon } from './daemons/frr.ts';
import { eventually } from './lab/eventually.ts';
import { kernelBgpRoutes } from './lab/kernel-routes.ts';
import { ciliumNodes, Lab, type LabHost } from './lab/lab.ts';
import type { RunningProgram } from './lab/running-program.ts';

/** FRR on one side of the router, GoBGP on the other. */
const [frrName, gobgpName] = ['k8s-ctr', 'k8s-w0'];
/** A pod of each node. */
const podAddresses = { [frrName]: '172.20.0.1', [gobgpName]: '172.20.2.1' };
const routerNetwork = '10.10.1.0/24';

let lab: Lab;
let router: BgpeerRouter;
let frr: FrrDaemon;
let nodes: readonly Daemon[];

beforeEach(async () => {
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

afterEach(async () => {
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
    const routerWatch = watchRoutes(lab.router, 'router');
    const nodeWatch = watchRoutes(host(frrName).namespace, frrName);
    const traffic = await startTraffic();
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

    const { sent, answered } = await lossOf(traffic);
    expect(sent).toBeGreaterThan(100);
    expect(answered).toBe(sent);
    for (const watch of [routerWatch, nodeWatch]) {
      await watch.stop();
      expect(deletedBgpRoutes(watch)).toEqual([]);
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

/** Everything that happens to a kernel's routes, from now on. */
function watchRoutes(namespace: LabHost['namespace'], name: string): RunningProgram {
  return namespace.start(['ip', 'monitor', 'route'], { logFile: join(lab.folder, `${name}-routes.log`) });
}

function deletedBgpRoutes(watch: RunningProgram): string[] {
  return watch
    .log()
    .split('\n')
    .filter((line) => line.startsWith('Deleted') && line.includes('proto bgp'));
}

/** From a pod of one node to a pod of the other, and back, through what BGP put into the router's kernel. */
async function startTraffic(): Promise<readonly RunningProgram[]> {
  const [sender, echoer] = [frrName, gobgpName];
  const command = [process.execPath, join(import.meta.dirname, 'lab/steady-datagrams.ts')];
  const echo = host(echoer).namespace.start([...command, 'echo', podAddresses[echoer]], {
    logFile: join(lab.folder, 'echo.log'),
  });
  await eventually(async () => echo.log().includes('ready'), { what: 'the echo answers' });
  const send = host(sender).namespace.start(
    [...command, 'send', podAddresses[sender], podAddresses[echoer]],
    { logFile: join(lab.folder, 'send.log') },
  );
  return [send, echo];
}

async function lossOf([send, echo]: readonly RunningProgram[]): Promise<{ sent: number; answered: number }> {
  await send.stop();
  await echo.stop();
  return JSON.parse(send.log()) as { sent: number; answered: number };
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
