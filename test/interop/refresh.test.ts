import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BgpeerRouter } from './bgpeer.ts';
import { BirdDaemon } from './daemons/bird.ts';
import { FrrDaemon } from './daemons/frr.ts';
import { GobgpDaemon } from './daemons/gobgp.ts';
import { OpenbgpdDaemon } from './daemons/openbgpd.ts';
import { setupOn } from './daemons/setup-on.ts';
import { Capture } from './lab/capture.ts';
import { eventually } from './lab/eventually.ts';
import { type HostPlace, Lab } from './lab/lab.ts';

const asNumbers = { frr: 65001, bird: 65002, openbgpd: 65003, gobgp: 65004 };
type HostName = keyof typeof asNumbers;
const hostNames = Object.keys(asNumbers) as HostName[];
const routerAddress = '192.168.10.200';
const routerAsNumber = 65000;
const routerNetwork = '10.10.1.0/24';
const address = (hostName: HostName) => `192.168.10.${101 + hostNames.indexOf(hostName)}`;
/** What a daemon says all along, and what it has said and is told to say no more. */
const kept = (hostName: HostName) => `203.0.${hostNames.indexOf(hostName)}.0/24`;
const dropped = (hostName: HostName) => `198.51.${hostNames.indexOf(hostName)}.0/24`;

const places: readonly HostPlace[] = hostNames.map((hostName, index) => ({
  hostName,
  lan: 'left',
  hostNumber: 101 + index,
}));

let lab: Lab;
let capture: Capture;
let router: BgpeerRouter;
let frr: FrrDaemon;
let bird: BirdDaemon;
let openbgpd: OpenbgpdDaemon;
let gobgp: GobgpDaemon;

beforeAll(async () => {
  lab = await Lab.create(places);
  capture = await Capture.start(lab);
  router = new BgpeerRouter({
    namespace: lab.router,
    folder: join(lab.folder, 'router'),
    configuration: routerConfiguration,
  });
  frr = new FrrDaemon(setupOf('frr'), frrConfiguration);
  bird = new BirdDaemon(setupOf('bird'), birdConfiguration([kept('bird'), dropped('bird')]));
  openbgpd = new OpenbgpdDaemon(setupOf('openbgpd'), openbgpdNeighbor);
  gobgp = new GobgpDaemon(setupOf('gobgp'));
  const daemons = { frr, bird, openbgpd, gobgp };
  await Promise.all([router, ...Object.values(daemons)].map((each) => each.start()));
  for (const hostName of hostNames) {
    await router.untilEstablished(address(hostName));
    for (const prefix of hostName === 'bird' ? [] : [kept(hostName), dropped(hostName)])
      await daemons[hostName].announce(prefix);
    await router.untilLearned(kept(hostName));
    await router.untilLearned(dropped(hostName));
  }
});

afterAll(async () => {
  await Promise.all([router, frr, bird, openbgpd, gobgp].map((each) => each?.stop()));
  await capture?.stop();
  await lab?.remove();
});

describe('asked by us', () => {
  test.each(['frr', 'bird'] as const)('%s begins, says everything and ends', async (hostName) => {
    await router.command('clear', 'bgp', address(hostName), 'soft', 'in');
    const window = await untilRefreshed({ by: address(hostName), for: routerAddress });
    expect(window).toContain('UPDATE');
    expect(await messages(routerAddress, address(hostName))).toContain('request');
    for (const prefix of [kept(hostName), dropped(hostName)])
      expect(await freshFrom(hostName, prefix)).toBe(true);
  });

  /** GoBGP has no enhanced refresh: it says everything again, and that is all. */
  test('gobgp says everything', async () => {
    const before = (await messages(address('gobgp'), routerAddress)).length;
    await router.command('clear', 'bgp', address('gobgp'), 'soft', 'in');
    await eventually(async () => (await messages(address('gobgp'), routerAddress)).length > before, {
      what: 'GoBGP has sent UPDATEs again',
    });
    expect(await freshFrom('gobgp', kept('gobgp'))).toBe(true);
  });
});

/**
 * GoBGP's soft reset asks nobody: it has kept what it learned. OpenBGPD 7.7 asks, but answers nobody who asks it, FRR
 * neither: its log has `route refresh: AID IPv4 unicast not negotiated`.
 */
test.each([
  { hostName: 'frr', ask: () => frr.vtysh(`clear bgp ipv4 unicast ${routerAddress} soft in`) },
  { hostName: 'bird', ask: () => bird.birdc('reload', 'in', 'to_router') },
  { hostName: 'openbgpd', ask: () => openbgpd.bgpctl('neighbor', routerAddress, 'refresh') },
] as const)('asked by $hostName: we begin, say everything and end', async ({ hostName, ask }) => {
  await ask();
  const window = await untilRefreshed({ by: routerAddress, for: address(hostName) });
  expect(window).toContain('UPDATE');
  expect(await messages(address(hostName), routerAddress)).toContain('request');
});

