import { encodeShutdownCommunication } from '@bgpeer/bgp-wire';
import { describe, expect, it } from 'vitest';
import { formatDownReason, type SessionDownReason } from '../src/index.ts';

const shutdown = { code: 6, subcode: 2, data: encodeShutdownCommunication('back at five') };

describe('a reason in words', () => {
  it.each<[SessionDownReason, string]>([
    [
      {
        kind: 'notification-sent',
        notification: { code: 3, subcode: 1, data: new Uint8Array(0) },
        detail: 'why',
      },
      'NOTIFICATION sent: UPDATE Message Error/Malformed Attribute List: why',
    ],
    [
      { kind: 'notification-received', notification: shutdown },
      'NOTIFICATION received: Cease/Administrative Shutdown (back at five)',
    ],
    [{ kind: 'connection-closed', detail: 'end of stream' }, 'connection closed: end of stream'],
    [{ kind: 'connection-failed', detail: 'refused' }, 'connection failed: refused'],
    [{ kind: 'hold-timer-expired', holdTimeSeconds: 9 }, 'Hold Timer Expired: nothing heard for 9 s'],
    [
      { kind: 'send-hold-timer-expired', sendHoldTimeSeconds: 480, outputQueueOctets: 123 },
      'Send Hold Timer Expired: the peer took nothing for 480 s while 123 octets waited',
    ],
    [{ kind: 'stopped', detail: 'never dialled' }, 'stopped: never dialled'],
    [
      { kind: 'stopped', detail: 'shut down', notification: shutdown },
      'stopped: shut down; NOTIFICATION sent: Cease/Administrative Shutdown (back at five)',
    ],
  ])('%j', (reason, words) => {
    expect(formatDownReason(reason)).toBe(words);
  });
});
