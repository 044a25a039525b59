import type { CapabilityRow } from './capability-row.ts';

export const extendedMessage: CapabilityRow<'extended-message'> = {
  name: 'extended-message',
  code: 6,
  reference: 'RFC 8654, section 3',
  decode: () => ({ name: 'extended-message' }),
  encode() {},
};
