import { type FamilyName, type IpAddress, isIpv6 } from '@bgpeer/bgp-wire';
import type { BgpRouter, SelectedRouteView } from '@bgpeer/router';
import { IpBatch } from './ip-batch.ts';
import { deleteRouteLine, replaceRouteLine } from './route-lines.ts';

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
  readonly router: Pick<BgpRouter, 'selectedRouteFor' | 'prefixText'>;
  /** Prefixes that a run before left in the kernel. */
  readonly leftOvers: readonly string[];
  readonly batch?: Pick<IpBatch, 'apply' | 'close'>;
  /** The kernel refused a route. */
  readonly refused: (prefix: string, reason: string) => void;
  /** The state of some routes has changed. */
  readonly changed: () => void;
}

/** What one batch line is for. */
interface Work {
  readonly prefix: string;
  /** As one text. Absent: the route is removed. */
  readonly nextHops?: string;
  readonly line: string;
}

/**
 * Keeps the kernel's table like the router's selected routes. What waits is a set of prefixes to look at, never a
 * queue of changes: when the kernel is slow it gets the newest state only.
 */
export class KernelFib {
  readonly #options: KernelFibOptions;
  readonly #batch: Pick<IpBatch, 'apply' | 'close'>;
  /** Prefixes to look at again. */
  readonly #dirty = new Set<string>();
  /** The next hops in the kernel, as one text, by prefix. */
  readonly #installed = new Map<string, string>();
  /** Prefixes that the kernel may or may not have a route of ours for, whichever: left by a run before, or by a link that went down. */
  readonly #unproven: Set<string>;
  /** The next hops that the kernel would not have, and what it said, by prefix. */
  readonly #refused = new Map<string, { readonly nextHops: string; readonly reason: string }>();
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

  /** Removes what a run before left and this one has not learned again. */
  removeLeftOvers(): void {
    for (const prefix of this.#unproven) this.#dirty.add(prefix);
    this.#write();
  }

  /** The kernel drops routes through a link that goes down: gives it again all that go through one of these next hops. */
  reinstall(concerns: (nextHop: IpAddress) => boolean): void {
    for (const [prefix, nextHops] of this.#installed) {
      if (!nextHops.split(' ').some(concerns)) continue;
      this.#installed.delete(prefix);
      this.#unproven.add(prefix);
      this.#dirty.add(prefix);
    }
    for (const prefix of this.#refused.keys()) this.#dirty.add(prefix);
    this.#write();
  }

  state(prefix: string): KernelRouteState {
    const refusal = this.#refused.get(prefix)?.reason;
    return { installed: this.#installed.has(prefix), ...(refusal === undefined ? {} : { refusal }) };
  }

  /** Removes every route of ours, left-overs too, and ends the `ip` process. */
  async stop(): Promise<void> {
    await this.#finishWriting();
    const prefixes = [...this.#installed.keys(), ...this.#unproven];
    for (let start = 0; start < prefixes.length; start += batchLineCountMax) {
      await this.#batch.apply(prefixes.slice(start, start + batchLineCountMax).map(deleteRouteLine));
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

  /** The lines that bring the next dirty prefixes up to date; prefixes that are so already need none. */
  #takeWork(): Work[] {
    const work: Work[] = [];
    for (const prefix of this.#dirty) {
      if (work.length === batchLineCountMax) break;
      this.#dirty.delete(prefix);
      const item = this.#workFor(prefix);
      if (item !== undefined) work.push(item);
    }
    return work;
  }

  #workFor(prefix: string): Work | undefined {
    const wanted = this.#wantedNextHops(prefix);
    const present = this.#mayBePresent(prefix);
    if (wanted === undefined) {
      this.#refused.delete(prefix);
      return present ? { prefix, line: deleteRouteLine(prefix) } : undefined;
    }
    const nextHops = wanted.join(' ');
    if (this.#installed.get(prefix) === nextHops) return undefined;
    // The kernel still sends to next hops of before, but would not have the new ones: no route is better than a wrong one.
    if (present && this.#refused.get(prefix)?.nextHops === nextHops) {
      return { prefix, line: deleteRouteLine(prefix) };
    }
    return { prefix, nextHops, line: replaceRouteLine(prefix, wanted) };
  }

  #wantedNextHops(prefix: string): readonly IpAddress[] | undefined {
    const family = isIpv6(prefix.split('/')[0]) ? 'ipv6-unicast' : 'ipv4-unicast';
    const selected = this.#options.router.selectedRouteFor(family, prefix);
    return selected !== undefined && isForwarded(selected) ? selected.nextHops : undefined;
  }

  #mayBePresent(prefix: string): boolean {
    return this.#installed.has(prefix) || this.#unproven.has(prefix);
  }

  #record({ prefix, nextHops }: Work, failure: string | undefined): void {
    if (nextHops === undefined) {
      // A removal that fails found the route gone.
      this.#installed.delete(prefix);
      this.#unproven.delete(prefix);
    } else if (failure === undefined) {
      this.#installed.set(prefix, nextHops);
      this.#unproven.delete(prefix);
      this.#refused.delete(prefix);
    } else {
      if (this.#refused.get(prefix)?.reason !== failure) this.#options.refused(prefix, failure);
      this.#refused.set(prefix, { nextHops, reason: failure });
      if (this.#mayBePresent(prefix)) this.#dirty.add(prefix);
    }
  }

  #retryRefusedLater(): void {
    clearTimeout(this.#retryTimer);
    if (this.#refused.size === 0) return;
    this.#retryTimer = setTimeout(() => {
      for (const prefix of this.#refused.keys()) this.#dirty.add(prefix);
      this.#write();
    }, refusedRetryMs);
  }
}

/** Our own networks are reached through the interfaces they are on, so the kernel has them already. */
export function isForwarded(route: SelectedRouteView): boolean {
  return route.source !== 'local' && route.nextHops.length > 0;
}
