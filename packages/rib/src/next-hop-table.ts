import type { IpAddress } from '@bgpeer/bgp-wire';
import { grown, nextCapacity } from './column.ts';

/** A next hop as a small number. */
export type NextHopId = number;

/**
 * Next hops and what is known of the way to them (RFC 4271, section 5.1.3: the immediate next hop and its interior cost).
 * Until somebody says otherwise a next hop is reachable at cost 0. Next hops are few and stay.
 */
export class NextHopTable {
  readonly #ids = new Map<IpAddress, NextHopId>();
  readonly #addresses: IpAddress[] = [];
  #unreachable = new Uint8Array(64);
  #metrics = new Uint32Array(64);

  /** Every id is below this. */
  get count(): number {
    return this.#addresses.length;
  }

  intern(address: IpAddress): NextHopId {
    const known = this.#ids.get(address);
    if (known !== undefined) return known;
    const id = this.#addresses.length;
    if (id === this.#metrics.length) {
      const capacity = nextCapacity(id, id + 1);
      this.#metrics = grown(this.#metrics, capacity);
      this.#unreachable = grown(this.#unreachable, capacity);
    }
    this.#ids.set(address, id);
    this.#addresses.push(address);
    return id;
  }

  address(id: NextHopId): IpAddress {
    return this.#addresses[id];
  }

  isReachable(id: NextHopId): boolean {
    return this.#unreachable[id] === 0;
  }

  /** Interior cost of the next hop. */
  metric(id: NextHopId): number {
    return this.#metrics[id];
  }

  /** Whether this says anything new. */
  set(address: IpAddress, reachable: boolean, metric: number): boolean {
    const id = this.intern(address);
    if (this.isReachable(id) === reachable && this.#metrics[id] === metric) return false;
    this.#unreachable[id] = reachable ? 0 : 1;
    this.#metrics[id] = metric;
    return true;
  }
}
