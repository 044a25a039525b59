import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FamilyName } from '@bgpeer/bgp-wire';
import type { PeerView, RouteView } from '@bgpeer/router';
import { ControlClient, type ControlEvent } from '@bgpeer/speaker';
import type { ReceivedRoute } from './daemons/daemon.ts';
import { eventually } from './lab/eventually.ts';
import type { Namespace } from './lab/namespace.ts';
import type { ProgramEnd, RunningProgram } from './lab/running-program.ts';

const hastenedClock = join(import.meta.dirname, 'lab/hastened-clock.ts');
const commandFile = join(import.meta.dirname, '../../packages/cli/src/main.ts');

export interface BgpeerSetup {
  readonly namespace: Namespace;
  /** For its configuration, control socket and log. */
  readonly folder: string;
  /** A whole frr.conf. */
  readonly configuration: string;
  readonly fib?: 'none' | 'kernel';
  /** How many of its seconds pass in one of ours; 1 when left out. */
  readonly clockRate?: number;
}

export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly peer?: string;
}

/** The real `bgpeer tor` in a namespace, watched through its control socket and its log. */
export class BgpeerRouter {
  readonly client: ControlClient;
  readonly #setup: BgpeerSetup;
  readonly #events: ControlEvent[] = [];
  #program: RunningProgram | undefined;
  #following: AbortController | undefined;
  #eventArrived = Promise.withResolvers<void>();

  constructor(setup: BgpeerSetup) {
    this.#setup = setup;
    this.client = new ControlClient(join(setup.folder, 'bgpeer.sock'));
  }

  /** Comes back once its control socket answers. */
  async start(): Promise<void> {
    const { folder, namespace, configuration, fib = 'none', clockRate } = this.#setup;
    mkdirSync(folder, { recursive: true });
    const configurationFile = join(folder, 'frr.conf');
    writeFileSync(configurationFile, configuration);
    const options = ['--fib', fib, '--socket', this.client.socketPath, '--log-format', 'json'];
    const node =
      clockRate === undefined
        ? [process.execPath]
        : ['env', `HASTENED_CLOCK_RATE=${clockRate}`, process.execPath, '--import', hastenedClock];
    const command = [...node, commandFile, 'tor', configurationFile, ...options];
    this.#program = namespace.start(command, { logFile: join(folder, 'bgpeer.log') });
    await eventually(async () => (await this.client.status()).processId > 0, {
      what: 'bgpeer answers on its control socket',
      instead: () => this.log(),
    });
    this.#follow();
  }

  /** Ends with Cease / Administrative Shutdown to every peer. */
  async stop(): Promise<ProgramEnd | undefined> {
    return await this.#end('SIGTERM');
  }

  async kill(): Promise<ProgramEnd | undefined> {
    return await this.#end('SIGKILL');
  }

  /** Everything that happened since the last start. */
  get events(): readonly ControlEvent[] {
    return this.#events;
  }

  /**
   * Asks at once, and again after every event, until there is an answer; fails when `timeoutMs` have passed. A route that
   * comes or goes without another being selected is no event: for these there is `eventually`.
   */
  async until<Answer>(
    what: string,
    ask: () => Promise<Answer | undefined | false>,
    timeoutMs = 40_000,
  ): Promise<Answer> {
    const timeout = Promise.withResolvers<'late'>();
    const timer = setTimeout(() => timeout.resolve('late'), timeoutMs);
    try {
      for (;;) {
        const nextEvent = this.#eventArrived.promise;
        const answer = await ask();
        if (answer !== undefined && answer !== false) return answer;
        if ((await Promise.race([nextEvent, timeout.promise])) === 'late')
          throw new Error(`bgpeer: not within ${timeoutMs} ms: ${what}\n${this.log()}`);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** What `bgpeer …` writes, asked by this router's own control socket: `command('show', 'bgp', 'summary')`. */
  async command(...words: readonly string[]): Promise<string> {
    const socket = ['--socket', this.client.socketPath];
    return await this.#setup.namespace.run(process.execPath, commandFile, ...words, ...socket);
  }

  async peer(address: string): Promise<PeerView> {
    return (await this.client.peers(address)).peers[0];
  }

  async untilEstablished(address: string, timeoutMs?: number): Promise<PeerView> {
    const established = async () => {
      const peer = await this.peer(address);
      return peer.state === 'Established' && peer;
    };
    return await this.until(`${address} is Established`, established, timeoutMs);
  }

  /** The routes learned for a prefix, newest first. */
  async routes(prefix: string): Promise<readonly RouteView[]> {
    const family: FamilyName = prefix.includes(':') ? 'ipv6-unicast' : 'ipv4-unicast';
    return (await this.client.routes(family, { prefix })).prefixes[0]?.routes ?? [];
  }

  /** The one route of the prefix, in the words of the other daemons, once it is there. */
  async untilLearned(prefix: string): Promise<ReceivedRoute> {
    const [route] = await this.until(`${prefix} is learned`, async () => {
      const routes = await this.routes(prefix);
      return routes.length > 0 && routes;
    });
    return asReceived(prefix, route);
  }

  /** No route of the prefix takes part in the decision: one that came back to us in a loop does not count. */
  async untilGone(prefix: string): Promise<void> {
    const isGone = async () => !(await this.routes(prefix)).some((route) => route.valid);
    await this.until(`${prefix} is gone`, isGone);
  }

  log(): string {
    return this.#program?.log() ?? '';
  }

  logLines(): LogLine[] {
    const lines = this.log().split('\n');
    return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as LogLine);
  }

  async #end(signal: NodeJS.Signals): Promise<ProgramEnd | undefined> {
    this.#following?.abort();
    return signal === 'SIGTERM' ? await this.#program?.stop() : await this.#program?.end(signal);
  }

  #follow(): void {
    this.#events.length = 0;
    this.#following = new AbortController();
    void this.#takeEvents(this.#following.signal);
  }

  async #takeEvents(signal: AbortSignal): Promise<void> {
    try {
      for await (const event of this.client.events(signal)) {
        this.#events.push(event);
        const arrived = this.#eventArrived;
        this.#eventArrived = Promise.withResolvers();
        arrived.resolve();
      }
    } catch {
      // The stream ends with the router, or with the abort: whoever waits sees that nothing comes any more.
    }
  }
}

function asReceived(prefix: string, { attributes }: RouteView): ReceivedRoute {
  return {
    prefix,
    nextHop: attributes.nextHop ?? '',
    asPath: (attributes.asPath ?? []).flatMap((segment) => segment.asNumbers),
    origin: attributes.origin ?? 'INCOMPLETE',
    multiExitDisc: attributes.multiExitDisc,
    communities: (attributes.communities ?? []).map((value) => `${value >>> 16}:${value & 0xffff}`).sort(),
    largeCommunities: (attributes.largeCommunities ?? []).map((value) => value.join(':')).sort(),
  };
}
