import { opaqueCapability } from './opaque.ts';

export const dynamicCapability = opaqueCapability(67, 'dynamic-capability');
