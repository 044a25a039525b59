import { type AttributePool, type AttributesId, none } from '@bgpeer/rib';

/** What an attribute set becomes in a case: a set with a reference more, or `none` when it is not advertised. */
export type WorkOut = (id: AttributesId, exportCase: number) => AttributesId;

/**
 * What each attribute set becomes on its way out through one group, worked out once for each case. Nearly every set is
 * met in one case only, so the first one stands in columns, and the others beside them.
 */
export class ExportCache {
  readonly #pool: AttributePool;
  readonly #workOut: WorkOut;
  /** By attribute set: the first case it was met in + 1; 0 is not yet met. */
  #firstCases = new Int32Array(64);
  /** By attribute set: what it becomes in that case. */
  #firsts = new Int32Array(64);
  readonly #others = new Map<AttributesId, Map<number, AttributesId>>();
  readonly #stopListening: () => void;

  constructor(pool: AttributePool, workOut: WorkOut) {
    this.#pool = pool;
    this.#workOut = workOut;
    this.#stopListening = pool.onRelease((id) => this.#forget(id));
  }

  /** The set to advertise, or `none`; referred to for as long as the set it was made from is in use. */
  exported(id: AttributesId, exportCase: number): AttributesId {
    if (id >= this.#firstCases.length) this.#grow(id);
    if (this.#firstCases[id] === exportCase + 1) return this.#firsts[id];
    if (this.#firstCases[id] !== 0) return this.#exportedInOtherCase(id, exportCase);
    const becomes = this.#ask(id, exportCase);
    this.#firstCases[id] = exportCase + 1;
    this.#firsts[id] = becomes;
    return becomes;
  }

  /** Forgets everything, as cases got other numbers. */
  clear(): void {
    for (let id = 0; id < this.#firstCases.length; id += 1) if (this.#firstCases[id] !== 0) this.#forget(id);
  }

  /** The cache is not used after this. */
  dispose(): void {
    this.#stopListening();
    this.clear();
  }

  #exportedInOtherCase(id: AttributesId, exportCase: number): AttributesId {
    const others = this.#others.get(id) ?? new Map<number, AttributesId>();
    this.#others.set(id, others);
    const known = others.get(exportCase);
    if (known !== undefined) return known;
    const becomes = this.#ask(id, exportCase);
    others.set(exportCase, becomes);
    return becomes;
  }

  #ask(id: AttributesId, exportCase: number): AttributesId {
    const becomes = this.#workOut(id, exportCase);
    // A set that goes out as it is must not keep itself in use.
    if (becomes === id) this.#pool.release(becomes);
    return becomes;
  }

  #forget(id: AttributesId): void {
    if (id >= this.#firstCases.length || this.#firstCases[id] === 0) return;
    const becomes = [this.#firsts[id], ...(this.#others.get(id)?.values() ?? [])];
    this.#firstCases[id] = 0;
    this.#others.delete(id);
    for (const each of becomes) if (each !== none && each !== id) this.#pool.release(each);
  }

  #grow(id: AttributesId): void {
    const length = Math.max(this.#pool.idLimit * 2, id + 1);
    const [firstCases, firsts] = [new Int32Array(length), new Int32Array(length)];
    firstCases.set(this.#firstCases);
    firsts.set(this.#firsts);
    this.#firstCases = firstCases;
    this.#firsts = firsts;
  }
}
