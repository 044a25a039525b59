import type { FamilyName } from '@bgpeer/bgp-wire';
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
  readonly router: Pick<BgpRouter, 'selectedRoute' | 'prefixText'>;
  /** Prefixes that a run before left in the kernel. */
  readonly leftOvers: readonly string[];
  readonly batch?: Pick<IpBatch, 'apply' | 'close'>;
  /** The kernel refused a route. */
  readonly refused: (prefix: string, reason: string) => void;
  /** The state of some routes has changed. */
  readonly changed: () => void;
}

/** A prefix to look at again. */
interface DirtyPrefix {
  readonly family: FamilyName;
  readonly prefixId: number;
}

/** What one batch line is for. */
interface Work {
  readonly prefix: string;
  /** Absent for what is removed whatever is selected. */
  readonly source?: DirtyPrefix;
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
  /** By prefix; undefined marks what is to be removed whatever is selected: a left-over, or a route whose successor was refused. */
  readonly #dirty = new Map<string, DirtyPrefix | undefined>();
  /** The next hops in the kernel, as one text, by prefix. */
  readonly #installed = new Map<string, string>();
  readonly #refused = new Map<string, { readonly source: DirtyPrefix; readonly reason: string }>();
  readonly #leftOvers: Set<string>;
  #writing: Promise<void> | undefined;
  #retryTimer: NodeJS.Timeout | undefined;

  constructor(options: KernelFibOptions) {
    this.#options = options;
    this.#batch = options.batch ?? new IpBatch();
    this.#leftOvers = new Set(options.leftOvers);
  }

  /** Takes a `routes-changed` output. */
  handleRoutesChanged(family: FamilyName, prefixIds: Int32Array): void {
    for (const prefixId of prefixIds) {
      this.#dirty.set(this.#options.router.prefixText(family, prefixId), { family, prefixId });
    }
    this.#write();
  }

  /** Removes what a run before left and this one has not learned again. */
  removeLeftOvers(): void {
    for (const prefix of this.#leftOvers) if (!this.#dirty.has(prefix)) this.#dirty.set(prefix, undefined);
    this.#write();
  }

  state(prefix: string): KernelRouteState {
    const refusal = this.#refused.get(prefix)?.reason;
    return { installed: this.#installed.has(prefix), ...(refusal === undefined ? {} : { refusal }) };
  }

  /** Removes every route of ours, left-overs too, and ends the `ip` process. */
  async stop(): Promise<void> {
    clearTimeout(this.#retryTimer);
    this.#dirty.clear();
    await this.#writing;
    clearTimeout(this.#retryTimer);
    const prefixes = [...this.#installed.keys(), ...this.#leftOvers];
    for (let start = 0; start < prefixes.length; start += batchLineCountMax) {
      await this.#batch.apply(prefixes.slice(start, start + batchLineCountMax).map(deleteRouteLine));
    }
    this.#installed.clear();
    this.#leftOvers.clear();
    await this.#batch.close();
  }

  /** Ends the `ip` process and leaves every route where it is. */
  async abandon(): Promise<void> {
    clearTimeout(this.#retryTimer);
    this.#dirty.clear();
    await this.#writing;
    clearTimeout(this.#retryTimer);
    await this.#batch.close();
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
    for (const [prefix, source] of this.#dirty) {
      if (work.length === batchLineCountMax) break;
      this.#dirty.delete(prefix);
      const nextHops = this.#wantedNextHops(prefix, source);
      if (nextHops === undefined) {
        if (!this.#mayRemove(prefix, source)) continue;
        work.push({ prefix, source, line: deleteRouteLine(prefix) });
      } else if (this.#installed.get(prefix) !== nextHops.join(' ')) {
        work.push({
          prefix,
          source,
          nextHops: nextHops.join(' '),
          line: replaceRouteLine(prefix, nextHops),
        });
      }
    }
    return work;
  }

  /** What was taken for a left-over or refused may have been installed while the removal waited: then it stays. */
  #mayRemove(prefix: string, source: DirtyPrefix | undefined): boolean {
    if (source === undefined && !this.#refused.has(prefix)) return this.#leftOvers.has(prefix);
    if (source !== undefined) this.#refused.delete(prefix);
    return this.#installed.has(prefix) || this.#leftOvers.has(prefix);
  }

  /** A prefix id may stand for another prefix by now; then a newer change of this one, if any, has its own entry. */
  #wantedNextHops(prefix: string, source: DirtyPrefix | undefined): readonly string[] | undefined {
    if (source === undefined) return undefined;
    const selected = this.#options.router.selectedRoute(source.family, source.prefixId);
    return selected?.prefix === prefix && isForwarded(selected) ? selected.nextHops : undefined;
  }

  #record({ prefix, source, nextHops }: Work, failure: string | undefined): void {
    // A removal that fails found the route gone.
    if (nextHops === undefined || failure === undefined) this.#leftOvers.delete(prefix);
    if (nextHops === undefined) {
      this.#installed.delete(prefix);
    } else if (failure === undefined) {
      this.#installed.set(prefix, nextHops);
      this.#refused.delete(prefix);
    } else if (source !== undefined) {
      this.#recordRefusal(prefix, source, failure);
    }
  }

  /** The kernel still sends to the next hops of before, if any: no route is better than a wrong one. */
  #recordRefusal(prefix: string, source: DirtyPrefix, reason: string): void {
    if (this.#refused.get(prefix)?.reason !== reason) this.#options.refused(prefix, reason);
    this.#refused.set(prefix, { source, reason });
    const present = this.#installed.has(prefix) || this.#leftOvers.has(prefix);
    if (present && !this.#dirty.has(prefix)) this.#dirty.set(prefix, undefined);
  }

  #retryRefusedLater(): void {
    clearTimeout(this.#retryTimer);
    if (this.#refused.size === 0) return;
    this.#retryTimer = setTimeout(() => {
      for (const [prefix, { source }] of this.#refused) this.#dirty.set(prefix, source);
      this.#write();
    }, refusedRetryMs);
  }
}

/** Our own networks are reached through the interfaces they are on, so the kernel has them already. */
export function isForwarded(route: SelectedRouteView): boolean {
  return route.source !== 'local' && route.nextHops.length > 0;
}
