import type { Capability, OpenMessage } from '@bgpeer/bgp-wire';
import { describe, expect, it } from 'vitest';
import { cease, TestedSession, theirOpen } from './support/sessions.ts';

function gracefulRestart(notificationSupport: boolean): Capability {
  return {
    name: 'graceful-restart',
    restarting: false,
    notificationSupport,
    restartTimeSeconds: 120,
    families: [],
  };
}

const words = { ...cease, data: Uint8Array.of(2, 0x68, 0x69) };

/** Stopped in Established, or in OpenSent when `isOpenSent`: the words and the octets of the data that the peer is sent. */
function stopped({ ours = true, theirs = true, hardReset = true, isOpenSent = false }) {
  const tested = new TestedSession({ passive: true, capabilities: [gracefulRestart(ours)] });
  const open: OpenMessage = { ...theirOpen, capabilities: [gracefulRestart(theirs)] };
  tested.start();
  if (isOpenSent) tested.accepted(-1);
  else tested.establish(open);
  tested.takeWords();
  tested.outputs.length = 0;
  tested.input({ type: 'stop', manual: true, notification: words, detail: 'maintenance', hardReset });
  const down = tested.outputs.find((output) => output.type === 'session-down');
  return { words: tested.takeWords(), reason: down?.type === 'session-down' ? down.reason : undefined };
}

describe('a stop for good (RFC 8538, section 3.1)', () => {
  it('goes as a Hard Reset with the whole of what it stands for where both sent the N bit', () => {
    const { words: said, reason } = stopped({});
    expect(said[0]).toBe('send NOTIFICATION 6/9 on -1');
    expect(reason).toEqual({
      kind: 'stopped',
      notification: { code: 6, subcode: 9, data: Uint8Array.of(6, 2, 2, 0x68, 0x69) },
      detail: 'maintenance',
    });
  });

  it.each([
    ['we did not send the N bit', { ours: false }],
    ['the peer did not send the N bit', { theirs: false }],
    ['the peer has sent no OPEN yet', { isOpenSent: true }],
    ['it is not for good', { hardReset: false }],
  ])('goes plain when %s', (_, circumstances) => {
    const { words: said, reason } = stopped(circumstances);
    expect(said[0]).toBe('send NOTIFICATION 6/2 on -1');
    expect(reason).toMatchObject({ notification: words });
  });
});
