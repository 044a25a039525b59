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

/** `gobgp … adj-in -j`: by prefix, the paths with their attributes as numbered objects. */
type GobgpTable = Readonly<Record<string, readonly { readonly attrs: readonly GobgpAttribute[] }[]>>;

interface GobgpAttribute {
  readonly type: number;
  readonly value?: number | string | readonly string[] | readonly LargeCommunityValue[];
  readonly metric?: number;
  readonly nexthop?: string;
  readonly as_paths?: readonly { readonly asns: readonly number[] }[];
  readonly communities?: readonly number[];
}

interface LargeCommunityValue {
  readonly ASN: number;
  readonly LocalData1: number;
  readonly LocalData2: number;
}

const establishedState = 6;

/** GoBGP, the library inside Cilium's speaker. */
export class GobgpDaemon implements Daemon {
  readonly name = 'GoBGP';
  readonly #setup: DaemonSetup;
  readonly #configuration: string;
  #program: RunningProgram | undefined;

  /** `configuration` is a whole gobgpd.toml instead of the one that the setup asks for. */
  constructor(setup: DaemonSetup, configuration = gobgpConfiguration(setup)) {
    this.#setup = setup;
    this.#configuration = configuration;
  }

  async start(): Promise<void> {
    const { folder, namespace } = this.#setup;
    mkdirSync(folder, { recursive: true });
    const configurationFile = join(folder, 'gobgpd.toml');
    writeFileSync(configurationFile, this.#configuration);
    const graceful = this.#setup.peers.some((peer) => peer.gracefulRestartSeconds !== undefined);
    const command = [
      ...['gobgpd', '-f', configurationFile, '--api-hosts', '127.0.0.1:50051', '--pprof-disable'],
      // Sets the Restart State bit: as in Cilium, every start counts as a restart (RFC 4724, section 3).
      ...(graceful ? ['--graceful-restart'] : []),
    ];
    this.#program = namespace.start(command, { logFile: join(folder, 'gobgpd.log') });
    await eventually(async () => (await this.gobgp('global')).includes('Router-ID'), {
      what: 'gobgpd answers',
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
    const neighbor = JSON.parse(await this.gobgp('neighbor', peerAddress, '-j')) as {
      readonly state: { readonly session_state?: number };
    };
    return neighbor.state.session_state === establishedState;
  }

  async routes(family: FamilyName): Promise<ReceivedRoute[]> {
    const name = family === 'ipv6-unicast' ? 'ipv6' : 'ipv4';
    const routes = await Promise.all(
      this.#setup.peers
        .filter((peer) => familyOfAddress(peer.address) === family)
        .map((peer) => this.gobgp('neighbor', peer.address, 'adj-in', '-a', name, '-j')),
    );
    return routes.flatMap((text) =>
      Object.entries((JSON.parse(text) ?? {}) as GobgpTable).flatMap(([prefix, paths]) =>
        paths.map((path) => receivedRoute(prefix, path.attrs)),
      ),
    );
  }

  async announce(prefix: string, attributes: AnnouncedAttributes = {}): Promise<void> {
    const { origin = 'IGP', multiExitDisc, communities = [], largeCommunities = [] } = attributes;
    await this.gobgp(
      ...['global', 'rib', 'add', '-a', familyWord(prefix), prefix, 'origin', origin.toLowerCase()],
      ...(multiExitDisc === undefined ? [] : ['med', `${multiExitDisc}`]),
      ...(communities.length === 0 ? [] : ['community', communities.join(',')]),
      ...(largeCommunities.length === 0 ? [] : ['large-community', largeCommunities.join(',')]),
    );
  }

  async withdraw(prefix: string): Promise<void> {
    await this.gobgp('global', 'rib', 'del', '-a', familyWord(prefix), prefix);
  }

  /** GoBGP 3.10 takes the words (`--reason`) and sends none. */
  async shutDownPeer(peerAddress: string, communication: string): Promise<string> {
    await this.gobgp('neighbor', peerAddress, 'disable', '--reason', communication);
    return '';
  }

  log(): string {
    return this.#program?.log() ?? '';
  }

  async gobgp(...words: readonly string[]): Promise<string> {
    return await this.#setup.namespace.run('gobgp', ...words);
  }
}

function familyWord(prefix: string): string {
  return familyOfAddress(prefix) === 'ipv6-unicast' ? 'ipv6' : 'ipv4';
}

function gobgpConfiguration({ asNumber, routerId, holdTimeSeconds, peers }: DaemonSetup): string {
  // Without a listener when nobody is to dial it, as in Cilium.
  const port = peers.some((peer) => peer.passive) ? 179 : -1;
  return `[global.config]
  as = ${asNumber}
  router-id = "${routerId}"
  port = ${port}
${peers.map((peer) => neighborTable(peer, holdTimeSeconds)).join('')}`;
}

/** The restart time and the timers are those Cilium gives it. */
function neighborTable(peer: DaemonPeer, holdTimeSeconds: number): string {
  const graceful = peer.gracefulRestartSeconds !== undefined;
  return `[[neighbors]]
  [neighbors.config]
    peer-as = ${peer.asNumber}
    neighbor-address = "${peer.address}"
  [neighbors.timers.config]
    connect-retry = 5
    hold-time = ${holdTimeSeconds}
    keepalive-interval = ${Math.floor(holdTimeSeconds / 3)}
    idle-hold-time-after-reset = 5
  [neighbors.transport.config]
    local-address = "${peer.localAddress}"
    passive-mode = ${peer.passive}
  [neighbors.graceful-restart.config]
    enabled = ${graceful}
    restart-time = ${peer.gracefulRestartSeconds ?? 15}
    notification-enabled = ${graceful}
  [[neighbors.afi-safis]]
    [neighbors.afi-safis.config]
      afi-safi-name = "${familyOfAddress(peer.address)}"
    [neighbors.afi-safis.mp-graceful-restart.config]
      enabled = ${graceful}
`;
}

/** Attributes by their type codes (RFC 4271, section 4.3 and later). */
function receivedRoute(prefix: string, attributes: readonly GobgpAttribute[]): ReceivedRoute {
  const attribute = (type: number) => attributes.find((candidate) => candidate.type === type);
  const origin = attribute(1)?.value;
  const large = attribute(32)?.value;
  return {
    prefix,
    nextHop: attribute(3)?.nexthop ?? attribute(14)?.nexthop ?? '',
    asPath: (attribute(2)?.as_paths ?? []).flatMap((segment) => segment.asns),
    origin: originOf(typeof origin === 'number' ? origin : ''),
    multiExitDisc: attribute(4)?.metric,
    communities: (attribute(8)?.communities ?? []).map((value) => `${value >>> 16}:${value & 0xffff}`).sort(),
    largeCommunities: (Array.isArray(large) ? (large as LargeCommunityValue[]) : [])
      .map((value) => `${value.ASN}:${value.LocalData1}:${value.LocalData2}`)
      .sort(),
    localPreference: attribute(5)?.value as number | undefined,
    originatorId: attribute(9)?.value as string | undefined,
    clusterList: attribute(10)?.value as readonly string[] | undefined,
  };
}
