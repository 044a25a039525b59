export * from './compiled-policy.ts';
export * from './definitions/list-definitions.ts';
export * from './definitions/policy-definitions.ts';
export * from './definitions/policy-place.ts';
export * from './definitions/route-map-definition.ts';
export * from './direction-policy.ts';
