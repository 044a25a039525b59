import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BgpeerRouter } from './bgpeer.ts';
import { BirdDaemon } from './daemons/bird.ts';
import { FrrDaemon } from './daemons/frr.ts';
import { GobgpDaemon } from './daemons/gobgp.ts';
import { setupOn } from './daemons/setup-on.ts';
import { Capture } from './lab/capture.ts';
import { eventually } from './lab/eventually.ts';
import { type HostPlace, Lab } from './lab/lab.ts';
import type { RunningProgram } from './lab/running-program.ts';

/* IPv4 routes over IPv6 sessions alone, with IPv6 next hops (RFC 8950), into the kernel. */
const asNumbers = { frr: 65001, bird: 65002, gobgp: 65003 };
type HostName = keyof typeof asNumbers;
const hostNames = Object.keys(asNumbers) as HostName[];
const routerAsNumber = 65000;
const routerAddress = 'fd00:10::200';
const routerNetwork = '10.10.1.0/24';
const numberOf = (hostName: HostName) => 101 + hostNames.indexOf(hostName);
const address = (hostName: HostName) => `fd00:10::${numberOf(hostName)}`;
const prefixOf = (hostName: HostName) => `203.0.${hostNames.indexOf(hostName)}.0/24`;
/** Announced by all. */
const sharedPrefix = '203.0.113.0/24';

const places: readonly HostPlace[] = hostNames.map((hostName) => ({
  hostName,
  lan: 'left',
  hostNumber: numberOf(hostName),
}));

let lab: Lab;
let capture: Capture;
let router: BgpeerRouter;
let servers: readonly RunningProgram[] = [];
let daemons: { readonly frr: FrrDaemon; readonly bird: BirdDaemon; readonly gobgp: GobgpDaemon };

beforeAll(async () => {
  lab = await Lab.create(places);
  capture = await Capture.start(lab);
  router = new BgpeerRouter({
    namespace: lab.router,
    folder: join(lab.folder, 'router'),
    configuration: routerConfiguration,
    fib: 'kernel',
  });
  daemons = {
    frr: new FrrDaemon(setupOf('frr'), frrConfiguration),
    bird: new BirdDaemon(setupOf('bird'), birdConfiguration),
    gobgp: new GobgpDaemon(setupOf('gobgp'), gobgpConfiguration),
  };
  await Promise.all([router, ...Object.values(daemons)].map((each) => each.start()));
  servers = hostNames.map((hostName) =>
    lab.host(hostName).namespace.start([process.execPath, join(import.meta.dirname, 'name-server.ts')], {
      logFile: join(lab.folder, `${hostName}-server.log`),
    }),
  );
  await Promise.all(hostNames.map((hostName) => router.untilEstablished(address(hostName))));
  for (const prefix of [prefixOf('gobgp'), sharedPrefix])
    await daemons.gobgp.gobgp(
      'global',
      'rib',
      'add',
      '-a',
      'ipv4',
      prefix,
      'origin',
      'igp',
      'nexthop',
      address('gobgp'),
    );
});

afterAll(async () => {
  await Promise.all([router, ...Object.values(daemons ?? {}), ...servers].map((each) => each?.stop()));
  await capture?.stop();
  await lab?.remove();
});

test.each(hostNames)('a route of %s leads over IPv6 in the kernel, and packets take it', async (hostName) => {
  const hop = address(hostName);
  await untilKernelHas(prefixOf(hostName), [hop]);
  const best = (await router.routes(prefixOf(hostName))).find((route) => route.best);
  expect(best?.attributes.nextHop).toBe(hop);
  const { namespace } = lab.host(hostName);
  await namespace.ip('address', 'add', `${hostAddress(hostName)}/32`, 'dev', 'lo');
  await eventually(
    async () => (await lab.router.run('curl', '-s', `http://${hostAddress(hostName)}/`)) === hostName,
    { what: `${hostName} answers behind its route` },
  );
});

test('all three share the load, as long as all announce', async () => {
  await untilKernelHas(sharedPrefix, hostNames.map(address));
  await daemons.frr.withdraw(sharedPrefix);
  await untilKernelHas(sharedPrefix, [address('bird'), address('gobgp')]);
});

