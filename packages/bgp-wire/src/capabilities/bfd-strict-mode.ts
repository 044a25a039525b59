import type { CapabilityRow } from './capability-row.ts';

/** BFD strict mode, code 74 (draft-ietf-idr-bgp-bfd-strict-mode). */
export interface BfdStrictModeCapability {
  readonly name: 'bfd-strict-mode';
}

export const bfdStrictMode: CapabilityRow<'bfd-strict-mode'> = {
  name: 'bfd-strict-mode',
  code: 74,
  reference: 'draft-ietf-idr-bgp-bfd-strict-mode, section 3',
  decode: () => ({ name: 'bfd-strict-mode' }),
  encode() {},
};
