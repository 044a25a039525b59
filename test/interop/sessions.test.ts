import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BgpeerRouter } from './bgpeer.ts';
import { daemonKinds } from './daemons/catalogue.ts';
import { type Daemon, familyOfAddress } from './daemons/daemon.ts';
import { Capture } from './lab/capture.ts';
import { eventually } from './lab/eventually.ts';
import { type HostPlace, Lab } from './lab/lab.ts';

interface Role {
  /** Who dials. */
  readonly dialling: 'daemon' | 'router' | 'both';
  readonly version: 4 | 6;
}

/** One daemon for each, all at the same time against one router. */
const roles: readonly Role[] = [
  { dialling: 'daemon', version: 4 },
  { dialling: 'router', version: 4 },
  { dialling: 'both', version: 4 },
  { dialling: 'daemon', version: 6 },
  { dialling: 'router', version: 6 },
];

const nodes = roles.map((role, index) => ({
  ...role,
  asNumber: 65001 + index,
  prefix: role.version === 4 ? `203.0.${index}.0/24` : `fd00:203:${index + 1}::/64`,
  place: { hostName: `node${index}`, lan: 'left', hostNumber: 100 + index } satisfies HostPlace,
}));

type Node = (typeof nodes)[number];

const routerAsNumber = 65000;
const routerNetworks = { 4: '10.10.1.0/24', 6: 'fd00:1::/64' } as const;

const attributes = {
  multiExitDisc: 30,
  communities: ['65001:100', '65001:200'],
  largeCommunities: ['4200000001:1:2'],
} as const;

describe.each(daemonKinds)('$name', (kind) => {
  let lab: Lab;
  let router: BgpeerRouter;
  let capture: Capture;
  const daemons = new Map<Node, Daemon>();
  const addresses = (node: Node) => {
    const { ipv4, ipv6, routerIpv4, routerIpv6 } = lab.host(node.place.hostName);
    return node.version === 4 ? { node: ipv4, router: routerIpv4 } : { node: ipv6, router: routerIpv6 };
  };

  beforeAll(async () => {
    lab = await Lab.create(nodes.map((node) => node.place));
    capture = await Capture.start(lab);
    const configuration = routerConfiguration(nodes.map((node) => ({ node, address: addresses(node).node })));
    router = new BgpeerRouter({ namespace: lab.router, folder: join(lab.folder, 'router'), configuration });
    for (const node of nodes) {
      const host = lab.host(node.place.hostName);
      const peer = {
        localAddress: addresses(node).node,
        address: addresses(node).router,
        asNumber: routerAsNumber,
        passive: node.dialling === 'router',
      };
      daemons.set(
        node,
        kind.create({
          namespace: host.namespace,
          folder: join(lab.folder, node.place.hostName),
          asNumber: node.asNumber,
          routerId: host.ipv4,
          holdTimeSeconds: 9,
          peers: [peer],
        }),
      );
    }
    await Promise.all([router.start(), ...[...daemons.values()].map((daemon) => daemon.start())]);
  });

  afterAll(async () => {
    await router?.stop();
    await Promise.all([...daemons.values()].map((daemon) => daemon.stop()));
    await capture?.stop();
    await lab?.remove();
  });

  test.each(nodes)('session over IPv$version, dialled by $dialling', async (node) => {
    const daemon = daemons.get(node)!;
    const peer = await router.untilEstablished(addresses(node).node);
    expect(peer.negotiated?.holdTimeSeconds).toBe(9);
    expect(peer.remoteAsNumber).toBe(node.asNumber);
    const dialledByUs = peer.endpoints?.remotePort === 179;
    if (node.dialling !== 'both') expect(dialledByUs).toBe(node.dialling === 'router');
    await eventually(() => daemon.establishedWith(addresses(node).router), {
      what: `${daemon.name} says Established`,
      instead: () => daemon.log(),
    });
  });

  test.each(nodes)('routes both ways over IPv$version, dialled by $dialling', async (node) => {
    const daemon = daemons.get(node)!;
    await daemon.announce(node.prefix, attributes);
    expect(await router.untilLearned(node.prefix)).toEqual({
      prefix: node.prefix,
      nextHop: addresses(node).node,
      asPath: [node.asNumber],
      origin: 'IGP',
      ...attributes,
    });
    const own = await learned(daemon, routerNetworks[node.version]);
    expect(own).toMatchObject({
      nextHop: addresses(node).router,
      asPath: [routerAsNumber],
      origin: 'IGP',
      communities: [],
      largeCommunities: [],
    });
  });

  test.each(nodes)('what others announced arrives over IPv$version, dialled by $dialling', async (node) => {
    const daemon = daemons.get(node)!;
    const others = nodes.filter((other) => other !== node && other.version === node.version);
    for (const other of others) {
      const route = await learned(daemon, other.prefix);
      // Third party next hop: all are on one LAN (RFC 4271, section 5.1.3). MULTI_EXIT_DISC is not passed on (5.1.4).
      expect(route).toMatchObject({
        nextHop: addresses(other).node,
        asPath: [routerAsNumber, other.asNumber],
        origin: 'IGP',
        communities: attributes.communities,
        largeCommunities: attributes.largeCommunities,
      });
      expect(route.multiExitDisc ?? 0).toBe(0);
    }
  });

  test('a withdrawn route is gone on the other side', async () => {
    const [first, second] = nodes;
    await daemons.get(first)!.withdraw(first.prefix);
    await router.untilGone(first.prefix);
    await eventually(
      async () => {
        const routes = await daemons.get(second)!.routes('ipv4-unicast');
        return !routes.some((route) => route.prefix === first.prefix);
      },
      { what: `${first.prefix} is gone from the second ${kind.name}` },
    );
  });

  test('tshark finds nothing malformed', async () => {
    expect(await capture.packets('bgp.type == 2')).not.toEqual([]);
    expect(await capture.malformedPackets()).toEqual([]);
  });
});

async function learned(daemon: Daemon, prefix: string) {
  const family = familyOfAddress(prefix);
  return await eventually(
    async () => (await daemon.routes(family)).find((route) => route.prefix === prefix),
    {
      what: `${daemon.name} has ${prefix}`,
      instead: async () => JSON.stringify(await daemon.routes(family)),
    },
  );
}

function routerConfiguration(peers: readonly { readonly node: Node; readonly address: string }[]): string {
  const ipv6 = peers.filter(({ node }) => node.version === 6);
  return [
    `router bgp ${routerAsNumber}`,
    ' bgp router-id 192.168.10.200',
    ' no bgp ebgp-requires-policy',
    ` network ${routerNetworks[4]}`,
    ...peers.flatMap(({ node, address }) => [
      ` neighbor ${address} remote-as ${node.asNumber}`,
      ` neighbor ${address} timers 3 9`,
      ` neighbor ${address} timers connect 1`,
      ...(node.dialling === 'daemon' ? [` neighbor ${address} passive`] : []),
    ]),
    ' address-family ipv4 unicast',
    ...ipv6.map(({ address }) => `  no neighbor ${address} activate`),
    ' exit-address-family',
    ' address-family ipv6 unicast',
    `  network ${routerNetworks[6]}`,
    ...ipv6.map(({ address }) => `  neighbor ${address} activate`),
    ' exit-address-family',
    '',
  ].join('\n');
}
