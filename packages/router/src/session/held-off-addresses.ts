import type { IpAddress } from '@bgpeer/bgp-wire';
import type { Instant } from '@bgpeer/fsm';

/** More are not remembered: then the one that has been held off for the longest may come again. */
const addressCountMax = 1_024;

/** Who may not dial in for a while, though a listen range holds the address: a dynamic peer itself is forgotten when it goes. */
export class HeldOffAddresses {
  readonly #ends = new Map<IpAddress, Instant>();

  /** @param until for ever when left out */
  add(address: IpAddress, until: Instant = Number.POSITIVE_INFINITY): void {
    this.#ends.delete(address);
    this.#ends.set(address, until);
    if (this.#ends.size <= addressCountMax) return;
    const [oldest] = this.#ends.keys();
    this.#ends.delete(oldest);
  }

  /** When the address may come again, infinity for never; undefined when it may now. */
  endOf(address: IpAddress, now: Instant): Instant | undefined {
    const end = this.#ends.get(address);
    if (end === undefined || end > now) return end;
    this.#ends.delete(address);
    return undefined;
  }

  /** Whether it was held off. */
  release(address: IpAddress): boolean {
    return this.#ends.delete(address);
  }

  releaseAll(): void {
    this.#ends.clear();
  }
}
