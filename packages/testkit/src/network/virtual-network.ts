import type { IpAddress } from '@bgpeer/bgp-wire';
import type { Instant } from '@bgpeer/fsm';
import {
  type BgpRouter,
  Router,
  type RouterConfiguration,
  type RouterOptions,
  type RouterOutput,
} from '@bgpeer/router';
import { seededRandom } from '../seeded-random.ts';
import { EventQueue } from './event-queue.ts';
import { NetworkLog } from './network-log.ts';
import { ScriptedPeer, type ScriptedPeerOptions } from './scripted-peer.ts';
import { endpointsBetween, mirrored } from './virtual-addresses.ts';
import { VirtualConnection } from './virtual-connection.ts';
import { type HostMachine, VirtualHost } from './virtual-host.ts';
import { VirtualRouter } from './virtual-router.ts';

export interface VirtualNetworkOptions {
  /** Of everything random here and in the routers; the same seed gives the same run, octet for octet. */
  readonly seed?: number;
  /** One way, between any two hosts. */
  readonly delayMs?: number;
  /** Octets a connection takes in one direction before the writer has to wait for the reader. */
  readonly windowOctetCount?: number;
  /** Cut what is sent into pieces anywhere (the default). */
  readonly chop?: boolean;
  /** How a router is made, when it is not the ordinary one. */
  readonly createRouter?: CreateRouter;
}

export type CreateRouter = (configuration: RouterConfiguration, options: RouterOptions) => BgpRouter;

export interface HostOptions {
  readonly addresses: readonly IpAddress[];
  /** Where it accepts connections; 0: nowhere. */
  readonly listenPort?: number;
}

export interface WaitOptions {
  /** Virtual time after which the wait has failed. */
  readonly withinMs?: number;
  /** What is waited for, in words. */
  readonly what?: string;
}

const bgpPort = 179;
/** A dial that nobody answers fails after this long, as a SYN sent again and again does. */
const dialTimeoutMs = 30_000;

/**
 * Routers in virtual time, joined by TCP streams with a delay, cut at any octet. Time moves only in `runUntil`,
 * `runFor` and `settle`; what happens is ordered by (time, sequence), so that a seed gives the same run again.
 */
export class VirtualNetwork {
  readonly log = new NetworkLog(() => this.#now);
  readonly #options: Required<VirtualNetworkOptions>;
  readonly #random: () => number;
  readonly #queue = new EventQueue();
  readonly #hosts = new Map<string, VirtualHost>();
  readonly #routers = new Map<string, VirtualRouter>();
  readonly #cutPairs = new Set<string>();
  #now: Instant = 0;
  #underwayCount = 0;
  #lastEphemeralPort = 49_151;

  constructor(options: VirtualNetworkOptions = {}) {
    this.#options = { seed: 1, delayMs: 1, windowOctetCount: 65_536, chop: true, createRouter, ...options };
    this.#random = seededRandom(this.#options.seed);
  }

  get now(): Instant {
    return this.#now;
  }

  /** A router, which does nothing until it is given the command `start`. */
  addRouter(
    name: string,
    configuration: RouterConfiguration,
    { restart, ...options }: HostOptions & Pick<RouterOptions, 'restart'>,
  ): VirtualRouter {
    const seed = Math.floor(this.#random() * 0x1_0000_0000);
    const router = this.#options.createRouter(configuration, {
      seed,
      ...(restart !== undefined && { restart }),
    });
    const host = this.#addHost(name, router, options);
    const virtualRouter = new VirtualRouter(host, router, this.log);
    this.#routers.set(name, virtualRouter);
    return virtualRouter;
  }

  /** A peer that does what the test says and nothing else. */
  addScriptedPeer(name: string, options: HostOptions & Partial<ScriptedPeerOptions>): ScriptedPeer {
    const peer = new ScriptedPeer({ bgpIdentifier: options.addresses[0], ...options });
    this.#addHost(name, peer, options);
    return peer;
  }

  /** Any other machine that takes a router's inputs and gives its outputs. */
  addMachine(name: string, machine: HostMachine, options: HostOptions): void {
    this.#addHost(name, machine, options);
  }

