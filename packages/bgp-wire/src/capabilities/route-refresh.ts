import type { CapabilityRow } from './capability-row.ts';

/** Route refresh, code 2 (RFC 2918); with `legacy` the pre-standard code 128. */
export interface RouteRefreshCapability {
  readonly name: 'route-refresh';
  readonly legacy?: true;
}

export const routeRefresh: CapabilityRow<'route-refresh'> = {
  name: 'route-refresh',
  code: 2,
  reference: 'RFC 2918, section 2',
  decode: () => ({ name: 'route-refresh' }),
  encode() {},
};

/** Under the code used before RFC 2918; peers still offer both. */
export const legacyRouteRefresh: CapabilityRow<'route-refresh'> = {
  name: 'route-refresh',
  code: 128,
  reference: 'IANA, Capability Codes: Prestandard Route Refresh',
  decode: () => ({ name: 'route-refresh', legacy: true }),
  encode() {},
};
