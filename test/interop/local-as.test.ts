import { join } from 'node:path';
import { formatAsPath } from '@bgpeer/bgp-wire';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BgpeerRouter } from './bgpeer.ts';
import { BirdDaemon } from './daemons/bird.ts';
import type { Daemon } from './daemons/daemon.ts';
import { FrrDaemon } from './daemons/frr.ts';
import { setupOn } from './daemons/setup-on.ts';
import { eventually } from './lab/eventually.ts';
import { type HostPlace, Lab } from './lab/lab.ts';

/*
 * The same frr.conf in a real FRR and in bgpeer, between the same neighbors: both make the same AS_PATHs. The router's own AS
 * numbers are public ones, as remove-private-AS has to tell them from the private ones of others.
 */
const routerAsNumber = 3320;
const routerAddress = '192.168.10.200';
/** What some neighbors know us by (RFC 7705). */
const formerAsNumber = 3321;

interface Neighbor {
  readonly hostName: string;
  readonly asNumber: number;
  readonly create: typeof FrrDaemon | typeof BirdDaemon;
  /** Our statements about it, after `neighbor X`. */
  readonly session?: string;
  readonly family?: string;
  /** AS_PATHs of the source's two routes as it has them, `mixed` and `privateOnly`. */
  readonly has: readonly [string, string];
  /** AS_PATH of its own route as we have it. */
  readonly gives: string;
}

const neighbors: readonly Neighbor[] = [
  {
    hostName: 'local-as',
    asNumber: 174,
    create: FrrDaemon,
    session: `local-as ${formerAsNumber}`,
    has: ['3321 3320 65010 65020 3356', '3321 3320 65010 65020'],
    gives: '3321 174',
  },
  {
    hostName: 'no-prepend',
    asNumber: 175,
    create: FrrDaemon,
    session: `local-as ${formerAsNumber} no-prepend`,
    has: ['3321 3320 65010 65020 3356', '3321 3320 65010 65020'],
    gives: '175',
  },
  {
    hostName: 'replace-as',
    asNumber: 176,
    create: BirdDaemon,
    session: `local-as ${formerAsNumber} no-prepend replace-as`,
    has: ['3321 65010 65020 3356', '3321 65010 65020'],
    gives: '176',
  },
  {
    hostName: 'override',
    asNumber: 65010,
    create: FrrDaemon,
    family: 'as-override',
    has: ['3320 3320 65020 3356', '3320 3320 65020'],
    gives: '65010',
  },
  {
    hostName: 'private',
    asNumber: 177,
    create: BirdDaemon,
    family: 'remove-private-AS',
    has: ['3320 65010 65020 3356', '3320'],
    gives: '177',
  },
  {
    hostName: 'private-all',
    asNumber: 178,
    create: BirdDaemon,
    family: 'remove-private-AS all',
    has: ['3320 3356', '3320'],
    gives: '178',
  },
  {
    hostName: 'private-own',
    asNumber: 179,
    create: BirdDaemon,
    family: 'remove-private-AS all replace-AS',
    has: ['3320 3320 3320 3356', '3320 3320 3320'],
    gives: '179',
  },
];

const source = { hostName: 'source', asNumber: 65010 };
const sourceRoutes = { mixed: '203.0.100.0/24', privateOnly: '203.0.101.0/24' } as const;

const hostNames = [source.hostName, ...neighbors.map(({ hostName }) => hostName)];
const address = (hostName: string) => `192.168.10.${101 + hostNames.indexOf(hostName)}`;
const prefixOf = (hostName: string) => `203.0.${hostNames.indexOf(hostName)}.0/24`;
const places: readonly HostPlace[] = hostNames.map((hostName, index) => ({
  hostName,
  lan: 'left',
  hostNumber: 101 + index,
}));

let lab: Lab;
let sourceDaemon: FrrDaemon;
let daemons: ReadonlyMap<string, Daemon>;

beforeAll(async () => {
  lab = await Lab.create(places);
  sourceDaemon = new FrrDaemon(
    setupOn(lab, source.hostName, source.asNumber, routerAsNumber),
    sourceConfiguration,
  );
  daemons = new Map(
    neighbors.map(({ hostName, asNumber, session, create: Kind }) => {
      const knowsUsAs = session === undefined ? routerAsNumber : formerAsNumber;
      return [hostName, new Kind(setupOn(lab, hostName, asNumber, knowsUsAs))];
    }),
  );
  await Promise.all([sourceDaemon, ...daemons.values()].map((each) => each.start()));
  for (const [hostName, daemon] of daemons) await daemon.announce(prefixOf(hostName));
});

