import {
  type AfiSafi,
  type FamilyName,
  familyByCodes,
  familyNames,
  type OpenMessage,
} from '@bgpeer/bgp-wire';
import { agreeOnNotifications, gracefulRestartOf, isHardReset } from './hard-reset.ts';
import { findCapability } from './negotiation.ts';
import type { SessionDownReason, SessionOpens } from './session-contract.ts';

/** What we do about graceful restart: nothing, help others, or also ask for help. */
export type LocalRestartMode = 'disabled' | 'helper' | 'restarter';

/** How long the routes of a family are kept for a peer that is gone: one period after the other, at least one of them not 0. */
export interface RestartTerms {
  /** The peer's restart time (RFC 4724, section 3); 0 when its capability does not list the family. */
  readonly restartTimeSeconds: number;
  /** The long-lived stale time, ours or the peer's, whichever is shorter (RFC 9494, section 4.2); 0 without agreement. */
  readonly longLivedStaleTimeSeconds: number;
}

/** The families, in table order, whose routes are kept after a session with these OPENs has ended so, and for how long. */
export function restartTermsOf(
  opens: SessionOpens | undefined,
  reason: SessionDownReason,
  localMode: LocalRestartMode,
): ReadonlyMap<FamilyName, RestartTerms> {
  const terms = new Map<FamilyName, RestartTerms>();
  if (opens === undefined || localMode === 'disabled' || !isRestart(opens, reason)) return terms;
  const received = gracefulRestartOf(opens.receivedOpen);
  // Without this capability the one for the long-lived is not to be looked at (RFC 9494, section 4.5).
  if (received === undefined || gracefulRestartOf(opens.sentOpen) === undefined) return terms;
  for (const family of familyNames) {
    const restartTimeSeconds = received.families.some(isOf(family)) ? received.restartTimeSeconds : 0;
    const longLivedStaleTimeSeconds = Math.min(
      longLivedStaleTimeOf(opens.sentOpen, family),
      longLivedStaleTimeOf(opens.receivedOpen, family),
    );
    if (restartTimeSeconds + longLivedStaleTimeSeconds > 0)
      terms.set(family, { restartTimeSeconds, longLivedStaleTimeSeconds });
  }
  return terms;
}

/** The peer's OPEN says that its forwarding state for the family outlived the restart (RFC 4724, section 4.2). */
export function preservesForwarding(open: OpenMessage, family: FamilyName): boolean {
  return gracefulRestartOf(open)?.families.find(isOf(family))?.forwardingPreserved ?? false;
}

/** The same for the long-lived kind, which needs both capabilities (RFC 9494, section 4.2). */
export function preservesForwardingForLong(open: OpenMessage, family: FamilyName): boolean {
  if (gracefulRestartOf(open) === undefined) return false;
  return longLivedOf(open, family)?.forwardingPreserved ?? false;
}

function longLivedStaleTimeOf(open: OpenMessage, family: FamilyName): number {
  return longLivedOf(open, family)?.staleTimeSeconds ?? 0;
}

function longLivedOf(open: OpenMessage, family: FamilyName) {
  return findCapability(open, 'long-lived-graceful-restart')?.families.find(isOf(family));
}

function isOf(family: FamilyName): (codes: AfiSafi) => boolean {
  return ({ afi, safi }) => familyByCodes(afi, safi)?.name === family;
}

/** Whether the way the session ended is one to help over. */
function isRestart(opens: SessionOpens, reason: SessionDownReason): boolean {
  switch (reason.kind) {
    case 'connection-closed':
    case 'connection-failed':
      return true;
    case 'hold-timer-expired':
    case 'send-hold-timer-expired':
      // RFC 8538, section 4: only when both sides said that a NOTIFICATION is no reason to forget.
      return agreeOnNotifications(opens);
    case 'notification-sent':
    case 'notification-received':
    case 'stopped':
      // Whoever sends the NOTIFICATION keeps to it as well (RFC 8538, section 4).
      return (
        reason.notification !== undefined && agreeOnNotifications(opens) && !isHardReset(reason.notification)
      );
  }
}
