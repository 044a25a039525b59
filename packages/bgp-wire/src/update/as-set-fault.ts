import { asPath } from '../attributes/as-path.ts';
import type { UpdateFault } from '../faults.ts';
import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import type { PathAttributes } from '../path-attributes.ts';
import { containsAsSet } from '../text/as-paths.ts';
import { updateFault } from './update-faults.ts';

/**
 * What RFC 9774 (section 3) makes of a route with an AS_SET or AS_CONFED_SET in its path: treat-as-withdraw, unless the
 * operator says otherwise. So it is for the owner to ask, and no fault of decoding.
 */
export function asSetFault(attributes: PathAttributes): UpdateFault | undefined {
  if (attributes.asPath === undefined || !containsAsSet(attributes.asPath)) return undefined;
  const detail = `${asPath.name} contains an AS_SET or AS_CONFED_SET, which RFC 9774 deprecates`;
  const { malformedAsPath } = updateMessageErrorSubcode;
  const fault = updateFault('treat-as-withdraw', 'attribute-not-allowed', malformedAsPath, 0, detail);
  return { ...fault, attributeCode: asPath.code };
}
