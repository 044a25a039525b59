import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BgpeerRouter } from './bgpeer.ts';
import { BirdDaemon } from './daemons/bird.ts';
import { FrrDaemon } from './daemons/frr.ts';
import { setupOn } from './daemons/setup-on.ts';
import { eventually } from './lab/eventually.ts';
import { kernelWeights } from './lab/kernel-routes.ts';
import { type HostPlace, Lab } from './lab/lab.ts';

/*
 * Three ways to the same prefixes, of 100, 300 and 200 megabits per second, each from an AS of its own: two FRR and a BIRD.
 * FRR writes the link bandwidth (draft-ietf-idr-link-bandwidth) as a transitive community unless told otherwise. BIRD 2.0 has
 * no word for it and is given the octets, of the transitive one too: it sends external peers no other. Another FRR is sent
 * the sum.
 */
const routerAsNumber = 65000;
const places: readonly HostPlace[] = [
  { hostName: 'frr1', lan: 'left', hostNumber: 101 },
  { hostName: 'frr2', lan: 'left', hostNumber: 102 },
  { hostName: 'bird', lan: 'left', hostNumber: 103 },
  { hostName: 'receiver', lan: 'right', hostNumber: 104 },
];
const asNumbers = { frr1: 65001, frr2: 65002, bird: 65003, receiver: 65004 } as const;
type HostName = keyof typeof asNumbers;
const hostNames = Object.keys(asNumbers) as HostName[];

/** With a bandwidth from each. */
const allWithBandwidth = '203.0.1.0/24';
/** With none from BIRD. */
const oneWithout = '203.0.2.0/24';

let lab: Lab;
let router: BgpeerRouter;
let frr1: FrrDaemon;
let frr2: FrrDaemon;
let receiver: FrrDaemon;
let bird: BirdDaemon;

beforeAll(async () => {
  lab = await Lab.create(places);
  frr1 = new FrrDaemon(setupOn(lab, 'frr1', asNumbers.frr1, routerAsNumber), frrConfiguration('frr1', 100));
  frr2 = new FrrDaemon(setupOn(lab, 'frr2', asNumbers.frr2, routerAsNumber), frrConfiguration('frr2', 300));
  receiver = new FrrDaemon(setupOn(lab, 'receiver', asNumbers.receiver, routerAsNumber));
  bird = new BirdDaemon(setupOn(lab, 'bird', asNumbers.bird, routerAsNumber), birdConfiguration());
  await Promise.all([frr1, frr2, receiver, bird].map((daemon) => daemon.start()));
});

afterAll(async () => {
  await Promise.all([frr1, frr2, receiver, bird].map((daemon) => daemon?.stop()));
  await lab?.remove();
});

afterEach(async () => await router?.stop());

/** By host, what `ip route` calls the weight. */
type Shares = Readonly<Partial<Record<HostName, number>>>;

interface BandwidthRow {
  /** Of `bgp bestpath bandwidth`. */
  readonly choice?: string;
  /** `threeShares` when left out. */
  readonly all?: Shares;
  readonly one: Shares;
  readonly words: string;
}

const threeShares: Shares = { frr1: 16, frr2: 50, bird: 33 };
const equalShares: Shares = { frr1: 1, frr2: 1, bird: 1 };

// FRR's shares: so many parts of a hundred, rounded down (100, 300 and 200 of 600).
describe.each<BandwidthRow>([
  { one: equalShares, words: 'all equal where one has none' },
  {
    choice: 'skip-missing',
    one: { frr1: 25, frr2: 75 },
    words: 'nothing to the one without',
  },
  {
    choice: 'default-weight-for-missing',
    one: { frr1: 25, frr2: 75, bird: 1 },
    words: 'the least to the one without',
  },
  { choice: 'ignore', all: equalShares, one: equalShares, words: 'no matter which' },
])('shares by bandwidth: $words', ({ choice, all = threeShares, one }) => {
  const statement = choice === undefined ? '' : `bgp bestpath bandwidth ${choice}`;

  test('in the kernel under FRR', async () => {
    const reference = referenceRouter(statement);
    await reference.start();
    try {
      await kernelHas({ [allWithBandwidth]: all, [oneWithout]: one });
    } finally {
      await reference.stop();
    }
  });

  test('the same under bgpeer, which shows them', async () => {
    await startRouter(statement);
    await kernelHas({ [allWithBandwidth]: all, [oneWithout]: one });
    const shown = await router.command('show', 'ip', 'route', 'bgp');
    for (const [name, weight] of Object.entries(all))
      expect(shown).toContain(`via ${address(name)}, eth1, weight ${weight}`);
  });
});

