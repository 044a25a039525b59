import type { PathAttributes } from '@bgpeer/bgp-wire';
import type { BgpRole } from '../configuration.ts';
import type { ExportOptions } from './export-options.ts';
import type { Withheld } from './withheld.ts';

/** Our roles towards those who must not be sent a route with OTC: Providers, Peers and route servers. */
const rolesThatHoldBack: readonly BgpRole[] = ['customer', 'peer', 'rs-client'];
/** Our roles towards those who are sent every route with OTC: Customers, Peers and clients of our route server. */
const rolesThatMark: readonly BgpRole[] = ['provider', 'peer', 'rs-server'];

/** RFC 9234, section 5, egress procedure, item 2. */
export function withheldAsLeak(
  { onlyToCustomer }: PathAttributes,
  { role }: ExportOptions,
): Withheld | undefined {
  if (role === undefined || onlyToCustomer === undefined || !rolesThatHoldBack.includes(role))
    return undefined;
  return { why: 'only-to-customer', role, onlyToCustomer };
}

/** RFC 9234, section 5, egress procedure, item 1; what is set already is preserved unchanged. */
export function onlyToCustomerToSend(
  { onlyToCustomer }: PathAttributes,
  { role, localAs, localAsNumber }: ExportOptions,
): number | undefined {
  if (onlyToCustomer !== undefined || role === undefined || !rolesThatMark.includes(role))
    return onlyToCustomer;
  return localAs?.asNumber ?? localAsNumber;
}
