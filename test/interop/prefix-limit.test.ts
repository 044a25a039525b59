import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BgpeerRouter } from './bgpeer.ts';
import { BirdDaemon } from './daemons/bird.ts';
import type { DaemonSetup } from './daemons/daemon.ts';
import { FrrDaemon } from './daemons/frr.ts';
import { setupOn } from './daemons/setup-on.ts';
import { Capture } from './lab/capture.ts';
import { type HostPlace, Lab } from './lab/lab.ts';

/*
 * Two FRR and a BIRD that we limit: BIRD's session is started again after a minute, that of the second FRR is never ended.
 * The router's clock goes ten times as fast as the others'.
 */
const routerAsNumber = 65000;
const routerAddress = '192.168.10.200';
const places: readonly HostPlace[] = [
  { hostName: 'frr', lan: 'left', hostNumber: 101 },
  { hostName: 'bird', lan: 'left', hostNumber: 102 },
  { hostName: 'warned', lan: 'left', hostNumber: 103 },
];
const asNumbers = { frr: 65001, bird: 65002, warned: 65003 } as const;
type HostName = keyof typeof asNumbers;
const hostNames = Object.keys(asNumbers) as HostName[];

const prefixCountMax = 4;
const thresholdPercent = 50;

const clockRate = 10;
const holdTimeSeconds = 900;

let lab: Lab;
let capture: Capture;
let router: BgpeerRouter;
let frr: FrrDaemon;
let warned: FrrDaemon;
let bird: BirdDaemon;
let daemons: Readonly<Record<HostName, FrrDaemon | BirdDaemon>>;

beforeAll(async () => {
  lab = await Lab.create(places);
  capture = await Capture.start(lab);
  frr = new FrrDaemon(patientSetup('frr'));
  warned = new FrrDaemon(patientSetup('warned'));
  bird = new BirdDaemon(patientSetup('bird'));
  daemons = { frr, warned, bird };
  router = new BgpeerRouter({
    namespace: lab.router,
    folder: join(lab.folder, 'router'),
    configuration: routerConfiguration(),
    clockRate,
  });
  await Promise.all([router.start(), ...Object.values(daemons).map((daemon) => daemon.start())]);
  await Promise.all(hostNames.map((name) => router.untilEstablished(address(name))));
});

afterAll(async () => {
  await Promise.all([router?.stop(), ...Object.values(daemons ?? {}).map((daemon) => daemon.stop())]);
  await capture?.stop();
  await lab?.remove();
});

describe('who may announce four prefixes', () => {
  test('may; past the threshold the operator is told', async () => {
    await Promise.all(hostNames.map((name) => announce(name, prefixCountMax)));
    for (const name of hostNames) await router.untilLearned(prefix(name, prefixCountMax - 1));
    const near = await router.until('they are near their limits', async () => {
      const events = eventsNamed('prefix-limit-near');
      return events.length === hostNames.length && events;
    });
    expect(near).toContainEqual(expect.objectContaining({ peer: address('frr'), thresholdPercent: 50 }));
    expect(near).toContainEqual(expect.objectContaining({ peer: address('warned'), thresholdPercent: 75 }));
    expect(await shownState()).toEqual({ frr: '4', bird: '4', warned: '4' });
  });

  test('is told that five are too many, and its routes go; not where that is only to be said', async () => {
    await Promise.all(hostNames.map((name) => daemons[name].announce(prefix(name, prefixCountMax))));
    for (const name of ['frr', 'bird'] as const) await router.untilGone(prefix(name, 0));
    await router.untilLearned(prefix('warned', prefixCountMax));
    expect(eventsNamed('prefix-limit')).toContainEqual(
      expect.objectContaining({ peer: address('warned'), prefixCountMax, closed: false }),
    );
    const [family, limit] = ['000101', '00000004'];
    // RFC 8538, section 5.1: the N bit of FRR makes it a Hard Reset; BIRD 2.0 has none.
    expect(await ceases(address('frr'))).toEqual([`9 0601${family}${limit}`]);
    expect(await ceases(address('bird'))).toEqual([`1 ${family}${limit}`]);
    expect(bird.log()).toContain('Received: Maximum number of prefixes reached');
    expect(await shownState()).toEqual({ frr: 'Idle (PfxCt)', bird: 'Idle (PfxCt)', warned: '5' });
  });

  test('comes back after the minutes of `restart`, else when the operator says so', async () => {
    const { prefixLimitRestartAt, droppedAt } = await router.peer(address('bird'));
    expect(prefixLimitRestartAt! - droppedAt!).toBe(60_000);
    expect(await router.command('show', 'bgp', 'neighbors', address('bird'))).toMatch(
      /will restart in \d+ seconds/,
    );
    for (const name of ['frr', 'bird'] as const) await daemons[name].withdraw(prefix(name, prefixCountMax));
    await router.untilLearned(prefix('bird', 0));
    expect((await router.peer(address('bird'))).establishedAt).toBeGreaterThanOrEqual(prefixLimitRestartAt!);
    expect((await router.peer(address('frr'))).state).toBe('Idle');
    await router.client.startPeer(address('frr'));
    await router.untilLearned(prefix('frr', 0));
    expect(await shownState()).toEqual({ frr: '4', bird: '4', warned: '5' });
  });
});

