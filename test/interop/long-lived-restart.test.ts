import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BgpeerRouter } from './bgpeer.ts';
import { BirdDaemon } from './daemons/bird.ts';
import type { Daemon } from './daemons/daemon.ts';
import { FrrDaemon } from './daemons/frr.ts';
import { GobgpDaemon } from './daemons/gobgp.ts';
import { OpenbgpdDaemon } from './daemons/openbgpd.ts';
import { setupOn } from './daemons/setup-on.ts';
import { Capture } from './lab/capture.ts';
import { eventually } from './lab/eventually.ts';
import { type HostPlace, Lab } from './lab/lab.ts';
import { RouteWatch } from './lab/route-watch.ts';

/*
 * GoBGP and BIRD, which go away and come back, and FRR have the capability of RFC 9494, OpenBGPD has not.
 */
const routerAsNumber = 65000;
const routerAddress = '192.168.10.200';
const places: readonly HostPlace[] = [
  { hostName: 'gobgp', lan: 'left', hostNumber: 101 },
  { hostName: 'bird', lan: 'left', hostNumber: 102 },
  { hostName: 'frr', lan: 'left', hostNumber: 103 },
  { hostName: 'openbgpd', lan: 'left', hostNumber: 104 },
];
const asNumbers = { gobgp: 65001, bird: 65002, frr: 65003, openbgpd: 65004 } as const;
type HostName = keyof typeof asNumbers;
const hostNames = Object.keys(asNumbers) as HostName[];

const restartTimeSeconds = 2;
const staleTimeSeconds = 8;
/** Ours, longer than theirs. */
const ourStaleTimeSeconds = 3600;

const ourPrefix = '10.10.1.0/24';
/** Of each of the two that go away: one that may be kept, one with NO_LLGR, and one from both, GoBGP's with the shorter path. */
const keptPrefixes = { gobgp: '203.0.1.0/24', bird: '203.0.2.0/24' } as const;
const unkeptPrefixes = { gobgp: '203.0.11.0/24', bird: '203.0.12.0/24' } as const;
const sharedPrefix = '203.0.100.0/24';
const longLivedStale = '65535:6';
const noLongLived = '65535:7';

let lab: Lab;
let capture: Capture;
let router: BgpeerRouter;
let gobgp: GobgpDaemon;
let bird: BirdDaemon;
let frr: FrrDaemon;
let openbgpd: OpenbgpdDaemon;

beforeAll(async () => {
  lab = await Lab.create(places);
  capture = await Capture.start(lab);
  gobgp = new GobgpDaemon(gracefulSetup('gobgp'), gobgpConfiguration());
  bird = new BirdDaemon(setupOn(lab, 'bird', asNumbers.bird, routerAsNumber), birdConfiguration());
  frr = new FrrDaemon(gracefulSetup('frr'), frrConfiguration());
  openbgpd = new OpenbgpdDaemon(gracefulSetup('openbgpd'));
  router = new BgpeerRouter({
    namespace: lab.router,
    folder: join(lab.folder, 'router'),
    configuration: routerConfiguration(),
  });
  await Promise.all([router, gobgp, bird, frr, openbgpd].map((daemon) => daemon.start()));
  await Promise.all(hostNames.map((name) => router.untilEstablished(address(name))));
  await announceAll();
  await Promise.all(
    [...Object.values(keptPrefixes), ...Object.values(unkeptPrefixes)].map((prefix) =>
      router.untilLearned(prefix),
    ),
  );
  await Promise.all([bird, frr, openbgpd].map((daemon) => hasRoute(daemon, keptPrefixes.gobgp, [])));
});

afterAll(async () => {
  await Promise.all([router, gobgp, bird, frr, openbgpd].map((daemon) => daemon?.stop()));
  await capture?.stop();
  await lab?.remove();
});

