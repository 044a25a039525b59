import { join } from 'node:path';
import { formatAsPath } from '@bgpeer/bgp-wire';
import type { RouteView } from '@bgpeer/router';
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

/*
 * A BIRD that has several paths of one prefix sends them to the router, the router with one more of another AS to one daemon
 * of each kind, and each of these to a second bgpeer, all with add-path (RFC 7911):
 *
 *     source (BIRD), other (GoBGP) → router (bgpeer) → FRR, BIRD, GoBGP, OpenBGPD → collector (bgpeer)
 */
const prefix = '203.0.1.0/24';
const asNumbers = {
  source: 65010,
  frr: 65001,
  bird: 65002,
  gobgp: 65003,
  openbgpd: 65004,
  collector: 65005,
  other: 65011,
};
type HostName = keyof typeof asNumbers;
const hostNames = Object.keys(asNumbers) as HostName[];
const between = ['frr', 'bird', 'gobgp', 'openbgpd'] as const;
const routerAddress = '192.168.10.200';
const routerAsNumber = 65000;
const address = (hostName: HostName) => `192.168.10.${101 + hostNames.indexOf(hostName)}`;

const places: readonly HostPlace[] = hostNames.map((hostName, index) => ({
  hostName,
  lan: 'left',
  hostNumber: 101 + index,
}));

/** What stands behind the source's own AS number in its paths. */
const origins = { near: '65101', far: '65102 65102', farthest: '65103 65103 65103' } as const;
type SourcePathName = keyof typeof origins;
const sourcePathNames = Object.keys(origins) as SourcePathName[];

/** Every path by name, as the router has it, best first. */
const paths = {
  other: `${asNumbers.other}`,
  near: `${asNumbers.source} ${origins.near}`,
  far: `${asNumbers.source} ${origins.far}`,
  farthest: `${asNumbers.source} ${origins.farthest}`,
} as const;
type PathName = keyof typeof paths;
const pathNames = Object.keys(paths) as PathName[];

let lab: Lab;
let capture: Capture;
let router: BgpeerRouter;
let collector: BgpeerRouter;
let source: BirdDaemon;
let other: GobgpDaemon;
let daemons: Readonly<Record<(typeof between)[number], Daemon>>;

beforeAll(async () => {
  lab = await Lab.create(places);
  capture = await Capture.start(lab);
  router = bgpeerIn(lab.router, 'router', routerConfiguration);
  collector = bgpeerIn(lab.host('collector').namespace, 'collector', collectorConfiguration);
  source = new BirdDaemon(setupOf('source'), sourceConfiguration(sourcePathNames));
  other = new GobgpDaemon(setupOf('other'));
  const { frr, bird, gobgp, openbgpd } = configurations;
  daemons = {
    frr: new FrrDaemon(setupOf('frr'), frr),
    bird: new BirdDaemon(setupOf('bird'), bird),
    gobgp: new GobgpDaemon(setupOf('gobgp'), gobgp),
    openbgpd: new OpenbgpdDaemon(setupOf('openbgpd'), openbgpd),
  };
  const all = [router, collector, source, other, ...Object.values(daemons)];
  await Promise.all(all.map((each) => each.start()));
  await other.announce(prefix);
});

afterAll(async () => {
  const all = [router, collector, source, other, ...Object.values(daemons ?? {})];
  await Promise.all(all.map((each) => each?.stop()));
  await capture?.stop();
  await lab?.remove();
});

test('the router takes every path of the source, each by its own identifier', async () => {
  await router.untilEstablished(address('source'));
  const learned = await eventually(
    async () => {
      const routes = await router.routes(prefix);
      return routes.filter(({ valid }) => valid).length === pathNames.length && routes;
    },
    { what: 'all paths are learned', instead: () => router.log() },
  );
  const fromSource = learned.filter(({ peer }) => peer?.address === address('source'));
  expect(textsOf(fromSource)).toEqual(sourcePathNames.map((name) => paths[name]));
  expect(new Set(fromSource.map(({ pathIdentifier }) => pathIdentifier)).size).toBe(sourcePathNames.length);
  expect(fromSource.every(({ pathIdentifier }) => pathIdentifier !== undefined)).toBe(true);
});

