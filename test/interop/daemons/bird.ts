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

/** BIRD 2. What it announces are static routes of its configuration, which it reads again for each change. */
export class BirdDaemon implements Daemon {
  readonly name = 'BIRD';
  readonly #setup: DaemonSetup;
  readonly #announced = new Map<string, AnnouncedAttributes>();
  #wholeConfiguration: string | undefined;
  #program: RunningProgram | undefined;
  /** The next start takes the place of a run that was killed. */
  #restarts = false;

  /** `configuration` is a whole bird.conf instead of the one that the setup asks for. */
  constructor(setup: DaemonSetup, configuration?: string) {
    this.#setup = setup;
    this.#wholeConfiguration = configuration;
  }

  async start(): Promise<void> {
    const { folder, namespace } = this.#setup;
    mkdirSync(folder, { recursive: true });
    this.#writeConfiguration();
    const files = ['-c', this.#configurationFile, '-s', this.#socket, '-P', join(folder, 'bird.pid')];
    // Its OPENs say so then, with the F bit as well (RFC 4724, section 3).
    const recovery = this.#restarts && this.#isGraceful ? ['-R'] : [];
    this.#program = namespace.start(['bird', '-f', ...recovery, ...files], {
      logFile: join(folder, 'bird.out'),
    });
    await eventually(async () => (await this.birdc('show', 'status')).includes('up and running'), {
      what: 'BIRD answers',
      instead: () => this.log(),
    });
  }

  async stop(): Promise<void> {
    await this.#program?.stop();
  }

  async kill(): Promise<void> {
    this.#restarts = true;
    await this.#program?.end('SIGKILL');
  }

  freeze(): void {
    this.#program?.signal('SIGSTOP');
  }

  thaw(): void {
    this.#program?.signal('SIGCONT');
  }

  async establishedWith(peerAddress: string): Promise<boolean> {
    return (await this.birdc('show', 'protocols', this.#protocolOf(peerAddress))).includes('Established');
  }

  async routes(family: FamilyName): Promise<ReceivedRoute[]> {
    const table = family === 'ipv6-unicast' ? 'master6' : 'master4';
    return parseRoutes(await this.birdc('show', 'route', 'table', table, 'all'));
  }

  async announce(prefix: string, attributes: AnnouncedAttributes = {}): Promise<void> {
    this.#announced.set(prefix, attributes);
    await this.#reconfigure();
  }

  async withdraw(prefix: string): Promise<void> {
    this.#announced.delete(prefix);
    await this.#reconfigure();
  }

  async shutDownPeer(peerAddress: string, communication: string): Promise<string> {
    await this.birdc('disable', this.#protocolOf(peerAddress), `"${communication}"`);
    return communication;
  }

  log(): string {
    return this.#program?.log() ?? '';
  }

  /**
   * Takes another whole configuration, without ending sessions that it does not change; `soft` also without telling
   * neighbors what other filters make of the routes that they know.
   */
  async configure(configuration: string, how: 'at once' | 'soft' = 'at once'): Promise<void> {
    this.#wholeConfiguration = configuration;
    this.#writeConfiguration();
    await this.birdc('configure', ...(how === 'soft' ? ['soft'] : []));
  }

  /** What birdc writes for a command. */
  async birdc(...words: readonly string[]): Promise<string> {
    return await this.#setup.namespace.run('birdc', '-s', this.#socket, words.join(' '));
  }

  get #isGraceful(): boolean {
    return this.#setup.peers.some((peer) => peer.gracefulRestartSeconds !== undefined);
  }

  get #socket(): string {
    return join(this.#setup.folder, 'bird.ctl');
  }

  get #configurationFile(): string {
    return join(this.#setup.folder, 'bird.conf');
  }

  #protocolOf(peerAddress: string): string {
    return `peer${this.#setup.peers.findIndex((peer) => peer.address === peerAddress)}`;
  }

  async #reconfigure(): Promise<void> {
    this.#writeConfiguration();
    await this.birdc('configure');
  }

  #writeConfiguration(): void {
    const configuration = this.#wholeConfiguration ?? birdConfiguration(this.#setup, this.#announced);
    writeFileSync(this.#configurationFile, configuration);
  }
}

