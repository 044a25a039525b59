export * from './direction-policy.ts';
