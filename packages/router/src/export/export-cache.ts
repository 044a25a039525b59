import { type AttributePool, type AttributesId, none, type RouteSource } from '@bgpeer/rib';
import { exportAttributes } from './export-attributes.ts';
import type { ExportOptions } from './export-options.ts';

const notYetAsked = 0;
const sourceKinds = ['local', 'external', 'internal'] as const;

/** What each attribute set becomes on its way out through one group, worked out once. */
export class ExportCache {
  readonly #pool: AttributePool;
  readonly #options: ExportOptions;
  /** By kind of source, by attribute set: the set it becomes + 2, 1 for not advertised, 0 for not yet asked. */
  readonly #becomes = new Map(sourceKinds.map((kind) => [kind, new Int32Array(64)]));
  readonly #stopListening: () => void;

  constructor(pool: AttributePool, options: ExportOptions) {
    this.#pool = pool;
    this.#options = options;
    this.#stopListening = pool.onRelease((id) => this.#forget(id));
  }

  /** The set to advertise, or `none`; referred to for as long as the set it was made from is in use. */
  exported(id: AttributesId, sourceKind: RouteSource['kind']): AttributesId {
    const column = this.#columnFor(sourceKind, id);
    if (column[id] === notYetAsked) column[id] = this.#ask(id, sourceKind) + 2;
    return column[id] - 2;
  }

  dispose(): void {
    this.#stopListening();
    for (const column of this.#becomes.values()) {
      column.forEach((becomes, id) => {
        if (becomes > 1 && becomes - 2 !== id) this.#pool.release(becomes - 2);
      });
    }
  }

  #ask(id: AttributesId, sourceKind: RouteSource['kind']): AttributesId {
    const exported = exportAttributes(this.#pool.attributes(id), sourceKind, this.#options);
    if (exported === undefined) return none;
    const becomes = this.#pool.intern(exported, 0);
    // A set that goes out as it is must not keep itself in use.
    if (becomes === id) this.#pool.release(becomes);
    return becomes;
  }

  #columnFor(sourceKind: RouteSource['kind'], id: AttributesId): Int32Array {
    const column = this.#becomes.get(sourceKind)!;
    if (id < column.length) return column;
    const longer = new Int32Array(Math.max(this.#pool.idLimit * 2, id + 1));
    longer.set(column);
    this.#becomes.set(sourceKind, longer);
    return longer;
  }

  #forget(id: AttributesId): void {
    for (const column of this.#becomes.values()) {
      if (id >= column.length) continue;
      const becomes = column[id];
      column[id] = notYetAsked;
      if (becomes > 1 && becomes - 2 !== id) this.#pool.release(becomes - 2);
    }
  }
}
