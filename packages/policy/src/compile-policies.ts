import type { CompiledPolicy, PolicySet } from './compiled-policy.ts';
import type { DirectionFilters, PolicyDefinitions } from './definitions/policy-definitions.ts';
import { DefinitionIndex } from './definitions/policy-reference.ts';
import { CompiledFilters } from './evaluation/compiled-filters.ts';
import { compileFilters } from './evaluation/list-filters.ts';
import type { ContextUse, PolicyCompiler } from './evaluation/policy-compiler.ts';
import { PrefixQuestions } from './evaluation/prefix-questions.ts';
import { RouteMapCompiler } from './evaluation/route-map-compiler.ts';
import { canonicalText } from './fingerprint/canonical-text.ts';
import { policyFingerprint } from './fingerprint/policy-fingerprint.ts';
import { CompiledLists } from './lists/compiled-lists.ts';

/**
 * Compiles the policies of a configuration, each when it is first asked for. What is missing or malformed denies or
 * matches nothing: `checkPolicies` tells the operator before it comes to that.
 */
export function compilePolicies(definitions: PolicyDefinitions): PolicySet {
  return new CompiledPolicySet(definitions);
}

class CompiledPolicySet implements PolicySet {
  readonly #index: DefinitionIndex;
  readonly #lists: CompiledLists;
  readonly #byFilters = new Map<string, CompiledPolicy>();

  constructor(definitions: PolicyDefinitions) {
    this.#index = new DefinitionIndex(definitions);
    this.#lists = new CompiledLists(this.#index);
  }

  filters(filters: DirectionFilters): CompiledPolicy {
    const key = canonicalText(filters);
    let policy = this.#byFilters.get(key);
    if (policy === undefined) {
      policy = this.#compile(filters);
      this.#byFilters.set(key, policy);
    }
    return policy;
  }

  routeMap(name: string): CompiledPolicy {
    return this.filters({ routeMap: name });
  }

  #compile(filters: DirectionFilters): CompiledPolicy {
    const questions = new PrefixQuestions();
    const uses = new Set<ContextUse>();
    const compiler: PolicyCompiler = { lists: this.#lists, questions, uses };
    return new CompiledFilters({
      fingerprint: policyFingerprint(filters, this.#index),
      questions,
      uses,
      filters: compileFilters(filters, compiler),
      routeMap:
        filters.routeMap === undefined
          ? undefined
          : new RouteMapCompiler(this.#index, compiler).compile(filters.routeMap),
    });
  }
}
