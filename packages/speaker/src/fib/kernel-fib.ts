import { type FamilyName, isIpv6 } from '@bgpeer/bgp-wire';
import type { BgpRouter, SelectedRouteView } from '@bgpeer/router';
import { IpBatch } from './ip-batch.ts';
import {
  deleteRouteLine,
  isStaticKey,
  type KernelRouteKey,
  placesOnWay,
  prefixOfKey,
  replaceRouteLine,
  routeWay,
  staticRouteKey,
  type WayPlace,
} from './route-lines.ts';

/** So many lines go to the kernel before the newest state is asked for again. */
const batchLineCountMax = 2048;

/** A refused route is offered again after this: its next hop's interface may have come up. */
const refusedRetryMs = 10_000;

/** What a route's way into the kernel's table has come to. */
export interface KernelRouteState {
  readonly installed: boolean;
  readonly refusal?: string;
}

export interface KernelFibOptions {
  readonly router: Pick<BgpRouter, 'selectedRouteFor' | 'prefixText' | 'staticRoutes'>;
  /** What a run before left in the kernel. */
  readonly leftOvers: readonly KernelRouteKey[];
  readonly batch?: Pick<IpBatch, 'apply' | 'close'>;
  /** The kernel refused a route. */
  readonly refused: (prefix: string, reason: string) => void;
  /** The state of some routes has changed. */
  readonly changed: () => void;
}

/** What one batch line is for. */
interface Work {
  readonly key: KernelRouteKey;
  /** Absent: the route is removed. */
  readonly way?: string;
  readonly line: string;
}

/**
 * Keeps the kernel's table like the router's selected and static routes. What waits is a set of routes to look at, never a
 * queue of changes: when the kernel is slow it gets the newest state only.
 */
export class KernelFib {
  readonly #options: KernelFibOptions;
  readonly #batch: Pick<IpBatch, 'apply' | 'close'>;
  /** To be looked at again. */
  readonly #dirty = new Set<KernelRouteKey>();
  /** The ways in the kernel. */
  readonly #installed = new Map<KernelRouteKey, string>();
  /** The ways of static routes that are wanted. */
  #staticWays: ReadonlyMap<KernelRouteKey, string> = new Map();
  /** What the kernel may or may not have a route of ours for, whichever: left by a run before, or by a link that went down. */
  readonly #unproven: Set<KernelRouteKey>;
  /** The ways that the kernel would not have, and what it said. */
  readonly #refused = new Map<KernelRouteKey, { readonly way: string; readonly reason: string }>();
  #writing: Promise<void> | undefined;
  #retryTimer: NodeJS.Timeout | undefined;

  constructor(options: KernelFibOptions) {
    this.#options = options;
    this.#batch = options.batch ?? new IpBatch();
    this.#unproven = new Set(options.leftOvers);
  }

  /** Takes a `routes-changed` output; at once, since a prefix id stands for another prefix once its own is forgotten. */
  handleRoutesChanged(family: FamilyName, prefixIds: Int32Array): void {
    for (const prefixId of prefixIds) this.#dirty.add(this.#options.router.prefixText(family, prefixId));
    this.#write();
  }

