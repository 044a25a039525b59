import { asPath } from '../attributes/as-path.ts';
import { localPref } from '../attributes/local-pref.ts';
import { nextHop } from '../attributes/next-hop.ts';
import { origin } from '../attributes/origin.ts';
import type { PathAttributeRow } from '../attributes/path-attribute-row.ts';
import type { UpdateFault } from '../faults.ts';
import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import type { PathAttributes } from '../path-attributes.ts';
import type { SessionType } from '../wire-context.ts';
import { updateFault } from './update-faults.ts';

/** Which prefixes an UPDATE advertises, and from whom. */
export interface MandatoryAttributesQuery {
  readonly classicReachable: boolean;
  readonly multiprotocolReachable: boolean;
  readonly session: SessionType;
}

/**
 * One fault for each mandatory attribute that is missing: treat-as-withdraw (RFC 7606, section 3, item d). NEXT_HOP is
 * mandatory beside the message's own NLRI only (RFC 4760, section 3), LOCAL_PREF from internal peers (RFC 4271,
 * section 5.1.5). An UPDATE that advertises nothing needs none.
 */
export function missingMandatoryAttributes(
  attributes: PathAttributes,
  query: MandatoryAttributesQuery,
): UpdateFault[] {
  const { classicReachable, multiprotocolReachable, session } = query;
  if (!classicReachable && !multiprotocolReachable) return [];
  const faults: UpdateFault[] = [];
  if (attributes.origin === undefined) faults.push(missingFault(origin));
  if (attributes.asPath === undefined) faults.push(missingFault(asPath));
  if (classicReachable && attributes.nextHop === undefined) faults.push(missingFault(nextHop));
  if (session === 'internal' && attributes.localPref === undefined) faults.push(missingFault(localPref));
  return faults;
}

/** The data are the type code (RFC 4271, section 6.3). */
function missingFault(row: PathAttributeRow): UpdateFault {
  const { missingWellKnownAttribute } = updateMessageErrorSubcode;
  const detail = `${row.name} is missing`;
  const data = Uint8Array.of(row.code);
  return {
    ...updateFault('treat-as-withdraw', 'attribute-missing', missingWellKnownAttribute, 0, detail, data),
    attributeCode: row.code,
  };
}
