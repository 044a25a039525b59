import type { CapabilityRow } from './capability-row.ts';

/** Extended message, code 6 (RFC 8654). */
export interface ExtendedMessageCapability {
  readonly name: 'extended-message';
}

export const extendedMessage: CapabilityRow<'extended-message'> = {
  name: 'extended-message',
  code: 6,
  reference: 'RFC 8654, section 3',
  decode: () => ({ name: 'extended-message' }),
  encode() {},
};
