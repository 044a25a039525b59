import type { FamilyName } from '@bgpeer/bgp-wire';
import type { Peer } from '../peer.ts';
import type { RouterState } from '../router-state.ts';

/**
 * Numbers for everything that the meaning of a received attribute block hangs on: peers with the same context share
 * what was understood of a block. The lowest two bits are left free for `shapeBits`.
 */
export class ImportContexts {
  readonly #keys = new Map<string, number>();

  keyOf(peer: Peer, state: RouterState): number {
    const negotiated = peer.negotiated!;
    const { fourOctetAsNumbers, session, extendedNextHop } = negotiated.receive;
    const families = Object.entries(peer.settings.families).map(([family, settings]) => [
      family,
      settings.weight,
      settings.allowOwnAsCount,
      settings.importFilters,
    ]);
    const context = JSON.stringify([
      fourOctetAsNumbers,
      session,
      extendedNextHop,
      families,
      negotiated.endpoints.localAddress,
      state.configuration.asNumber,
      state.configuration.bgpIdentifier,
      state.configuration.ebgpRequiresPolicy,
      state.configuration.rejectAsSets,
    ]);
    let key = this.#keys.get(context);
    if (key === undefined) {
      key = this.#keys.size;
      this.#keys.set(context, key);
    }
    return key * 4;
  }
}

/** The family, and in which field the prefixes stand, as the lowest bits of a context key. */
export function shapeBits(family: FamilyName, isClassic: boolean): number {
  return (family === 'ipv6-unicast' ? 2 : 0) | (isClassic ? 1 : 0);
}
