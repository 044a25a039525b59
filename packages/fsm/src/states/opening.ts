import type { OpenMessage } from '@bgpeer/bgp-wire';
import type { ConnectionActions } from '../connection-actions.ts';
import type { SessionDownReason, SessionState } from '../session-contract.ts';
import { endSilently } from './endings.ts';

/** What Connect and Active have in common: both lead to OpenSent once a connection is up (RFC 4271, section 8.2.2). */

/** Events 16 and 17: the OPEN goes out at once, or after DelayOpenTime. */
export function greet(actions: ConnectionActions, waitingState: 'Connect' | 'Active'): SessionState {
  if (!actions.delayOpen) return sendOpenFirst(actions);
  actions.stopTimer('ConnectRetryTimer');
  actions.startTimer('DelayOpenTimer');
  return waitingState;
}

/** Event 12, or no DelayOpen: our OPEN is the first. */
export function sendOpenFirst(actions: ConnectionActions): SessionState {
  actions.stopTimer('ConnectRetryTimer');
  actions.stopTimer('DelayOpenTimer');
  actions.sendOpen();
  actions.startLargeHoldTimer();
  return 'OpenSent';
}

/** Event 20: the peer's OPEN came while ours was delayed. */
export function answerOpen(actions: ConnectionActions, open: OpenMessage): SessionState {
  actions.stopTimer('ConnectRetryTimer');
  actions.stopTimer('DelayOpenTimer');
  actions.sendOpen();
  actions.agreeOn(open);
  actions.sendKeepalive();
  actions.startTimer('KeepaliveTimer');
  actions.startTimer('HoldTimer');
  return 'OpenConfirm';
}

/** "Any other event": the try ends, and nobody is told. */
export function endUnannounced(actions: ConnectionActions, reason: SessionDownReason): SessionState {
  actions.stopTimer('DelayOpenTimer');
  return endSilently(actions, reason);
}

/** An event that cannot come before an OPEN was exchanged, in words. */
export function outOfPlace(what: string): SessionDownReason {
  return { kind: 'connection-closed', detail: `${what} before an OPEN was exchanged` };
}
