import { join } from 'node:path';
import { formatCommunity } from '@bgpeer/bgp-wire';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BgpeerRouter } from './bgpeer.ts';
import { BirdDaemon } from './daemons/bird.ts';
import type { ReceivedRoute } from './daemons/daemon.ts';
import { FrrDaemon } from './daemons/frr.ts';
import { GobgpDaemon } from './daemons/gobgp.ts';
import { OpenbgpdDaemon } from './daemons/openbgpd.ts';
import { setupOn } from './daemons/setup-on.ts';
import { eventually } from './lab/eventually.ts';
import { type HostPlace, Lab } from './lab/lab.ts';

/*
 * The same frr.conf with its lists and route-maps in a real FRR and in bgpeer, between the same neighbors: FRR and BIRD say
 * something, GoBGP and OpenBGPD hear it. Both routers come to have the same, and tell the same.
 */
const asNumbers = { frr: 65001, bird: 65002, gobgp: 65003, openbgpd: 65004 };
type HostName = keyof typeof asNumbers;
const hostNames = Object.keys(asNumbers) as HostName[];
const routerAsNumber = 65000;
const routerAddress = '192.168.10.200';
const address = (hostName: HostName) => `192.168.10.${101 + hostNames.indexOf(hostName)}`;

const places: readonly HostPlace[] = hostNames.map((hostName, index) => ({
  hostName,
  lan: 'left',
  hostNumber: 101 + index,
}));

const configuration = `hostname router
ip prefix-list CUSTOMERS seq 5 permit 203.0.0.0/16 ge 24 le 24
ip prefix-list ELEVEN seq 5 permit 203.0.11.0/24
ip prefix-list TO-OPENBGPD seq 5 deny 203.0.11.0/24
ip prefix-list TO-OPENBGPD seq 10 permit 203.0.0.0/16 le 24
bgp community-list standard BLOCKED seq 5 permit 65001:666
bgp community-list standard TAGGED seq 5 permit 65000:1
bgp as-path access-list OF-BIRD seq 5 permit ^65002(_65102)?$
bgp as-path access-list FURTHER seq 5 permit _65102$
route-map OF-FRR deny 5
 match community BLOCKED
exit
route-map OF-FRR permit 10
 match ip address prefix-list CUSTOMERS
 set local-preference 200
 set community 65000:1 additive
exit
route-map OF-BIRD permit 10
 match as-path FURTHER
 set metric +30
 on-match next
exit
route-map OF-BIRD permit 20
 set local-preference 50
 set large-community 65000:10:1 additive
exit
route-map TO-GOBGP permit 10
 match community TAGGED
 set as-path prepend 65000 65000
 set metric 5
exit
route-map TO-GOBGP permit 20
 match ip address prefix-list ELEVEN
 set large-community none
exit
router bgp ${routerAsNumber}
 bgp router-id ${routerAddress}
 no bgp ebgp-requires-policy
${hostNames
  .map((hostName) => {
    const neighbor = ` neighbor ${address(hostName)}`;
    return `${neighbor} remote-as ${asNumbers[hostName]}\n${neighbor} timers connect 1`;
  })
  .join('\n')}
 address-family ipv4 unicast
  neighbor ${address('frr')} route-map OF-FRR in
  neighbor ${address('bird')} filter-list OF-BIRD in
  neighbor ${address('bird')} route-map OF-BIRD in
  neighbor ${address('gobgp')} route-map TO-GOBGP out
  neighbor ${address('openbgpd')} prefix-list TO-OPENBGPD out
 exit-address-family
`;

type PartialRoute = Pick<ReceivedRoute, 'prefix'> & Partial<ReceivedRoute>;

/** Of FRR, and denied: one has a community, one is longer than the prefix-list takes. */
const blocked = '203.0.2.0/24';
const tooLong = '203.0.3.0/25';
/** Of BIRD, and denied for its AS_PATH. */
const farther = '203.0.12.0/24';

/** What the router is to have of FRR and of BIRD. */
const learned: readonly PartialRoute[] = [
  {
    prefix: '203.0.1.0/24',
    asPath: [65001],
    localPreference: 200,
    communities: ['65000:1', '65001:100'],
    largeCommunities: [],
  },
  {
    prefix: '203.0.10.0/24',
    asPath: [65002],
    localPreference: 50,
    multiExitDisc: undefined,
    communities: [],
    largeCommunities: ['65000:10:1'],
  },
  {
    prefix: '203.0.11.0/24',
    asPath: [65002, 65102],
    localPreference: 50,
    multiExitDisc: 100,
    communities: [],
    largeCommunities: ['65000:10:1'],
  },
];

const toldToGobgp: readonly PartialRoute[] = [
  {
    prefix: '203.0.1.0/24',
    asPath: [65000, 65000, 65000, 65001],
    multiExitDisc: 5,
    communities: ['65000:1', '65001:100'],
  },
  { prefix: '203.0.11.0/24', asPath: [65000, 65002, 65102], communities: [], largeCommunities: [] },
];

const toldToOpenbgpd: readonly PartialRoute[] = [
  { prefix: '203.0.1.0/24', asPath: [65000, 65001], communities: ['65000:1', '65001:100'] },
  { prefix: '203.0.10.0/24', asPath: [65000, 65002], largeCommunities: ['65000:10:1'] },
];

let lab: Lab;
let frr: FrrDaemon;
let bird: BirdDaemon;
let gobgp: GobgpDaemon;
let openbgpd: OpenbgpdDaemon;

