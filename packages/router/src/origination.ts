import { type FamilyName, familyOf, type PathAttributes, parsePrefix } from '@bgpeer/bgp-wire';
import { localPeer, none, type SourceId } from '@bgpeer/rib';
import type { NetworkConfiguration } from './configuration.ts';
import { type RouterState, wholeSeconds } from './router-state.ts';

/** FRR's weight of routes of our own. */
const localWeight = 32_768;

const unspecifiedAddress: Readonly<Record<FamilyName, string>> = {
  'ipv4-unicast': '0.0.0.0',
  'ipv6-unicast': '::',
};

/** The routes of our own (`network P`): originated as FRR does, ORIGIN IGP and MED 0, whether or not anything else knows them. */
export class Origination {
  readonly #state: RouterState;
  readonly #sources = new Map<FamilyName, SourceId>();

  constructor(state: RouterState) {
    this.#state = state;
  }

  /** Whether the prefix was not originated before. */
  add({ family, prefix: text }: NetworkConfiguration): boolean {
    const rib = this.#state.ribs.get(family)!;
    const { octets, bitLength } = parsePrefix(text)!;
    const prefix = rib.index.intern(octets, 0, bitLength);
    if (rib.routes.find(prefix, localPeer, 0) !== none) return false;
    const attributes: PathAttributes = {
      origin: 'IGP',
      asPath: [],
      nextHop: unspecifiedAddress[family],
      multiExitDisc: 0,
    };
    const id = this.#state.pool.intern(attributes, localWeight);
    rib.learn(prefix, this.#sourceOf(family), 0, id, 0, wholeSeconds(this.#state.now));
    this.#state.pool.release(id);
    return true;
  }

  /** Whether the prefix was originated before. */
  delete({ family, prefix: text }: NetworkConfiguration): boolean {
    const rib = this.#state.ribs.get(family)!;
    const { octets, bitLength } = parsePrefix(text)!;
    const prefix = rib.index.find(octets, 0, bitLength);
    return prefix !== none && rib.forget(prefix, localPeer, 0);
  }

  #sourceOf(family: FamilyName): SourceId {
    const known = this.#sources.get(family);
    if (known !== undefined) return known;
    const source = this.#state.ribs.get(family)!.sources.add({
      kind: 'local',
      peer: localPeer,
      asNumber: 0,
      bgpIdentifier: 0,
      address: unspecifiedAddress[family],
      addressOctets: new Uint8Array(familyOf(family).addressOctetCount),
      isReflectorClient: false,
    });
    this.#sources.set(family, source);
    return source;
  }
}
