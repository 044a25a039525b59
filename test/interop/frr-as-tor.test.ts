import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { daemonKinds } from './daemons/catalogue.ts';
import type { Daemon } from './daemons/daemon.ts';
import { FrrDaemon } from './daemons/frr.ts';
import { eventually } from './lab/eventually.ts';
import { type HostPlace, Lab } from './lab/lab.ts';

/*
 * No bgpeer here: FRR in its place, with every daemon as a node. Where these fail, the lab or the harness is wrong, or a
 * daemon's version says things in other words.
 */
const attributes = {
  multiExitDisc: 30,
  communities: ['65001:100', '65001:200'],
  largeCommunities: ['65001:1:2'],
} as const;

describe.each([4, 6] as const)('FRR as the router, over IPv%d', (version) => {
  const nodes = daemonKinds.map((kind, index) => ({
    kind,
    asNumber: 65001 + index,
    prefix: version === 4 ? `203.0.${index}.0/24` : `fd00:203:${index + 1}::/64`,
    place: { hostName: kind.name.toLowerCase(), lan: 'left', hostNumber: 100 + index } satisfies HostPlace,
  }));
  const family = version === 4 ? 'ipv4-unicast' : 'ipv6-unicast';
  let lab: Lab;
  let router: FrrDaemon;
  const daemons = new Map<string, { daemon: Daemon; address: string; routerAddress: string }>();

  beforeAll(async () => {
    lab = await Lab.create(nodes.map((node) => node.place));
    const sessions = nodes.map((node) => {
      const host = lab.host(node.place.hostName);
      return version === 4
        ? { host, node, address: host.ipv4, routerAddress: host.routerIpv4 }
        : { host, node, address: host.ipv6, routerAddress: host.routerIpv6 };
    });
    router = new FrrDaemon({
      namespace: lab.router,
      folder: join(lab.folder, 'router'),
      asNumber: 65000,
      routerId: '192.168.10.200',
      holdTimeSeconds: 9,
      peers: sessions.map(({ node, address, routerAddress }) => ({
        localAddress: routerAddress,
        address,
        asNumber: node.asNumber,
        passive: false,
      })),
    });
    await router.start();
    for (const { host, node, address, routerAddress } of sessions) {
      const peer = { localAddress: address, address: routerAddress, asNumber: 65000, passive: false };
      const daemon = node.kind.create({
        namespace: host.namespace,
        folder: join(lab.folder, node.place.hostName),
        asNumber: node.asNumber,
        routerId: host.ipv4,
        holdTimeSeconds: 9,
        peers: [peer],
      });
      daemons.set(node.kind.name, { daemon, address, routerAddress });
      await daemon.start();
    }
  });

  afterAll(async () => {
    await Promise.all([...daemons.values()].map(({ daemon }) => daemon.stop()));
    await router?.stop();
    await lab?.remove();
  });

  test.each(nodes)('$kind.name comes up, and routes go both ways with their attributes', async (node) => {
    const { daemon, address, routerAddress } = daemons.get(node.kind.name)!;
    const up = async () =>
      (await daemon.establishedWith(routerAddress)) && (await router.establishedWith(address));
    await eventually(up, { what: `${daemon.name} and FRR are Established`, instead: () => daemon.log() });

    await daemon.announce(node.prefix, attributes);
    const ownPrefix = node.prefix.replace('203', '204');
    await router.announce(ownPrefix, { ...attributes, origin: 'IGP' });

    const learned = await eventually(
      async () => (await router.routes(family)).find((route) => route.prefix === node.prefix),
      { what: `FRR has ${node.prefix}`, instead: async () => JSON.stringify(await router.routes(family)) },
    );
    expect(learned).toEqual({
      prefix: node.prefix,
      nextHop: address,
      asPath: [node.asNumber],
      origin: 'IGP',
      ...attributes,
    });
    const sent = await eventually(
      async () => (await daemon.routes(family)).find((route) => route.prefix === ownPrefix),
      {
        what: `${daemon.name} has ${ownPrefix}`,
        instead: async () => JSON.stringify(await daemon.routes(family)),
      },
    );
    expect(sent).toMatchObject({
      prefix: ownPrefix,
      nextHop: routerAddress,
      asPath: [65000],
      origin: 'IGP',
      ...attributes,
    });

    await daemon.withdraw(node.prefix);
    await eventually(
      async () => !(await router.routes(family)).some((route) => route.prefix === node.prefix),
      { what: `FRR no longer has ${node.prefix}` },
    );
  });
});
