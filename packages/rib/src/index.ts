export * from './decision-options.ts';
export * from './decision-steps-contract.ts';
