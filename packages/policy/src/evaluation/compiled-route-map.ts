import type { PolicyStep } from '../compiled-policy.ts';
import type { PolicyPlace } from '../definitions/policy-place.ts';
import type { MatchClause, RouteMapEntry, SetClause } from '../definitions/route-map-definition.ts';
import type { CompiledMatch } from '../matches/match-row.ts';
import type { CompiledSet } from '../sets/set-row.ts';
import type { RouteInPolicy } from './route-in-policy.ts';

/** How deep route-maps may call each other; FRR refuses a route that goes deeper. */
const callDepthMax = 10;

/** What a route-map says; without a sequence no entry decided, which denies. */
export interface RouteMapVerdict {
  readonly permitted: boolean;
  readonly sequence?: number;
  readonly place?: PolicyPlace;
}

/** Takes the steps of a way that is explained. */
type StepWriter = (step: PolicyStep) => void;

/** A clause, its words in FRR's spelling, and what it was compiled to. */
export interface CompiledClause<Clause, Compiled> {
  readonly clause: Clause;
  readonly words: string;
  readonly compiled: Compiled;
}

export interface CompiledEntry {
  readonly entry: RouteMapEntry;
  readonly matches: readonly CompiledClause<MatchClause, CompiledMatch>[];
  readonly sets: readonly CompiledClause<SetClause, CompiledSet>[];
  readonly call: CompiledRouteMap | undefined;
  /** Where a route goes on that this entry permitted: an index of the entries, their count for none; undefined: it is done. */
  readonly nextIndex: number | undefined;
}

/** A route-map, ready to be gone through. */
export class CompiledRouteMap {
  readonly name: string;
  #entries: readonly CompiledEntry[] = [];

  constructor(name: string) {
    this.name = name;
  }

  /** Apart from the constructor, so that route-maps that call each other can be compiled. */
  setEntries(entries: readonly CompiledEntry[]): void {
    this.#entries = entries;
  }

  /**
   * Carries a route through the entries, as FRR does: the first whose conditions all hold decides. An entry that permits
   * carries out its actions and its `call`, and may send the route on; from there on it is as if nothing had permitted it
   * yet, unless no entry is left at all.
   */
  apply(route: RouteInPolicy, depth: number, write: StepWriter | undefined): RouteMapVerdict {
    if (depth > callDepthMax) {
      write?.({ depth, text: `more than ${callDepthMax} calls within each other`, outcome: 'denied' });
      return { permitted: false };
    }
    let verdict: RouteMapVerdict = { permitted: false };
    let index = 0;
    while (index < this.#entries.length) {
      const compiled = this.#entries[index];
      const { action, sequence, place } = compiled.entry;
      write?.({ depth, text: `route-map ${this.name} ${action} ${sequence}`, outcome: 'continued', place });
      if (!allHold(compiled, route, depth, write)) {
        verdict = { permitted: false };
        index++;
        continue;
      }
      if (action === 'deny') {
        write?.({
          depth,
          text: `denied by route-map ${this.name} deny ${sequence}`,
          outcome: 'denied',
          place,
        });
        return { permitted: false, sequence, place };
      }
      verdict = { permitted: true, sequence, place };
      carryOut(compiled, route, depth, write);
      if (compiled.call !== undefined && !this.#call(compiled.call, compiled, route, depth, write)) {
        return { permitted: false, sequence, place };
      }
      if (compiled.nextIndex === undefined) break;
      write?.({ depth, text: onMatchWords(compiled.entry), outcome: 'continued', place });
      index = compiled.nextIndex;
    }
    this.#writeEnd(verdict, depth, write);
    return verdict;
  }

  #call(
    called: CompiledRouteMap,
    { entry: { place } }: CompiledEntry,
    route: RouteInPolicy,
    depth: number,
    write: StepWriter | undefined,
  ): boolean {
    write?.({ depth, text: `call ${called.name}`, outcome: 'continued', place });
    const { permitted } = called.apply(route, depth + 1, write);
    if (!permitted) write?.({ depth, text: `denied by call ${called.name}`, outcome: 'denied', place });
    return permitted;
  }

  #writeEnd(
    { permitted, sequence, place }: RouteMapVerdict,
    depth: number,
    write: StepWriter | undefined,
  ): void {
    if (permitted) {
      const text = `permitted by route-map ${this.name} permit ${sequence}`;
      write?.({ depth, text, outcome: 'permitted', place });
    } else {
      const text = `denied by route-map ${this.name}: no entry is left that fits`;
      write?.({ depth, text, outcome: 'denied' });
    }
  }
}

function onMatchWords({ onMatch }: RouteMapEntry): string {
  return typeof onMatch === 'object' ? `on-match goto ${onMatch.goTo}` : 'on-match next';
}

function allHold(
  { matches }: CompiledEntry,
  route: RouteInPolicy,
  depth: number,
  write: StepWriter | undefined,
): boolean {
  for (const { clause, words, compiled } of matches) {
    const holds = compiled.holds(route);
    if (write !== undefined) {
      const reason = compiled.reason(route);
      const text = reason === '' ? words : `${words}: ${reason}`;
      write({ depth, text, outcome: holds ? 'matched' : 'not-matched', place: clause.place });
    }
    if (!holds) return false;
  }
  return true;
}

function carryOut(
  { sets }: CompiledEntry,
  route: RouteInPolicy,
  depth: number,
  write: StepWriter | undefined,
): void {
  for (const { clause, words, compiled } of sets) {
    compiled(route);
    write?.({ depth, text: words, outcome: 'set', place: clause.place });
  }
}
