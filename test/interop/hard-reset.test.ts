import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BgpeerRouter } from './bgpeer.ts';
import { BirdDaemon } from './daemons/bird.ts';
import type { DaemonSetup } from './daemons/daemon.ts';
import { FrrDaemon } from './daemons/frr.ts';
import { GobgpDaemon } from './daemons/gobgp.ts';
import { setupOn } from './daemons/setup-on.ts';
import { Capture } from './lab/capture.ts';
import { eventually } from './lab/eventually.ts';
import { kernelBgpRoutes } from './lab/kernel-routes.ts';
import { type HostPlace, Lab } from './lab/lab.ts';
import { RouteWatch } from './lab/route-watch.ts';

const routerAsNumber = 65000;
const places: readonly HostPlace[] = [
  { hostName: 'frr', lan: 'left', hostNumber: 101 },
  { hostName: 'gobgp', lan: 'left', hostNumber: 102 },
  { hostName: 'bird', lan: 'left', hostNumber: 103 },
];
const asNumbers = { frr: 65001, gobgp: 65002, bird: 65003 } as const;
type HostName = keyof typeof asNumbers;
const hostNames = Object.keys(asNumbers) as HostName[];
const prefixes = { frr: '203.0.1.0/24', gobgp: '203.0.2.0/24', bird: '203.0.3.0/24' } as const;
const ourPrefix = '10.10.1.0/24';
const routerAddress = '192.168.10.200';

/** What a reset of ours has to say, and as a shutdown communication (RFC 9003). */
const words = 'new cables';
const wordsAsData = `0a${Buffer.from(words).toString('hex')}`;

let lab: Lab;
let capture: Capture;
let router: BgpeerRouter;
let frr: FrrDaemon;
let gobgp: GobgpDaemon;
let bird: BirdDaemon;

beforeAll(async () => {
  lab = await Lab.create(places);
  capture = await Capture.start(lab);
  frr = new FrrDaemon(gracefulSetup('frr'));
  gobgp = new GobgpDaemon(gracefulSetup('gobgp'));
  bird = new BirdDaemon(gracefulSetup('bird'));
  await Promise.all([frr, gobgp, bird].map((daemon) => daemon.start()));
  await frr.announce(prefixes.frr);
  await gobgp.announce(prefixes.gobgp);
  await bird.announce(prefixes.bird);
});

afterAll(async () => {
  await Promise.all([frr, gobgp, bird].map((daemon) => daemon?.stop()));
  await capture?.stop();
  await lab?.remove();
});

describe.each([
  { statement: 'bgp hard-administrative-reset', hard: true },
  { statement: 'no bgp hard-administrative-reset', hard: false },
])('$statement', ({ statement, hard }) => {
  beforeAll(async () => await startRouter(statement));

  afterAll(async () => await router.stop());

  test(`a reset of ours ${hard ? 'is a Hard Reset, and routes go' : 'is no Hard Reset, and routes stay'}`, async () => {
    const frrHost = lab.host('frr');
    await eventually(async () => ourPrefix in (await kernelBgpRoutes(frrHost.namespace)), {
      what: "FRR's kernel has our route",
    });
    const watch = RouteWatch.start(frrHost.namespace, lab.folder);
    await Promise.all(
      hostNames.map((name) => untilBackAfter(name, () => router.client.resetPeer(address(name), words))),
    );
    await eventually(async () => !(await frr.vtysh(`show bgp ipv4 unicast ${ourPrefix}`)).includes('stale'), {
      what: 'our route is fresh in FRR',
    });
    await watch.stop();
    expect(watch.deletedBgpPrefixes().includes(ourPrefix)).toBe(hard);
    for (const name of ['frr', 'gobgp'] as const) {
      const expected = hard ? `6/9 0604${wordsAsData}` : `6/4 ${wordsAsData}`;
      expect(await lastNotification(routerAddress, address(name))).toBe(expected);
      expect(sessionEnds(name)).toEqual([expect.objectContaining({ graceful: !hard })]);
    }
    expect(losses('frr')).toHaveLength(hard ? 1 : 0);
    // GoBGP 3.10 keeps no forwarding state for the peer to find, and its next OPEN says so: no F bit.
    expect(losses('gobgp')).toHaveLength(1);
    // BIRD 2.0 has no N bit (RFC 8538).
    expect(await lastNotification(routerAddress, address('bird'))).toBe(`6/4 ${wordsAsData}`);
    expect(losses('bird')).toHaveLength(1);
  });

  test('a shutdown is a Hard Reset in either case (RFC 8538, section 5.1)', async () => {
    await router.client.shutdownPeer(address('frr'), words);
    const isGone = async () => !(await frr.routes('ipv4-unicast')).some(({ prefix }) => prefix === ourPrefix);
    await eventually(isGone, { what: 'FRR has lost our route' });
    expect(await lastNotification(routerAddress, address('frr'))).toBe(`6/9 0602${wordsAsData}`);
    await router.client.startPeer(address('frr'));
    await router.untilLearned(prefixes.frr);
  });

  test(`a reset of FRR's with ${statement}: its routes ${hard ? 'go' : 'stay'}`, async () => {
    await frr.configure(`router bgp ${asNumbers.frr}`, statement);
    const lossCount = losses('frr').length;
    await untilBackAfter('frr', () => frr.vtysh('clear bgp *'));
    expect(await lastNotification(address('frr'), routerAddress)).toBe(hard ? '6/9 0604' : '6/4 ');
    const end = sessionEnds('frr').at(-1);
    expect(end).toMatchObject({ kind: 'notification-received', graceful: !hard });
    // In words: what is inside of it too.
    const reset = 'Cease/Administrative Reset';
    expect(end?.reason).toContain(hard ? `: Cease/Hard Reset (${reset})` : `: ${reset}`);
    expect(losses('frr')).toHaveLength(lossCount + (hard ? 1 : 0));
  });
});

