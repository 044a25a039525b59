import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BgpeerRouter } from './bgpeer.ts';
import { BirdDaemon } from './daemons/bird.ts';
import type { Daemon, ReceivedRoute } from './daemons/daemon.ts';
import { FrrDaemon } from './daemons/frr.ts';
import { GobgpDaemon } from './daemons/gobgp.ts';
import { OpenbgpdDaemon } from './daemons/openbgpd.ts';
import { setupOn } from './daemons/setup-on.ts';
import { Capture } from './lab/capture.ts';
import { eventually } from './lab/eventually.ts';
import { type HostPlace, Lab } from './lab/lab.ts';

/*
 * One AS: two FRR and a BIRD client, the second FRR of both reflectors of the cluster, GoBGP and OpenBGPD as non-clients, and
 * FRR as the other reflector.
 */
const asNumber = 65000;
const clusterId = '10.0.0.1';
const hostNames = ['frr1', 'frr2', 'bird', 'gobgp', 'openbgpd', 'reflector'] as const;
type HostName = (typeof hostNames)[number];

const places: readonly HostPlace[] = hostNames.map((hostName, index) => ({
  hostName,
  lan: 'left',
  hostNumber: 101 + index,
}));
const address = (hostName: HostName) => `192.168.10.${101 + hostNames.indexOf(hostName)}`;
const prefixes = {
  frr1: '203.0.1.0/24',
  frr2: '203.0.2.0/24',
  bird: '203.0.3.0/24',
  gobgp: '203.0.4.0/24',
} as const;
type Originator = keyof typeof prefixes;
const originators = Object.keys(prefixes) as Originator[];
const clients = ['frr1', 'frr2', 'bird'] as const;

const attributes = { multiExitDisc: 30, communities: ['65000:100', '65000:200'] } as const;

let lab: Lab;
let capture: Capture;
let router: BgpeerRouter;
let daemons: Readonly<Record<HostName, Daemon>>;

beforeAll(async () => {
  lab = await Lab.create(places);
  capture = await Capture.start(lab);
  router = reflectorOf('');
  daemons = {
    frr1: new FrrDaemon(setupOn(lab, 'frr1', asNumber, asNumber)),
    frr2: new FrrDaemon(setupOn(lab, 'frr2', asNumber, asNumber), clientOfBoth),
    bird: new BirdDaemon(setupOn(lab, 'bird', asNumber, asNumber)),
    gobgp: new GobgpDaemon(setupOn(lab, 'gobgp', asNumber, asNumber)),
    openbgpd: new OpenbgpdDaemon(setupOn(lab, 'openbgpd', asNumber, asNumber)),
    reflector: new FrrDaemon(setupOn(lab, 'reflector', asNumber, asNumber), otherReflector),
  };
  await Promise.all([router.start(), ...Object.values(daemons).map((daemon) => daemon.start())]);
  await Promise.all(hostNames.map((hostName) => router.untilEstablished(address(hostName))));
  await Promise.all(originators.map((each) => daemons[each].announce(prefixes[each], attributes)));
});

afterAll(async () => {
  await Promise.all([router?.stop(), ...Object.values(daemons ?? {}).map((daemon) => daemon.stop())]);
  await capture?.stop();
  await lab?.remove();
});

test('clients know the routes of the others and of non-clients, and who said them first', async () => {
  for (const client of clients) {
    const others = originators.filter((each) => each !== client);
    expect(await untilKnown(client, others)).toEqual(others.map(reflected));
  }
});

test('non-clients know the routes of clients, and not those of one another', async () => {
  for (const hostName of ['gobgp', 'openbgpd'] as const)
    expect(await untilKnown(hostName, clients)).toEqual(clients.map(reflected));
});

test('the wire has no packet that tshark calls malformed', async () => {
  expect(await capture.packets('bgp.update.path_attribute.originator_id')).not.toEqual([]);
  expect(await capture.malformedPackets()).toEqual([]);
});

