import { keepalive } from './keepalive.ts';
import type { MessageArbitraries } from './message-arbitraries.ts';
import { notification } from './notification.ts';
import { open } from './open.ts';
import { routeRefresh } from './route-refresh.ts';
import { update } from './update.ts';

/** Every type of message that the kit can make; the simplest first, as cases shrink towards it. */
export const messageArbitraries: readonly MessageArbitraries[] = [
  keepalive,
  routeRefresh,
  notification,
  open,
  update,
];
