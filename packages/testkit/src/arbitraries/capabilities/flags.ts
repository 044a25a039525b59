import type { Capability } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { type CapabilityArbitraries, wrongValueLength } from './capability-arbitraries.ts';

/** A capability without a value: it is there, or not. */
function flag(code: number, capability: Capability, reference: string): CapabilityArbitraries {
  return {
    code,
    name: capability.name,
    valid: () => fc.constant(capability),
    edges: [],
    malformations: [wrongValueLength(0, reference)],
  };
}

export const routeRefresh = flag(2, { name: 'route-refresh' }, 'RFC 2918, section 2');

const legacyReference = 'IANA, Capability Codes: Prestandard Route Refresh';

export const legacyRouteRefresh: CapabilityArbitraries = {
  ...flag(128, { name: 'route-refresh', legacy: true }, legacyReference),
  malformations: [{ ...wrongValueLength(0, legacyReference), name: 'length is not 0, with code 128' }],
};

export const extendedMessage = flag(6, { name: 'extended-message' }, 'RFC 8654, section 3');

export const enhancedRouteRefresh = flag(70, { name: 'enhanced-route-refresh' }, 'RFC 7313, section 3.1');

export const bfdStrictMode = flag(
  74,
  { name: 'bfd-strict-mode' },
  'draft-ietf-idr-bgp-bfd-strict-mode, section 3',
);

export const linkLocalNextHop = flag(
  77,
  { name: 'link-local-next-hop' },
  'draft-ietf-idr-linklocal-capability, section 3',
);
