import { join } from 'node:path';
import { formatCommunity } from '@bgpeer/bgp-wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BgpeerRouter } from './bgpeer.ts';
import { BirdDaemon } from './daemons/bird.ts';
import { FrrDaemon } from './daemons/frr.ts';
import { GobgpDaemon } from './daemons/gobgp.ts';
import { setupOn } from './daemons/setup-on.ts';
import { Capture } from './lab/capture.ts';
import { eventually } from './lab/eventually.ts';
import { type HostPlace, Lab } from './lab/lab.ts';

const asNumbers = { frr: 65001, bird: 65002, gobgp: 65003 };
type HostName = keyof typeof asNumbers;
const hostNames = Object.keys(asNumbers) as HostName[];
const routerAsNumber = 65000;
const routerAddress = '192.168.10.200';
const address = (hostName: HostName) => `192.168.10.${101 + hostNames.indexOf(hostName)}`;
const longPrefix = (hostName: HostName) => `203.0.${hostNames.indexOf(hostName)}.0/24`;
const shortPrefix = (hostName: HostName) => `198.51.${hostNames.indexOf(hostName)}.0/24`;

/** Longer than a message of 4,096 octets may be: 1,200 communities of four octets each. */
const communitiesOf = (hostName: HostName): string[] =>
  Array.from({ length: 1_200 }, (_, index) => `${asNumbers[hostName]}:${index}`);

const places: readonly HostPlace[] = hostNames.map((hostName, index) => ({
  hostName,
  lan: 'left',
  hostNumber: 101 + index,
}));

let lab: Lab;
let capture: Capture;
let router: BgpeerRouter;
let daemons: { readonly frr: FrrDaemon; readonly bird: BirdDaemon; readonly gobgp: GobgpDaemon };

beforeAll(async () => {
  lab = await Lab.create(places);
  capture = await Capture.start(lab);
  router = new BgpeerRouter({
    namespace: lab.router,
    folder: join(lab.folder, 'router'),
    configuration: routerConfiguration,
  });
  daemons = {
    frr: new FrrDaemon(setupOf('frr'), frrConfiguration),
    bird: new BirdDaemon(setupOf('bird'), birdConfiguration),
    gobgp: new GobgpDaemon(setupOf('gobgp')),
  };
  await Promise.all([router, ...Object.values(daemons)].map((each) => each.start()));
  await Promise.all(hostNames.map((hostName) => router.untilEstablished(address(hostName))));
});

afterAll(async () => {
  await Promise.all([router, ...Object.values(daemons ?? {})].map((each) => each?.stop()));
  await capture?.stop();
  await lab?.remove();
});

test.each(['frr', 'bird'] as const)(
  '%s and the router say more than 4,096 octets to each other',
  async (hostName) => {
    const { negotiated } = await router.peer(address(hostName));
    expect(negotiated).toBeDefined();
    const { attributes } = await router.until(`the long route of ${hostName}`, async () =>
      (await router.routes(longPrefix(hostName))).find(({ best }) => best),
    );
    expect((attributes.communities ?? []).map(formatCommunity).sort()).toEqual(
      communitiesOf(hostName).sort(),
    );
    for (const [from, to] of [
      [routerAddress, address(hostName)],
      [address(hostName), routerAddress],
    ] as const)
      await eventually(async () => (await longMessages(from, to)).some((octets) => octets > 4_800), {
        what: `an UPDATE longer than 4,800 octets from ${from} to ${to}`,
      });
  },
);

test('what the one says the other has whole', async () => {
  await eventually(
    async () => {
      const routes = await daemons.frr.routes('ipv4-unicast');
      const communities = routes.find(({ prefix }) => prefix === longPrefix('bird'))?.communities;
      return `${communities}` === `${communitiesOf('bird').sort()}`;
    },
    { what: 'FRR has all communities of BIRD' },
  );
  // birdc cuts long lines.
  const all = ['show', 'route', longPrefix('frr'), 'where', 'bgp_community.len = 1200'];
  await eventually(async () => (await daemons.bird.birdc(...all)).includes(longPrefix('frr')), {
    what: 'BIRD has all communities of FRR',
    instead: () => daemons.bird.birdc('show', 'route', longPrefix('frr'), 'all'),
  });
});

