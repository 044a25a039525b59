import type { PathAttributes } from '@bgpeer/bgp-wire';
import type { CompiledPolicy } from '@bgpeer/policy';
import {
  type AttributePool,
  type AttributesId,
  ineligibleCode,
  type PrefixId,
  type PrefixIndex,
} from '@bgpeer/rib';
import type { ImportOptions } from './import-options.ts';
import { importedRoute } from './imported-route.ts';

/** What import made of an attribute set, as a route row keeps it. */
export interface ImportedSet {
  readonly id: AttributesId;
  /** As `ineligibleCode` has it. */
  readonly ineligible: number;
}

/** An outcome, valid while neither number was given to another set. */
interface Outcome extends ImportedSet {
  readonly generation: number;
  readonly receivedGeneration: number;
}

/** A note beside a remembered attribute block: what import makes of the set is to be asked of the context. */
export const askContext = 255;

/**
 * What import makes of routes from peers with equal options: worked out once for each attribute set, and for each class of
 * prefixes that the policy tells apart.
 */
export class ImportContext {
  /** Stands for the options wherever a number is wanted. */
  readonly number: number;
  readonly options: ImportOptions;
  /** How many peers' families have it. */
  userCount = 0;
  readonly #pool: AttributePool;
  readonly #policy: CompiledPolicy | undefined;
  /** By class of prefixes. */
  readonly #outcomes: Map<AttributesId, Outcome>[] = [];
  readonly #octets = new Uint8Array(16);

  constructor(
    number: number,
    options: ImportOptions,
    policy: CompiledPolicy | undefined,
    pool: AttributePool,
  ) {
    this.number = number;
    this.options = options;
    this.#policy = policy;
    this.#pool = pool;
  }

  /** What the policy wants to know of a prefix; 0 where it wants nothing, or there is none. */
  prefixClass(index: PrefixIndex, prefix: PrefixId): number {
    if (!this.#policy?.looksAtPrefixes) return 0;
    index.writeOctets(prefix, this.#octets);
    return this.#policy.prefixClass(this.options.family, this.#octets, 0, index.bitLength(prefix));
  }

  /** What a received set becomes for prefixes of a class; the caller gets a reference to it, and lets it go. */
  import(received: AttributesId, prefixClass: number): ImportedSet {
    const pool = this.#pool;
    this.#outcomes[prefixClass] ??= new Map();
    const outcomes = this.#outcomes[prefixClass];
    const known = outcomes.get(received);
    if (
      known !== undefined &&
      pool.generation(received) === known.receivedGeneration &&
      pool.isInUse(known.id, known.generation)
    ) {
      pool.retain(known.id);
      return known;
    }
    const { attributes, weight, ineligible } = importedRoute(
      pool.attributes(received),
      prefixClass,
      this.options,
      this.#policy,
    );
    const id = pool.intern(attributes, weight);
    const outcome = {
      id,
      ineligible: ineligibleCode(ineligible),
      generation: pool.generation(id),
      receivedGeneration: pool.generation(received),
    };
    outcomes.set(received, outcome);
    return outcome;
  }

  /**
   * What to note beside a block with these attributes: why such routes are ineligible, where import does nothing else to
   * them, whatever their prefix; else `askContext`. Most routes need no more than that, and cost nothing in here.
   */
  noteOf(received: PathAttributes): number {
    if (this.#policy?.looksAtPrefixes) return askContext;
    const { attributes, weight, ineligible } = importedRoute(received, 0, this.options, this.#policy);
    return attributes === received && weight === 0 ? ineligibleCode(ineligible) : askContext;
  }

  /** The context in which a block of the family is remembered: besides, it matters in which field the prefixes stand. */
  blockKey(isClassic: boolean): number {
    return this.number * 2 + (isClassic ? 1 : 0);
  }
}
