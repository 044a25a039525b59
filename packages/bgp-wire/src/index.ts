export * from './capabilities/capability.ts';
export * from './family.ts';
export * from './faults.ts';
export * from './messages/message.ts';
export * from './path-attributes.ts';
export * from './wire-context.ts';
