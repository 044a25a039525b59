import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
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

/** The keys we read of ExaBGP's JSON API. */
interface ExabgpReport {
  readonly type: string;
  readonly neighbor?: {
    readonly address: { readonly peer: string };
    readonly state?: string;
    readonly message?: { readonly update?: ExabgpUpdate };
  };
}

interface ExabgpUpdate {
  readonly attribute?: {
    readonly origin?: string;
    readonly 'as-path'?: readonly number[];
    readonly med?: number;
    readonly community?: readonly (readonly number[])[];
    readonly 'large-community'?: readonly (readonly number[])[];
  };
  readonly announce?: Readonly<
    Record<string, Readonly<Record<string, readonly { readonly nlri: string }[]>>>
  >;
  readonly withdraw?: Readonly<Record<string, readonly { readonly nlri: string }[]>>;
}

/** ExaBGP: no RIB of its own, so that what it learned is what its reports add up to. */
export class ExabgpDaemon implements Daemon {
  readonly name = 'ExaBGP';
  readonly #setup: DaemonSetup;
  #program: RunningProgram | undefined;

  constructor(setup: DaemonSetup) {
    this.#setup = setup;
  }

  async start(): Promise<void> {
    const { folder, namespace, peers } = this.#setup;
    mkdirSync(folder, { recursive: true });
    rmSync(this.#reportFile, { force: true });
    const configurationFile = join(folder, 'exabgp.conf');
    writeFileSync(configurationFile, exabgpConfiguration(this.#setup, this.#reportFile, this.#socket));
    const settings = {
      'exabgp.daemon.user': 'root',
      'exabgp.api.cli': 'false',
      'exabgp.api.ack': 'false',
      'exabgp.log.destination': 'stderr',
      'exabgp.tcp.bind': peers.map((peer) => peer.localAddress).join(' '),
      'exabgp.tcp.port': '179',
    };
    // Through env: a shell would drop variables with dots in their names.
    const assignments = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
    // It asks the DNS for its own host name, which only `localhost` answers without waiting for a server.
    const command = [
      'sh',
      '-c',
      'hostname localhost; exec env "$@"',
      'sh',
      ...assignments,
      'exabgp',
      configurationFile,
    ];
    this.#program = namespace.start(command, { logFile: join(folder, 'exabgp.log') });
    await eventually(async () => existsSync(this.#socket), { what: 'the process inside ExaBGP listens' });
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
    const states = this.#reports().filter(
      ({ type, neighbor }) => type === 'state' && neighbor?.address.peer === peerAddress,
    );
    return states.at(-1)?.neighbor?.state === 'up';
  }

  async routes(family: FamilyName): Promise<ReceivedRoute[]> {
    const table = new Map<string, ReceivedRoute>();
    for (const report of this.#reports()) {
      if (report.type === 'state' && report.neighbor?.state === 'down') table.clear();
      if (report.type === 'update') applyUpdate(table, report.neighbor?.message?.update ?? {});
    }
    return [...table.values()].filter((route) => familyOfAddress(route.prefix) === family);
  }

  async announce(prefix: string, attributes: AnnouncedAttributes = {}): Promise<void> {
    const { origin = 'IGP', multiExitDisc, communities = [], largeCommunities = [] } = attributes;
    await this.#command(
      [
        `announce route ${prefix} next-hop self origin ${origin.toLowerCase()}`,
        ...(multiExitDisc === undefined ? [] : [`med ${multiExitDisc}`]),
        ...(communities.length === 0 ? [] : [`community [${communities.join(' ')}]`]),
        ...(largeCommunities.length === 0 ? [] : [`large-community [${largeCommunities.join(' ')}]`]),
      ].join(' '),
    );
  }

  async withdraw(prefix: string): Promise<void> {
    await this.#command(`withdraw route ${prefix} next-hop self`);
  }

  /** ExaBGP takes no words for Cease / Administrative Shutdown. */
  async shutDownPeer(peerAddress: string): Promise<string> {
    await this.#command(`neighbor ${peerAddress} teardown 2`);
    return '';
  }

  log(): string {
    return this.#program?.log() ?? '';
  }

  get #reportFile(): string {
    return join(this.#setup.folder, 'reports.jsonl');
  }

  get #socket(): string {
    return join(this.#setup.folder, 'commands.sock');
  }

  #reports(): ExabgpReport[] {
    if (!existsSync(this.#reportFile)) return [];
    const lines = readFileSync(this.#reportFile, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as ExabgpReport);
  }

  async #command(line: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const connection = connect(this.#socket, () => connection.end(`${line}\n`));
      connection.once('error', reject);
      connection.once('close', () => resolve());
      connection.resume();
    });
  }
}

function exabgpConfiguration(
  { asNumber, routerId, holdTimeSeconds, peers }: DaemonSetup,
  reportFile: string,
  socket: string,
): string {
  const program = join(import.meta.dirname, 'exabgp-process.ts');
  return `process harness {
  run ${process.execPath} ${program} ${reportFile} ${socket};
  encoder json;
}
${peers.map((peer) => neighbor(peer, asNumber, routerId, holdTimeSeconds)).join('')}`;
}

function neighbor(peer: DaemonPeer, asNumber: number, routerId: string, holdTimeSeconds: number): string {
  const family = familyOfAddress(peer.address) === 'ipv6-unicast' ? 'ipv6 unicast' : 'ipv4 unicast';
  const graceful = peer.gracefulRestartSeconds;
  return `neighbor ${peer.address} {
  router-id ${routerId};
  local-address ${peer.localAddress};
  local-as ${asNumber};
  peer-as ${peer.asNumber};
  hold-time ${holdTimeSeconds};
  ${peer.passive ? 'passive;\n  listen 179;' : ''}
  family { ${family}; }
  capability { route-refresh enable; ${graceful === undefined ? '' : `graceful-restart ${graceful};`} }
  api { processes [ harness ]; neighbor-changes; receive { parsed; update; notification; } }
}
`;
}

function applyUpdate(table: Map<string, ReceivedRoute>, update: ExabgpUpdate): void {
  const attributes = update.attribute ?? {};
  for (const routes of Object.values(update.withdraw ?? {}))
    for (const { nlri } of routes) table.delete(nlri);
  for (const byNextHop of Object.values(update.announce ?? {})) {
    for (const [nextHop, routes] of Object.entries(byNextHop)) {
      // Beside a global next hop the link-local one stands as a second next hop of the same prefixes.
      if (nextHop.startsWith('fe80:') || !Array.isArray(routes)) continue;
      for (const { nlri } of routes)
        table.set(nlri, {
          prefix: nlri,
          nextHop,
          asPath: attributes['as-path'] ?? [],
          origin: originOf(attributes.origin ?? ''),
          multiExitDisc: attributes.med,
          communities: texts(attributes.community),
          largeCommunities: texts(attributes['large-community']),
        });
    }
  }
}

function texts(communities: readonly (readonly number[])[] = []): string[] {
  return communities.map((community) => community.join(':')).sort();
}