beforeAll(async () => {
  lab = await Lab.create(places);
  const setupOf = (hostName: HostName) => setupOn(lab, hostName, asNumbers[hostName], routerAsNumber);
  frr = new FrrDaemon(setupOf('frr'));
  bird = new BirdDaemon(setupOf('bird'), birdConfiguration);
  gobgp = new GobgpDaemon(setupOf('gobgp'));
  openbgpd = new OpenbgpdDaemon(setupOf('openbgpd'));
  await Promise.all([frr, bird, gobgp, openbgpd].map((daemon) => daemon.start()));
  await frr.announce('203.0.1.0/24', { communities: ['65001:100'] });
  await frr.announce(blocked, { communities: ['65001:666'] });
  await frr.announce(tooLong);
});

afterAll(async () => {
  await Promise.all([frr, bird, gobgp, openbgpd].map((daemon) => daemon?.stop()));
  await lab?.remove();
});

describe('FRR', () => {
  let router: FrrDaemon;
  beforeAll(async () => {
    const setup = setupOn(lab, 'frr', routerAsNumber, 0);
    const folder = join(lab.folder, 'frr-router');
    router = new FrrDaemon({ ...setup, namespace: lab.router, folder }, configuration);
    await router.start();
  });
  afterAll(async () => await router.stop());

  hasAndTells(() => router.routes('ipv4-unicast'));
});

describe('bgpeer', () => {
  let router: BgpeerRouter;
  beforeAll(async () => {
    router = new BgpeerRouter({ namespace: lab.router, folder: join(lab.folder, 'bgpeer'), configuration });
    await router.start();
  });
  afterAll(async () => await router.stop());

  hasAndTells(() => routesOf(router));

  test.each([
    { words: [blocked], decision: 'denies it: route-map OF-FRR, entry 5 ', line: 'route-map OF-FRR deny 5' },
    { words: [tooLong], decision: 'denies it: route-map OF-FRR, of which no entry matches' },
    { words: [farther], decision: 'denies it: filter-list OF-BIRD, of which no entry matches' },
    {
      words: ['203.0.10.0/24', '--to', address('gobgp')],
      decision: 'denies it: route-map TO-GOBGP, of which no entry matches',
    },
    {
      words: ['203.0.11.0/24', '--to', address('openbgpd')],
      decision: 'denies it: prefix-list TO-OPENBGPD, entry 5',
      line: 'ip prefix-list TO-OPENBGPD seq 5 deny 203.0.11.0/24',
    },
  ])('explain missing $words: $decision', async ({ words, decision, line }) => {
    const text = await router.command('explain', 'missing', ...words);
    expect(text).toContain(decision);
    if (line !== undefined) expect(text).toContain(`line ${configuration.split('\n').indexOf(line) + 1})`);
  });
});

/** What a router with the configuration has, denied routes left out, and what it tells. */
function hasAndTells(routes: () => Promise<readonly PartialRoute[]>): void {
  test('has what its policies let in', () => untilMatching(routes, learned));
  test('tells GoBGP what its route-map makes of it', () =>
    untilMatching(() => gobgp.routes('ipv4-unicast'), toldToGobgp));
  test('tells OpenBGPD what its prefix-list lets out', () =>
    untilMatching(() => openbgpd.routes('ipv4-unicast'), toldToOpenbgpd));
}

/** Exactly these routes, once they are there; of each what is asked. */
async function untilMatching(
  ask: () => Promise<readonly PartialRoute[]>,
  expected: readonly PartialRoute[],
): Promise<void> {
  const prefixesOf = (routes: readonly PartialRoute[]) => routes.map(({ prefix }) => prefix).sort();
  const inOrder = async () => (await ask()).toSorted((a, b) => a.prefix.localeCompare(b.prefix));
  await eventually(async () => `${prefixesOf(await ask())}` === `${prefixesOf(expected)}`, {
    what: `routes of ${prefixesOf(expected)}`,
    instead: async () => JSON.stringify(await ask()),
  });
  expect(await inOrder()).toMatchObject(expected);
}

const birdConfiguration = `log stderr all;
router id ${address('bird')};
protocol device { }
protocol static { ipv4; route 203.0.10.0/24 blackhole; route 203.0.11.0/24 blackhole; route ${farther} blackhole; }
filter own {
  if source != RTS_STATIC then reject;
  if net = 203.0.11.0/24 then { bgp_path.prepend(65102); bgp_med = 70; }
  if net = ${farther} then bgp_path.prepend(65103);
  accept;
}
protocol bgp to_router {
  local ${address('bird')} as ${asNumbers.bird};
  neighbor ${routerAddress} as ${routerAsNumber};
  passive on;
  error wait time 1, 2;
  ipv4 { import all; export filter own; };
}
`;

async function routesOf(router: BgpeerRouter): Promise<PartialRoute[]> {
  const { prefixes } = await router.client.routes('ipv4-unicast', {});
  return prefixes.flatMap(({ prefix, routes }) =>
    routes
      .filter(({ valid }) => valid)
      .map(({ attributes }) => ({
        prefix,
        asPath: (attributes.asPath ?? []).flatMap((segment) => segment.asNumbers),
        localPreference: attributes.localPref,
        multiExitDisc: attributes.multiExitDisc,
        communities: (attributes.communities ?? []).map(formatCommunity).sort(),
        largeCommunities: (attributes.largeCommunities ?? []).map((value) => value.join(':')).sort(),
      })),
  );
}