test('what is sent and received with each neighbor is what the capabilities agree on', async () => {
  const addPath = async (asked: BgpeerRouter, hostName: HostName) =>
    (await asked.untilEstablished(address(hostName))).families[0].addPath;
  expect(await addPath(router, 'source')).toEqual({ send: false, receive: true });
  expect(await addPath(router, 'other')).toEqual({ send: false, receive: false });
  for (const hostName of between) {
    expect(await addPath(router, hostName)).toEqual({ send: true, receive: false });
    expect(await addPath(collector, hostName)).toEqual({ send: false, receive: true });
  }
});

describe.each(between)('%s', (hostName) => {
  test('has the paths it is to have, and gives them to the collector', async () => {
    await untilKnown(hostName, sentPathNames(hostName, pathNames));
  });
});

test('of a path that is withdrawn only that path goes', async () => {
  const collected = await identifiersOf('frr');
  const { routes: sent } = await router.client.advertisedRoutes(address('frr'), 'ipv4-unicast');
  await source.configure(sourceConfiguration(['far', 'farthest']));
  for (const hostName of between)
    await untilKnown(hostName, sentPathNames(hostName, ['other', 'far', 'farthest']));

  const { [textOf('frr', 'near')]: gone, ...kept } = collected;
  expect(gone).toBeDefined();
  expect(await identifiersOf('frr')).toEqual(kept);
  const withdrawn = sent.find(({ attributes }) => formatAsPath(attributes.asPath!).includes(origins.near));
  expect(await identifiersWithdrawnFrom('frr')).toEqual([[`${withdrawn?.pathIdentifier}`]]);

  await source.configure(sourceConfiguration([]));
  await other.withdraw(prefix);
  for (const hostName of between) await untilKnown(hostName, []);
});

test('tshark finds nothing malformed', async () => {
  expect(await capture.malformedPackets()).toEqual([]);
});

/** The daemon has these paths, and the collector has them from it. */
async function untilKnown(hostName: (typeof between)[number], names: readonly PathName[]): Promise<void> {
  const wanted = names.map((name) => `${routerAsNumber} ${paths[name]}`).sort();
  const known = async () =>
    (await daemons[hostName].routes('ipv4-unicast')).map(({ asPath }) => asPath.join(' ')).sort();
  await eventually(async () => `${await known()}` === `${wanted}`, {
    what: `${hostName} knows ${wanted}`,
    instead: async () => `${await known()}`,
  });
  const collected = async () => Object.keys(await identifiersOf(hostName)).sort();
  await eventually(
    async () => `${await collected()}` === `${names.map((name) => textOf(hostName, name)).sort()}`,
    {
      what: `the collector has ${wanted} from ${hostName}`,
      instead: async () => `${await collected()}`,
    },
  );
}

/** GoBGP is sent the best two, whichever they are now, and OpenBGPD the best of each AS, which are the same two. */
function sentPathNames(hostName: HostName, names: readonly PathName[]): readonly PathName[] {
  return hostName === 'gobgp' || hostName === 'openbgpd' ? names.slice(0, 2) : names;
}

/** Of every UPDATE of the router to a daemon that withdraws something, the path identifiers. */
async function identifiersWithdrawnFrom(hostName: HostName): Promise<string[][]> {
  const withdrawals = `bgp.update.withdrawn_routes.length > 0 && ip.src == ${routerAddress} && ip.dst == ${address(hostName)}`;
  return await capture.fields(withdrawals, 'bgp.nlri_path_id');
}

/** Of the collector's paths from a daemon: by AS_PATH, the path identifiers. */
async function identifiersOf(hostName: HostName): Promise<Record<string, number | undefined>> {
  const routes = await collector.routes(prefix);
  const fromIt = routes.filter(({ peer }) => peer?.address === address(hostName));
  return Object.fromEntries(
    fromIt.map(({ attributes, pathIdentifier }) => [formatAsPath(attributes.asPath!), pathIdentifier]),
  );
}

function textOf(hostName: HostName, name: PathName): string {
  return `${asNumbers[hostName]} ${routerAsNumber} ${paths[name]}`;
}

function textsOf(routes: readonly RouteView[]): string[] {
  return routes.map(({ attributes }) => formatAsPath(attributes.asPath!)).sort();
}

function setupOf(hostName: HostName) {
  return setupOn(lab, hostName, asNumbers[hostName], routerAsNumber);
}

function bgpeerIn(namespace: Lab['router'], name: string, configuration: string): BgpeerRouter {
  return new BgpeerRouter({ namespace, folder: join(lab.folder, name), configuration });
}

