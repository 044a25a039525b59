import type { RouterConfiguration, RouterEvent } from '@bgpeer/router';

/** How long peers have to teach us again what a run before left in the kernel. */
const relearnTimeMs = 60_000;

/**
 * Decides when what a run before left in the kernel goes: once every configured peer has sent End-of-RIB for a family
 * of its (RFC 4724, section 2), at the latest after a minute, and at once when there is nobody to learn from. Until
 * then traffic keeps flowing over routes that will most likely be learned again.
 */
export class LeftOverDeadline {
  readonly #awaited: Set<string>;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #reached: () => void;
  #over = false;

  constructor(configuration: RouterConfiguration, reached: () => void) {
    this.#reached = reached;
    const peers = configuration.peers.filter((peer) => !peer.shutdown);
    this.#awaited = new Set(
      peers.flatMap((peer) => Object.keys(peer.families).map((family) => `${peer.address} ${family}`)),
    );
    if (peers.length === 0 && configuration.listenRanges.length === 0) this.#end();
    else this.#timer = setTimeout(() => this.#end(), relearnTimeMs);
  }

  handleEvent(event: RouterEvent): void {
    if (event.name !== 'end-of-rib-received' || this.#awaited.size === 0) return;
    this.#awaited.delete(`${event.peer} ${event.family}`);
    if (this.#awaited.size === 0) this.#end();
  }

  cancel(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }

  #end(): void {
    if (this.#over) return;
    this.cancel();
    this.#reached();
  }
}
