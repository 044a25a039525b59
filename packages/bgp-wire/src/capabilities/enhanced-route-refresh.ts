import type { CapabilityRow } from './capability-row.ts';

/** Enhanced route refresh, code 70 (RFC 7313). */
export interface EnhancedRouteRefreshCapability {
  readonly name: 'enhanced-route-refresh';
}

export const enhancedRouteRefresh: CapabilityRow<'enhanced-route-refresh'> = {
  name: 'enhanced-route-refresh',
  code: 70,
  reference: 'RFC 7313, section 3.1',
  decode: () => ({ name: 'enhanced-route-refresh' }),
  encode() {},
};