/** FRR drops what has its own cluster without a trace; we keep it, and say so. */
test('what another reflector of the cluster reflects goes in no circle, and we say why', async () => {
  expect(await untilKnown('reflector', ['frr2'])).toEqual([
    { ...reflected('frr2'), originatorId: undefined, clusterList: undefined },
  ]);
  const routes = await eventually(
    async () => {
      const all = await router.routes(prefixes.frr2);
      return all.length === 2 && all;
    },
    { what: 'the other reflector has reflected', instead: () => router.log() },
  );
  const fromReflector = routes.find((route) => route.peer?.address === address('reflector'));
  expect(fromReflector).toMatchObject({
    valid: false,
    best: false,
    attributes: { originatorId: address('frr2'), clusterList: [clusterId] },
    explanation: { outcome: 'ineligible', reason: 'cluster-loop' },
  });
  expect(await router.command('show', 'bgp', prefixes.frr2)).toContain(
    'our own cluster is in its CLUSTER_LIST',
  );

  await daemons.frr2.withdraw(prefixes.frr2);
  await eventually(async () => (await router.routes(prefixes.frr2)).length === 0, {
    what: 'no route is left, the one that takes no part included',
  });
  for (const hostName of ['frr1', 'bird', 'gobgp', 'openbgpd', 'reflector'] as const)
    await eventually(async () => !(await known(hostName)).some(({ prefix }) => prefix === prefixes.frr2), {
      what: `${hostName} has lost what frr2 withdrew`,
    });
});

test('without client-to-client reflection, only non-clients know what clients say', async () => {
  await router.stop();
  router = reflectorOf('no bgp client-to-client reflection');
  await router.start();
  await Promise.all(hostNames.map((hostName) => router.untilEstablished(address(hostName))));
  const said = ['frr1', 'bird'] as const;
  await Promise.all(said.map((hostName) => router.untilLearned(prefixes[hostName])));
  expect(await untilKnown('gobgp', said)).toEqual(said.map(reflected));
  for (const client of clients) expect(await untilKnown(client, ['gobgp'])).toEqual([reflected('gobgp')]);
  const missing = router.command('explain', 'missing', prefixes.frr1, '--to', address('bird'));
  expect(await missing).toContain('no bgp client-to-client reflection');
});

/** Exactly the routes of these, once the host knows them. */
async function untilKnown(hostName: HostName, expected: readonly Originator[]): Promise<ReceivedRoute[]> {
  const wanted = expected.map((originator) => prefixes[originator]);
  return await eventually(
    async () => {
      const routes = await known(hostName);
      return `${routes.map(({ prefix }) => prefix)}` === `${wanted}` && routes;
    },
    { what: `${hostName} knows ${wanted}`, instead: async () => JSON.stringify(await known(hostName)) },
  );
}

async function known(hostName: HostName): Promise<ReceivedRoute[]> {
  const routes = await daemons[hostName].routes('ipv4-unicast');
  return routes.sort((one, other) => one.prefix.localeCompare(other.prefix));
}

/** A route as everybody is to have it: nothing in it is changed, next hop included (RFC 4456, section 10). */
function reflected(originator: Originator): ReceivedRoute {
  return {
    prefix: prefixes[originator],
    nextHop: address(originator),
    asPath: [],
    origin: 'IGP',
    ...attributes,
    largeCommunities: [],
    localPreference: 100,
    originatorId: address(originator),
    clusterList: [clusterId],
  };
}

const clientOfBoth = `hostname frr2
router bgp ${asNumber}
 bgp router-id ${address('frr2')}
 no bgp network import-check
 coalesce-time 100
 neighbor 192.168.10.200 remote-as ${asNumber}
 neighbor 192.168.10.200 timers connect 1
 neighbor ${address('reflector')} remote-as ${asNumber}
 neighbor ${address('reflector')} timers connect 1
`;

const otherReflector = `hostname reflector
router bgp ${asNumber}
 bgp router-id ${address('reflector')}
 bgp cluster-id ${clusterId}
 coalesce-time 100
 neighbor 192.168.10.200 remote-as ${asNumber}
 neighbor 192.168.10.200 timers connect 1
 neighbor ${address('frr2')} remote-as ${asNumber}
 neighbor ${address('frr2')} timers connect 1
 address-family ipv4 unicast
  neighbor ${address('frr2')} route-reflector-client
`;

/** bgpeer as a reflector of the cluster, with more statements about it. */
function reflectorOf(statements: string): BgpeerRouter {
  const configuration = `hostname router
router bgp ${asNumber}
 bgp router-id 192.168.10.200
 bgp cluster-id ${clusterId}
 ${statements}
${eachOf(hostNames, (neighbor) => ` neighbor ${neighbor} remote-as ${asNumber}\n neighbor ${neighbor} timers connect 1`)}
 address-family ipv4 unicast
${eachOf(clients, (neighbor) => `  neighbor ${neighbor} route-reflector-client`)}
`;
  return new BgpeerRouter({ namespace: lab.router, folder: join(lab.folder, 'router'), configuration });
}

function eachOf(neighbors: readonly HostName[], statements: (neighbor: string) => string): string {
  return neighbors.map((hostName) => statements(address(hostName))).join('\n');
}
