import type { IpAddress } from '@bgpeer/bgp-wire';
import { grown, nextCapacity } from './column.ts';

const unreachable = 1;
const ours = 2;

/** A next hop as a small number. */
export type NextHopId = number;

/**
 * Next hops and what is known of the way to them (RFC 4271, section 5.1.3: the immediate next hop and its interior cost).
 * Until somebody says otherwise a next hop is reachable at cost 0. Next hops are few and stay.
 */
export class NextHopTable {
  readonly #ids = new Map<IpAddress, NextHopId>();
  readonly #addresses: IpAddress[] = [];
  /** `unreachable` or `ours`, else 0. */
  #obstacles = new Uint8Array(64);
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
      this.#obstacles = grown(this.#obstacles, capacity);
    }
    this.#ids.set(address, id);
    this.#addresses.push(address);
    return id;
  }

  address(id: NextHopId): IpAddress {
    return this.#addresses[id];
  }

  isReachable(id: NextHopId): boolean {
    return this.#obstacles[id] === 0;
  }

  /** It is an address of this machine: no peer's route can lead there (RFC 4271, section 6.3). Not reachable either. */
  isOurs(id: NextHopId): boolean {
    return this.#obstacles[id] === ours;
  }

  /** Interior cost of the next hop. */
  metric(id: NextHopId): number {
    return this.#metrics[id];
  }

  /** Whether this says anything new; `ours` in place of whether it is reachable: it is an address of this machine. */
  set(address: IpAddress, reachable: boolean | 'ours', metric: number): boolean {
    const id = this.intern(address);
    const obstacle = obstacleOf(reachable);
    if (this.#obstacles[id] === obstacle && this.#metrics[id] === metric) return false;
    this.#obstacles[id] = obstacle;
    this.#metrics[id] = metric;
    return true;
  }
}

function obstacleOf(reachable: boolean | 'ours'): number {
  if (reachable === 'ours') return ours;
  return reachable ? 0 : unreachable;
}
