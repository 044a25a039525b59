import type { Message, WireContext } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { messageArbitraries } from './messages/message-table.ts';

export { arbitraryNotification } from './messages/notification.ts';
export { arbitraryOpen } from './messages/open.ts';
export { arbitraryRouteRefresh } from './messages/route-refresh.ts';
export { arbitraryUpdate } from './messages/update.ts';

/** Any well-formed message that may be sent in this context. */
export function arbitraryMessage(context: WireContext): fc.Arbitrary<Message> {
  return fc.oneof(...messageArbitraries.map((row) => row.valid(context)));
}
