import { encodeUtf8 } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { joinOctets } from '../octets.ts';
import type { CapabilityArbitraries } from './capability-arbitraries.ts';

const reference = 'draft-walton-bgp-hostname-capability, section 2';

export const fqdn: CapabilityArbitraries = {
  code: 73,
  name: 'fqdn',
  valid: () =>
    fc.record({
      name: fc.constant('fqdn' as const),
      hostName: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
      domainName: fc.stringMatching(/^([a-z]{1,10}\.[a-z]{2,3})?$/),
    }),
  edges: [
    {
      name: 'no name at all',
      capability: () =>
        fc.constant({ value: new Uint8Array(2), meaning: { name: 'fqdn', hostName: '', domainName: '' } }),
    },
    {
      name: 'names that are not ASCII',
      capability: () =>
        fc.constant({
          value: joinOctets([7], encodeUtf8('zürich'), [3], encodeUtf8('日')),
          meaning: { name: 'fqdn', hostName: 'zürich', domainName: '日' },
        }),
    },
  ],
  malformations: [
    {
      name: 'a name overruns the capability',
      reference,
      value: () => fc.integer({ min: 2, max: 255 }).map((told) => Uint8Array.of(told, 0x61)),
    },
    {
      name: 'a name is not UTF-8',
      reference,
      value: () => fc.constantFrom(0x80, 0xc0, 0xff).map((octet) => Uint8Array.of(1, octet, 0)),
    },
  ],
};