test('another bandwidth, other shares; the receiver is told of all of them together', async () => {
  await startRouter('');
  await kernelHas({ [allWithBandwidth]: threeShares });
  const cumulative = async (megabitsPerSecond: number) =>
    await eventually(
      async () =>
        (await receiver.vtysh(`show bgp ipv4 unicast ${allWithBandwidth}`)).includes(
          `LB:${routerAsNumber}:${megabitsPerSecond * 125_000} `,
        ),
      {
        what: `the receiver has a bandwidth of ${megabitsPerSecond} megabits per second`,
        instead: () => receiver.vtysh(`show bgp ipv4 unicast ${allWithBandwidth}`),
      },
    );
  await cumulative(600);
  await frr2.configure('route-map bandwidth permit 10', 'set extcommunity bandwidth 500');
  await kernelHas({ [allWithBandwidth]: { frr1: 12, frr2: 62, bird: 25 } });
  await cumulative(800);
});

/** Waits until the kernel has these shares, by host, for these prefixes. */
async function kernelHas(expected: Readonly<Record<string, Shares>>): Promise<void> {
  const wanted = Object.entries(expected).map(([prefix, shares]) => [
    prefix,
    Object.fromEntries(Object.entries(shares).map(([name, weight]) => [address(name), weight])),
  ]);
  const matches = async () => {
    const weights = await kernelWeights(lab.router);
    return wanted.every(([prefix, shares]) => isDeepStrictEqual(weights[prefix as string], shares));
  };
  await eventually(matches, {
    what: `kernel routes ${JSON.stringify(Object.fromEntries(wanted))}`,
    instead: async () => JSON.stringify(await kernelWeights(lab.router)),
  });
}

async function startRouter(statement: string): Promise<void> {
  router = new BgpeerRouter({
    namespace: lab.router,
    folder: join(lab.folder, 'router'),
    configuration: routerConfiguration(statement),
    fib: 'kernel',
  });
  await router.start();
  for (const name of hostNames) await router.untilEstablished(address(name));
}

/** FRR where bgpeer is otherwise. */
function referenceRouter(statement: string): FrrDaemon {
  const setup = {
    ...setupOn(lab, 'receiver', routerAsNumber, asNumbers.receiver),
    namespace: lab.router,
    folder: join(lab.folder, 'reference'),
  };
  return new FrrDaemon(setup, routerConfiguration(statement));
}

function routerConfiguration(statement: string): string {
  return `router bgp ${routerAsNumber}
 bgp router-id 192.168.10.200
 no bgp ebgp-requires-policy
 bgp bestpath as-path multipath-relax
 ${statement}
${hostNames.map(neighborStatements).join('')}
 address-family ipv4 unicast
  maximum-paths 4
  neighbor ${address('receiver')} route-map cumulative out
 exit-address-family
exit
route-map cumulative permit 10
 set extcommunity bandwidth cumulative
`;
}

function neighborStatements(hostName: HostName): string {
  return ` neighbor ${address(hostName)} remote-as ${asNumbers[hostName]}
 neighbor ${address(hostName)} timers connect 1
`;
}

function address(hostName: string): string {
  return lab.host(hostName).ipv4;
}

/** FRR applies what was changed of a route-map 5 s later unless told otherwise, and at the start its route-maps too. */
function frrConfiguration(hostName: HostName, megabitsPerSecond: number): string {
  return `hostname ${hostName}
bgp route-map delay-timer 1
router bgp ${asNumbers[hostName]}
 bgp router-id ${address(hostName)}
 no bgp ebgp-requires-policy
 no bgp network import-check
 coalesce-time 100
 neighbor 192.168.10.200 remote-as ${routerAsNumber}
 neighbor 192.168.10.200 passive
 address-family ipv4 unicast
  network ${allWithBandwidth}
  network ${oneWithout}
  neighbor 192.168.10.200 route-map bandwidth out
 exit-address-family
exit
route-map bandwidth permit 10
 set extcommunity bandwidth ${megabitsPerSecond}
exit
`;
}

/** 25,000,000 octets per second of AS 65003: single precision, as the community has it. */
const bandwidthCommunity = '(generic, 0x0004fdeb, 0x4bbebc20)';

function birdConfiguration(): string {
  return `log stderr all;
router id ${address('bird')};
protocol device { }
protocol static { ipv4; route ${allWithBandwidth} blackhole; route ${oneWithout} blackhole; }
filter announce {
  if source != RTS_STATIC then reject;
  if net = ${allWithBandwidth} then bgp_ext_community.add(${bandwidthCommunity});
  accept;
}
protocol bgp peer0 {
  local ${address('bird')} as ${asNumbers.bird};
  neighbor 192.168.10.200 as ${routerAsNumber};
  passive on;
  ipv4 { import all; export filter announce; next hop self; };
}
`;
}
