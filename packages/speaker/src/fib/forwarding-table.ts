import { type FamilyName, familyNames } from '@bgpeer/bgp-wire';
import type { BgpRouter, RouterEvent } from '@bgpeer/router';
import type { Logger } from 'pino';
import type { ForwardingAnswer, ForwardingRoute } from '../control/contract.ts';
import { interfaceSubnets, subnetOf } from '../transport/interface-subnets.ts';
import { checkKernelAccess } from './kernel-access.ts';
import { isForwarded, KernelFib } from './kernel-fib.ts';
import { LeftOverDeadline } from './left-over-deadline.ts';
import { readLeftOverRoutes } from './left-over-routes.ts';
import { LinkWatch } from './link-watch.ts';
import { nextHopInterfaceFinder } from './next-hop-interfaces.ts';
import { otherForwardingRoutes } from './other-forwarding-routes.ts';

const externalDistance = 20;
const internalDistance = 200;

export interface ForwardingTableOptions {
  readonly router: BgpRouter;
  readonly fib: 'none' | 'kernel';
  readonly logger: Logger | undefined;
  /** What `routes` says has changed. */
  readonly changed: () => void;
}

/** The routes that are selected for forwarding, and the kernel's table that follows them when it is asked to. */
export class ForwardingTable {
  readonly fib: 'none' | 'kernel';
  readonly #options: ForwardingTableOptions;
  #kernel: KernelFib | undefined;
  #leftOverDeadline: LeftOverDeadline | undefined;
  #linkWatch: LinkWatch | undefined;
  #leftOversAreDue = false;
  #routerIsIdle = false;

  constructor(options: ForwardingTableOptions) {
    this.#options = options;
    this.fib = options.fib;
  }

  /**
   * With `fib: kernel`, takes the table over; rejects with a KernelFibError when it cannot be written. Routes of ours that a
   * run before left there are adopted: they carry traffic until they are learned again, or go. With `preserve`, after a
   * graceful restart (RFC 4724, section 4.1), the ones that are not learned again go with `sweep()`; else when every peer
   * has sent End-of-RIB, at the latest after a minute.
   */
  async start({ preserve = false }: { readonly preserve?: boolean } = {}): Promise<void> {
    if (this.fib === 'none') return;
    await checkKernelAccess();
    const { router, logger, changed } = this.#options;
    const leftOvers = (await Promise.all(familyNames.map(readLeftOverRoutes))).flat();
    if (leftOvers.length > 0) logger?.info(`${leftOvers.length} kernel routes were left by a run before`);
    const kernel = new KernelFib({
      router,
      leftOvers,
      refused: (prefix, reason) =>
        logger?.warn({ prefix, reason }, `the kernel refused ${prefix}: ${reason}`),
      changed,
    });
    this.#kernel = kernel;
    kernel.handleStaticRoutesChanged();
    this.#linkWatch = new LinkWatch((names) => {
      const subnets = interfaceSubnets().filter(({ interfaceName }) => names.has(interfaceName));
      kernel.reinstall(
        ({ gateway, interfaceName }) =>
          (interfaceName !== undefined && names.has(interfaceName)) ||
          (gateway !== undefined && subnetOf(gateway, subnets) !== undefined),
      );
    });
    if (!preserve) this.#leftOverDeadline = new LeftOverDeadline(router.configuration, () => this.sweep());
  }

  /** Removes kernel routes of a run before that were not learned again, as soon as the router has gone through all that was learned. */
  sweep(): void {
    this.#leftOversAreDue = true;
    // After the drain, if one is going on: End-of-RIB comes before the router has gone through all that was learned.
    setImmediate(() => this.#removeDueLeftOvers());
  }

  /** Removes all kernel routes of ours; with `preserve` leaves them, for the next start to adopt. */
  async stop({ preserve = false }: { readonly preserve?: boolean } = {}): Promise<void> {
    if (preserve) {
      await this.abandon();
      return;
    }
    this.#leftOverDeadline?.cancel();
    this.#linkWatch?.stop();
    await this.#kernel?.stop();
  }

  /** Lets go of the kernel's table and leaves it as it is: the speaker restarts, or could not start, and the routes may be another's. */
  async abandon(): Promise<void> {
    this.#leftOverDeadline?.cancel();
    this.#linkWatch?.stop();
    await this.#kernel?.abandon();
  }

  handleRoutesChanged(family: FamilyName, prefixIds: Int32Array): void {
    this.#kernel?.handleRoutesChanged(family, prefixIds);
  }

  /** The static routes of the configuration changed. */
  handleStaticRoutesChanged(): void {
    this.#kernel?.handleStaticRoutesChanged();
  }

  handleEvent(event: RouterEvent): void {
    this.#leftOverDeadline?.handleEvent(event);
  }

  /** Told after each drain whether the router has gone through all that it was given. */
  handleSettled(idle: boolean): void {
    this.#routerIsIdle = idle;
    this.#removeDueLeftOvers();
  }

  /** Every route that is selected for forwarding, made one by one. */
  *routes(family: FamilyName): Generator<ForwardingRoute> {
    const interfaceOf = nextHopInterfaceFinder();
    for (const route of this.#options.router.selectedRoutes(family)) {
      if (!isForwarded(route)) continue;
      const { forwarding } = route;
      const gateways = forwarding.kind === 'unicast' ? forwarding.hops.map(({ gateway }) => gateway) : [];
      const addresses = new Set([...route.nextHops, ...gateways.filter((gateway) => gateway !== undefined)]);
      const found = Array.from(addresses, (address) => [address, interfaceOf(address)] as const);
      yield {
        ...route,
        ...(this.#kernel?.state(route.prefix) ?? { installed: false }),
        interfaces: Object.fromEntries(
          found.flatMap(([address, known]) => (known === undefined ? [] : [[address, known]])),
        ),
        distance: route.source === 'internal' ? internalDistance : externalDistance,
      };
    }
  }

  /** Static routes of the configuration and the machine's routes. */
  others(family: FamilyName): Pick<ForwardingAnswer, 'others' | 'interfaceIndexes'> {
    return otherForwardingRoutes(
      this.#options.router,
      family,
      (key) => this.#kernel?.state(key) ?? { installed: false },
    );
  }

  #removeDueLeftOvers(): void {
    if (!this.#routerIsIdle || !this.#leftOversAreDue) return;
    this.#leftOversAreDue = false;
    this.#kernel?.removeLeftOvers();
  }
}
