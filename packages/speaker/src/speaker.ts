import { hostname } from 'node:os';
import type { FamilyName } from '@bgpeer/bgp-wire';
import {
  type ConfigDocument,
  type ConfigDocumentInput,
  type NetworkDocument,
  networkParts,
  type PlaceOf,
} from '@bgpeer/config';
import {
  type BgpRouter,
  type Instant,
  Router,
  type RouterCommand,
  type RouterInput,
  type RouterOutput,
  type SelectedRouteView,
} from '@bgpeer/router';
import { monotonicEpochMilliseconds, preciseEpochMilliseconds } from './clock.ts';
import { ConditionWaiter, type WaitOptions } from './condition-waiter.ts';
import { ConfigurationReload } from './configuration-reload.ts';
import type {
  ControlEvent,
  ControlStatus,
  ForwardingAnswer,
  ForwardingRoute,
  ReloadAnswer,
} from './control/contract.ts';
import { ControlServer } from './control/control-server.ts';
import type { ControlledSpeaker } from './control/controlled-speaker.ts';
import { defaultControlSocketPath } from './control/socket-path.ts';
import { Driver } from './driver.ts';
import { EventFeed } from './event-feed.ts';
import { ForwardingTable } from './fib/forwarding-table.ts';
import { createEventLogger } from './logging/event-logger.ts';
import { readPeer, readPeerToStart, readPrefix } from './operator-input.ts';
import { RouterRecording } from './recording/router-recording.ts';
import { stateFileBeside } from './restart/restart-state-file.ts';
import { SpeakerRestart } from './restart/speaker-restart.ts';
import type { RouteExpectation } from './route-wait.ts';
import { waitForPeer, waitForRoute } from './router-waits.ts';
import { type SpeakerConfiguration, speakerConfiguration } from './speaker-configuration.ts';
import type { SpeakerOptions, StopOptions } from './speaker-options.ts';
import { platformLimits } from './transport/platform-limits.ts';
import type { ListenAddress } from './transport/tcp-listeners.ts';
import { TcpTransport } from './transport/tcp-transport.ts';
import { UnderlayWatch } from './underlay/underlay-watch.ts';
import { speakerVersion } from './version.ts';

const bgpPort = 179;
const everyAddress = '::';

/** How long peers get to take their NOTIFICATION when the speaker stops. */
const farewellMs = 2000;

const seedRange = 2 ** 32;

/** A BGP speaker on real TCP: the router, driven. */
export class Speaker implements ControlledSpeaker {
  /** For views. Its inputs are the speaker's business. */
  readonly router: BgpRouter;
  /** Resolves when the speaker has stopped, whoever stopped it. */
  readonly whenStopped: Promise<void>;
  readonly #options: SpeakerOptions;
  readonly #driver: Driver<RouterInput, RouterOutput>;
  readonly #transport: TcpTransport;
  readonly #recording: RouterRecording | undefined;
  readonly #forwarding: ForwardingTable;
  readonly #restart: SpeakerRestart;
  /** Absent where nobody asked for the machine's routes. */
  #underlay: UnderlayWatch | undefined;
  readonly #feed: EventFeed;
  readonly #waiter = new ConditionWaiter();
  readonly #logEvent: ((event: Extract<RouterOutput, { type: 'event' }>['event']) => void) | undefined;
  readonly #reload: ConfigurationReload;
  #configuration: SpeakerConfiguration;
  readonly #resolveStopped: () => void;
  #networks: readonly NetworkDocument[];
  #control: ControlServer | undefined;
  #stopping: Promise<void> | undefined;
  #stopsGracefully = false;
  #startedAt = 0;

