import { formatNotification } from '@bgpeer/bgp-wire';
import type { SessionDownReason } from './session-contract.ts';

/** A reason as one line for people: what happened, both numbers where there are two, what the other side said. */
export function formatDownReason(reason: SessionDownReason): string {
  switch (reason.kind) {
    case 'notification-sent':
      return `NOTIFICATION sent: ${formatNotification(reason.notification)}: ${reason.detail}`;
    case 'notification-received':
      return `NOTIFICATION received: ${formatNotification(reason.notification)}`;
    case 'connection-closed':
      return `connection closed: ${reason.detail}`;
    case 'connection-failed':
      return `connection failed: ${reason.detail}`;
    case 'hold-timer-expired':
      return `Hold Timer Expired: nothing heard for ${reason.holdTimeSeconds} s`;
    case 'send-hold-timer-expired':
      return (
        `Send Hold Timer Expired: the peer took nothing for ${reason.sendHoldTimeSeconds} s ` +
        `while ${reason.outputQueueOctets} octets waited`
      );
    case 'stopped':
      return reason.notification === undefined
        ? `stopped: ${reason.detail}`
        : `stopped: ${reason.detail}; NOTIFICATION sent: ${formatNotification(reason.notification)}`;
  }
}
