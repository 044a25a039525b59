import type { StateRow } from './events.ts';
import type { SessionState } from './session-contract.ts';
import { activeRow } from './states/active.ts';
import { connectRow } from './states/connect.ts';
import { establishedRow } from './states/established.ts';
import { idleRow } from './states/idle.ts';
import { openConfirmRow } from './states/open-confirm.ts';
import { openSentRow } from './states/open-sent.ts';

/** RFC 4271, section 8.2.2, whole: every state and every event; a missing cell does not compile. */
export const transitionTable: Readonly<Record<SessionState, StateRow>> = {
  Idle: idleRow,
  Connect: connectRow,
  Active: activeRow,
  OpenSent: openSentRow,
  OpenConfirm: openConfirmRow,
  Established: establishedRow,
};