  /** Takes a `static-routes-changed` output. */
  handleStaticRoutesChanged(): void {
    const before = this.#staticWays;
    this.#staticWays = new Map(
      this.#options.router
        .staticRoutes()
        .map(({ prefix, distance, forwarding }) => [
          staticRouteKey(prefix, distance),
          routeWay(prefix, forwarding),
        ]),
    );
    for (const key of [...before.keys(), ...this.#staticWays.keys()]) this.#dirty.add(key);
    this.#write();
  }

  /** Removes what a run before left and this one has not learned again. */
  removeLeftOvers(): void {
    for (const key of this.#unproven) this.#dirty.add(key);
    this.#write();
  }

  /** The kernel drops routes through a link that goes down: gives it again all that lead to a place that is concerned. */
  reinstall(concerns: (place: WayPlace) => boolean): void {
    for (const [key, way] of this.#installed) {
      if (!placesOnWay(way).some(concerns)) continue;
      this.#installed.delete(key);
      this.#unproven.add(key);
      this.#dirty.add(key);
    }
    for (const key of this.#refused.keys()) this.#dirty.add(key);
    this.#write();
  }

  state(key: KernelRouteKey): KernelRouteState {
    const refusal = this.#refused.get(key)?.reason;
    return { installed: this.#installed.has(key), ...(refusal === undefined ? {} : { refusal }) };
  }

  /** Removes every route of ours, left-overs too, and ends the `ip` process. */
  async stop(): Promise<void> {
    await this.#finishWriting();
    const keys = [...this.#installed.keys(), ...this.#unproven];
    for (let start = 0; start < keys.length; start += batchLineCountMax) {
      await this.#batch.apply(keys.slice(start, start + batchLineCountMax).map(deleteRouteLine));
    }
    this.#installed.clear();
    this.#unproven.clear();
    await this.#batch.close();
  }

  /** Ends the `ip` process and leaves every route where it is. */
  async abandon(): Promise<void> {
    await this.#finishWriting();
    await this.#batch.close();
  }

  async #finishWriting(): Promise<void> {
    this.#dirty.clear();
    await this.#writing;
    clearTimeout(this.#retryTimer);
  }

  #write(): void {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
  }

  async #writeAll(): Promise<void> {
    while (this.#dirty.size > 0) {
      const work = this.#takeWork();
      if (work.length === 0) continue;
      const failures = await this.#batch.apply(work.map(({ line }) => line));
      work.forEach((item, index) => {
        this.#record(item, failures.get(index));
      });
      this.#options.changed();
    }
    this.#retryRefusedLater();
  }

  /** The lines that bring the next dirty routes up to date; those that are so already need none. */
  #takeWork(): Work[] {
    const work: Work[] = [];
    for (const key of this.#dirty) {
      if (work.length === batchLineCountMax) break;
      this.#dirty.delete(key);
      const item = this.#workFor(key);
      if (item !== undefined) work.push(item);
    }
    return work;
  }

  #workFor(key: KernelRouteKey): Work | undefined {
    const way = this.#wantedWay(key);
    const present = this.#mayBePresent(key);
    if (way === undefined) {
      this.#refused.delete(key);
      return present ? { key, line: deleteRouteLine(key) } : undefined;
    }
    if (this.#installed.get(key) === way) return undefined;
    // The kernel still sends the way of before, but would not have the new one: no route is better than a wrong one.
    if (present && this.#refused.get(key)?.way === way) return { key, line: deleteRouteLine(key) };
    return { key, way, line: replaceRouteLine(key, way) };
  }

  #wantedWay(key: KernelRouteKey): string | undefined {
    if (isStaticKey(key)) return this.#staticWays.get(key);
    const family = isIpv6(key.split('/')[0]) ? 'ipv6-unicast' : 'ipv4-unicast';
    const selected = this.#options.router.selectedRouteFor(family, key);
    return selected !== undefined && isForwarded(selected) ? routeWay(key, selected.forwarding) : undefined;
  }

  #mayBePresent(key: KernelRouteKey): boolean {
    return this.#installed.has(key) || this.#unproven.has(key);
  }

  #record({ key, way }: Work, failure: string | undefined): void {
    if (way === undefined) {
      // A removal that fails found the route gone.
      this.#installed.delete(key);
      this.#unproven.delete(key);
    } else if (failure === undefined) {
      this.#installed.set(key, way);
      this.#unproven.delete(key);
      this.#refused.delete(key);
    } else {
      if (this.#refused.get(key)?.reason !== failure) this.#options.refused(prefixOfKey(key), failure);
      this.#refused.set(key, { way, reason: failure });
      if (this.#mayBePresent(key)) this.#dirty.add(key);
    }
  }

  #retryRefusedLater(): void {
    clearTimeout(this.#retryTimer);
    if (this.#refused.size === 0) return;
    this.#retryTimer = setTimeout(() => {
      for (const key of this.#refused.keys()) this.#dirty.add(key);
      this.#write();
    }, refusedRetryMs);
  }
}

/** Our own networks are reached through the interfaces they are on, so the kernel has them already. */
export function isForwarded(route: SelectedRouteView): boolean {
  return route.source !== 'local';
}
