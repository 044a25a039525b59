import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BgpeerRouter } from './bgpeer.ts';
import { BirdDaemon } from './daemons/bird.ts';
import type { Daemon } from './daemons/daemon.ts';
import { FrrDaemon } from './daemons/frr.ts';
import { OpenbgpdDaemon } from './daemons/openbgpd.ts';
import { setupOn } from './daemons/setup-on.ts';
import { Capture } from './lab/capture.ts';
import { eventually } from './lab/eventually.ts';
import { type HostPlace, Lab } from './lab/lab.ts';

const routerAddress = '192.168.10.200';
const routerAsNumber = 65000;
const routerNetwork = '10.10.1.0/24';

type DaemonName = 'FRR' | 'BIRD' | 'OpenBGPD';

/** A neighbor of the router: our role towards it, its own towards us, and what is to come of it. */
interface Neighbor {
  readonly hostName: string;
  readonly daemon: DaemonName;
  readonly ours: string;
  readonly theirs?: string;
  readonly refused?: true;
}

const neighbors: readonly Neighbor[] = [
  { hostName: 'frr-customer', daemon: 'FRR', ours: 'provider', theirs: 'customer' },
  { hostName: 'frr-provider', daemon: 'FRR', ours: 'customer', theirs: 'provider' },
  { hostName: 'frr-peer', daemon: 'FRR', ours: 'peer', theirs: 'peer' },
  { hostName: 'frr-wrong', daemon: 'FRR', ours: 'customer', theirs: 'peer', refused: true },
  { hostName: 'frr-none', daemon: 'FRR', ours: 'customer strict-mode', refused: true },
  { hostName: 'bird-customer', daemon: 'BIRD', ours: 'provider strict-mode', theirs: 'customer' },
  { hostName: 'bird-provider', daemon: 'BIRD', ours: 'customer', theirs: 'provider' },
  { hostName: 'bird-rs', daemon: 'BIRD', ours: 'rs-client', theirs: 'rs_server' },
  { hostName: 'bird-wrong', daemon: 'BIRD', ours: 'provider', theirs: 'provider', refused: true },
  { hostName: 'bird-none', daemon: 'BIRD', ours: 'peer' },
  { hostName: 'obgpd-customer', daemon: 'OpenBGPD', ours: 'provider', theirs: 'customer' },
];

type HostName = string;
const numberOf = (hostName: HostName) => neighbors.findIndex((each) => each.hostName === hostName);
const address = (hostName: HostName) => `192.168.10.${101 + numberOf(hostName)}`;
const asNumberOf = (hostName: HostName) => 65001 + numberOf(hostName);
const prefixOf = (hostName: HostName) => `203.0.${numberOf(hostName)}.0/24`;

const places: readonly HostPlace[] = neighbors.map(({ hostName }, index) => ({
  hostName,
  lan: 'left',
  hostNumber: 101 + index,
}));

/** BIRD without a role says this with the OTC of somebody else. */
const leakedPrefix = '198.51.100.0/24';

let lab: Lab;
let capture: Capture;
let router: BgpeerRouter;
let daemons: ReadonlyMap<HostName, Daemon>;

beforeAll(async () => {
  lab = await Lab.create(places);
  capture = await Capture.start(lab);
  router = new BgpeerRouter({
    namespace: lab.router,
    folder: join(lab.folder, 'router'),
    configuration: routerConfiguration,
  });
  daemons = new Map(neighbors.map((neighbor) => [neighbor.hostName, daemonOf(neighbor)]));
  await Promise.all([router, ...daemons.values()].map((each) => each.start()));
});

afterAll(async () => {
  await Promise.all([router, ...(daemons?.values() ?? [])].map((each) => each?.stop()));
  await capture?.stop();
  await lab?.remove();
});

const allowed = neighbors.filter(({ refused }) => refused === undefined);

test.each(allowed)('$hostName ($daemon): we are $ours, it is $theirs', async (neighbor) => {
  const peer = await router.untilEstablished(address(neighbor.hostName));
  expect(peer.localRole).toBe(neighbor.ours.split(' ')[0]);
  expect(peer.remoteRole).toBe(neighbor.theirs?.replace('_', '-'));
});