const routerConfiguration = `hostname router
router bgp ${routerAsNumber}
 bgp router-id ${routerAddress}
 no bgp ebgp-requires-policy
${neighbors(['source', 'other', ...between])}
 address-family ipv4 unicast
  neighbor ${address('frr')} addpath-tx-all-paths
  neighbor ${address('bird')} addpath-tx-all-paths
  neighbor ${address('gobgp')} addpath-tx-best-selected 2
  neighbor ${address('openbgpd')} addpath-tx-bestpath-per-AS
`;

/** It has a policy for what it learns and none for what it advertises, so that it advertises nothing (RFC 8212). */
const collectorConfiguration = `hostname collector
ip prefix-list ANY permit any
router bgp ${asNumbers.collector}
 bgp router-id ${address('collector')}
${neighbors(between)}
 address-family ipv4 unicast
${between.map((hostName) => `  neighbor ${address(hostName)} prefix-list ANY in`).join('\n')}
`;

function neighbors(hostNames: readonly HostName[]): string {
  return hostNames
    .map(
      (hostName) =>
        ` neighbor ${address(hostName)} remote-as ${asNumbers[hostName]}\n neighbor ${address(hostName)} timers connect 1`,
    )
    .join('\n');
}

/** A static protocol for each path; the export filter makes the AS_PATH that its name stands for. */
function sourceConfiguration(names: readonly SourcePathName[]): string {
  const statics = names.map(
    (name, place) =>
      `protocol static ${name} { ipv4 { preference ${200 - place}; }; route ${prefix} blackhole; }`,
  );
  const prepends = names.map(
    (name) =>
      `if proto = "${name}" then { ${origins[name]
        .split(' ')
        .map((asNumber) => `bgp_path.prepend(${asNumber});`)
        .join(' ')} bgp_origin = ORIGIN_IGP; accept; }`,
  );
  return `log stderr all;
router id ${address('source')};
protocol device { }
${statics.join('\n')}
filter prepending { ${prepends.join('\n')} reject; }
protocol bgp to_router {
  local ${address('source')} as ${asNumbers.source};
  neighbor ${routerAddress} as ${routerAsNumber};
  passive on;
  ipv4 { import none; export filter prepending; add paths tx; };
}
`;
}

const configurations = {
  frr: `hostname frr
router bgp ${asNumbers.frr}
 bgp router-id ${address('frr')}
 no bgp ebgp-requires-policy
 coalesce-time 100
 neighbor ${routerAddress} remote-as ${routerAsNumber}
 neighbor ${routerAddress} passive
 neighbor ${address('collector')} remote-as ${asNumbers.collector}
 neighbor ${address('collector')} passive
 address-family ipv4 unicast
  neighbor ${address('collector')} addpath-tx-all-paths
`,
  bird: `log stderr all;
router id ${address('bird')};
protocol device { }
protocol bgp to_router {
  local ${address('bird')} as ${asNumbers.bird};
  neighbor ${routerAddress} as ${routerAsNumber};
  passive on;
  ipv4 { import all; export none; add paths rx; };
}
protocol bgp to_collector {
  local ${address('bird')} as ${asNumbers.bird};
  neighbor ${address('collector')} as ${asNumbers.collector};
  passive on;
  ipv4 { import none; export all; add paths tx; };
}
`,
  gobgp: `[global.config]
  as = ${asNumbers.gobgp}
  router-id = "${address('gobgp')}"
${gobgpNeighbor(routerAddress, routerAsNumber, 'receive = true')}
${gobgpNeighbor(address('collector'), asNumbers.collector, 'send-max = 8')}
`,
  openbgpd: `neighbor ${routerAddress} {
  remote-as ${routerAsNumber}
  passive
  announce add-path recv yes
}
neighbor ${address('collector')} {
  remote-as ${asNumbers.collector}
  passive
  announce add-path send all
}
`,
} as const;

function gobgpNeighbor(neighbor: string, asNumber: number, addPaths: string): string {
  return `[[neighbors]]
  [neighbors.config]
    peer-as = ${asNumber}
    neighbor-address = "${neighbor}"
  [neighbors.transport.config]
    passive-mode = true
  [[neighbors.afi-safis]]
    [neighbors.afi-safis.config]
      afi-safi-name = "ipv4-unicast"
    [neighbors.afi-safis.add-paths.config]
      ${addPaths}
`;
}
