export { compilePolicies } from './compile-policies.ts';
export * from './compiled-policy.ts';
export * from './definitions/list-definitions.ts';
export * from './definitions/policy-definitions.ts';
export * from './definitions/policy-place.ts';
export type { DefinitionKind, PolicyReference } from './definitions/policy-reference.ts';
export * from './definitions/route-map-definition.ts';
export * from './direction-policy.ts';
export * from './policy-problem.ts';
