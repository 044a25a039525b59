import type { DefinitionIndex } from '../definitions/policy-reference.ts';
import type {
  MatchClause,
  RouteMapDefinition,
  RouteMapEntry,
  SetClause,
} from '../definitions/route-map-definition.ts';
import type { CompiledMatch } from '../matches/match-row.ts';
import { matchRowOf } from '../matches/match-table.ts';
import type { CompiledSet } from '../sets/set-row.ts';
import { setRowOf } from '../sets/set-table.ts';
import { type CompiledClause, type CompiledEntry, CompiledRouteMap } from './compiled-route-map.ts';
import type { PolicyCompiler } from './policy-compiler.ts';

/** Compiles a route-map and all that it calls, each once; a missing one denies everything. */
export class RouteMapCompiler {
  readonly #index: DefinitionIndex;
  readonly #compiler: PolicyCompiler;
  readonly #compiled = new Map<string, CompiledRouteMap>();

  constructor(index: DefinitionIndex, compiler: PolicyCompiler) {
    this.#index = index;
    this.#compiler = compiler;
  }

  compile(name: string): CompiledRouteMap {
    const known = this.#compiled.get(name);
    if (known !== undefined) return known;
    const compiled = new CompiledRouteMap(name);
    this.#compiled.set(name, compiled);
    const definition = this.#index.find({ kind: 'route-map', name });
    if (definition !== undefined) {
      compiled.setEntries(definition.entries.map((entry) => this.#compileEntry(entry, definition)));
    }
    return compiled;
  }

  #compileEntry(entry: RouteMapEntry, definition: RouteMapDefinition): CompiledEntry {
    return {
      entry,
      matches: entry.matches.map((clause) => this.#compileMatch(clause)),
      sets: entry.sets.map((clause) => this.#compileSet(clause)),
      call: entry.call === undefined ? undefined : this.compile(entry.call),
      nextIndex: nextIndexOf(entry, definition),
    };
  }

  #compileMatch(clause: MatchClause): CompiledClause<MatchClause, CompiledMatch> {
    const row = matchRowOf(clause);
    if (row.use !== undefined) this.#compiler.uses.add(row.use);
    return { clause, words: `match ${row.words(clause)}`, compiled: row.compile(clause, this.#compiler) };
  }

  #compileSet(clause: SetClause): CompiledClause<SetClause, CompiledSet> {
    const row = setRowOf(clause);
    const use = row.use?.(clause);
    if (use !== undefined) this.#compiler.uses.add(use);
    return { clause, words: `set ${row.words(clause)}`, compiled: row.compile(clause, this.#compiler) };
  }
}

/** Entries are only ever gone through forwards: `goto` means the first entry behind this one with at least that number. */
function nextIndexOf(entry: RouteMapEntry, { entries }: RouteMapDefinition): number | undefined {
  if (entry.onMatch === undefined) return undefined;
  const following = entries.indexOf(entry) + 1;
  if (entry.onMatch === 'next') return following;
  const { goTo } = entry.onMatch;
  const index = entries.findIndex(({ sequence }, at) => at >= following && sequence >= goTo);
  return index < 0 ? entries.length : index;
}
