import type { CapabilityRow } from './capability-row.ts';

/** BGP Role, code 9 (RFC 9234, section 4.1): what the sender is to the receiver. */
export interface RoleCapability {
  readonly name: 'role';
  readonly role: BgpRole;
}

export type BgpRole = 'provider' | 'rs' | 'rs-client' | 'customer' | 'peer';

/** By their values, 0 first. */
const roles: readonly BgpRole[] = ['provider', 'rs', 'rs-client', 'customer', 'peer'];

export const role: CapabilityRow<'role'> = {
  name: 'role',
  code: 9,
  reference: 'RFC 9234, section 4.1',
  decode(reader) {
    const known = roles[reader.uint8()];
    return known === undefined ? undefined : { name: 'role', role: known };
  },
  encode: (capability, writer) => writer.uint8(roles.indexOf(capability.role)),
};
