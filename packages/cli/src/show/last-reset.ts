import { formatNotification } from '@bgpeer/bgp-wire';
import type { LastResetView, PeerView } from '@bgpeer/router';
import { formatUptimeSince, wholeSecondsInMs } from './times.ts';

export interface LastResetJson {
  readonly lastReset?: 'never';
  readonly lastResetTimerMsecs?: number;
  readonly lastResetDueTo?: string;
  readonly lastErrorCodeSubcode?: string;
  readonly lastNotificationReason?: string;
  readonly lastNotificationHardReset?: boolean;
  readonly lastResetCode?: number;
}

/** FRR's numbers of its reasons, as far as recordings of FRR 8.4.4 show them. */
const resetCodes: ReadonlyMap<string, number> = new Map([
  ['Admin. shutdown', 11],
  ['BGP Notification received', 13],
  ['BGP Notification send', 14],
  ['NSF peer closed the session', 22],
  ['No AFI/SAFI activated for peer', 30],
]);

/** Cease subcodes (RFC 4486) of resets that the operator asked for, in FRR's words. */
const operatorReasons: ReadonlyMap<number, string> = new Map([
  [2, 'Admin. shutdown'],
  [3, 'Neighbor deleted'],
  [4, 'User reset'],
]);

/** The keys of FRR's JSON that say why a peer's session ended last. */
export function lastResetJson(peer: PeerView, now: number): LastResetJson {
  const reset = peer.lastReset;
  if (reset === undefined) return { lastReset: 'never' };
  const dueTo = lastResetReason(reset);
  const notification = resetNotification(reset);
  return {
    lastResetTimerMsecs: wholeSecondsInMs(reset.at, now),
    lastResetDueTo: dueTo,
    lastErrorCodeSubcode: notification && `${hexOctet(notification.code)}${hexOctet(notification.subcode)}`,
    lastNotificationReason: notification && notificationReason(notification),
    lastNotificationHardReset: notification && (notification.hardReset ?? false),
    lastResetCode: resetCodes.get(dueTo),
  };
}

/** FRR's line about the last reset, in `show bgp neighbors`. */
export function lastResetLine(peer: PeerView, now: number): string {
  const reset = peer.lastReset;
  if (reset === undefined) return '  Last reset never';
  return `  Last reset ${formatUptimeSince(reset.at, now)},  ${lastResetText(reset)}`;
}

/** Why the session ended, as FRR's text has it: `Notification received (Cease/Administrative Shutdown)`. */
export function lastResetText(reset: LastResetView): string {
  const notification = resetNotification(reset);
  if (notification === undefined) return lastResetReason(reset);
  const hardReset = notification.hardReset ? '/Hard Reset' : '';
  return `Notification ${notification.direction} (${notificationReason(notification)}${hardReset})`;
}

/** FRR's `lastResetDueTo`. */
function lastResetReason(reset: LastResetView): string {
  const notification = resetNotification(reset);
  if (reset.kind === 'stopped' && reset.notification?.code === 6) {
    return operatorReasons.get(reset.notification.subcode) ?? 'BGP Notification send';
  }
  if (notification?.direction === 'sent') return 'BGP Notification send';
  if (notification?.direction === 'received') return 'BGP Notification received';
  if (reset.kind === 'connection-closed') {
    return reset.graceful ? 'NSF peer closed the session' : 'Peer closed the session';
  }
  return reset.text;
}

/** What was sent or received; an expired Hold Timer sends code 4 (RFC 4271, section 6.5). */
function resetNotification(reset: LastResetView): LastResetView['notification'] {
  if (reset.kind === 'stopped') return undefined;
  if (reset.notification !== undefined) return reset.notification;
  return reset.kind === 'hold-timer-expired' ? { direction: 'sent', code: 4, subcode: 0 } : undefined;
}

function notificationReason(notification: { readonly code: number; readonly subcode: number }): string {
  return formatNotification({ ...notification, data: new Uint8Array(0) });
}

function hexOctet(value: number): string {
  return value.toString(16).toUpperCase().padStart(2, '0');
}
