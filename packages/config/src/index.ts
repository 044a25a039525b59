export * from './document/config-document.ts';
export * from './fold/to-router-configuration.ts';
export * from './frr/parse-frr-conf.ts';
export * from './problem.ts';