/** Whoever reads the other's OPEN first says it; the one without a role does not know what this is about. */
test.each(neighbors.filter(({ refused }) => refused))(
  '$hostName ($daemon) is no match: 2/11',
  async (neighbor) => {
    const { hostName, ours, theirs } = neighbor;
    const from = theirs === undefined ? `ip.src == ${routerAddress}` : 'ip';
    const refusals = await eventually(
      async () => {
        const sent = await capture.fields(
          `${from} && ip.addr == ${address(hostName)} && bgp.type == 3`,
          'bgp.notify.major_error',
          'bgp.notify.minor_error_open',
        );
        return sent.length > 0 && sent;
      },
      { what: `${hostName} is refused` },
    );
    expect(refusals[0]).toEqual(['2', '11']);
    const { connectionsEstablished, lastReset } = await router.peer(address(hostName));
    expect(connectionsEstablished).toBe(0);
    expect(lastReset?.text).toContain('Role Mismatch');
    if (lastReset?.notification?.direction === 'received') return;
    const theirWords = theirs === undefined ? 'does not say what it is' : `says that it is ${theirs}`;
    expect(lastReset?.text).toContain(`we are ${ours.split(' ')[0]}`);
    expect(lastReset?.text).toContain(theirWords);
  },
);

/** What came from a provider, a peer or a route server goes to customers only: it has OTC, or gets it from us. */
const toCustomersOnly = ['frr-provider', 'frr-peer', 'bird-provider', 'bird-rs', 'bird-none'];
const toAll = ['frr-customer', 'bird-customer'];

test('OTC comes in: what we have of each', async () => {
  for (const hostName of [...toCustomersOnly, ...toAll]) {
    const route = await eventually(() => routeOf(hostName), { what: `a route of ${hostName}` });
    const expected = toAll.includes(hostName) ? undefined : asNumberOf(hostName);
    expect([hostName, route.attributes.onlyToCustomer]).toEqual([hostName, expected]);
  }
  // Who has no role has not set it.
  expect((await routeOf('bird-none'))?.receivedAttributes?.onlyToCustomer).toBeUndefined();
  expect(await sentWithOnlyToCustomer('bird-none', routerAddress)).not.toContain(prefixOf('bird-none'));
  for (const hostName of toCustomersOnly.filter((each) => each !== 'bird-none'))
    expect([hostName, await sentWithOnlyToCustomer(hostName, routerAddress)]).toEqual([
      hostName,
      expect.arrayContaining([networkOf(prefixOf(hostName))]),
    ]);
});

test.each(['frr-customer', 'bird-customer'])('OTC goes out: %s has everything', async (hostName) => {
  const others = [...toCustomersOnly, ...toAll].filter((each) => each !== hostName);
  const expected = Object.fromEntries([
    [routerNetwork, routerAsNumber],
    ...others.map((each) => [prefixOf(each), toAll.includes(each) ? routerAsNumber : asNumberOf(each)]),
  ]);
  await untilKnown(hostName, expected);
});

test.each(['frr-peer', 'bird-none'])('OTC goes out: %s has what is for peers', async (hostName) => {
  const expected = [routerNetwork, ...toAll.map(prefixOf)];
  await untilKnown(hostName, Object.fromEntries(expected.map((prefix) => [prefix, routerAsNumber])));
});

test.each(['frr-provider', 'bird-provider', 'bird-rs'])(
  'no OTC goes out: %s has what is for all',
  async (hostName) => {
    const expected = [routerNetwork, ...toAll.map(prefixOf)];
    await untilKnown(hostName, Object.fromEntries(expected.map((prefix) => [prefix, undefined])));
  },
);

/** OpenBGPD 7.7 tells of no OTC in its table. */
test('OTC goes out to a customer of OpenBGPD', async () => {
  expect(await sentWithOnlyToCustomer(routerAddress, 'obgpd-customer')).toContain(networkOf(routerNetwork));
});

test('a leak is not used, and we say why', async () => {
  const leak = await eventually(async () => (await router.routes(leakedPrefix))[0], { what: 'the leak' });
  expect(leak).toMatchObject({ valid: false, explanation: { outcome: 'ineligible', reason: 'route-leak' } });
});

