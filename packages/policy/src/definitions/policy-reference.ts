import type { FamilyName } from '@bgpeer/bgp-wire';
import type {
  AccessListDefinition,
  AsPathListDefinition,
  CommunityListDefinition,
  PrefixListDefinition,
} from './list-definitions.ts';
import type { PolicyDefinitions } from './policy-definitions.ts';
import type { RouteMapDefinition } from './route-map-definition.ts';

/** The kinds of definitions that have a name, with what a definition of each is. */
export interface DefinitionByKind {
  readonly 'prefix-list': PrefixListDefinition;
  readonly 'access-list': AccessListDefinition;
  readonly 'as-path-list': AsPathListDefinition;
  readonly 'community-list': CommunityListDefinition;
  readonly 'large-community-list': CommunityListDefinition;
  readonly 'extended-community-list': CommunityListDefinition;
  readonly 'route-map': RouteMapDefinition;
}

export type DefinitionKind = keyof DefinitionByKind;

/** What one definition says of another: a kind and a name, and the family for lists that each family has its own of. */
export interface PolicyReference<Kind extends DefinitionKind = DefinitionKind> {
  readonly kind: Kind;
  readonly name: string;
  readonly family?: FamilyName;
}

type Collections = {
  readonly [Kind in DefinitionKind]: (definitions: PolicyDefinitions) => readonly DefinitionByKind[Kind][];
};

const collections: Collections = {
  'prefix-list': ({ prefixLists }) => prefixLists,
  'access-list': ({ accessLists }) => accessLists,
  'as-path-list': ({ asPathLists }) => asPathLists,
  'community-list': ({ communityLists }) => communityLists,
  'large-community-list': ({ largeCommunityLists }) => largeCommunityLists,
  'extended-community-list': ({ extendedCommunityLists }) => extendedCommunityLists,
  'route-map': ({ routeMaps }) => routeMaps,
};

/** Every kind, in the order in which a configuration has them. */
export const definitionKinds = Object.keys(collections) as readonly DefinitionKind[];

/** All definitions of one kind. */
export function definitionsOfKind<Kind extends DefinitionKind>(
  definitions: PolicyDefinitions,
  kind: Kind,
): readonly DefinitionByKind[Kind][] {
  return collections[kind](definitions);
}

/** Definitions by kind and name; of several with one name, the first. */
export class DefinitionIndex {
  readonly #byKey = new Map<string, DefinitionByKind[DefinitionKind]>();

  constructor(definitions: PolicyDefinitions) {
    for (const kind of definitionKinds) {
      for (const definition of definitionsOfKind(definitions, kind)) {
        const key = referenceKey({ kind, ...definition });
        if (!this.#byKey.has(key)) this.#byKey.set(key, definition);
      }
    }
  }

  find<Kind extends DefinitionKind>(reference: PolicyReference<Kind>): DefinitionByKind[Kind] | undefined {
    return this.#byKey.get(referenceKey(reference)) as DefinitionByKind[Kind] | undefined;
  }
}

/** Equal for references to the same definition. */
export function referenceKey({ kind, name, family }: PolicyReference): string {
  return `${kind} ${family ?? ''} ${name}`;
}
