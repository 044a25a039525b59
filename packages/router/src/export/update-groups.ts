import type { FamilyName } from '@bgpeer/bgp-wire';
import type { Peer } from '../peer.ts';
import type { RouterState } from '../router-state.ts';
import type { ExportOptions } from './export-options.ts';
import type { ExportPolicies } from './export-policies.ts';
import { exportOptionsOf, exportPoliciesOf } from './peer-export-options.ts';
import { UpdateGroup } from './update-group.ts';

/** The update groups there are: peers with equal options are in one, and a group goes with its last member. */
export class UpdateGroups {
  readonly #state: RouterState;
  readonly #groups = new Map<string, UpdateGroup<Peer>>();
  #lastNumber = 0;

  constructor(state: RouterState) {
    this.#state = state;
  }

  all(): Iterable<UpdateGroup<Peer>> {
    return this.#groups.values();
  }

  *ofFamily(family: FamilyName): Generator<UpdateGroup<Peer>> {
    for (const group of this.#groups.values()) if (group.options.family === family) yield group;
  }

  /** The group that a peer with a session belongs to by what it is configured with now, made when there is none. */
  groupFor(peer: Peer, family: FamilyName): UpdateGroup<Peer> {
    const policies = exportPoliciesOf(peer.settings.families[family]!, this.#state);
    const options = exportOptionsOf(peer, family, this.#state, policies);
    const key = JSON.stringify(options);
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const group = this.#make(options, policies);
    this.#groups.set(key, group);
    return group;
  }

  disposeIfEmpty(group: UpdateGroup<Peer>): void {
    if (!group.isEmpty) return;
    group.dispose();
    this.#groups.delete(JSON.stringify(group.options));
  }

  /** Lets go of groups that were made for peers which then did not come. */
  disposeEmpty(): void {
    for (const group of [...this.#groups.values()]) this.disposeIfEmpty(group);
  }

  #make(options: ExportOptions, policies: ExportPolicies): UpdateGroup<Peer> {
    const rib = this.#state.ribs.get(options.family)!;
    const suppressed = this.#state.suppressed.get(options.family)!;
    this.#lastNumber += 1;
    return new UpdateGroup<Peer>(this.#lastNumber, options, {
      rib,
      policies,
      isSuppressed: (prefix) => suppressed.has(prefix),
      random: this.#state.random,
    });
  }
}
