import { encodeUtf8 } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { joinOctets } from '../octets.ts';
import type { CapabilityArbitraries } from './capability-arbitraries.ts';

const reference = 'draft-abraitis-bgp-version-capability, section 2';

export const softwareVersion: CapabilityArbitraries = {
  code: 75,
  name: 'software-version',
  valid: () =>
    fc.record({
      name: fc.constant('software-version' as const),
      version: fc.stringMatching(/^[A-Za-z]{1,10}\/[0-9]{1,3}\.[0-9]{1,3}$/),
    }),
  edges: [
    {
      name: 'an empty text',
      capability: () =>
        fc.constant({ value: Uint8Array.of(0), meaning: { name: 'software-version', version: '' } }),
    },
    {
      name: 'text that is not ASCII',
      capability: () =>
        fc.constant({
          value: joinOctets([7], encodeUtf8('größe')),
          meaning: { name: 'software-version', version: 'größe' },
        }),
    },
  ],
  malformations: [
    {
      name: 'the text overruns the capability',
      reference,
      value: () => fc.integer({ min: 2, max: 255 }).map((told) => Uint8Array.of(told, 0x61)),
    },
    {
      name: 'the text is not UTF-8',
      reference,
      value: () => fc.constantFrom(0x80, 0xc0, 0xff).map((octet) => Uint8Array.of(1, octet)),
    },
  ],
};
