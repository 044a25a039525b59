import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FamilyName } from '@bgpeer/bgp-wire';
import { eventually } from '../lab/eventually.ts';
import type { RunningProgram } from '../lab/running-program.ts';
import {
  type AnnouncedAttributes,
  type Daemon,
  type DaemonPeer,
  type DaemonSetup,
  familyOfAddress,
  originOf,
  type ReceivedRoute,
} from './daemon.ts';

/** The keys we read of `bgpctl -j show rib detail`. */
interface OpenbgpdRoute {
  readonly prefix: string;
  readonly aspath: string;
  readonly exit_nexthop: string;
  readonly origin: string;
  readonly metric?: number;
  readonly announced?: boolean;
  readonly communities?: readonly string[];
  readonly large_communities?: readonly string[];
  readonly localpref?: number;
  readonly attributes?: readonly {
    readonly originator?: string;
    readonly cluster_list?: readonly string[];
  }[];
}

/** The portable OpenBGPD. Its processes shut themselves into this folder, which Debian's service would make. */
const privilegeSeparationFolder = '/run/openbgpd';

export class OpenbgpdDaemon implements Daemon {
  readonly name = 'OpenBGPD';
  readonly #setup: DaemonSetup;
  readonly #neighbors: string;
  #program: RunningProgram | undefined;

  /** `neighbors` is what its configuration says of neighbors instead of what the setup asks for. */
  constructor(setup: DaemonSetup, neighbors = setup.peers.map(neighbor).join('')) {
    this.#setup = setup;
    this.#neighbors = neighbors;
  }

  async start(): Promise<void> {
    const { folder, namespace } = this.#setup;
    mkdirSync(folder, { recursive: true });
    mkdirSync(privilegeSeparationFolder, { recursive: true });
    const configurationFile = join(folder, 'bgpd.conf');
    // It refuses a configuration that others may read.
    writeFileSync(configurationFile, openbgpdConfiguration(this.#setup, this.#socket, this.#neighbors), {
      mode: 0o600,
    });
    const command = ['/usr/sbin/bgpd', '-d', '-f', configurationFile];
    this.#program = namespace.start(command, { logFile: join(folder, 'bgpd.log') });
    await eventually(async () => (await this.bgpctl('show')) !== '', {
      what: 'OpenBGPD answers',
      instead: () => this.log(),
    });
  }

  async stop(): Promise<void> {
    await this.#program?.stop();
  }

  async kill(): Promise<void> {
    await this.#program?.end('SIGKILL');
  }

  freeze(): void {
    this.#program?.signal('SIGSTOP');
  }

  thaw(): void {
    this.#program?.signal('SIGCONT');
  }

  async establishedWith(peerAddress: string): Promise<boolean> {
    const answer = JSON.parse(await this.bgpctl('-j', 'show', 'neighbor', peerAddress)) as {
      readonly neighbors: readonly { readonly state: string }[];
    };
    return answer.neighbors[0]?.state === 'Established';
  }

  async routes(family: FamilyName): Promise<ReceivedRoute[]> {
    const name = family === 'ipv6-unicast' ? 'inet6' : 'inet';
    const answer = JSON.parse(await this.bgpctl('-j', 'show', 'rib', name, 'detail')) as {
      readonly rib?: readonly OpenbgpdRoute[];
    };
    return (answer.rib ?? []).filter((route) => route.announced !== true).map(receivedRoute);
  }

  async announce(prefix: string, attributes: AnnouncedAttributes = {}): Promise<void> {
    const { multiExitDisc, communities = [], largeCommunities = [] } = attributes;
    await this.bgpctl(
      ...['network', 'add', prefix],
      ...communities.flatMap((community) => ['community', community]),
      ...largeCommunities.flatMap((community) => ['large-community', community]),
      ...(multiExitDisc === undefined ? [] : ['metric', `${multiExitDisc}`]),
    );
  }

  async withdraw(prefix: string): Promise<void> {
    await this.bgpctl('network', 'delete', prefix);
  }

  async shutDownPeer(peerAddress: string, communication: string): Promise<string> {
    await this.bgpctl('neighbor', peerAddress, 'down', communication);
    return communication;
  }

  log(): string {
    return this.#program?.log() ?? '';
  }

  /** What bgpctl writes. */
  async bgpctl(...words: readonly string[]): Promise<string> {
    return await this.#setup.namespace.run('bgpctl', '-s', this.#socket, ...words);
  }

  get #socket(): string {
    return join(this.#setup.folder, 'bgpd.sock');
  }
}

function openbgpdConfiguration(
  { asNumber, routerId, holdTimeSeconds, peers }: DaemonSetup,
  socket: string,
  neighbors: string,
): string {
  return `AS ${asNumber}
router-id ${routerId}
socket "${socket}"
fib-update no
holdtime ${holdTimeSeconds}
holdtime min 3
connect-retry 1
nexthop qualify via default
${peers.map((peer) => `listen on ${peer.localAddress}\n`).join('')}
${neighbors}
allow to any
allow from any
`;
}

function neighbor(peer: DaemonPeer): string {
  const family = familyOfAddress(peer.address) === 'ipv6-unicast' ? 'IPv6' : 'IPv4';
  return `neighbor ${peer.address} {
  remote-as ${peer.asNumber}
  local-address ${peer.localAddress}
  announce ${family} unicast
  announce restart ${peer.gracefulRestartSeconds === undefined ? 'no' : 'yes'}
  ${peer.passive ? 'passive' : ''}
}
`;
}

function receivedRoute(route: OpenbgpdRoute): ReceivedRoute {
  return {
    prefix: route.prefix,
    nextHop: route.exit_nexthop,
    asPath: route.aspath.split(' ').filter(Boolean).map(Number),
    origin: originOf(route.origin),
    multiExitDisc: route.metric,
    communities: [...(route.communities ?? [])].sort(),
    largeCommunities: [...(route.large_communities ?? [])].sort(),
    localPreference: route.localpref,
    originatorId: route.attributes?.find(({ originator }) => originator !== undefined)?.originator,
    clusterList: route.attributes?.find(({ cluster_list: list }) => list !== undefined)?.cluster_list,
  };
}
