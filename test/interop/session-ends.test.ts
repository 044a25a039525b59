import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BgpeerRouter } from './bgpeer.ts';
import { daemonKinds } from './daemons/catalogue.ts';
import type { Daemon } from './daemons/daemon.ts';
import { Capture } from './lab/capture.ts';
import { eventually } from './lab/eventually.ts';
import { type HostPlace, Lab, type LabHost } from './lab/lab.ts';

const place: HostPlace = { hostName: 'node', lan: 'left', hostNumber: 100 };
const prefix = '203.0.1.0/24';
const routerAsNumber = 65000;
const nodeAsNumber = 65001;
/** Administrative Shutdown (RFC 4486), and Hard Reset around it where both agreed on RFC 8538. */
const shutdownSubcodes: readonly (number | undefined)[] = [2, 9];

let lab: Lab;
let host: LabHost;
let router: BgpeerRouter;
let capture: Capture;
let daemon: Daemon | undefined;

beforeEach(async () => {
  lab = await Lab.create([place]);
  host = lab.host(place.hostName);
  capture = await Capture.start(lab);
});

afterEach(async () => {
  await router.stop();
  await daemon?.stop();
  await capture.stop();
  await lab.remove();
});

describe.each(daemonKinds)('$name', (kind) => {
  test('frozen: the Hold Timer expires and its routes go; thawed: it comes back', async () => {
    await startBoth(kind.create, { holdTimeSeconds: 3 });
    daemon!.freeze();
    await router.untilGone(prefix);
    const { lastReset } = await router.peer(host.ipv4);
    expect(lastReset?.text).toContain('Hold Timer Expired');
    const expired = `bgp.type == 3 && ip.dst == ${host.ipv4} && bgp.notify.major_error == 4`;
    expect(await capture.packets(expired)).toHaveLength(1);
    expect(router.logLines().some(({ msg }) => msg.includes('Hold Timer Expired'))).toBe(true);
    daemon!.thaw();
    await router.untilLearned(prefix);
  });

  test('shut down by us with words, and by it', async () => {
    await startBoth(kind.create, { holdTimeSeconds: 9 });
    await router.client.shutdownPeer(host.ipv4, 'maintenance at noon');
    await eventually(async () => !(await daemon!.establishedWith(host.routerIpv4)), {
      what: `${kind.name} lost the session`,
    });
    // Inside a Hard Reset the words are none of tshark's fields (RFC 8538, section 5.2).
    const farewell = `bgp.type == 3 && ip.dst == ${host.ipv4} && tcp contains "maintenance at noon"`;
    expect(await capture.packets(farewell)).toHaveLength(1);
    expect((await router.peer(host.ipv4)).adminShutdown).toBe(true);

    await router.client.startPeer(host.ipv4);
    await router.untilLearned(prefix);
    const words = await daemon!.shutDownPeer(host.routerIpv4, 'back tomorrow');
    await router.untilGone(prefix);
    const { lastReset } = await router.peer(host.ipv4);
    expect(lastReset?.notification).toMatchObject({ direction: 'received', code: 6 });
    expect(shutdownSubcodes).toContain(lastReset?.notification?.subcode);
    expect(lastReset?.text).toContain(words);
    expect(await capture.malformedPackets()).toEqual([]);
  });

  test('of another AS than configured: refused with NOTIFICATION 2/2, and both numbers in the log', async () => {
    await startBoth(kind.create, { holdTimeSeconds: 9, configuredAsNumber: 65099, established: false });
    const line = await router.until('a log line with both numbers', async () =>
      router.logLines().find(({ msg }) => msg.includes('65099') && msg.includes(`${nodeAsNumber}`)),
    );
    expect(line.peer).toBe(host.ipv4);
    const refusals = await eventually(
      async () => {
        const packets = await capture.packets(
          `bgp.type == 3 && ip.dst == ${host.ipv4} && bgp.notify.major_error == 2 && bgp.notify.minor_error_open == 2`,
        );
        return packets.length > 0 && packets;
      },
      { what: 'NOTIFICATION 2/2 on the wire' },
    );
    expect(refusals.length).toBeGreaterThan(0);
    expect((await router.peer(host.ipv4)).connectionsEstablished).toBe(0);
  });
});

interface StartOptions {
  readonly holdTimeSeconds: number;
  readonly configuredAsNumber?: number;
  /** Whether to wait for the session and the route. */
  readonly established?: boolean;
}

async function startBoth(
  create: (typeof daemonKinds)[number]['create'],
  { holdTimeSeconds, configuredAsNumber = nodeAsNumber, established = true }: StartOptions,
): Promise<void> {
  router = new BgpeerRouter({
    namespace: lab.router,
    folder: join(lab.folder, 'router'),
    configuration: `router bgp ${routerAsNumber}
 bgp router-id 192.168.10.200
 no bgp ebgp-requires-policy
 neighbor ${host.ipv4} remote-as ${configuredAsNumber}
 neighbor ${host.ipv4} timers ${Math.floor(holdTimeSeconds / 3)} ${holdTimeSeconds}
 neighbor ${host.ipv4} timers connect 1
`,
  });
  daemon = create({
    namespace: host.namespace,
    folder: join(lab.folder, 'node'),
    asNumber: nodeAsNumber,
    routerId: host.ipv4,
    holdTimeSeconds,
    // It listens, so that the session is there as soon as we dial.
    peers: [{ localAddress: host.ipv4, address: host.routerIpv4, asNumber: routerAsNumber, passive: true }],
  });
  await Promise.all([router.start(), daemon.start()]);
  if (!established) return;
  await router.untilEstablished(host.ipv4);
  await daemon.announce(prefix);
  await router.untilLearned(prefix);
}