  /** The machine is gone, as after a kill: its connections are reset, its timers are no more. */
  removeHost(name: string): void {
    const host = this.#host(name);
    this.log.note(name, 'removed');
    this.#hosts.delete(name);
    this.#routers.delete(name);
    host.kill();
    for (const connection of host.connections) connection.reset('reset by the peer');
  }

  /** Nothing comes through between the two any more, and neither is told: the cable is out. */
  cut(one: string, other: string): void {
    this.log.note(one, `cut from ${other}`);
    this.#cutPairs.add(pairName(one, other));
    this.#setPaused(one, other, true);
    this.#setPaused(other, one, true);
  }

  /** What waited between the two since `cut` comes through. */
  restore(one: string, other: string): void {
    this.log.note(one, `restored to ${other}`);
    this.#cutPairs.delete(pairName(one, other));
    this.#setPaused(one, other, false);
    this.#setPaused(other, one, false);
  }

  /** On the connections of now, the reader's machine reads no more of what the writer sends: octets stop leaving. */
  stall(direction: { readonly from: string; readonly to: string }): void {
    this.log.note(direction.to, `reads nothing from ${direction.from}`);
    this.#setPaused(direction.from, direction.to, true);
  }

  resume(direction: { readonly from: string; readonly to: string }): void {
    this.log.note(direction.to, `reads again from ${direction.from}`);
    this.#setPaused(direction.from, direction.to, false);
  }

  /** Every connection between the two is reset, and both are told. */
  reset(one: string, other: string): void {
    this.log.note(one, `connections to ${other} reset`);
    for (const connection of this.#connectionsBetween(one, other)) connection.reset('reset by the network');
  }

  /** The machine does nothing, while its host goes on taking connections and octets: a stopped process. */
  freeze(name: string): void {
    this.log.note(name, 'frozen');
    this.#host(name).freeze();
  }

  thaw(name: string): void {
    this.log.note(name, 'thawed');
    this.#host(name).thaw();
  }

  /** Moves time until `predicate` holds; throws, with the last events and every state, when it does not in time. */
  runUntil(predicate: () => boolean, { withinMs = 120_000, what }: WaitOptions = {}): void {
    const deadline = this.#now + withinMs;
    this.#drainAll();
    while (!predicate()) {
      if (this.#step(deadline)) continue;
      this.#now = deadline;
      if (predicate()) return;
      throw new Error(this.#explainTimeout(what ?? predicate.toString(), withinMs));
    }
  }

  /** Moves time by so much. */
  runFor(durationMs: number): void {
    const deadline = this.#now + durationMs;
    this.#drainAll();
    while (this.#step(deadline));
    this.#now = deadline;
  }

  /** Runs until nothing is on its way and no machine has anything to do at once; timers that lie ahead stay there. */
  settle({ withinMs = 120_000 }: WaitOptions = {}): void {
    this.runUntil(
      () =>
        this.#underwayCount === 0 &&
        [...this.#hosts.values()].every((host) => (host.nextTimeout ?? Number.POSITIVE_INFINITY) > this.#now),
      { withinMs, what: 'quiet' },
    );
  }

  #addHost(name: string, machine: HostMachine, options: HostOptions): VirtualHost {
    if (this.#hosts.has(name)) throw new Error(`there is a host ${name} already`);
    const { addresses, listenPort = bgpPort } = options;
    const host = new VirtualHost(
      { name, addresses, listenPort, machine },
      () => this.#now,
      (from, output) => this.#perform(from, output),
    );
    this.#hosts.set(name, host);
    return host;
  }

  /** Runs the next thing that happens, if it happens by `deadline`. */
  #step(deadline: Instant): boolean {
    const nextAt = this.#queue.nextAt ?? Number.POSITIVE_INFINITY;
    let [dueAt, due]: [Instant, VirtualHost | undefined] = [Number.POSITIVE_INFINITY, undefined];
    for (const host of this.#hosts.values()) {
      const at = host.nextTimeout;
      if (at !== undefined && at < dueAt) [dueAt, due] = [at, host];
    }
    if (Math.min(nextAt, dueAt) > deadline) return false;
    this.#now = Math.max(this.#now, Math.min(nextAt, dueAt));
    if (nextAt <= dueAt) this.#queue.take()!.run();
    else due!.handleTimeout();
    return true;
  }

  #drainAll(): void {
    for (const host of this.#hosts.values()) host.drain();
  }

  #perform(host: VirtualHost, output: RouterOutput): void {
    switch (output.type) {
      case 'open-connection':
        this.#dial(host, output);
        return;
      case 'send-octets':
        host.connection(output.connection)?.write(host, output.octets);
        return;
      case 'close-connection':
        if (output.abort) host.detach(output.connection)?.reset('connection reset by the peer');
        else host.detach(output.connection)?.close(host);
        host.forgetDial(output.connection);
        return;
      case 'routes-changed':
        this.#routers.get(host.name)?.takeChanges(output.family, output.prefixIds);
        return;
      case 'event':
        this.log.event(host.name, output.event);
        return;
    }
  }

  #dial(host: VirtualHost, output: RouterOutput & { type: 'open-connection' }): void {
    const { connection, remoteAddress, remotePort } = output;
    host.rememberDial(connection);
    this.#later(this.#options.delayMs, () => {
      const listener = [...this.#hosts.values()].find((other) => other.addresses.includes(remoteAddress));
      const isCut = listener !== undefined && this.#cutPairs.has(pairName(host.name, listener.name));
      if (listener === undefined || isCut) {
        this.#queue.schedule(this.#now + dialTimeoutMs, () =>
          host.failDial(connection, `no answer from ${remoteAddress} port ${remotePort}`),
        );
      } else if (listener.listenPort !== remotePort) {
        host.failDial(connection, `connection refused by ${remoteAddress} port ${remotePort}`);
      } else {
        this.#connect(host, listener, output);
      }
    });
  }

