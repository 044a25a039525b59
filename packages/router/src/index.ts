export * from './configuration.ts';
export * from './contract.ts';
export * from './router-contract.ts';
export * from './views.ts';