afterAll(async () => {
  await Promise.all([sourceDaemon, ...(daemons?.values() ?? [])].map((each) => each?.stop()));
  await lab?.remove();
});

/** A router under test: how it starts and stops, and AS_PATHs of what it has from a neighbor. */
interface Device {
  readonly name: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  asPathsOf(prefix: string): Promise<string[]>;
}

describe.each([
  { name: 'FRR', create: frr },
  { name: 'bgpeer', create: bgpeer },
])('$name', ({ create }) => {
  let device: Device;
  beforeAll(async () => {
    device = create();
    await device.start();
  });
  afterAll(async () => await device.stop());

  test.each(neighbors)(
    '$session $family: what $hostName has',
    async ({ hostName, has: [mixed, privateOnly] }) => {
      const daemon = daemons.get(hostName)!;
      const known = async () => {
        const routes = (await daemon.routes('ipv4-unicast')).filter(({ prefix }) =>
          prefix.startsWith('203.0.10'),
        );
        return Object.fromEntries(routes.map(({ prefix, asPath }) => [prefix, asPath.join(' ')]));
      };
      await eventually(async () => Object.keys(await known()).length === 2, {
        what: `${hostName} has both routes of the source`,
        instead: async () => JSON.stringify(await daemon.routes('ipv4-unicast')),
      });
      expect(await known()).toEqual({
        [sourceRoutes.mixed]: mixed,
        [sourceRoutes.privateOnly]: privateOnly,
      });
    },
  );

  test.each(neighbors)('$session $family: what we have of $hostName', async ({ hostName, gives }) => {
    await eventually(async () => (await device.asPathsOf(prefixOf(hostName))).includes(gives), {
      what: `the route of ${hostName} with AS_PATH ${gives}`,
      instead: async () => JSON.stringify(await device.asPathsOf(prefixOf(hostName))),
    });
  });
});

const configuration = `hostname router
router bgp ${routerAsNumber}
 bgp router-id ${routerAddress}
 no bgp ebgp-requires-policy
 neighbor ${address(source.hostName)} remote-as ${source.asNumber}
 neighbor ${address(source.hostName)} timers connect 1
${neighbors.map(sessionStatements).join('\n')}
 address-family ipv4 unicast
${neighbors.map(familyStatement).join('\n')}
 exit-address-family
`;

function sessionStatements({ hostName, asNumber, session }: Neighbor): string {
  const neighbor = ` neighbor ${address(hostName)}`;
  const statements = [`${neighbor} remote-as ${asNumber}`, `${neighbor} timers connect 1`];
  return [...statements, ...(session === undefined ? [] : [`${neighbor} ${session}`])].join('\n');
}

function familyStatement({ hostName, family = 'activate' }: Neighbor): string {
  return `  neighbor ${address(hostName)} ${family}`;
}

const sourceConfiguration = `hostname ${source.hostName}
route-map MIXED permit 10
 set as-path prepend 65020 3356
exit
route-map PRIVATE permit 10
 set as-path prepend 65020
exit
router bgp ${source.asNumber}
 bgp router-id ${address(source.hostName)}
 no bgp ebgp-requires-policy
 no bgp network import-check
 coalesce-time 100
 neighbor ${routerAddress} remote-as ${routerAsNumber}
 neighbor ${routerAddress} passive
 address-family ipv4 unicast
  network ${sourceRoutes.mixed} route-map MIXED
  network ${sourceRoutes.privateOnly} route-map PRIVATE
`;

function frr(): Device {
  const setup = setupOn(lab, source.hostName, routerAsNumber, 0);
  const daemon = new FrrDaemon(
    { ...setup, namespace: lab.router, folder: join(lab.folder, 'frr') },
    configuration,
  );
  return {
    name: 'FRR',
    start: () => daemon.start(),
    stop: () => daemon.stop(),
    asPathsOf: async (prefix) => {
      const routes = await daemon.routes('ipv4-unicast');
      return routes.filter((route) => route.prefix === prefix).map(({ asPath }) => asPath.join(' '));
    },
  };
}

function bgpeer(): Device {
  const router = new BgpeerRouter({
    namespace: lab.router,
    folder: join(lab.folder, 'bgpeer'),
    configuration,
  });
  return {
    name: 'bgpeer',
    start: () => router.start(),
    stop: async () => void (await router.stop()),
    asPathsOf: async (prefix) =>
      (await router.routes(prefix)).map(({ attributes }) => formatAsPath(attributes.asPath ?? [])),
  };
}
