import type { FamilyName, LargeCommunity } from '@bgpeer/bgp-wire';
import type { DefinitionIndex } from '../definitions/policy-reference.ts';
import { type CompiledAsPathList, compileAsPathList } from './as-path-lists.ts';
import {
  type CommunityKind,
  extendedCommunities,
  largeCommunities,
  standardCommunities,
} from './community-kinds.ts';
import { type CompiledCommunityList, compileCommunityList } from './community-lists.ts';
import {
  type CompiledPrefixList,
  compileAccessList,
  compilePrefixList,
  missingPrefixList,
} from './prefix-lists.ts';

type CommunityListKind = 'community-list' | 'large-community-list' | 'extended-community-list';

/** The lists of a configuration, each compiled when it is first asked for. A list that is missing denies everything. */
export class CompiledLists {
  readonly #index: DefinitionIndex;
  readonly #compiled = new Map<string, unknown>();

  constructor(index: DefinitionIndex) {
    this.#index = index;
  }

  prefixList(family: FamilyName, name: string): CompiledPrefixList {
    return this.#once(`prefix-list ${family} ${name}`, () => {
      const definition = this.#index.find({ kind: 'prefix-list', family, name });
      return definition === undefined ? missingPrefixList(family) : compilePrefixList(definition);
    });
  }

  accessList(family: FamilyName, name: string): CompiledPrefixList {
    return this.#once(`access-list ${family} ${name}`, () => {
      const definition = this.#index.find({ kind: 'access-list', family, name });
      return definition === undefined ? missingPrefixList(family) : compileAccessList(definition);
    });
  }

  asPathList(name: string): CompiledAsPathList {
    return this.#once(`as-path-list ${name}`, () =>
      compileAsPathList(this.#index.find({ kind: 'as-path-list', name }) ?? { name, entries: [] }),
    );
  }

  communityList(name: string): CompiledCommunityList<number> {
    return this.#communities('community-list', name, standardCommunities);
  }

  largeCommunityList(name: string): CompiledCommunityList<LargeCommunity> {
    return this.#communities('large-community-list', name, largeCommunities);
  }

  extendedCommunityList(name: string): CompiledCommunityList<string> {
    return this.#communities('extended-community-list', name, extendedCommunities);
  }

  #communities<Community>(
    listKind: CommunityListKind,
    name: string,
    kind: CommunityKind<Community>,
  ): CompiledCommunityList<Community> {
    return this.#once(`${listKind} ${name}`, () =>
      compileCommunityList(
        this.#index.find({ kind: listKind, name }) ?? { name, form: 'standard', entries: [] },
        kind,
      ),
    );
  }

  /** The key says which kind of list is behind it, and so its type. */
  #once<List>(key: string, compile: () => List): List {
    let list = this.#compiled.get(key) as List | undefined;
    if (list === undefined) {
      list = compile();
      this.#compiled.set(key, list);
    }
    return list;
  }
}
