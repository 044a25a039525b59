export * from './document/config-document.ts';
export * from './fold/to-router-configuration.ts';
export * from './problem.ts';
