import type { PathAttributes, Prefix } from '@bgpeer/bgp-wire';
import type { AttributePool, AttributesId, PrefixId } from '@bgpeer/rib';
import type { AggregateConfiguration } from '../../configuration.ts';

/**
 * One aggregate and the selected routes that it is made of: by prefix, and counted by attribute set, so that making its
 * attributes costs what the different sets cost, not the routes.
 */
export class Aggregate {
  readonly configuration: AggregateConfiguration;
  readonly prefix: Prefix;
  /** Equal for aggregates that come out equal. */
  readonly identity: string;
  /** What was selected before the aggregate was configured has been gone through. */
  isFilled = false;
  /** It is originated. */
  isThere = false;
  /** Prefixes that it holds back from peers. */
  readonly suppressed = new Set<PrefixId>();
  /** Prefixes of which it is to be found out whether they are to be held back. */
  readonly unjudged = new Set<PrefixId>();
  readonly #pool: AttributePool;
  readonly #members = new Map<PrefixId, AttributesId>();
  readonly #counts = new Map<AttributesId, number>();
  /** The attributes that each set brings in, as far as they tell apart what is made of them. */
  readonly #contributions = new Map<AttributesId, string>();
  readonly #kinds = new Map<string, { count: number; readonly attributes: PathAttributes }>();

  constructor(configuration: AggregateConfiguration, prefix: Prefix, identity: string, pool: AttributePool) {
    this.configuration = configuration;
    this.prefix = prefix;
    this.identity = identity;
    this.#pool = pool;
  }

  /** Prefixes of the members, in no particular order. */
  members(): IterableIterator<PrefixId> {
    return this.#members.keys();
  }

  attributes(prefix: PrefixId): AttributesId | undefined {
    return this.#members.get(prefix);
  }

  /** Different attributes among the members, as far as the aggregate is made of them. */
  contributions(): readonly PathAttributes[] {
    return Array.from(this.#kinds.values(), ({ attributes }) => attributes);
  }

  /** The prefix is a member with these attributes from now on. */
  add(prefix: PrefixId, attributes: AttributesId): void {
    if (this.#members.get(prefix) === attributes) return;
    this.delete(prefix);
    this.#members.set(prefix, attributes);
    const count = this.#counts.get(attributes) ?? 0;
    this.#counts.set(attributes, count + 1);
    if (count > 0) return;
    // What is counted here must not come to mean other attributes.
    this.#pool.retain(attributes);
    this.#count(attributes);
  }

  /** Whether it was a member. */
  delete(prefix: PrefixId): boolean {
    const attributes = this.#members.get(prefix);
    if (attributes === undefined) return false;
    this.#members.delete(prefix);
    const count = this.#counts.get(attributes)!;
    if (count > 1) {
      this.#counts.set(attributes, count - 1);
      return true;
    }
    this.#counts.delete(attributes);
    this.#discount(attributes);
    this.#pool.release(attributes);
    return true;
  }

  /** Every prefix that it is made of or holds back; what is deleted meanwhile is left out. */
  *held(): Generator<PrefixId> {
    yield* this.#members.keys();
    yield* this.suppressed;
  }

  #count(attributes: AttributesId): void {
    const contribution = this.#contributionOf(this.#pool.attributes(attributes));
    const kind = JSON.stringify(contribution);
    this.#contributions.set(attributes, kind);
    const known = this.#kinds.get(kind);
    if (known === undefined) this.#kinds.set(kind, { count: 1, attributes: contribution });
    else known.count += 1;
  }

  #discount(attributes: AttributesId): void {
    const kind = this.#contributions.get(attributes)!;
    this.#contributions.delete(attributes);
    const known = this.#kinds.get(kind)!;
    known.count -= 1;
    if (known.count === 0) this.#kinds.delete(kind);
  }

  /** Without `as-set` a million routes come down to a few kinds. */
  #contributionOf(attributes: PathAttributes): PathAttributes {
    const { asSet, matchingMedOnly } = this.configuration;
    const { origin, atomicAggregate, multiExitDisc = 0 } = attributes;
    const plain: PathAttributes = { origin, ...(matchingMedOnly && { multiExitDisc }) };
    if (!asSet) return plain;
    const { asPath, communities, extendedCommunities, largeCommunities } = attributes;
    return { ...plain, atomicAggregate, asPath, communities, extendedCommunities, largeCommunities };
  }
}
