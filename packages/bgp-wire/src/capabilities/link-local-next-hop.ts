import type { CapabilityRow } from './capability-row.ts';

/** Link-local next hop, code 77 (draft-ietf-idr-linklocal-capability). */
export interface LinkLocalNextHopCapability {
  readonly name: 'link-local-next-hop';
}

export const linkLocalNextHop: CapabilityRow<'link-local-next-hop'> = {
  name: 'link-local-next-hop',
  code: 77,
  reference: 'draft-ietf-idr-linklocal-capability, section 3',
  decode: () => ({ name: 'link-local-next-hop' }),
  encode() {},
};
