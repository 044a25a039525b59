import type { BgpRole } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { type CapabilityArbitraries, wrongValueLength } from './capability-arbitraries.ts';

const reference = 'RFC 9234, section 4.1';
const roles: readonly BgpRole[] = ['provider', 'rs', 'rs-client', 'customer', 'peer'];

export const role: CapabilityArbitraries = {
  code: 9,
  name: 'role',
  valid: () => fc.constantFrom(...roles).map((each) => ({ name: 'role', role: each })),
  edges: [],
  malformations: [
    wrongValueLength(1, reference),
    {
      name: 'a role that nobody has assigned',
      reference,
      value: () => fc.integer({ min: roles.length, max: 255 }).map((value) => Uint8Array.of(value)),
    },
  ],
};