test('tshark finds nothing malformed', async () => {
  expect(await capture.malformedPackets()).toEqual([]);
});

async function routeOf(hostName: HostName) {
  const routes = await router.routes(prefixOf(hostName));
  return routes.find(({ peer }) => peer?.address === address(hostName));
}

/** The daemon's whole table is this: by prefix, the OTC. */
async function untilKnown(
  hostName: HostName,
  expected: Readonly<Record<string, number | undefined>>,
): Promise<void> {
  const known = async () => {
    const routes = await daemons.get(hostName)!.routes('ipv4-unicast');
    return routes.map(({ prefix, onlyToCustomer }) => `${prefix} ${onlyToCustomer}`).sort();
  };
  const wanted = Object.entries(expected).map(([prefix, otc]) => `${prefix} ${otc}`);
  await eventually(async () => `${await known()}` === `${wanted.sort()}`, {
    what: `${hostName} knows ${wanted}`,
    instead: async () => `${await known()}`,
  });
}

/** Networks in the UPDATEs with OTC (path attribute 35) that went from one to another; the router by its address. */
async function sentWithOnlyToCustomer(from: string, to: string): Promise<string[]> {
  const [source, destination] = [from, to].map((each) => (each === routerAddress ? each : address(each)));
  const updates = await capture.fields(
    `ip.src == ${source} && ip.dst == ${destination} && bgp.update.path_attribute.type_code == 35`,
    'bgp.nlri_prefix',
  );
  return updates.flatMap(([networks]) => networks.split(','));
}

function networkOf(prefix: string): string {
  return prefix.split('/')[0];
}

const routerConfiguration = `hostname router
router bgp ${routerAsNumber}
 bgp router-id ${routerAddress}
 no bgp ebgp-requires-policy
${neighbors
  .map(({ hostName, ours }) => {
    const neighbor = ` neighbor ${address(hostName)}`;
    return `${neighbor} remote-as ${asNumberOf(hostName)}\n${neighbor} timers connect 1\n${neighbor} local-role ${ours}`;
  })
  .join('\n')}
 address-family ipv4 unicast
  network ${routerNetwork}
`;

function daemonOf({ hostName, daemon, theirs }: Neighbor): Daemon {
  const setup = setupOn(lab, hostName, asNumberOf(hostName), routerAsNumber);
  switch (daemon) {
    case 'FRR':
      return new FrrDaemon(setup, frrConfiguration(hostName, theirs));
    case 'BIRD':
      return new BirdDaemon(setup, birdConfiguration(hostName, theirs));
    case 'OpenBGPD':
      return new OpenbgpdDaemon(setup, openbgpdNeighbor(theirs));
  }
}

function frrConfiguration(hostName: HostName, role: string | undefined): string {
  return `hostname ${hostName}
router bgp ${asNumberOf(hostName)}
 bgp router-id ${address(hostName)}
 no bgp ebgp-requires-policy
 no bgp network import-check
 coalesce-time 100
 neighbor ${routerAddress} remote-as ${routerAsNumber}
 neighbor ${routerAddress} passive
 ${role === undefined ? '' : `neighbor ${routerAddress} local-role ${role}`}
 address-family ipv4 unicast
  network ${prefixOf(hostName)}
`;
}

function birdConfiguration(hostName: HostName, role: string | undefined): string {
  const leak = role === undefined ? `route ${leakedPrefix} blackhole; ` : '';
  return `log stderr all;
router id ${address(hostName)};
protocol device { }
filter own {
  if source != RTS_STATIC then reject;
  if net = ${leakedPrefix} then bgp_otc = 65099;
  accept;
}
protocol static { ipv4; route ${prefixOf(hostName)} blackhole; ${leak}}
protocol bgp to_router {
  local ${address(hostName)} as ${asNumberOf(hostName)};
  neighbor ${routerAddress} as ${routerAsNumber};
  passive on;
  ${role === undefined ? '' : `local role ${role};`}
  ipv4 { import all; export filter own; };
}
`;
}

function openbgpdNeighbor(role: string | undefined): string {
  return `neighbor ${routerAddress} {
  remote-as ${routerAsNumber}
  passive
  announce policy ${role}
}
`;
}
