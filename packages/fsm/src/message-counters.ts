import type { MessageType } from '@bgpeer/bgp-wire';
import type { MessageCounters } from './session-contract.ts';

const counterNames = {
  OPEN: 'open',
  UPDATE: 'update',
  NOTIFICATION: 'notification',
  KEEPALIVE: 'keepalive',
  'ROUTE-REFRESH': 'routeRefresh',
} as const satisfies Record<MessageType, keyof MessageCounters>;

/** All counters at zero. */
export function noMessages(): MessageCounters {
  return { open: 0, update: 0, notification: 0, keepalive: 0, routeRefresh: 0 };
}

/** One more message of this type. */
export function countMessage(counters: MessageCounters, type: MessageType): void {
  counters[counterNames[type]] += 1;
}
