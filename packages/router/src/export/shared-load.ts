import type { PathAttributes } from '@bgpeer/bgp-wire';
import { type AttributesId, type FamilyRib, none, type PrefixId, type RouteId } from '@bgpeer/rib';
import { aggregateAsPath } from '../origination/aggregation/aggregate-as-path.ts';
import { communitiesOf, worstOrigin } from '../origination/aggregation/aggregate-attributes.ts';
import { unspecifiedAddress } from '../origination/local-routes.ts';

/**
 * `bgp bestpath as-path multipath-relax as-set`: where routes share the load, all of them are advertised as one. It says
 * whatever AS a packet may pass, and what we are sent goes on over all of them, so that we are the next hop: as FRR has it.
 * RFC 9774 is against the AS_SET that this makes, which is why it must be asked for.
 */
export class SharedLoad {
  readonly #rib: FamilyRib;
  /** By prefix, with a reference each. */
  readonly #attributes = new Map<PrefixId, AttributesId>();

  constructor(rib: FamilyRib) {
    this.#rib = rib;
  }

  /** The attributes of a prefix that is advertised by its best route; they stay until they are asked for again. */
  attributes(prefix: PrefixId, best: RouteId): AttributesId {
    const { pool, routes } = this.#rib;
    const own = routes.attributes(best);
    const sharing = this.#rib.equalCostSet(prefix);
    const before = this.#attributes.get(prefix);
    if (sharing.length < 2) this.#attributes.delete(prefix);
    else {
      const all = sharing.map((route) => pool.attributes(routes.attributes(route)));
      const shared = sharedAttributes(
        pool.attributes(own),
        all,
        unspecifiedAddress[this.#rib.index.family.name],
      );
      this.#attributes.set(prefix, pool.intern(shared, pool.weight(own)));
    }
    if (before !== undefined) pool.release(before);
    return this.#attributes.get(prefix) ?? own;
  }

  /** The prefix is not advertised any more. */
  forget(prefix: PrefixId): void {
    const attributes = this.#attributes.get(prefix) ?? none;
    if (attributes !== none) this.#rib.pool.release(attributes);
    this.#attributes.delete(prefix);
  }

  /** It is not used after this. */
  dispose(): void {
    for (const attributes of this.#attributes.values()) this.#rib.pool.release(attributes);
    this.#attributes.clear();
  }
}

function sharedAttributes(
  best: PathAttributes,
  all: readonly PathAttributes[],
  unspecified: PathAttributes['nextHop'],
): PathAttributes {
  return {
    ...best,
    ...communitiesOf(all),
    origin: worstOrigin(all),
    asPath: aggregateAsPath(all.map(({ asPath = [] }) => asPath)),
    nextHop: unspecified,
    linkLocalNextHop: undefined,
  };
}
