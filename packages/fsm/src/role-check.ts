import { type BgpRole, notificationCode, type OpenMessage, openMessageErrorSubcode } from '@bgpeer/bgp-wire';
import type { NotificationWithDetail } from './events.ts';
import { asNumberOf } from './negotiation.ts';
import type { SessionConfiguration } from './session-contract.ts';

/** What the peer must be to us, by what we are to it (RFC 9234, section 4.2, table 2). */
const counterparts: Readonly<Record<BgpRole, BgpRole>> = {
  provider: 'customer',
  customer: 'provider',
  rs: 'rs-client',
  'rs-client': 'rs',
  peer: 'peer',
};

/** Role Mismatch, or undefined when the roles agree (RFC 9234, section 4.2); they concern external sessions alone. */
export function checkRole(
  configuration: SessionConfiguration,
  open: OpenMessage,
): NotificationWithDetail | undefined {
  const ours = configuration.capabilities.find(({ name }) => name === 'role');
  if (ours?.name !== 'role' || asNumberOf(open) === configuration.localAsNumber) return undefined;
  const [theirs, ...others] = rolesOf(open);
  if (others.length > 0)
    return mismatch(`the peer says that it is ${[theirs, ...others].join(' and ')}, which no one is at once`);
  if (theirs === undefined) {
    const what = `we are ${ours.role}, and the peer does not say what it is (local-role strict-mode)`;
    return configuration.needsPeerRole === true ? mismatch(what) : undefined;
  }
  if (theirs === counterparts[ours.role]) return undefined;
  return mismatch(
    `we are ${ours.role}, so the peer is ${counterparts[ours.role]}; it says that it is ${theirs}`,
  );
}

/** Each role once: the same one said twice counts as one (RFC 9234, section 4.2). */
function rolesOf(open: OpenMessage): BgpRole[] {
  const said = open.capabilities.flatMap((capability) =>
    capability.name === 'role' ? [capability.role] : [],
  );
  return [...new Set(said)];
}

function mismatch(detail: string): NotificationWithDetail {
  const { openMessageError: code } = notificationCode;
  const { roleMismatch: subcode } = openMessageErrorSubcode;
  return { notification: { code, subcode, data: new Uint8Array(0) }, detail };
}
