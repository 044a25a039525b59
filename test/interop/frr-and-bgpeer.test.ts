import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareJson, type IgnoredKey } from '../../packages/cli/test/golden.ts';
import {
  ignoredFirstResetKeys,
  ignoredForwardingKeys,
  ignoredNeighborKeys,
  ignoredPrefixKeys,
  ignoredReplayKeys,
  ignoredSummaryKeys,
} from '../../packages/cli/test/golden-exceptions.ts';
import { BgpeerRouter } from './bgpeer.ts';
import { ciliumNode, ciliumRouterConfiguration, loadBalancerPrefix, podPrefixes } from './cilium-lab.ts';
import { FrrDaemon } from './daemons/frr.ts';
import type { GobgpDaemon } from './daemons/gobgp.ts';
import { eventually } from './lab/eventually.ts';
import { ciliumNodes, Lab } from './lab/lab.ts';

const uncounted = 'FRR counts changes that come close together as one, by their timing';
const ignoredVersionKeys: readonly IgnoredKey[] = ['tableVersion', 'ipv4Unicast/tableVersion', 'version']
  .concat('paths/*/version', 'routes/*/*/version')
  .map((path) => ({ path, why: uncounted }));

/** What people's scripts read. */
const commands: readonly { readonly command: string; readonly ignored: readonly IgnoredKey[] }[] = [
  { command: 'show bgp ipv4 unicast json', ignored: ignoredVersionKeys },
  { command: 'show bgp summary json', ignored: [...ignoredSummaryKeys, ...ignoredVersionKeys] },
  {
    command: `show ip bgp ${loadBalancerPrefix} json`,
    ignored: [...ignoredPrefixKeys, ...ignoredVersionKeys],
  },
  { command: 'show ip route bgp json', ignored: ignoredForwardingKeys },
  {
    command: 'show bgp neighbors 192.168.10.101 json',
    ignored: [...ignoredNeighborKeys, ...ignoredFirstResetKeys, ...ignoredReplayKeys],
  },
];

const stages = ['pod prefixes', 'the load balancer from all', 'the load balancer from two'] as const;

/** A router under comparison: how it starts, is asked and stops. */
interface ComparedRouter {
  start(): Promise<void>;
  stop(): Promise<unknown>;
  ask(command: string): Promise<string>;
}

let lab: Lab;
let answersOfFrr: ReadonlyMap<string, unknown>;
let answersOfBgpeer: ReadonlyMap<string, unknown>;

beforeAll(async () => {
  lab = await Lab.create(ciliumNodes);
  answersOfFrr = await playLab(frr());
  answersOfBgpeer = await playLab(bgpeer());
});

afterAll(async () => await lab?.remove());

describe.each(stages)('%s', (stage) => {
  test.each(commands)('$command: bgpeer answers as FRR does', ({ command, ignored }) => {
    const key = answerKey(stage, command);
    expect(compareJson(answersOfFrr.get(key), answersOfBgpeer.get(key), ignored)).toEqual([]);
  });
});

/** The same lab, step by step in one order, and what the router answers after each stage. */
async function playLab(router: ComparedRouter): Promise<Map<string, unknown>> {
  const answers = new Map<string, unknown>();
  const nodes = ciliumNodes.map(({ hostName }) => ciliumNode(lab, hostName));
  const takeAnswers = async (stage: (typeof stages)[number]) => {
    for (const { command } of commands)
      answers.set(answerKey(stage, command), JSON.parse(await router.ask(command)));
  };
  try {
    await router.start();
    await Promise.all(nodes.map((node) => node.start()));
    for (const [index, { hostName }] of ciliumNodes.entries()) {
      await announceAndWait(router, nodes[index], hostName, podPrefixes[hostName]);
    }
    await untilEveryNodeHas(nodes, Object.values(podPrefixes));
    await takeAnswers('pod prefixes');
    for (const [index, { hostName }] of ciliumNodes.entries()) {
      await announceAndWait(router, nodes[index], hostName, loadBalancerPrefix);
    }
    await untilEveryNodeHas(nodes, [loadBalancerPrefix]);
    await takeAnswers('the load balancer from all');
    await nodes[1].withdraw(loadBalancerPrefix);
    await eventually(async () => !(await hasRoute(router, loadBalancerPrefix, ciliumNodes[1].hostName)), {
      what: 'the withdrawn route is gone',
    });
    await takeAnswers('the load balancer from two');
  } finally {
    await Promise.all(nodes.map((node) => node.stop()));
    await router.stop();
  }
  return answers;
}

async function announceAndWait(
  router: ComparedRouter,
  node: GobgpDaemon,
  hostName: string,
  prefix: string,
): Promise<void> {
  await node.announce(prefix);
  await eventually(() => hasRoute(router, prefix, hostName), { what: `${prefix} from ${hostName}` });
}

/** The router has the route, and in the kernel's table. */
async function hasRoute(router: ComparedRouter, prefix: string, hostName: string): Promise<boolean> {
  const table = JSON.parse(await router.ask('show ip route bgp json')) as Record<
    string,
    readonly { readonly nexthops: readonly { readonly ip?: string; readonly fib?: boolean }[] }[]
  >;
  const nextHops = (table[prefix] ?? []).flatMap((route) => route.nexthops);
  return nextHops.some(({ ip, fib }) => ip === lab.host(hostName).ipv4 && fib === true);
}

/** The router has told every node of these prefixes: its counters of prefixes sent stand still from then on. */
async function untilEveryNodeHas(nodes: readonly GobgpDaemon[], prefixes: readonly string[]): Promise<void> {
  for (const node of nodes) {
    const has = async () => {
      const known = new Set((await node.routes('ipv4-unicast')).map((route) => route.prefix));
      return prefixes.every((prefix) => known.has(prefix));
    };
    await eventually(has, { what: `a node was sent ${prefixes.join(', ')}` });
  }
}

function frr(): ComparedRouter {
  const setup = {
    namespace: lab.router,
    folder: join(lab.folder, 'frr'),
    asNumber: 65000,
    routerId: '192.168.10.200',
    holdTimeSeconds: 180,
    peers: [],
  };
  const daemon = new FrrDaemon(setup, ciliumRouterConfiguration);
  return {
    start: () => daemon.start(),
    stop: () => daemon.stop(),
    ask: (command) => daemon.vtysh(command),
  };
}

function bgpeer(): ComparedRouter {
  const router = new BgpeerRouter({
    namespace: lab.router,
    folder: join(lab.folder, 'bgpeer'),
    configuration: ciliumRouterConfiguration,
    fib: 'kernel',
  });
  return {
    start: () => router.start(),
    stop: () => router.stop(),
    ask: (command) => router.command(...command.split(' ')),
  };
}

function answerKey(stage: string, command: string): string {
  return `${stage}: ${command}`;
}