describe('GoBGP gone', () => {
  beforeAll(async () => {
    await gobgp.kill();
    await event('routes-long-lived-stale', 'gobgp');
  });

  test('its restart time over: who knows of long-lived routes keeps them as LLGR_STALE', async () => {
    const [stale] = eventsNamed('routes-stale', 'gobgp');
    expect(stale).toMatchObject({ routeCount: 3, restartTimeSeconds });
    const [longLived] = eventsNamed('routes-long-lived-stale', 'gobgp');
    expect(longLived).toMatchObject({ staleTimeSeconds });
    await Promise.all([bird, frr].map((daemon) => hasRoute(daemon, keptPrefixes.gobgp, [longLivedStale])));
    expect(await routeFrom('gobgp', keptPrefixes.gobgp)).toMatchObject({ best: true, stale: true });
    const shown = await router.command('show', 'bgp', keptPrefixes.gobgp);
    expect(shown).toMatch(/Time until Long-lived stale route deleted: \d/);
  });

  test('who does not, like OpenBGPD 7.7, loses them', async () => {
    await hasNoRoute(openbgpd, keptPrefixes.gobgp);
  });

  test('any other route is better, even with a longer path', async () => {
    expect(await routeFrom('gobgp', sharedPrefix)).toMatchObject({ best: false, stale: true });
    expect(await routeFrom('bird', sharedPrefix)).toMatchObject({ best: true, multipath: false });
    await hasRoute(openbgpd, sharedPrefix, []);
  });

  test('what has NO_LLGR is not kept so', async () => {
    await router.untilGone(unkeptPrefixes.gobgp);
    await Promise.all([bird, frr, openbgpd].map((daemon) => hasNoRoute(daemon, unkeptPrefixes.gobgp)));
  });

  test('the stale time over, theirs as it is the shorter one: they go', async () => {
    expect(await event('stale-routes-removed', 'gobgp')).toMatchObject({
      routeCount: 2,
      reason: 'the long-lived stale time is over',
    });
    await Promise.all([bird, frr].map((daemon) => hasNoRoute(daemon, keptPrefixes.gobgp)));
  });
});

describe('BIRD gone', () => {
  beforeAll(async () => {
    await gobgp.start();
    await announceAll();
    await router.until('GoBGP is back', async () => await routeFrom('gobgp', keptPrefixes.gobgp));
    await bird.kill();
    await event('routes-long-lived-stale', 'bird');
  });

  test('GoBGP and FRR keep its routes as LLGR_STALE, OpenBGPD does not', async () => {
    await Promise.all([gobgp, frr].map((daemon) => hasRoute(daemon, keptPrefixes.bird, [longLivedStale])));
    await hasNoRoute(openbgpd, keptPrefixes.bird);
    await Promise.all([gobgp, frr, openbgpd].map((daemon) => hasNoRoute(daemon, unkeptPrefixes.bird)));
  });

  // Started without -R there is no F bit in BIRD's OPEN.
  test('back in time, but without what it forwarded: they go, and come as fresh ones', async () => {
    await bird.start();
    expect(await event('stale-routes-removed', 'bird')).toMatchObject({
      reason: 'the peer came back without its forwarding state',
    });
    await Promise.all([gobgp, frr, openbgpd].map((daemon) => hasRoute(daemon, keptPrefixes.bird, [])));
  });
});

test('the router gone: GoBGP, BIRD and FRR keep its routes as LLGR_STALE until it is back', async () => {
  const helpers = [gobgp, bird, frr];
  await Promise.all(helpers.map((daemon) => hasRoute(daemon, ourPrefix, [])));
  const watch = RouteWatch.start(lab.host('frr').namespace, lab.folder);
  await router.kill();
  await Promise.all(helpers.map((daemon) => hasRoute(daemon, ourPrefix, [longLivedStale])));
  // Away for longer than the restart time, and than a sign of life takes.
  await eventually(
    async () => /stale route deleted: [0-4]$/m.test(await frr.vtysh(`show bgp ipv4 unicast ${ourPrefix}`)),
    { what: 'our route is long-lived stale for some time in FRR' },
  );
  await router.start();
  await Promise.all(helpers.map((daemon) => hasRoute(daemon, ourPrefix, [])));
  await watch.stop();
  const { sentCapabilities } = await router.peer(address('frr'));
  // It forwarded all the time, and says so to those who kept its routes for so long.
  expect(sentCapabilities).toContainEqual(
    expect.objectContaining({
      name: 'long-lived-graceful-restart',
      families: [expect.objectContaining({ forwardingPreserved: true })],
    }),
  );
  expect(watch.deletedBgpPrefixes()).not.toContain(ourPrefix);
  expect(await capture.malformedPackets()).toEqual([]);
});

/** Waits for what happens to the peer, if it has not happened yet. */
async function event(name: string, hostName: HostName) {
  return await router.until(`${name} for ${hostName}`, async () => eventsNamed(name, hostName)[0]);
}

function eventsNamed(name: string, hostName: HostName) {
  const events = router.events.flatMap((entry) => (entry.kind === 'router' ? [entry.event] : []));
  return events.filter((entry) => entry.name === name && 'peer' in entry && entry.peer === address(hostName));
}

async function routeFrom(hostName: HostName, prefix: string) {
  return (await router.routes(prefix)).find(({ peer }) => peer?.address === address(hostName));
}

