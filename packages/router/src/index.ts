export * from './configuration.ts';
export * from './contract.ts';
export { Router, type RouterOptions } from './router.ts';
export * from './router-contract.ts';
export * from './views/view-types.ts';
