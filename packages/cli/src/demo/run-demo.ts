import { once } from 'node:events';
import type { Speaker } from '@bgpeer/speaker';
import { WaitError } from '@bgpeer/speaker';
import { CommandFailure, type ExitCode } from '../exit-code.ts';
import { forwardingText } from '../show/forwarding-text.ts';
import { prefixText } from '../show/prefix-text.ts';
import { summaryText } from '../show/summary-text.ts';
import type { Surroundings } from '../surroundings.ts';
import type { DemoNode } from './demo-lab.ts';
import { demoFrrConf, demoNodes, loadBalancerPrefix } from './demo-lab.ts';
import { DemoScreen } from './demo-screen.ts';
import { demoNodeSpeaker, demoRouter } from './demo-speakers.ts';

/** How long any step may take: on a machine that works, none takes a second. */
const stepMs = 15_000;
const farewell = 'the demo is over';

interface RunningNode {
  readonly node: DemoNode;
  readonly speaker: Speaker;
}

export interface DemoOptions {
  /** Until Ctrl-C; else the demo ends by itself. */
  readonly stayUp: boolean;
  /** The control socket while it stays up; absent: the usual place. */
  readonly socket?: string;
}

/** Plays the Cilium lab: the router and three nodes in this process, over TCP on 127.0.0.x. */
export async function runDemo(surroundings: Surroundings, options: DemoOptions): Promise<ExitCode> {
  try {
    await playDemo(new DemoScreen(surroundings), surroundings.interruption(), options);
    return 0;
  } catch (error) {
    if (!(error instanceof WaitError)) throw error;
    throw new CommandFailure(`the demo came to a halt: ${error.message}`, {
      exitCode: 1,
      fix: 'it needs the addresses 127.0.0.10, .11 and .20: on macOS `sudo ifconfig lo0 alias 127.0.0.10`, and so on',
    });
  }
}

async function playDemo(screen: DemoScreen, interruption: AbortSignal, options: DemoOptions): Promise<void> {
  const interrupted = once(interruption, 'abort');
  const router = demoRouter(options.stayUp ? options.socket : false);
  const nodes: RunningNode[] = [];
  const unsubscribe = router.subscribe((event) => screen.event(event));
  await startRouter(screen, router);
  try {
    await Promise.race([tellStory(screen, router, nodes, options), interrupted]);
    if (options.stayUp && !interruption.aborted) await interrupted;
  } finally {
    unsubscribe();
    await end(screen, router, nodes);
  }
}

async function tellStory(
  screen: DemoScreen,
  router: Speaker,
  nodes: RunningNode[],
  options: DemoOptions,
): Promise<void> {
  await startNodes(screen, router, nodes);
  screen.shown('show bgp summary', summaryLines(router));

  screen.heading(`3. All three nodes advertise the load balancer's address ${loadBalancerPrefix}`);
  for (const { speaker } of nodes) speaker.addNetwork(loadBalancerPrefix);
  await router.waitForRoute(loadBalancerPrefix, { nextHops: nodes.length, timeoutMs: stepMs });
  screen.shown(`show ip bgp ${loadBalancerPrefix}`, prefixLines(router));
  screen.shown('show ip route bgp', forwardingLines(router));

  const [leaving] = nodes;
  screen.heading(
    `4. externalTrafficPolicy Local, and no pod is left on ${leaving.node.hostName}: it withdraws`,
  );
  leaving.speaker.deleteNetwork(loadBalancerPrefix);
  await router.waitForRoute(loadBalancerPrefix, { nextHops: nodes.length - 1, timeoutMs: stepMs });
  screen.shown(`show ip bgp ${loadBalancerPrefix}`, prefixLines(router));
  screen.shown('show ip route bgp', forwardingLines(router));

  screen.heading('The same with your own nodes');
  screen.lines(ownNodesLines);
  if (options.stayUp) {
    screen.heading('The router stays up: try the `show` commands in another terminal. Ctrl-C ends it.');
  }
}

async function startRouter(screen: DemoScreen, router: Speaker): Promise<void> {
  screen.heading('1. A top-of-rack router, AS 65000, from an ordinary frr.conf');
  screen.lines(['', ...demoFrrConf.trimEnd().split('\n')]);
  await router.start();
  const [{ address, port }] = router.listening;
  screen.lines(['']);
  screen.happened(router.now(), `listening on ${address} port ${port}`);
}

async function startNodes(screen: DemoScreen, router: Speaker, nodes: RunningNode[]): Promise<void> {
  screen.heading('2. Three nodes, AS 65001, dial in; each advertises its PodCIDR');
  const [{ port }] = router.listening;
  for (const node of demoNodes) {
    const speaker = demoNodeSpeaker(node, port);
    nodes.push({ node, speaker });
    await speaker.start();
  }
  for (const { node } of nodes) {
    await router.waitForPeer(node.address, { timeoutMs: stepMs });
    await router.waitForRoute(node.podPrefix, { nextHops: [node.address], timeoutMs: stepMs });
  }
}

/** Tells every peer, shows that they heard it, and leaves nothing behind. */
async function end(screen: DemoScreen, router: Speaker, nodes: readonly RunningNode[]): Promise<void> {
  screen.heading('The end: Cease / Administrative Shutdown to every peer');
  for (const { node, speaker } of nodes) {
    speaker.subscribe((event) => {
      if (event.kind !== 'router' || event.event.name !== 'session-down') return;
      if (event.event.wasEstablished)
        screen.happened(event.at, `${node.hostName} hears: ${event.event.reason}`);
    });
  }
  await router.stop({ communication: farewell });
  for (const { node, speaker } of nodes) {
    await speaker.waitUntil(() => speaker.router.peers().every((peer) => peer.state !== 'Established'), {
      timeoutMs: stepMs,
      what: `the end of the session of ${node.hostName}`,
    });
    await speaker.stop();
  }
}

function summaryLines(router: Speaker): string[] {
  const answer = { now: router.now(), summary: router.router.summary(), peers: router.router.peers() };
  return summaryText(answer, 'all');
}

function prefixLines(router: Speaker): string[] {
  const view = router.router.prefix('ipv4-unicast', loadBalancerPrefix);
  const prefixes = view === undefined ? [] : [view];
  return prefixText({ now: router.now(), summary: router.router.summary(), prefixes });
}

function forwardingLines(router: Speaker): string[] {
  const routes = [...router.forwardingRoutes('ipv4-unicast')];
  const { fib } = router;
  const answer = { now: router.now(), fib, ...router.otherForwardingRoutes('ipv4-unicast'), routes };
  const lines = forwardingText(answer, 'ipv4-unicast');
  return lines.slice(lines.indexOf('') + 1);
}

const ownNodesLines = [
  '  1. Where your nodes can reach it, as root or with the right to port 179:',
  '       bgpeer tor --asn 65000 --router-id 192.168.10.200 --accept 192.168.0.0/16 \\',
  '         --remote-as external --network 10.10.1.0/24 --max-paths 4 --multipath-relax',
  '     or with the frr.conf you have: bgpeer tor frr.conf',
  '  2. On the cluster: a CiliumBGPClusterConfig with localASN 65001 and this router as its peer',
  '     (peerASN 65000, peerAddress the address of this machine).',
  '  3. bgpeer show bgp summary; bgpeer monitor; `--fib kernel` puts the routes into the kernel.',
];
