export * from './sans-io.ts';
export * from './session-contract.ts';
