import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FamilyName } from '@bgpeer/bgp-wire';
import { eventually } from '../lab/eventually.ts';
import type { RunningProgram } from '../lab/running-program.ts';
import { chownTo } from '../lab/system-user.ts';
import {
  type AnnouncedAttributes,
  type Daemon,
  type DaemonPeer,
  type DaemonSetup,
  familyOfAddress,
  originOf,
  type ReceivedRoute,
} from './daemon.ts';

const programFolder = '/usr/lib/frr';

/** The keys we read of `show bgp … json detail`: for each prefix what holds for all its paths, then the paths. */
interface FrrTable {
  readonly routes: Readonly<Record<string, readonly (FrrPath | { readonly advertisedTo?: unknown })[]>>;
}

interface FrrPath {
  readonly aspath: { readonly string: string };
  readonly origin: string;
  readonly metric?: number;
  readonly community?: { readonly list: readonly string[] };
  readonly largeCommunity?: { readonly list: readonly string[] };
  readonly locPrf?: number;
  readonly originatorId?: string;
  readonly clusterList?: { readonly list: readonly string[] };
  readonly otc?: number;
  readonly nexthops: readonly { readonly ip: string; readonly scope?: string }[];
  readonly peer: { readonly peerId: string };
}

/** FRR's words in JSON for well-known communities. */
const wellKnownCommunities: Readonly<Record<string, string>> = {
  llgrStale: '65535:6',
  noLlgr: '65535:7',
};

/** What stands in the peer's place for a route of the daemon's own. */
const ownRoute = new Set(['::', '0.0.0.0', '(unspec)']);

/** FRR: zebra, which has the kernel's routes, and bgpd. */
export class FrrDaemon implements Daemon {
  readonly name = 'FRR';
  readonly #setup: DaemonSetup;
  readonly #configuration: string;
  /** Announced again by every start, before the first session can come up. */
  readonly #announced = new Map<string, AnnouncedAttributes>();
  #zebra: RunningProgram | undefined;
  #bgpd: RunningProgram | undefined;

  /** `configuration` is a whole frr.conf instead of the one that the setup asks for. */
  constructor(setup: DaemonSetup, configuration = frrConfiguration(setup)) {
    this.#setup = setup;
    this.#configuration = configuration;
  }

  async start(): Promise<void> {
    const { folder, namespace } = this.#setup;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'frr.conf'), [this.#configuration, ...this.#announcements()].join('\n'));
    chownTo(folder, 'frr', 'frrvty');
    const logFile = join(folder, 'frr.log');
    const command = (program: string, configurationFile: string): string[] => [
      join(programFolder, program),
      ...['-u', 'frr', '-g', 'frr', '-A', '127.0.0.1', '-P', '0', '--log', 'stdout'],
      ...['-z', join(folder, 'zserv'), '-i', join(folder, `${program}.pid`), '--vty_socket', folder],
      ...['-f', configurationFile],
    ];
    this.#zebra ??= namespace.start(command('zebra', '/dev/null'), { logFile });
    await this.#answering('zebra');
    this.#bgpd = namespace.start(command('bgpd', join(folder, 'frr.conf')), { logFile });
    await this.#answering('bgpd');
  }

  async stop(): Promise<void> {
    await this.#bgpd?.stop();
    await this.#zebra?.stop();
    this.#zebra = undefined;
  }

  /** Kills bgpd alone: zebra, like the kernel, keeps forwarding. */
  async kill(): Promise<void> {
    await this.#bgpd?.end('SIGKILL');
  }

  freeze(): void {
    this.#bgpd?.signal('SIGSTOP');
  }

  thaw(): void {
    this.#bgpd?.signal('SIGCONT');
  }

  async establishedWith(peerAddress: string): Promise<boolean> {
    const answer = JSON.parse(await this.vtysh(`show bgp neighbors ${peerAddress} json`)) as Record<
      string,
      { readonly bgpState?: string }
    >;
    return answer[peerAddress]?.bgpState === 'Established';
  }

  async routes(family: FamilyName): Promise<ReceivedRoute[]> {
    const name = family === 'ipv6-unicast' ? 'ipv6' : 'ipv4';
    const table = JSON.parse(await this.vtysh(`show bgp ${name} unicast json detail`)) as FrrTable;
    return Object.entries(table.routes).flatMap(([prefix, entries]) =>
      entries
        .filter((entry) => 'peer' in entry)
        .filter((path) => !ownRoute.has(path.peer.peerId))
        .map((path) => receivedRoute(prefix, path)),
    );
  }

