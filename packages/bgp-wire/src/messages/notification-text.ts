import type { NotificationContent } from '../faults.ts';
import { escapeControlCharacters } from '../text/escape-control-characters.ts';
import { describeNotificationData, encapsulatedNotification } from './notification-data.ts';

interface CodeWords {
  readonly name: string;
  /** By subcode, 1 first; a hole is a subcode that was deprecated or never assigned. */
  readonly subcodes: readonly (string | undefined)[];
}

/** Words by error code, 1 first. */
const words: readonly CodeWords[] = [
  {
    name: 'Message Header Error',
    subcodes: ['Connection Not Synchronized', 'Bad Message Length', 'Bad Message Type'],
  },
  {
    name: 'OPEN Message Error',
    subcodes: [
      'Unsupported Version Number',
      'Bad Peer AS',
      'Bad BGP Identifier',
      'Unsupported Optional Parameter',
      'Authentication Failure',
      'Unacceptable Hold Time',
      'Unsupported Capability',
      undefined,
      undefined,
      undefined,
      'Role Mismatch',
    ],
  },
  {
    name: 'UPDATE Message Error',
    subcodes: [
      'Malformed Attribute List',
      'Unrecognized Well-known Attribute',
      'Missing Well-known Attribute',
      'Attribute Flags Error',
      'Attribute Length Error',
      'Invalid ORIGIN Attribute',
      'AS Routing Loop',
      'Invalid NEXT_HOP Attribute',
      'Optional Attribute Error',
      'Invalid Network Field',
      'Malformed AS_PATH',
    ],
  },
  { name: 'Hold Timer Expired', subcodes: [] },
  {
    name: 'Finite State Machine Error',
    subcodes: [
      'Receive Unexpected Message in OpenSent State',
      'Receive Unexpected Message in OpenConfirm State',
      'Receive Unexpected Message in Established State',
    ],
  },
  {
    name: 'Cease',
    subcodes: [
      'Maximum Number of Prefixes Reached',
      'Administrative Shutdown',
      'Peer De-configured',
      'Administrative Reset',
      'Connection Rejected',
      'Other Configuration Change',
      'Connection Collision Resolution',
      'Out of Resources',
      'Hard Reset',
      'BFD Down',
    ],
  },
  { name: 'ROUTE-REFRESH Message Error', subcodes: ['Invalid Message Length'] },
  { name: 'Send Hold Timer Expired', subcodes: [] },
];

/**
 * A NOTIFICATION in words: `OPEN Message Error/Bad Peer AS`, `Cease/Administrative Shutdown (maintenance tonight)`,
 * `Cease/Hard Reset (Cease/Administrative Reset)`.
 * One line, safe for terminals and logs whatever the peer sent.
 */
export function formatNotification(notification: NotificationContent): string {
  const { code, subcode } = notification;
  const known = words[code - 1];
  const subcodeName = known?.subcodes[subcode - 1];
  const name = known?.name ?? `Error Code ${code}`;
  // A code without subcodes has subcode 0, which says nothing (RFC 4271, section 4.5).
  if (subcode === 0 && known?.subcodes.length === 0) return name;
  const text = `${name}/${subcodeName ?? (subcode === 0 ? 'Unspecific' : `Subcode ${subcode}`)}`;
  return `${text}${formatData(notification)}`;
}

/** What makes its words complete: a communication, or the NOTIFICATION that a Hard Reset stands for. */
function formatData(notification: NotificationContent): string {
  const described = describeNotificationData(notification);
  if (described.kind === 'communication') return ` (${escapeControlCharacters(described.text)})`;
  if (described.kind !== 'notification') return '';
  const inner = encapsulatedNotification(notification);
  return inner === undefined ? '' : ` (${formatNotification(inner)})`;
}