function birdConfiguration(
  { asNumber, routerId, holdTimeSeconds, peers }: DaemonSetup,
  announced: ReadonlyMap<string, AnnouncedAttributes>,
): string {
  const announcedIn = (family: FamilyName) =>
    [...announced].filter(([prefix]) => familyOfAddress(prefix) === family);
  const statics = (family: FamilyName) => announcedIn(family).map(([prefix]) => `route ${prefix} blackhole;`);
  const filter = (family: FamilyName) => announcedIn(family).map(exportStatement).join('\n  ');
  return `log stderr all;
router id ${routerId};
protocol device { }
protocol static announced4 { ipv4; ${statics('ipv4-unicast').join(' ')} }
protocol static announced6 { ipv6; ${statics('ipv6-unicast').join(' ')} }
filter announce4 {
  ${filter('ipv4-unicast')}
  reject;
}
filter announce6 {
  ${filter('ipv6-unicast')}
  reject;
}
${peers.map((peer, index) => protocol(peer, `peer${index}`, asNumber, holdTimeSeconds)).join('')}`;
}

/** A statement of the export filter: BIRD sends an external peer only the MULTI_EXIT_DISC that is set there. */
function exportStatement([prefix, attributes]: [string, AnnouncedAttributes]): string {
  const { origin = 'IGP', multiExitDisc, communities = [], largeCommunities = [] } = attributes;
  const tuple = (community: string) => `(${community.replaceAll(':', ',')})`;
  return [
    `if net = ${prefix} then {`,
    `bgp_origin = ORIGIN_${origin};`,
    ...(multiExitDisc === undefined ? [] : [`bgp_med = ${multiExitDisc};`]),
    ...communities.map((community) => `bgp_community.add(${tuple(community)});`),
    ...largeCommunities.map((community) => `bgp_large_community.add(${tuple(community)});`),
    'accept; }',
  ].join(' ');
}

function protocol(peer: DaemonPeer, name: string, asNumber: number, holdTimeSeconds: number): string {
  const channel = familyOfAddress(peer.address) === 'ipv6-unicast' ? 'ipv6' : 'ipv4';
  const graceful = peer.gracefulRestartSeconds;
  return `protocol bgp ${name} {
  local ${peer.localAddress} as ${asNumber};
  neighbor ${peer.address} as ${peer.asNumber};
  passive ${peer.passive ? 'on' : 'off'};
  hold time ${holdTimeSeconds};
  connect delay time 1;
  connect retry time 1;
  error wait time 1, 2;
  ${graceful === undefined ? 'graceful restart off' : `graceful restart on; graceful restart time ${graceful}`};
  ${channel} { import all; export filter announce${channel.at(-1)}; next hop self; };
}
`;
}

/**
 * `show route all`: a line for each route, lines that begin with a tab for its attributes, and the prefix only with the
 * first of several:
 *
 *     10.10.1.0/24   unicast [peer0 17:51:18.775] * (100) [AS65000i]
 *         via 192.168.10.200 on eth0
 *         BGP.origin: IGP
 */
function parseRoutes(text: string): ReceivedRoute[] {
  const routes: ReceivedRoute[] = [];
  let prefix: string | undefined;
  for (const block of text.split(/\n(?!\t)/)) {
    prefix = /^(\S+\/\d+)/.exec(block)?.[1] ?? prefix;
    const value = (name: string) => new RegExp(`BGP\\.${name}: (.*)`).exec(block)?.[1];
    if (prefix === undefined || value('as_path') === undefined) continue;
    routes.push({
      prefix,
      nextHop: value('next_hop')!.split(' ')[0],
      asPath: value('as_path')!.split(' ').filter(Boolean).map(Number),
      origin: originOf(value('origin')!),
      multiExitDisc: numberIn(value('med')),
      communities: tuples(value('community')),
      largeCommunities: tuples(value('large_community')),
      localPreference: numberIn(value('local_pref')),
      originatorId: value('originator_id'),
      clusterList: value('cluster_list')?.trim().split(' '),
      onlyToCustomer: numberIn(value('otc')),
    });
  }
  return routes;
}

/** `(65001,100) (65001,200)` or, large, `(65001, 1, 2)`. */
function tuples(text = ''): string[] {
  return [...text.matchAll(/\(([^)]*)\)/g)].map((match) => match[1].replaceAll(/,\s*/g, ':')).sort();
}

function numberIn(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