  #connect(
    dialer: VirtualHost,
    listener: VirtualHost,
    output: RouterOutput & { type: 'open-connection' },
  ): void {
    if (!dialer.forgetDial(output.connection)) return;
    this.#lastEphemeralPort += 1;
    const endpoints = endpointsBetween(dialer, output, this.#lastEphemeralPort);
    new VirtualConnection(
      {
        random: this.#random,
        delayMs: this.#options.delayMs,
        windowOctetCount: this.#options.windowOctetCount,
        chop: this.#options.chop,
        now: () => this.#now,
        schedule: (at, run) => this.#later(at - this.#now, run),
      },
      { host: dialer, connection: output.connection, endpoints },
      {
        host: listener,
        connection: listener.nextAcceptedConnection(),
        endpoints: mirrored(endpoints, listener.addresses),
      },
    ).open();
  }

  #later(delayMs: number, run: () => void): void {
    this.#underwayCount += 1;
    this.#queue.schedule(this.#now + delayMs, () => {
      this.#underwayCount -= 1;
      run();
    });
  }

  #setPaused(writer: string, reader: string, paused: boolean): void {
    for (const connection of this.#connectionsBetween(writer, reader))
      connection.setPaused(this.#host(reader), paused);
  }

  #connectionsBetween(one: string, other: string): readonly VirtualConnection[] {
    const hosts = [this.#host(one), this.#host(other)] as const;
    const connections = hosts.flatMap((host) => host.connections);
    return [...new Set(connections)].filter((connection) => connection.joins(...hosts));
  }

  #host(name: string): VirtualHost {
    const host = this.#hosts.get(name);
    if (host === undefined) throw new Error(`there is no host ${name}`);
    return host;
  }

  #explainTimeout(what: string, withinMs: number): string {
    return [
      `not within ${withinMs} ms of virtual time: ${what} (seed ${this.#options.seed})`,
      ...this.log.tail(30),
      ...[...this.#routers.values()].flatMap((router) => router.describe()),
    ].join('\n');
  }
}

function createRouter(configuration: RouterConfiguration, options: RouterOptions): BgpRouter {
  return new Router(configuration, options);
}

function pairName(one: string, other: string): string {
  return [one, other].sort().join(' ');
}
