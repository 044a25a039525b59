import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BgpeerRouter } from './bgpeer.ts';
import { BirdDaemon } from './daemons/bird.ts';
import type { DaemonSetup } from './daemons/daemon.ts';
import { FrrDaemon } from './daemons/frr.ts';
import { GobgpDaemon } from './daemons/gobgp.ts';
import { setupOn } from './daemons/setup-on.ts';
import { Capture } from './lab/capture.ts';
import { eventually } from './lab/eventually.ts';
import { kernelBgpRoutes } from './lab/kernel-routes.ts';
import { client, type HostPlace, Lab } from './lab/lab.ts';
import { RouteWatch } from './lab/route-watch.ts';
import { Traffic } from './lab/traffic.ts';

/*
 * The router restarts while one of its peers cannot answer: FRR and BIRD help, GoBGP is frozen at first, and then gone for
 * good. A client's packets go through the router to a pod on FRR's node all the time.
 */
const routerAsNumber = 65000;
const places: readonly HostPlace[] = [
  client,
  { hostName: 'frr', lan: 'left', hostNumber: 101 },
  { hostName: 'bird', lan: 'left', hostNumber: 102 },
  { hostName: 'gobgp', lan: 'right', hostNumber: 103 },
];
const asNumbers = { frr: 65001, bird: 65002, gobgp: 65003 } as const;
type HostName = keyof typeof asNumbers;
const hostNames = Object.keys(asNumbers) as HostName[];

const prefixes = { frr: '172.20.0.0/24', bird: '172.20.1.0/24', gobgp: '172.20.2.0/24' } as const;
/** FRR's as well, told over a session between IPv6 addresses. */
const ipv6Prefix = '2001:db8:1::/64';
/** On FRR's node. */
const podAddress = '172.20.0.1';
/** BIRD has the one when the router goes and the other when it comes back. */
const formerPrefix = '172.20.11.0/24';
const laterPrefix = '172.20.12.0/24';
const ourPrefix = '10.10.1.0/24';

const restartTimeSeconds = 60;
/** Where the timer is to be waited for. */
const selectionDeferralTimeSeconds = 5;

let lab: Lab;
let capture: Capture;
let router: BgpeerRouter;
let frr: FrrDaemon;
let bird: BirdDaemon;
let gobgp: GobgpDaemon;

beforeAll(async () => {
  lab = await Lab.create(places);
  capture = await Capture.start(lab);
  await lab.host('frr').namespace.ip('address', 'add', `${podAddress}/32`, 'dev', 'lo');
  const overIpv4 = gracefulSetup('frr');
  const { ipv6, routerIpv6 } = lab.host('frr');
  const ipv6Peer = { ...overIpv4.peers[0], localAddress: ipv6, address: routerIpv6 };
  frr = new FrrDaemon({ ...overIpv4, peers: [...overIpv4.peers, ipv6Peer] });
  bird = new BirdDaemon(gracefulSetup('bird'));
  gobgp = new GobgpDaemon(gracefulSetup('gobgp'));
  router = routerWith('');
  await Promise.all([router, frr, bird, gobgp].map((daemon) => daemon.start()));
  await Promise.all([
    frr.announce(prefixes.frr),
    bird.announce(prefixes.bird),
    gobgp.announce(prefixes.gobgp),
  ]);
  await bird.announce(formerPrefix);
  await frr.announce(ipv6Prefix);
  await kernelHas([prefixes.frr, prefixes.bird, prefixes.gobgp, formerPrefix]);
  await untilFresh();
});

afterAll(async () => {
  await Promise.all([router, frr, bird, gobgp].map((daemon) => daemon?.stop()));
  await capture?.stop();
  await lab?.remove();
});

