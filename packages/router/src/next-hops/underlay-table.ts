import {
  addressToOctets,
  type FamilyName,
  families,
  familyOf,
  type IpAddress,
  isIpv4,
  parsePrefix,
} from '@bgpeer/bgp-wire';
import { none, PrefixIndex } from '@bgpeer/rib';
import type { UnderlayProtocol } from '../configuration.ts';
import type { UnderlayRoute } from '../contract.ts';

/** Where an underlay route comes from: the machine's tables, or the `ip route` statements of the configuration. */
export type UnderlayOrigin = UnderlayProtocol | 'configured';

/** In the order in which they are preferred, as FRR's distances have it: connected and kernel 0, static 1. */
const origins: readonly UnderlayOrigin[] = ['connected', 'kernel', 'static', 'configured'];

/** The routes of one prefix, by where they come from. */
type Entry = Partial<Record<UnderlayOrigin, UnderlayRoute>>;

/** The routes of the machine that are not BGP's, of both families, found by longest match. */
export class UnderlayTable {
  /** Called after the routes of a prefix changed. */
  onChanged: ((family: FamilyName, prefix: string, origin: UnderlayOrigin) => void) | undefined;
  /** Addresses of this machine, and of how many connected routes each is told. */
  readonly #localAddresses = new Map<IpAddress, number>();
  readonly #families = new Map(families.map((family) => [family.name, new FamilyUnderlay(family.name)]));

  /** Takes a route in, in place of the one of the same prefix and origin; whether that says anything new. */
  set(route: UnderlayRoute, origin: UnderlayOrigin): boolean {
    const table = this.#families.get(route.family)!;
    const before = table.entry(route.prefix)?.[origin];
    const changed = table.set(route, origin);
    if (!changed) return false;
    this.#countLocalAddresses(before, route);
    this.onChanged?.(route.family, route.prefix, origin);
    return true;
  }

  /** Whether there was one. */
  delete(family: FamilyName, prefix: string, origin: UnderlayOrigin): boolean {
    const table = this.#families.get(family)!;
    const before = table.entry(prefix)?.[origin];
    const changed = table.delete(prefix, origin);
    if (!changed) return false;
    this.#countLocalAddresses(before, undefined);
    this.onChanged?.(family, prefix, origin);
    return true;
  }

  /** This machine has the address. */
  isLocalAddress(address: IpAddress): boolean {
    return this.#localAddresses.has(address);
  }

  /** The route of a prefix as `redistribute` of the protocol sees it; what the configuration says comes before the machine. */
  route(family: FamilyName, prefix: string, protocol: UnderlayProtocol): UnderlayRoute | undefined {
    const entry = this.#families.get(family)!.entry(prefix);
    return protocol === 'static' ? (entry?.configured ?? entry?.static) : entry?.[protocol];
  }

  /** The preferred route of exactly the first bits of an address. */
  exactly(family: FamilyName, octets: Uint8Array, bitLength: number): UnderlayRoute | undefined {
    return this.#families.get(family)!.exactly(octets, bitLength);
  }

