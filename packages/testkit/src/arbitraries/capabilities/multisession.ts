import { opaqueCapability } from './opaque.ts';

export const multisession = opaqueCapability(68, 'multisession');
