import { IPv4Mask, Validator } from 'ip-num';
import { canonicalPrefix } from '../document/values.ts';
import type { FrrConfDraft } from './frr-conf-draft.ts';
import type { Statement } from './statement.ts';

/** The prefix of a statement's first two values, an address and a mask; says so and gives none when it is no mask. */
export function prefixWithMask(draft: FrrConfDraft, statement: Statement): string | undefined {
  // After `no`, values at the end may be left out.
  const [address = '', mask = ''] = statement.values;
  const [isMask] = Validator.isValidIPv4Mask(mask);
  if (isMask) return canonicalPrefix(`${address}/${new IPv4Mask(mask).prefix}`);
  draft.report(statement, {
    severity: 'error',
    message: mask === '' ? 'no prefix' : `${mask} is no mask`,
    expected: 'ones, then zeros, as 255.255.0.0',
    fix: 'write the prefix with its length after a slash',
  });
  return undefined;
}