/*
 * FRR with its delay timer at 0, and BIRD configured softly, tell nobody what a new filter makes of what they have said,
 * until they are asked. BIRD then withdraws it in the window; that what is neither said nor withdrawn goes with EoRR
 * (RFC 7313, section 4) is a matter of packages/router/test/route-refresh.test.ts.
 */
test.each([
  {
    hostName: 'frr',
    dropQuietly: () => frr.configure('route-map OUT permit 10', 'match ip address prefix-list KEPT'),
  },
  {
    hostName: 'bird',
    dropQuietly: () => bird.configure(birdConfiguration([kept('bird')]), 'soft'),
  },
] as const)('what a new filter of $hostName holds back goes with a soft reset', async (scene) => {
  const { hostName, dropQuietly } = scene;
  await dropQuietly();
  expect(await freshFrom(hostName, dropped(hostName))).toBe(true);
  await router.command('clear', 'bgp', address(hostName), 'soft', 'in');
  await router.untilGone(dropped(hostName));
  expect(await freshFrom(hostName, kept(hostName))).toBe(true);
});

test('a soft reset outwards says everything again', async () => {
  const announcements = async () =>
    (
      await capture.fields(`ip.src == ${routerAddress} && bgp.nlri_prefix`, 'ip.dst', 'bgp.nlri_prefix')
    ).filter(([to, networks]) => to === address('frr') && networks.includes('10.10.1.0')).length;
  const before = await announcements();
  await router.command('clear', 'bgp', address('frr'), 'soft', 'out');
  await eventually(async () => (await announcements()) > before, { what: 'our network is sent again' });
});

test('tshark finds nothing malformed', async () => {
  expect(await capture.malformedPackets()).toEqual([]);
});

type RefreshMessage = 'UPDATE' | 'request' | 'BoRR' | 'EoRR';

/** UPDATEs and ROUTE-REFRESHes that went from one to another so far, in their order. */
async function messages(from: string, to: string): Promise<RefreshMessage[]> {
  const filter = `ip.src == ${from} && ip.dst == ${to} && (bgp.type == 2 || bgp.type == 5)`;
  const packets = await capture.fields(filter, 'bgp.type', 'bgp.route_refresh.subtype');
  return packets.flatMap(([types, subtypes]) => {
    const refreshes = subtypes
      .split(',')
      .map((subtype) => (['request', 'BoRR', 'EoRR'] as const)[Number(subtype)]);
    return types
      .split(',')
      .flatMap((type) => (type === '2' ? ['UPDATE' as const] : type === '5' ? [refreshes.shift()!] : []));
  });
}

/** The router has a route of this daemon for the prefix, and not as a stale one. */
async function freshFrom(hostName: HostName, prefix: string): Promise<boolean> {
  const routes = await router.routes(prefix);
  return routes.some(({ peer, best, stale }) => peer?.address === address(hostName) && best && !stale);
}

/** What stands between the first BoRR and its EoRR, once both are there. */
async function untilRefreshed(side: {
  readonly by: string;
  readonly for: string;
}): Promise<RefreshMessage[]> {
  return await eventually(
    async () => {
      const sent = await messages(side.by, side.for);
      const end = sent.indexOf('EoRR');
      return end >= 0 && sent.slice(sent.indexOf('BoRR') + 1, end);
    },
    { what: `${side.by} has refreshed ${side.for}` },
  );
}

function setupOf(hostName: HostName) {
  return setupOn(lab, hostName, asNumbers[hostName], routerAsNumber);
}

const routerConfiguration = `hostname router
router bgp ${routerAsNumber}
 bgp router-id ${routerAddress}
 no bgp ebgp-requires-policy
${hostNames.map((hostName) => ` neighbor ${address(hostName)} remote-as ${asNumbers[hostName]}\n neighbor ${address(hostName)} timers connect 1`).join('\n')}
 address-family ipv4 unicast
  network ${routerNetwork}
`;

const frrConfiguration = `hostname frr
ip prefix-list KEPT permit ${kept('frr')}
route-map OUT permit 10
exit
bgp route-map delay-timer 0
router bgp ${asNumbers.frr}
 bgp router-id ${address('frr')}
 no bgp ebgp-requires-policy
 no bgp network import-check
 coalesce-time 100
 neighbor ${routerAddress} remote-as ${routerAsNumber}
 neighbor ${routerAddress} passive
 address-family ipv4 unicast
  neighbor ${routerAddress} route-map OUT out
`;

function birdConfiguration(exported: readonly string[]): string {
  const routes = [kept('bird'), dropped('bird')].map((prefix) => `route ${prefix} blackhole;`);
  return `log stderr all;
router id ${address('bird')};
protocol device { }
protocol static { ipv4; ${routes.join(' ')} }
protocol bgp to_router {
  local ${address('bird')} as ${asNumbers.bird};
  neighbor ${routerAddress} as ${routerAsNumber};
  passive on;
  ipv4 { import all; export where source = RTS_STATIC && net ~ [ ${exported.join(', ')} ]; };
}
`;
}

const openbgpdNeighbor = `neighbor ${routerAddress} {
  remote-as ${routerAsNumber}
  passive
  announce enhanced refresh yes
}
`;