test.each(['frr', 'bird'] as const)(
  '%s has our IPv4 route with our IPv6 address, others with theirs',
  async (hostName) => {
    const other = hostName === 'frr' ? 'bird' : 'frr';
    const nextHops = await eventually(
      async () => {
        const routes = await daemons[hostName].routes('ipv4-unicast');
        const byPrefix = new Map(routes.map(({ prefix, nextHop }) => [prefix, nextHop]));
        return byPrefix.has(routerNetwork) && byPrefix.has(prefixOf(other)) && byPrefix;
      },
      { what: `${hostName} has the routes of the router and of ${other}` },
    );
    expect(nextHops.get(routerNetwork)).toBe(routerAddress);
    // Third party: all are on one LAN (RFC 4271, section 5.1.3).
    expect(nextHops.get(prefixOf(other))).toBe(address(other));
  },
);

test('FRR puts our route into its kernel over IPv6', async () => {
  const { namespace } = lab.host('frr');
  await eventually(
    async () => (await namespace.ip('route', 'show', routerNetwork)).includes(`via inet6 ${routerAddress}`),
    { what: 'the route is in the kernel', instead: () => namespace.ip('route') },
  );
});

test('gobgp has our IPv4 route with our IPv6 address', async () => {
  const known = () => daemons.gobgp.gobgp('neighbor', routerAddress, 'adj-in', '-a', 'ipv4');
  const line = new RegExp(`${routerNetwork} +${routerAddress} `);
  await eventually(async () => line.test(await known()), { what: 'GoBGP has our route', instead: known });
});

test('tshark finds nothing malformed', async () => {
  expect(await capture.packets('bgp.cap.enh.afi == 1')).not.toEqual([]);
  expect(await capture.malformedPackets()).toEqual([]);
});

/** The router's kernel forwards the prefix to exactly these. */
async function untilKernelHas(prefix: string, gateways: readonly string[]): Promise<void> {
  const show = () => lab.router.ip('-4', 'route', 'show', prefix, 'proto', 'bgp');
  const hops = async () => [...(await show()).matchAll(/via inet6 (\S+)/g)].map(([, hop]) => hop).sort();
  await eventually(async () => `${await hops()}` === `${gateways}`, {
    what: `${prefix} via ${gateways}`,
    instead: show,
  });
}

function hostAddress(hostName: HostName): string {
  return prefixOf(hostName).replace('.0/24', '.1');
}

function setupOf(hostName: HostName) {
  const setup = setupOn(lab, hostName, asNumbers[hostName], routerAsNumber);
  return {
    ...setup,
    peers: [
      { localAddress: address(hostName), address: routerAddress, asNumber: routerAsNumber, passive: true },
    ],
  };
}

const routerConfiguration = `hostname router
router bgp ${routerAsNumber}
 bgp router-id 192.168.10.200
 no bgp ebgp-requires-policy
 bgp bestpath as-path multipath-relax
${hostNames
  .map((hostName) => {
    const neighbor = ` neighbor ${address(hostName)}`;
    return `${neighbor} remote-as ${asNumbers[hostName]}\n${neighbor} timers connect 1\n${neighbor} capability extended-nexthop`;
  })
  .join('\n')}
 address-family ipv4 unicast
  network ${routerNetwork}
`;

const frrConfiguration = `hostname frr
router bgp ${asNumbers.frr}
 bgp router-id 192.168.10.${numberOf('frr')}
 no bgp ebgp-requires-policy
 no bgp network import-check
 coalesce-time 100
 neighbor ${routerAddress} remote-as ${routerAsNumber}
 neighbor ${routerAddress} passive
 neighbor ${routerAddress} capability extended-nexthop
 address-family ipv4 unicast
  network ${prefixOf('frr')}
  network ${sharedPrefix}
  neighbor ${routerAddress} activate
`;

const birdConfiguration = `log stderr all;
router id 192.168.10.${numberOf('bird')};
protocol device { }
protocol static { ipv4; route ${prefixOf('bird')} blackhole; route ${sharedPrefix} blackhole; }
protocol bgp to_router {
  local ${address('bird')} as ${asNumbers.bird};
  neighbor ${routerAddress} as ${routerAsNumber};
  passive on;
  ipv4 { import all; export where source = RTS_STATIC; extended next hop on; };
}
`;

const gobgpConfiguration = `[global.config]
  as = ${asNumbers.gobgp}
  router-id = "192.168.10.${numberOf('gobgp')}"
[[neighbors]]
  [neighbors.config]
    peer-as = ${routerAsNumber}
    neighbor-address = "${routerAddress}"
  [neighbors.transport.config]
    passive-mode = true
  [[neighbors.afi-safis]]
    [neighbors.afi-safis.config]
      afi-safi-name = "ipv4-unicast"
`;