/** GoBGP 3.10 does not offer extended messages. */
test('who takes no long messages is not sent the route (RFC 8654, section 4), and we say why', async () => {
  await eventually(
    async () => {
      const prefixes = (await daemons.gobgp.routes('ipv4-unicast')).map(({ prefix }) => prefix).sort();
      return `${prefixes}` === `${[shortPrefix('frr'), shortPrefix('bird')]}`;
    },
    {
      what: 'GoBGP has the short routes',
      instead: async () => JSON.stringify(await daemons.gobgp.routes('ipv4-unicast')),
    },
  );
  expect(await longMessages(routerAddress, address('gobgp'))).toEqual([]);
  const why = await router.command('explain', 'missing', longPrefix('frr'), '--to', address('gobgp'));
  expect(why).toContain('the peer takes 4096 (RFC 8654');
});

/** tshark 4.0 calls every message longer than 4,096 octets malformed. */
test('tshark finds nothing else malformed', async () => {
  expect(await capture.packets('_ws.malformed && !(bgp.length > 4096)')).toEqual([]);
});

/** Lengths of the messages longer than RFC 4271 allows. */
async function longMessages(from: string, to: string): Promise<number[]> {
  const packets = await capture.fields(
    `ip.src == ${from} && ip.dst == ${to} && bgp.length > 4096`,
    'bgp.length',
  );
  return packets.flatMap(([lengths]) => lengths.split(',').map(Number));
}

function setupOf(hostName: HostName) {
  return setupOn(lab, hostName, asNumbers[hostName], routerAsNumber);
}

const routerConfiguration = `hostname router
router bgp ${routerAsNumber}
 bgp router-id ${routerAddress}
 no bgp ebgp-requires-policy
${hostNames
  .map(
    (hostName) =>
      ` neighbor ${address(hostName)} remote-as ${asNumbers[hostName]}\n neighbor ${address(hostName)} timers connect 1`,
  )
  .join('\n')}
`;

/** A hundred communities for each entry of the route-map: a line has its limits. */
const frrConfiguration = `hostname frr
${Array.from({ length: 12 }, (_, entry) => {
  const communities = communitiesOf('frr').slice(entry * 100, (entry + 1) * 100);
  return `route-map LONG permit ${10 + entry}\n set community ${communities.join(' ')} additive\n on-match next\nexit`;
}).join('\n')}
route-map LONG permit 100
exit
router bgp ${asNumbers.frr}
 bgp router-id ${address('frr')}
 no bgp ebgp-requires-policy
 no bgp network import-check
 coalesce-time 100
 neighbor ${routerAddress} remote-as ${routerAsNumber}
 neighbor ${routerAddress} passive
 address-family ipv4 unicast
  network ${longPrefix('frr')} route-map LONG
  network ${shortPrefix('frr')}
`;

const birdConfiguration = `log stderr all;
router id ${address('bird')};
protocol device { }
protocol static { ipv4; route ${longPrefix('bird')} blackhole; route ${shortPrefix('bird')} blackhole; }
filter with_communities {
  if source != RTS_STATIC then reject;
  if net = ${shortPrefix('bird')} then accept;
  ${communitiesOf('bird')
    .map((community) => `bgp_community.add((${community.replace(':', ',')}));`)
    .join('\n  ')}
  accept;
}
protocol bgp to_router {
  local ${address('bird')} as ${asNumbers.bird};
  neighbor ${routerAddress} as ${routerAsNumber};
  passive on;
  enable extended messages on;
  ipv4 { import all; export filter with_communities; };
}
`;
