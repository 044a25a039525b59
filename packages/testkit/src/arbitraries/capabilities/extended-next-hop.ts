import fc from 'fast-check';
import { brokenRows, type CapabilityArbitraries } from './capability-arbitraries.ts';

export const extendedNextHop: CapabilityArbitraries = {
  code: 5,
  name: 'extended-next-hop',
  valid: () => fc.constant({ name: 'extended-next-hop', encodings: [{ afi: 1, safi: 1, nextHopAfi: 2 }] }),
  edges: [
    {
      name: 'no row',
      capability: () =>
        fc.constant({ value: new Uint8Array(), meaning: { name: 'extended-next-hop', encodings: [] } }),
    },
  ],
  malformations: [brokenRows(0, 6, 'RFC 8950, section 4')],
};