describe('who takes fewer than we have', () => {
  test('FRR ends the session with a Hard Reset, and says why inside of it', async () => {
    await warned.configure(
      `router bgp ${asNumbers.warned}`,
      'address-family ipv4 unicast',
      `neighbor ${routerAddress} maximum-prefix 2`,
    );
    expect(await receivedReset('warned')).toMatchObject({
      text: 'NOTIFICATION received: Cease/Hard Reset (Cease/Maximum Number of Prefixes Reached)',
      notification: { subcode: 1, hardReset: true },
    });
    await router.untilGone(prefix('warned', 0));
  });

  test('BIRD ends it as such', async () => {
    const configuration = readFileSync(join(lab.folder, 'bird/bird.conf'), 'utf8');
    await bird.configure(configuration.replace('import all', 'import all; import limit 2 action disable'));
    expect(await receivedReset('bird')).toMatchObject({
      text: 'NOTIFICATION received: Cease/Maximum Number of Prefixes Reached',
      notification: { subcode: 1 },
    });
    await router.untilGone(prefix('bird', 0));
  });
});

/** How the peer ended the session. */
async function receivedReset(hostName: HostName) {
  return await router.until(`${hostName} ends the session`, async () => {
    const { lastReset } = await router.peer(address(hostName));
    return lastReset?.notification?.direction === 'received' && lastReset;
  });
}

/** The first so many prefixes. */
async function announce(hostName: HostName, count: number): Promise<void> {
  for (let number = 0; number < count; number += 1)
    await daemons[hostName].announce(prefix(hostName, number));
}

function eventsNamed(name: string) {
  const events = router.events.flatMap((event) => (event.kind === 'router' ? [event.event] : []));
  return events.filter((event) => event.name === name);
}

/** Of the Ceases that a peer was sent, the subcode and the data in hexadecimal. */
async function ceases(to: string): Promise<string[]> {
  const filter = `bgp.notify.major_error == 6 && ip.dst == ${to}`;
  const rows = await capture.fields(filter, 'bgp.notify.minor_error_cease', 'tcp.payload');
  const dataOf = (payload: string) => payload.slice(payload.lastIndexOf('f'.repeat(32)) + 42);
  return rows.map(([subcode, payload]) => `${subcode} ${dataOf(payload)}`);
}

/** What `show bgp summary` says of each: the prefixes received, or the state. */
async function shownState(): Promise<Record<string, string>> {
  const lines = (await router.command('show', 'bgp', 'summary')).split('\n');
  return Object.fromEntries(
    hostNames.map((name) => {
      const line = lines.find((candidate) => candidate.startsWith(`${address(name)} `))!;
      return [name, /\d\d:\d\d:\d\d\s+(\w+(?: \(\w+\))?)/.exec(line)![1]];
    }),
  );
}

function routerConfiguration(): string {
  return `router bgp ${routerAsNumber}
 bgp router-id ${routerAddress}
 no bgp ebgp-requires-policy
${hostNames.map(neighborStatements).join('')}
 address-family ipv4 unicast
  neighbor ${address('frr')} maximum-prefix ${prefixCountMax} ${thresholdPercent}
  neighbor ${address('bird')} maximum-prefix ${prefixCountMax} ${thresholdPercent} restart 1
  neighbor ${address('warned')} maximum-prefix ${prefixCountMax} warning-only
`;
}

function neighborStatements(hostName: HostName): string {
  return ` neighbor ${address(hostName)} remote-as ${asNumbers[hostName]}
 neighbor ${address(hostName)} timers ${holdTimeSeconds / 3} ${holdTimeSeconds}
 neighbor ${address(hostName)} timers connect 1
`;
}

/** Keepalives are sent by the daemon's clock and waited for by the router's. */
function patientSetup(hostName: HostName): DaemonSetup {
  return { ...setupOn(lab, hostName, asNumbers[hostName], routerAsNumber), holdTimeSeconds };
}

function address(hostName: HostName): string {
  return lab.host(hostName).ipv4;
}

function prefix(hostName: HostName, number: number): string {
  return `203.0.${10 * (1 + hostNames.indexOf(hostName)) + number}.0/24`;
}