  async announce(prefix: string, attributes: AnnouncedAttributes = {}): Promise<void> {
    this.#announced.set(prefix, attributes);
    await this.configure(...announcement(this.#setup.asNumber, prefix, attributes));
  }

  async withdraw(prefix: string): Promise<void> {
    this.#announced.delete(prefix);
    await this.configure(
      `router bgp ${this.#setup.asNumber}`,
      `address-family ${familyWords(prefix)}`,
      `no network ${prefix}`,
    );
  }

  async shutDownPeer(peerAddress: string, communication: string): Promise<string> {
    await this.configure(
      `router bgp ${this.#setup.asNumber}`,
      `neighbor ${peerAddress} shutdown message ${communication}`,
    );
    return communication;
  }

  log(): string {
    return this.#bgpd?.log() ?? '';
  }

  /** What vtysh writes for these commands, one after the other. */
  async vtysh(...commands: readonly string[]): Promise<string> {
    const { folder, namespace } = this.#setup;
    const words = commands.flatMap((command) => ['-c', command]);
    return await namespace.run('vtysh', '--vty_socket', folder, ...words);
  }

  /** Statements in configuration mode. */
  async configure(...statements: readonly string[]): Promise<void> {
    await this.vtysh('configure terminal', ...statements);
  }

  #announcements(): string[] {
    return [...this.#announced].flatMap(([prefix, attributes]) => [
      ...announcement(this.#setup.asNumber, prefix, attributes),
      'exit-address-family',
      'exit',
    ]);
  }

  async #answering(program: 'zebra' | 'bgpd'): Promise<void> {
    const command = ['--vty_socket', this.#setup.folder, '-d', program, '-c', 'show version'];
    const answers = async () => (await this.#setup.namespace.run('vtysh', ...command)).includes('FRRouting');
    await eventually(answers, { what: `${program} answers` });
  }
}

function frrConfiguration({ namespace, asNumber, routerId, holdTimeSeconds, peers }: DaemonSetup): string {
  const keepaliveSeconds = Math.floor(holdTimeSeconds / 3);
  const graceful = peers.some((peer) => peer.gracefulRestartSeconds !== undefined);
  return [
    `hostname ${namespace.hostName}`,
    `router bgp ${asNumber}`,
    `bgp router-id ${routerId}`,
    'no bgp ebgp-requires-policy',
    'no bgp network import-check',
    'no bgp default ipv4-unicast',
    ...(graceful ? ['bgp graceful-restart', 'bgp graceful-restart preserve-fw-state'] : []),
    `timers bgp ${keepaliveSeconds} ${holdTimeSeconds}`,
    'coalesce-time 100',
    ...peers.flatMap((peer) => neighborStatements(peer)),
    '',
  ].join('\n');
}

function neighborStatements(peer: DaemonPeer): string[] {
  const neighbor = `neighbor ${peer.address}`;
  return [
    `${neighbor} remote-as ${peer.asNumber}`,
    `${neighbor} timers connect 1`,
    `${neighbor} update-source ${peer.localAddress}`,
    ...(peer.passive ? [`${neighbor} passive`] : []),
    ...(peer.gracefulRestartSeconds === undefined
      ? []
      : [`bgp graceful-restart restart-time ${peer.gracefulRestartSeconds}`]),
    `address-family ${familyWords(peer.address)}`,
    `${neighbor} activate`,
    'exit-address-family',
  ];
}

function familyWords(addressOrPrefix: string): string {
  return familyOfAddress(addressOrPrefix) === 'ipv6-unicast' ? 'ipv6 unicast' : 'ipv4 unicast';
}

function announcement(asNumber: number, prefix: string, attributes: AnnouncedAttributes): string[] {
  const map = `announce-${prefix.replaceAll(/[^0-9a-f]/g, '-')}`;
  return [
    `route-map ${map} permit 10`,
    ...setStatements(attributes),
    'exit',
    `router bgp ${asNumber}`,
    `address-family ${familyWords(prefix)}`,
    `network ${prefix} route-map ${map}`,
  ];
}

function setStatements(attributes: AnnouncedAttributes): string[] {
  const { origin, multiExitDisc, communities = [], largeCommunities = [] } = attributes;
  return [
    ...(origin === undefined ? [] : [`set origin ${origin.toLowerCase()}`]),
    ...(multiExitDisc === undefined ? [] : [`set metric ${multiExitDisc}`]),
    ...(communities.length === 0 ? [] : [`set community ${communities.join(' ')}`]),
    ...(largeCommunities.length === 0 ? [] : [`set large-community ${largeCommunities.join(' ')}`]),
  ];
}

function receivedRoute(prefix: string, path: FrrPath): ReceivedRoute {
  const global = path.nexthops.find((nextHop) => nextHop.scope !== 'link-local') ?? path.nexthops[0];
  return {
    prefix,
    nextHop: global.ip,
    asPath: path.aspath.string === 'Local' ? [] : path.aspath.string.split(' ').map(Number),
    origin: originOf(path.origin),
    multiExitDisc: path.metric,
    communities: (path.community?.list ?? []).map((name) => wellKnownCommunities[name] ?? name).sort(),
    largeCommunities: [...(path.largeCommunity?.list ?? [])].sort(),
    localPreference: path.locPrf,
    originatorId: path.originatorId,
    clusterList: path.clusterList?.list,
    onlyToCustomer: path.otc,
  };
}