  /** The connected route that holds an address: the longest. */
  connected(address: IpAddress): UnderlayRoute | undefined {
    const family = isIpv4(address) ? 'ipv4-unicast' : 'ipv6-unicast';
    const octets = addressToOctets(address);
    for (let bitLength = octets.length * 8; bitLength > 0; bitLength -= 1) {
      const found = this.#families.get(family)!.connected(octets, bitLength);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The longest route of the machine that holds an address, but for a default route. */
  throughMachine(address: IpAddress): UnderlayRoute | undefined {
    const family = isIpv4(address) ? 'ipv4-unicast' : 'ipv6-unicast';
    const octets = addressToOctets(address);
    for (let bitLength = octets.length * 8; bitLength > 0; bitLength -= 1) {
      const found = this.#families.get(family)!.ofMachine(octets, bitLength);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Some connected route leads over the interface. */
  hasInterface(name: string): boolean {
    for (const family of this.#families.keys())
      for (const route of this.routes(family))
        if (route.protocol === 'connected' && route.nextHops.some((hop) => hop.interfaceName === name))
          return true;
    return false;
  }

  #countLocalAddresses(before: UnderlayRoute | undefined, next: UnderlayRoute | undefined): void {
    for (const address of next?.localAddresses ?? [])
      this.#localAddresses.set(address, (this.#localAddresses.get(address) ?? 0) + 1);
    for (const address of before?.localAddresses ?? []) {
      const count = this.#localAddresses.get(address)! - 1;
      if (count > 0) this.#localAddresses.set(address, count);
      else this.#localAddresses.delete(address);
    }
  }

  /** Every route of a family, the preferred one of a prefix first; the prefixes in no particular order. */
  *routes(family: FamilyName): Generator<UnderlayRoute> {
    for (const entry of this.#families.get(family)!.entries())
      for (const origin of origins) if (entry[origin] !== undefined) yield entry[origin];
  }

  /** The same, without what the configuration says. */
  *routesOfMachine(family: FamilyName): Generator<UnderlayRoute> {
    for (const { configured: _, ...entry } of this.#families.get(family)!.entries())
      yield* Object.values(entry);
  }
}

class FamilyUnderlay {
  readonly #index: PrefixIndex;
  /** By prefix id. */
  readonly #entries: (Entry | undefined)[] = [];
  /** By bit length: how many prefixes. */
  readonly #lengths: number[];

  constructor(family: FamilyName) {
    this.#index = new PrefixIndex(familyOf(family));
    this.#lengths = new Array<number>(familyOf(family).addressOctetCount * 8 + 1).fill(0);
  }

  set(route: UnderlayRoute, origin: UnderlayOrigin): boolean {
    const { octets, bitLength } = parsePrefix(route.prefix)!;
    const id = this.#index.intern(octets, 0, bitLength);
    const entry = this.#entries[id];
    if (entry?.[origin] !== undefined && JSON.stringify(entry[origin]) === JSON.stringify(route))
      return false;
    if (entry === undefined) this.#lengths[bitLength] += 1;
    this.#entries[id] = { ...entry, [origin]: route };
    return true;
  }

  delete(prefix: string, origin: UnderlayOrigin): boolean {
    const id = this.#find(prefix);
    const entry = id === none ? undefined : this.#entries[id];
    if (entry?.[origin] === undefined) return false;
    const { [origin]: _, ...rest } = entry;
    this.#entries[id] = rest;
    if (Object.keys(rest).length > 0) return true;
    this.#entries[id] = undefined;
    this.#lengths[this.#index.bitLength(id)] -= 1;
    this.#index.release(id);
    return true;
  }

  entry(prefix: string): Entry | undefined {
    const id = this.#find(prefix);
    return id === none ? undefined : this.#entries[id];
  }

  exactly(octets: Uint8Array, bitLength: number): UnderlayRoute | undefined {
    const entry = this.#entryOf(octets, bitLength);
    const origin = origins.find((each) => entry?.[each] !== undefined);
    return origin === undefined ? undefined : entry?.[origin];
  }

  ofMachine(octets: Uint8Array, bitLength: number): UnderlayRoute | undefined {
    const entry = this.#entryOf(octets, bitLength);
    return entry?.connected ?? entry?.kernel ?? entry?.static;
  }

  connected(octets: Uint8Array, bitLength: number): UnderlayRoute | undefined {
    return this.#entryOf(octets, bitLength)?.connected;
  }

  *entries(): Generator<Entry> {
    for (const entry of this.#entries) if (entry !== undefined) yield entry;
  }

  #entryOf(octets: Uint8Array, bitLength: number): Entry | undefined {
    if (this.#lengths[bitLength] === 0) return undefined;
    const id = this.#index.find(octets, 0, bitLength);
    return id === none ? undefined : this.#entries[id];
  }

  #find(prefix: string): number {
    const { octets, bitLength } = parsePrefix(prefix)!;
    return this.#index.find(octets, 0, bitLength);
  }
}
