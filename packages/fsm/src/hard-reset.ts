import {
  ceaseSubcode,
  type GracefulRestartCapability,
  type NotificationContent,
  notificationCode,
  type OpenMessage,
} from '@bgpeer/bgp-wire';
import { findCapability } from './negotiation.ts';
import type { SessionOpens } from './session-contract.ts';

/** Both sides set the N bit: a NOTIFICATION other than a Hard Reset is no reason to forget routes (RFC 8538, section 4). */
export function agreeOnNotifications({ sentOpen, receivedOpen }: SessionOpens): boolean {
  return [sentOpen, receivedOpen].every((open) => gracefulRestartOf(open)?.notificationSupport === true);
}

/** A NOTIFICATION as the Hard Reset that stands for it (RFC 8538, section 3.1). */
export function hardResetOf({ code, subcode, data }: NotificationContent): NotificationContent {
  const { cease } = notificationCode;
  return { code: cease, subcode: ceaseSubcode.hardReset, data: Uint8Array.of(code, subcode, ...data) };
}

export function isHardReset({ code, subcode }: Pick<NotificationContent, 'code' | 'subcode'>): boolean {
  return code === notificationCode.cease && subcode === ceaseSubcode.hardReset;
}

export function gracefulRestartOf(open: OpenMessage): GracefulRestartCapability | undefined {
  return findCapability(open, 'graceful-restart');
}
