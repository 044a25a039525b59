import type { WireContext } from '@bgpeer/bgp-wire';
import {
  type AttributeMalformation,
  notWholeElements,
  wrongFlags,
  wrongLength,
} from './attribute-arbitraries.ts';

/** How long the value must be: so many octets, or whole elements of so many. */
export interface LengthRule {
  readonly kind: 'length' | 'elements';
  readonly octetCount: number;
}

/**
 * The faults of an attribute that internal peers alone may send: from one of them it is treated as withdraw when
 * malformed, from an external one it is discarded, sound or not (RFC 7606, sections 7.5, 7.9 and 7.10).
 */
export function internalMalformations(
  flags: number,
  rule: LengthRule,
  sound: AttributeMalformation['value'],
  reference: string,
): AttributeMalformation[] {
  const length = rule.kind === 'length' ? wrongLength : notWholeElements;
  const fromInternal = [
    length(rule.octetCount, 'treat-as-withdraw', reference),
    ...wrongFlags(flags, 'treat-as-withdraw', sound),
  ];
  const fromExternal: Omit<AttributeMalformation, 'name' | 'value'> = {
    reference,
    treatment: 'attribute-discard',
    appliesTo: ({ session }: WireContext) => session === 'external',
  };
  return [
    ...fromInternal.map((row) => ({
      ...row,
      appliesTo: ({ session }: WireContext) => session === 'internal',
    })),
    { ...fromExternal, name: 'comes from an external peer', value: sound },
    {
      ...fromExternal,
      name: 'comes from an external peer with a wrong length',
      value: length(rule.octetCount, 'attribute-discard', reference).value,
    },
  ];
}
