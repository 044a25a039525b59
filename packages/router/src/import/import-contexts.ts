import type { FamilyName } from '@bgpeer/bgp-wire';
import type { Peer } from '../peer.ts';
import type { RouterState } from '../router-state.ts';
import { ImportContext } from './import-context.ts';
import { importOptionsOf, importPolicyOf } from './import-options.ts';

/** Which peers share an import context, family by family. */
export class ImportContexts {
  readonly #state: RouterState;
  readonly #contexts = new Map<string, ImportContext>();
  #number = 0;

  constructor(state: RouterState) {
    this.#state = state;
  }

  /** Gives a peer that has, or had, a session the contexts of its settings as they are; the families that have another one now. */
  assign(peer: Peer): readonly FamilyName[] {
    const { families } = peer.lastNegotiated!.receive;
    return families.filter((family) => this.#assign(peer, family));
  }

  /** The peer is gone, and its routes with it. */
  release(peer: Peer): void {
    for (const family of [...peer.imports.keys()]) this.#release(peer, family);
  }

  #assign(peer: Peer, family: FamilyName): boolean {
    const context = this.#contextOf(peer, family);
    const before = peer.imports.get(family);
    if (before === context) return false;
    this.#release(peer, family);
    context.userCount += 1;
    peer.imports.set(family, context);
    return true;
  }

  #contextOf(peer: Peer, family: FamilyName): ImportContext {
    const options = importOptionsOf(peer, family, this.#state);
    const key = JSON.stringify(options);
    const known = this.#contexts.get(key);
    if (known !== undefined) return known;
    const policy = importPolicyOf(peer, family, this.#state);
    this.#number += 1;
    const context = new ImportContext(this.#number, options, policy, this.#state.pool);
    this.#contexts.set(key, context);
    return context;
  }

  #release(peer: Peer, family: FamilyName): void {
    const context = peer.imports.get(family);
    if (context === undefined) return;
    peer.imports.delete(family);
    context.userCount -= 1;
    if (context.userCount === 0) this.#contexts.delete(JSON.stringify(context.options));
  }
}