test('while End-of-RIB of one peer is missing, nothing is selected, advertised or removed', async () => {
  const watch = RouteWatch.start(lab.router, lab.folder);
  const traffic = await startTraffic();
  gobgp.freeze();
  await router.client.stop(undefined, { graceful: true });
  await untilStale();
  await bird.withdraw(formerPrefix);
  await bird.announce(laterPrefix);

  await router.start();
  await endOfRibFrom('frr');
  await endOfRibFrom('bird');
  await router.untilLearned(laterPrefix);
  expect(ipv4EndsOfRib()).toEqual([]);
  expect(await isStaleAtPeers()).toEqual([true, true]);
  await kernelHas([prefixes.frr, prefixes.bird, prefixes.gobgp, formerPrefix]);

  gobgp.thaw();
  await kernelHas([prefixes.frr, prefixes.bird, prefixes.gobgp, laterPrefix]);
  // Each family for itself: FRR alone has IPv6, whose wait may be over before anybody can listen to the new router.
  expect(deferralEnds().at(-1)).toMatchObject({ family: 'ipv4-unicast', reason: 'end-of-rib' });
  for (const { reason } of deferralEnds()) expect(reason).toBe('end-of-rib');
  await untilFresh();
  await watch.stop();
  expect(watch.deletedBgpPrefixes()).toEqual([formerPrefix]);
  const { sent, answered } = await traffic.stop();
  expect(sent).toBeGreaterThan(100);
  expect(answered).toBe(sent);
});

test('its OPENs say that it restarts and forwards as before, and after that only the latter', async () => {
  await router.client.resetPeer(lab.host('frr').ipv4);
  await router.until(
    'FRR is back',
    async () => (await router.peer(lab.host('frr').ipv4)).connectionsEstablished === 2,
  );
  const opens = await capture.fields(
    `bgp.type == 1 && ip.src == ${lab.host('frr').routerIpv4} && ip.dst == ${lab.host('frr').ipv4}`,
    'bgp.cap.gr.timers.restart_flag',
    'bgp.cap.gr.timers.restart_time',
    'bgp.cap.gr.flag.pfs',
  );
  // One kind after the other, each once or more: FRR turns away who dials while it still sees to the session before.
  expect([...new Set(opens.map(([restarting, , preserved]) => `R${restarting} F${preserved}`))]).toEqual([
    'R0 F0',
    'R1 F1',
    'R0 F1',
  ]);
  expect(opens.at(-1)).toEqual(['0', `${restartTimeSeconds}`, '1']);
});

test('one that does not come is waited for until the Selection_Deferral_Timer', async () => {
  const watch = RouteWatch.start(lab.router, lab.folder);
  const traffic = await startTraffic();
  await router.kill();
  await gobgp.kill();
  await untilStale();
  router = routerWith(`bgp graceful-restart select-defer-time ${selectionDeferralTimeSeconds}`);
  await router.start();
  await endOfRibFrom('frr');
  await endOfRibFrom('bird');
  await kernelHas([prefixes.frr, prefixes.bird, prefixes.gobgp, laterPrefix]);
  await kernelHas([prefixes.frr, prefixes.bird, laterPrefix]);
  expect(deferralEnds()).toContainEqual({
    name: 'selection-deferral-ended',
    family: 'ipv4-unicast',
    reason: 'timer',
    peers: [lab.host('gobgp').ipv4],
  });
  await untilFresh();
  await watch.stop();
  expect(watch.deletedBgpPrefixes()).toEqual([prefixes.gobgp]);
  const { sent, answered } = await traffic.stop();
  expect(sent).toBeGreaterThan(100);
  expect(answered).toBe(sent);
});

async function startTraffic(): Promise<Traffic> {
  const { namespace, ipv4 } = lab.host(client.hostName);
  const pod = { namespace: lab.host('frr').namespace, address: podAddress };
  return await Traffic.start({ namespace, address: ipv4 }, pod, lab.folder);
}