describe('without Hard Reset', () => {
  beforeAll(async () => await startRouter(''));

  afterAll(async () => await router.stop());

  test('a reset of BIRD, without the N bit: its routes go', async () => {
    await untilBackAfter('bird', () => bird.birdc('restart', 'peer0'));
    expect(await lastNotification(address('bird'), routerAddress)).toBe('6/4 ');
    expect(losses('bird')).toHaveLength(1);
  });

  // GoBGP 3.10 has the N bit and sends no Hard Reset; it comes back half a minute later.
  test('a reset of GoBGP, with it: its routes stay', async () => {
    await gobgp.gobgp('neighbor', routerAddress, 'reset');
    await router.until('its routes are stale', async () => {
      const routes = await router.routes(prefixes.gobgp);
      return routes.some(({ stale, best }) => stale && best);
    });
    expect(await lastNotification(address('gobgp'), routerAddress)).toBe('6/4 ');
    expect(sessionEnds('gobgp')).toEqual([expect.objectContaining({ graceful: true })]);
    expect(losses('gobgp')).toEqual([]);
  });
});

/** Does it, and waits until the session that it ends is there again. */
async function untilBackAfter(hostName: HostName, end: () => Promise<unknown>): Promise<void> {
  const { connectionsEstablished } = await router.peer(address(hostName));
  await end();
  await router.until(`${hostName} is back`, async () => {
    const peer = await router.peer(address(hostName));
    return peer.state === 'Established' && peer.connectionsEstablished > connectionsEstablished;
  });
}

/** `6/4 DATA`, the data in hexadecimal. */
async function lastNotification(from: string, to: string): Promise<string> {
  const names = ['bgp.notify.major_error', 'bgp.notify.minor_error_cease', 'tcp.payload'];
  const rows = await capture.fields(`bgp.type == 3 && ip.src == ${from} && ip.dst == ${to}`, ...names);
  const [code, subcode, payload] = rows.at(-1)!;
  const dataStart = payload.lastIndexOf('f'.repeat(32)) + 42;
  return `${code}/${subcode} ${payload.slice(dataStart)}`;
}

/** How its sessions ended since the router started; a dial that a peer turned away is none. */
function sessionEnds(hostName: HostName) {
  return router.events.flatMap((entry) => {
    if (entry.kind !== 'router' || entry.event.name !== 'session-down') return [];
    const { event } = entry;
    return event.wasEstablished && event.peer === address(hostName) ? [event] : [];
  });
}

/** How often there was no route to the host's prefix any more since the router started. */
function losses(hostName: HostName) {
  return router.events.filter(
    (event) => event.kind === 'route' && event.prefix === prefixes[hostName] && event.selected === undefined,
  );
}

async function startRouter(statement: string): Promise<void> {
  router = new BgpeerRouter({
    namespace: lab.router,
    folder: join(lab.folder, 'router'),
    configuration: `router bgp ${routerAsNumber}
 bgp router-id 192.168.10.200
 no bgp ebgp-requires-policy
 bgp graceful-restart
 bgp graceful-restart preserve-fw-state
 ${statement}
${hostNames.map(neighborStatements).join('')}
 address-family ipv4 unicast
  network ${ourPrefix}
`,
  });
  await router.start();
  for (const name of hostNames) await router.untilLearned(prefixes[name]);
}

function neighborStatements(hostName: HostName): string {
  return ` neighbor ${address(hostName)} remote-as ${asNumbers[hostName]}
 neighbor ${address(hostName)} timers connect 1
`;
}

function address(hostName: string): string {
  return lab.host(hostName).ipv4;
}

function gracefulSetup(hostName: HostName): DaemonSetup {
  const setup = setupOn(lab, hostName, asNumbers[hostName], routerAsNumber);
  return { ...setup, peers: setup.peers.map((peer) => ({ ...peer, gracefulRestartSeconds: 30 })) };
}
