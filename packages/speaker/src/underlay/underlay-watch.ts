import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { UnderlayInput } from '@bgpeer/router';
import type { Logger } from 'pino';
import { readUnderlay, type UnderlayByKey } from './read-underlay.ts';
import { isLineOfOurs } from './route-line.ts';

/** One change is announced by several lines within moments: the link, its addresses, its routes. */
const calmMs = 50;
const againMs = 1_000;

export interface UnderlayWatchOptions {
  /** Takes what the router is to hear. */
  readonly tell: (input: UnderlayInput) => void;
  /** Next hops must be reached through what is read here; else it is only for `redistribute`. */
  readonly resolvesNextHops: boolean;
  readonly logger: Logger | undefined;
  /** Reads what there is; `readUnderlay` when left out. */
  readonly read?: () => Promise<UnderlayByKey>;
}

/**
 * Tells the router of the machine's routes that are not ours, and of every change: one long-lived `ip monitor` says that
 * something changed, and then everything is read again and compared. Where it ends it is started again; without an `ip`
 * command nothing is told.
 */
export class UnderlayWatch {
  readonly #options: UnderlayWatchOptions;
  #known: UnderlayByKey = new Map();
  #process: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #reading: Promise<void> | undefined;
  #isStale = false;
  #isStopped = false;

  constructor(options: UnderlayWatchOptions) {
    this.#options = options;
  }

  /** Resolves once the router knows what there is now. */
  async start(): Promise<void> {
    this.#watch();
    await this.review();
    if (this.#isStopped) return;
    if (this.#options.resolvesNextHops) this.#options.tell({ type: 'underlay-known' });
    // What changed after the reading, and before `ip monitor` was there to hear it.
    this.#reviewSoon(againMs);
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#process?.kill();
  }

  #watch(): void {
    const words = ['-N', '-oneline', 'monitor', 'link', 'address', 'route'];
    const child = spawn('ip', words, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process = child;
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!isLineOfOurs(line)) this.#reviewSoon(calmMs);
    });
    // `No buffer space available`: something was said too fast to be heard.
    createInterface({ input: child.stderr }).on('line', () => this.#reviewSoon(calmMs));
    // Told by `close` as well.
    child.on('error', () => {});
    child.on('close', () => {
      // A signal to the whole process group ends it a moment before us: that is nothing to warn of.
      setTimeout(() => {
        if (this.#isStopped) return;
        this.#options.logger?.warn('ip monitor ended: it is started again');
        this.#watch();
        this.#reviewSoon(calmMs);
      }, againMs).unref();
    });
  }

  #reviewSoon(delayMs: number): void {
    if (this.#isStopped) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.review();
    }, delayMs);
  }

  /** Reads everything again, one reading at a time: what changes meanwhile is read after it. */
  async review(): Promise<void> {
    if (this.#reading !== undefined) {
      this.#isStale = true;
      await this.#reading;
      return;
    }
    this.#reading = this.#readAndTell();
    await this.#reading;
    this.#reading = undefined;
    if (!this.#isStale) return;
    this.#isStale = false;
    this.#reviewSoon(calmMs);
  }

  async #readAndTell(): Promise<void> {
    try {
      const found = await (this.#options.read ?? readUnderlay)();
      if (!this.#isStopped) this.#compare(found);
    } catch (error) {
      if (isMissing(error)) {
        this.#options.logger?.warn(
          'the routes of this machine are not known: the `ip` command was not found',
        );
        this.stop();
        return;
      }
      this.#options.logger?.warn({ error }, 'the routes of this machine could not be read: tried again');
      this.#reviewSoon(againMs);
    }
  }

  #compare(found: UnderlayByKey): void {
    const known = this.#known;
    this.#known = found;
    const { tell } = this.#options;
    for (const [key, route] of found)
      if (JSON.stringify(known.get(key)) !== JSON.stringify(route))
        tell({ type: 'underlay-route-changed', route });
    for (const [key, { family, prefix, protocol }] of known)
      if (!found.has(key)) tell({ type: 'underlay-route-removed', family, prefix, protocol });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