async function hasRoute(daemon: Daemon, prefix: string, communities: readonly string[]): Promise<void> {
  const matches = async () =>
    (await routesTo(daemon, prefix)).some((route) => isDeepStrictEqual(route.communities, communities));
  await eventually(matches, {
    what: `${daemon.name} has ${prefix} with communities [${communities}]`,
    instead: async () => JSON.stringify(await daemon.routes('ipv4-unicast')),
  });
}

async function hasNoRoute(daemon: Daemon, prefix: string): Promise<void> {
  await eventually(async () => (await routesTo(daemon, prefix)).length === 0, {
    what: `${daemon.name} has no ${prefix}`,
    instead: async () => JSON.stringify(await daemon.routes('ipv4-unicast')),
  });
}

async function routesTo(daemon: Daemon, prefix: string) {
  return (await daemon.routes('ipv4-unicast')).filter((route) => route.prefix === prefix);
}

async function announceAll(): Promise<void> {
  await gobgp.announce(keptPrefixes.gobgp);
  await gobgp.announce(sharedPrefix);
  await gobgp.announce(unkeptPrefixes.gobgp, { communities: [noLongLived] });
}

function routerConfiguration(): string {
  return `router bgp ${routerAsNumber}
 bgp router-id ${routerAddress}
 no bgp ebgp-requires-policy
 bgp graceful-restart
 bgp graceful-restart preserve-fw-state
 bgp graceful-restart restart-time ${restartTimeSeconds}
 bgp long-lived-graceful-restart stale-time ${ourStaleTimeSeconds}
${hostNames.map(neighborStatements).join('')}
 address-family ipv4 unicast
  network ${ourPrefix}
`;
}

function neighborStatements(hostName: HostName): string {
  return ` neighbor ${address(hostName)} remote-as ${asNumbers[hostName]}
 neighbor ${address(hostName)} timers connect 1
`;
}

function gobgpConfiguration(): string {
  return `[global.config]
  as = ${asNumbers.gobgp}
  router-id = "${address('gobgp')}"
[[neighbors]]
  [neighbors.config]
    peer-as = ${routerAsNumber}
    neighbor-address = "${routerAddress}"
  [neighbors.timers.config]
    connect-retry = 5
    hold-time = 9
    keepalive-interval = 3
  [neighbors.transport.config]
    passive-mode = true
  [neighbors.graceful-restart.config]
    enabled = true
    restart-time = ${restartTimeSeconds}
    long-lived-enabled = true
  [[neighbors.afi-safis]]
    [neighbors.afi-safis.config]
      afi-safi-name = "ipv4-unicast"
    [neighbors.afi-safis.mp-graceful-restart.config]
      enabled = true
    [neighbors.afi-safis.long-lived-graceful-restart.config]
      enabled = true
      restart-time = ${staleTimeSeconds}
`;
}

function birdConfiguration(): string {
  const prefixes = [keptPrefixes.bird, unkeptPrefixes.bird, sharedPrefix];
  return `log stderr all;
router id ${address('bird')};
protocol device { }
protocol static { ipv4; ${prefixes.map((prefix) => `route ${prefix} blackhole;`).join(' ')} }
filter announce {
  if source != RTS_STATIC then reject;
  if net = ${unkeptPrefixes.bird} then bgp_community.add((65535, 7));
  if net = ${sharedPrefix} then bgp_path.prepend(${asNumbers.bird});
  accept;
}
protocol bgp peer0 {
  local ${address('bird')} as ${asNumbers.bird};
  neighbor ${routerAddress} as ${routerAsNumber};
  passive on;
  hold time 9;
  graceful restart on;
  graceful restart time ${restartTimeSeconds};
  long lived graceful restart on;
  long lived stale time ${staleTimeSeconds};
  ipv4 { import all; export filter announce; next hop self; };
}
`;
}

function frrConfiguration(): string {
  return `hostname frr
router bgp ${asNumbers.frr}
 bgp router-id ${address('frr')}
 no bgp ebgp-requires-policy
 bgp graceful-restart
 bgp graceful-restart restart-time ${restartTimeSeconds}
 bgp long-lived-graceful-restart stale-time ${staleTimeSeconds}
 coalesce-time 100
 neighbor ${routerAddress} remote-as ${routerAsNumber}
 neighbor ${routerAddress} passive
`;
}

function address(hostName: string): string {
  return lab.host(hostName).ipv4;
}

function gracefulSetup(hostName: HostName) {
  const setup = setupOn(lab, hostName, asNumbers[hostName], routerAsNumber);
  return {
    ...setup,
    peers: setup.peers.map((peer) => ({ ...peer, gracefulRestartSeconds: restartTimeSeconds })),
  };
}
