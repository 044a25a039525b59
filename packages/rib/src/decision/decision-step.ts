import type { AttributePool, AttributesId } from '../attribute-pool.ts';
import type { PrefixId } from '../prefix-index.ts';
import type { RouteSource, SourceTable } from '../route-source.ts';
import type { RouteId, RouteTable } from '../route-table.ts';
import type { DecisionStepName } from './explanation.ts';
import type { DecisionOptions, MaximumPaths } from './options.ts';

/** What the decision process may look at. */
export interface DecisionContext {
  readonly routes: RouteTable;
  readonly sources: SourceTable;
  readonly pool: AttributePool;
  readonly options: DecisionOptions;
  /** For routes without LOCAL_PREF. */
  readonly defaultLocalPreference: number;
  readonly maximumPaths: MaximumPaths;
  /** The route that is selected now, or `none`. */
  selected(prefix: PrefixId): RouteId;
}

/** One step of the decision process: of the routes it may compare, those that lose to another are removed. */
export interface DecisionStep {
  readonly name: DecisionStepName;
  /** FRR's words for a best route that won here. */
  readonly selectionReason: string;
  /** Negative: `a` is preferred; 0: neither removes the other. */
  compare(a: RouteId, b: RouteId, context: DecisionContext): number;
  /** Absent: every two routes may be compared, and `compare` is a total preorder. */
  comparable?(a: RouteId, b: RouteId, context: DecisionContext): boolean;
  /** False where a switch turns the step off, or nothing is about that it could tell apart. Absent: always. */
  applies?(context: DecisionContext): boolean;
  /** The value compared, in words: `local preference 100`. */
  describe(route: RouteId, context: DecisionContext): string;
}

export function sourceOf(route: RouteId, context: DecisionContext): RouteSource {
  return context.sources.get(context.routes.source(route));
}

export function attributesOf(route: RouteId, context: DecisionContext): AttributesId {
  return context.routes.attributes(route);
}