  /** Throws a ConfigurationError when the configuration cannot be run. */
  constructor(options: SpeakerOptions) {
    this.#options = options;
    this.#configuration = speakerConfiguration(
      options.configuration,
      this.#source,
      undefined,
      options.placeOf,
    );
    this.#networks = this.#configuration.document.networks;
    const seed = options.seed ?? Math.floor(Math.random() * seedRange);
    const createRouter = options.createRouter ?? ((configuration, given) => new Router(configuration, given));
    const fib = options.fib ?? this.#configuration.document.fib ?? 'none';
    this.#restart = new SpeakerRestart({
      configuration: this.#configuration.router,
      fib,
      stateFilePath: this.#stateFilePath,
      logger: options.logger,
      selected: () => this.#forwarding.sweep(),
    });
    const { options: restart } = this.#restart;
    this.router = createRouter(this.#configuration.router, {
      seed,
      ...(restart !== undefined && { restart }),
    });
    this.#driver = new Driver(this.router, {
      clock: monotonicEpochMilliseconds,
      perform: (output) => this.#perform(output),
      settled: (idle) => {
        this.#forwarding.handleSettled(idle);
        this.#waiter.handleChange();
      },
    });
    const { recorders = [] } = options;
    this.#recording =
      recorders.length === 0 ? undefined : new RouterRecording(recorders, preciseEpochMilliseconds);
    this.#transport = new TcpTransport((input) => {
      this.#recording?.handleInput(input);
      this.#driver.handle(input);
    });
    this.#feed = new EventFeed(this.router, monotonicEpochMilliseconds);
    this.#forwarding = new ForwardingTable({
      router: this.router,
      fib,
      logger: options.logger,
      changed: () => this.#waiter.handleChange(),
    });
    if (this.#needsUnderlay) this.#underlay = this.#createUnderlayWatch();
    this.#reload = new ConfigurationReload({
      readAgain: options.readAgain,
      source: this.#source,
      configuration: () => this.#configuration,
      configure: (document, placeOf) => this.configure(document, placeOf),
      logger: options.logger,
    });
    this.#logEvent = options.logger === undefined ? undefined : createEventLogger(options.logger);
    const stopped = Promise.withResolvers<void>();
    this.whenStopped = stopped.promise;
    this.#resolveStopped = stopped.resolve;
  }

  /**
   * Listens, opens the control socket and starts the peers. Rejects with a StartError (ListenError, KernelFibError,
   * ControlSocketError) that says what is in the way; then nothing is left open.
   */
  async start(): Promise<void> {
    this.#startedAt = monotonicEpochMilliseconds();
    for (const limit of platformLimits(this.router.configuration)) this.#options.logger?.info(limit);
    try {
      await this.#openControl();
      await this.#forwarding.start({ preserve: this.isRestarting });
      await this.#underlay?.start();
      // Last, and the peers start in the same turn: who dials in at once must not find them stopped.
      await this.#transport.listen(this.#listenAddresses());
    } catch (error) {
      this.#underlay?.stop();
      await this.#forwarding.abandon();
      await this.#control?.close();
      await this.#transport.close(0);
      throw error;
    }
    this.#restart.begin();
    this.#driver.handle({ type: 'command', command: { name: 'start' } });
  }

  /**
   * Says Cease / Administrative Shutdown to every peer, waits at most two seconds until that has been delivered, then
   * removes the kernel routes and closes the control socket. With `graceful`, says nothing and leaves what the next start
   * goes on with; rejects with a RefusedCommand where that is of no use.
   */
  async stop(options: StopOptions = {}): Promise<void> {
    if (options.graceful === true && this.#stopping === undefined) this.checkGracefulStop();
    this.#stopping ??= options.graceful === true ? this.#stopGracefully() : this.#stop(options);
    await this.#stopping;
  }

  /** It stops, or has stopped, for the next start to take its place. */
  get stopsGracefully(): boolean {
    return this.#stopsGracefully;
  }

  /** Throws a RefusedCommand when a graceful stop would be of no use. */
  checkGracefulStop(): void {
    this.#restart.checkGracefulStop();
  }

  /** It was started to take the place of a run before (RFC 4724, section 4.1). */
  get isRestarting(): boolean {
    return this.#restart.options !== undefined;
  }

  /** Where the speaker listens, with the ports it was given. */
  get listening(): ListenAddress[] {
    return this.#transport.listening;
  }

  get fib(): 'none' | 'kernel' {
    return this.#forwarding.fib;
  }

  /** The speaker's clock: milliseconds since the Unix epoch, in which every view is. */
  now(): Instant {
    return monotonicEpochMilliseconds();
  }

  status(): ControlStatus {
    return {
      now: this.now(),
      version: speakerVersion,
      processId: process.pid,
      hostName: this.router.configuration.hostName || hostname(),
      startedAt: this.#startedAt,
      listening: this.listening,
      fib: this.fib,
      configurationSource: this.#source,
      residentOctets: process.memoryUsage.rss(),
    };
  }

  /** The configuration as it stands now, networks added and deleted since included. */
  configuration(): ConfigDocument {
    return { ...this.#configuration.document, networks: [...this.#networks] };
  }

  /**
   * Goes over to another configuration: sessions that it does not concern go on. What listens and the kind of `fib` stay, and
   * so does the BGP Identifier where none is given. Rejects with a ConfigurationError when it cannot be run; then nothing
   * changes.
   */
  async configure(configuration: ConfigDocumentInput, placeOf?: PlaceOf): Promise<void> {
    const { bgpIdentifier } = this.router.configuration;
    const known = new Set(platformLimits(this.#configuration.router));
    this.#configuration = speakerConfiguration(configuration, this.#source, bgpIdentifier, placeOf);
    const { document, router } = this.#configuration;
    this.#networks = document.networks;
    for (const limit of platformLimits(router)) if (!known.has(limit)) this.#options.logger?.info(limit);
    this.#restart.configure(router);
    this.#command({ name: 'configure', configuration: router });
    if (this.#underlay !== undefined || !this.#needsUnderlay || this.#stopping !== undefined) return;
    this.#underlay = this.#createUnderlayWatch();
    await this.#underlay.start();
  }

  /**
   * Reads the configuration again (`readAgain`) and goes over to it when it is sound. Rejects with a RefusedCommand when there
   * is nothing to read again.
   */
  reload(): Promise<ReloadAnswer> {
    return this.#reload.reload();
  }

  /** Every selected route with what the kernel made of it. */
  forwardingRoutes(family: FamilyName): Iterable<ForwardingRoute> {
    return this.#forwarding.routes(family);
  }

  /** Static routes of the configuration, and the machine's routes where they are known. */
  otherForwardingRoutes(family: FamilyName): Pick<ForwardingAnswer, 'others' | 'interfaceIndexes'> {
    return this.#forwarding.others(family);
  }

  /** Calls `listener` with everything that happens from now on, until the function that is returned is called. */
  subscribe(listener: (event: ControlEvent) => void): () => void {
    return this.#feed.subscribe(listener);
  }

  /** How many follow what happens. */
  get followerCount(): number {
    return this.#feed.followerCount;
  }

  /** Resolves once `predicate` gives something other than undefined or false; it is asked after everything that happens. */
  waitUntil<Value>(predicate: () => Value | undefined | false, options: WaitOptions): Promise<Value> {
    return this.#waiter.wait(predicate, options);
  }

  /** Waits until the peer is in `state`, Established unless said otherwise. */
  async waitForPeer(
    address: string,
    { state = 'Established', timeoutMs }: { state?: string; timeoutMs: number },
  ): Promise<void> {
    await waitForPeer(this.#waiter, this.router, address, { state, timeoutMs });
  }

  /** Waits until a route to exactly `prefix` is selected, with the next hops expected. Resolves with the route. */
  waitForRoute(
    prefix: string,
    options: { nextHops?: RouteExpectation['nextHops']; absent?: false; timeoutMs: number },
  ): Promise<SelectedRouteView>;
  /** Waits until no route to `prefix` is selected. */
  waitForRoute(prefix: string, options: { absent: true; timeoutMs: number }): Promise<undefined>;
  async waitForRoute(
    prefix: string,
    options: RouteExpectation & { readonly timeoutMs: number },
  ): Promise<SelectedRouteView | undefined> {
    return await waitForRoute(this.#waiter, this.router, prefix, options);
  }

  /** Originates a network. Throws a RefusedCommand when `prefix` is none, as the other commands do for what they are given. */
  addNetwork(prefix: string): void {
    const named = readPrefix(prefix);
    if (!this.#networks.some((network) => networkParts(network).prefix === named.prefix)) {
      this.#networks = [...this.#networks, named.prefix];
    }
    this.#command({ name: 'network-add', ...named });
  }

  deleteNetwork(prefix: string): void {
    const named = readPrefix(prefix);
    this.#networks = this.#networks.filter((network) => networkParts(network).prefix !== named.prefix);
    this.#command({ name: 'network-delete', ...named });
  }

  /** Cease / Administrative Shutdown, with the words of RFC 9003; the peer stays down until `startPeer`. */
  shutdownPeer(address: string, communication?: string): void {
    this.#command({ name: 'peer-shutdown', peer: readPeer(this.router, address), communication });
  }

  startPeer(address: string): void {
    this.#command({ name: 'peer-start', peer: readPeerToStart(this.router, address) });
  }

  /** Cease / Administrative Reset, then the session starts again. */
  resetPeer(address: string, communication?: string): void {
    this.#command({ name: 'peer-reset', peer: readPeerToStart(this.router, address), communication });
  }

  /** Asks the peer for its routes again (`in`, RFC 2918), or sends it ours again (`out`). */
  refreshPeer(address: string, direction: 'in' | 'out'): void {
    const peer = readPeer(this.router, address);
    this.#command(
      direction === 'in' ? { name: 'peer-refresh-in', peer } : { name: 'peer-refresh-out', peer },
    );
  }

  get #needsUnderlay(): boolean {
    return this.fib === 'kernel' || this.#configuration.router.redistribute.length > 0;
  }

  #createUnderlayWatch(): UnderlayWatch {
    return new UnderlayWatch({
      tell: (input) => this.#driver.handle(input),
      resolvesNextHops: this.fib === 'kernel',
      logger: this.#options.logger,
    });
  }

  get #source(): string {
    return this.#options.configurationSource ?? 'code';
  }

  #command(command: RouterCommand): void {
    this.#driver.handle({ type: 'command', command });
  }

  #listenAddresses(): readonly ListenAddress[] {
    const { listen } = this.#configuration.document;
    const addresses = listen?.addresses ?? [everyAddress];
    return this.#options.listen ?? addresses.map((address) => ({ address, port: listen?.port ?? bgpPort }));
  }

  get #controlSocketPath(): string | false {
    return this.#options.controlSocketPath ?? defaultControlSocketPath();
  }

  get #stateFilePath(): string | undefined {
    const { stateFilePath } = this.#options;
    if (stateFilePath !== undefined) return stateFilePath === false ? undefined : stateFilePath;
    const socketPath = this.#controlSocketPath;
    return socketPath === false ? undefined : stateFileBeside(socketPath);
  }

  async #openControl(): Promise<void> {
    const path = this.#controlSocketPath;
    if (path === false) return;
    this.#control = new ControlServer(this, this.#options.logger);
    await this.#control.listen(path);
  }

  async #stop({ communication }: StopOptions): Promise<void> {
    this.#command({ name: 'stop', communication });
    await this.#transport.close(farewellMs);
    this.#driver.stop();
    this.#restart.end({ graceful: false });
    await this.#end({ preserve: false });
  }

  /** As if killed, but for the order: whoever looks at the state finds it before the connections are gone. */
  async #stopGracefully(): Promise<void> {
    this.#stopsGracefully = true;
    this.#driver.stop();
    this.#restart.end({ graceful: true });
    await this.#transport.close(0);
    await this.#end({ preserve: this.router.configuration.gracefulRestart.preserveForwardingState });
  }

  async #end({ preserve }: { readonly preserve: boolean }): Promise<void> {
    this.#waiter.end('but the speaker was stopped');
    this.#underlay?.stop();
    await this.#forwarding.stop({ preserve });
    await this.#control?.close();
    this.#resolveStopped();
  }

  #perform(output: RouterOutput): void {
    this.#recording?.handleOutput(output);
    switch (output.type) {
      case 'open-connection':
        this.#transport.openConnection(output);
        break;
      case 'send-octets':
        this.#transport.sendOctets(output.connection, output.octets);
        break;
      case 'close-connection':
        this.#transport.closeConnection(output.connection, output.abort);
        break;
      case 'routes-changed':
        this.#forwarding.handleRoutesChanged(output.family, output.prefixIds);
        this.#feed.handleRoutesChanged(output.family, output.prefixIds);
        break;
      case 'static-routes-changed':
        this.#forwarding.handleStaticRoutesChanged();
        break;
      case 'event':
        this.#logEvent?.(output.event);
        this.#forwarding.handleEvent(output.event);
        this.#restart.handleEvent(output.event);
        this.#feed.handleEvent(output.event);
        break;
    }
  }
}