async function kernelHas(expected: readonly string[]): Promise<void> {
  const wanted = `${expected.toSorted()}`;
  await eventually(async () => `${Object.keys(await kernelBgpRoutes(lab.router)).sort()}` === wanted, {
    what: `the kernel has ${wanted}`,
    instead: async () => `${Object.keys(await kernelBgpRoutes(lab.router))}\n${router.log()}`,
  });
  const ofIpv6 = async () => await lab.router.ip('-6', 'route', 'show', 'proto', 'bgp');
  await eventually(async () => (await ofIpv6()).startsWith(`${ipv6Prefix} via`), {
    what: `the kernel has ${ipv6Prefix}`,
    instead: ofIpv6,
  });
}

async function untilStale(): Promise<void> {
  await eventually(async () => !(await isStaleAtPeers()).includes(false), {
    what: 'FRR and BIRD keep our route as stale',
    instead: async () => `${await isStaleAtPeers()}`,
  });
}

async function untilFresh(): Promise<void> {
  await eventually(async () => !(await isStaleAtPeers()).includes(true), {
    what: 'FRR and BIRD have our route, fresh',
  });
}

/**
 * Of FRR, and of BIRD, which marks no route before it is long-lived stale but says whom it helps; fails where one has no
 * route of ours.
 */
async function isStaleAtPeers(): Promise<readonly boolean[]> {
  const inFrr = await frr.vtysh(`show bgp ipv4 unicast ${ourPrefix}`);
  const inBird = await bird.birdc('show', 'route', ourPrefix);
  if (!inFrr.includes(`from ${lab.host('frr').routerIpv4}`) || !inBird.includes('peer0'))
    throw new Error(`no ${ourPrefix} in:\n${inFrr}\n${inBird}`);
  const session = await bird.birdc('show', 'protocols', 'all', 'peer0');
  return [inFrr.includes('stale'), session.includes('Neighbor graceful restart active')];
}

async function endOfRibFrom(hostName: HostName): Promise<void> {
  const { ipv4 } = lab.host(hostName);
  // From the view: an event may have come before anybody could listen to the new router.
  await router.until(`End-of-RIB from ${hostName}`, async () =>
    (await router.peer(ipv4)).families.some(
      ({ family, endOfRibReceived }) => family === 'ipv4-unicast' && endOfRibReceived,
    ),
  );
}

function ipv4EndsOfRib() {
  return routerEvents().filter(
    (event) => event.name === 'end-of-rib-sent' && event.family === 'ipv4-unicast',
  );
}

function deferralEnds() {
  return routerEvents().filter((event) => event.name === 'selection-deferral-ended');
}

function routerEvents() {
  return router.events.flatMap((event) => (event.kind === 'router' ? [event.event] : []));
}

function routerWith(statement: string): BgpeerRouter {
  const configuration = `router bgp ${routerAsNumber}
 bgp router-id 192.168.10.200
 no bgp ebgp-requires-policy
 bgp graceful-restart
 bgp graceful-restart preserve-fw-state
 bgp graceful-restart restart-time ${restartTimeSeconds}
 ${statement}
${hostNames.map(neighborStatements).join('')}
 neighbor ${lab.host('frr').ipv6} remote-as ${asNumbers.frr}
 neighbor ${lab.host('frr').ipv6} timers connect 1
 address-family ipv6 unicast
  neighbor ${lab.host('frr').ipv6} activate
 exit-address-family
 address-family ipv4 unicast
  no neighbor ${lab.host('frr').ipv6} activate
  network ${ourPrefix}
`;
  const folder = join(lab.folder, 'router');
  return new BgpeerRouter({ namespace: lab.router, folder, configuration, fib: 'kernel' });
}

function neighborStatements(hostName: HostName): string {
  const { ipv4 } = lab.host(hostName);
  return ` neighbor ${ipv4} remote-as ${asNumbers[hostName]}
 neighbor ${ipv4} timers connect 1
`;
}

function gracefulSetup(hostName: HostName): DaemonSetup {
  const setup = setupOn(lab, hostName, asNumbers[hostName], routerAsNumber);
  return {
    ...setup,
    peers: setup.peers.map((peer) => ({ ...peer, gracefulRestartSeconds: restartTimeSeconds })),
  };
}
