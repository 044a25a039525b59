import type { PolicyReference } from '../definitions/policy-reference.ts';
import type { SetAction } from '../definitions/route-map-definition.ts';
import type { ContextUse, PolicyCompiler } from '../evaluation/policy-compiler.ts';
import type { RouteInPolicy } from '../evaluation/route-in-policy.ts';

export type SetKind = SetAction['set'];

export type ActionOf<Kind extends SetKind> = Extract<SetAction, { readonly set: Kind }>;

/** An action, ready to be carried out. */
export type CompiledSet = (route: RouteInPolicy) => void;

/** How a kind of action is written and carried out. */
export interface SetRow<Action extends SetAction = SetAction> {
  /** FRR's words behind `set`. */
  words(action: Action): string;
  /** The list that it names. */
  reference?(action: Action): PolicyReference;
  /** What beside the route it looks at. */
  use?(action: Action): ContextUse | undefined;
  compile(action: Action, compiler: PolicyCompiler): CompiledSet;
}
