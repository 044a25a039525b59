import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConfigDocumentInput } from '@bgpeer/config';
import { describe, expect, test } from 'vitest';
import { asksForHelp, judgeRestart, type StartCircumstances } from '../src/restart/restart-judgement.ts';
import type { RestartState } from '../src/restart/restart-state.ts';
import { RestartStateFile, stateFileBeside } from '../src/restart/restart-state-file.ts';
import { testConfiguration, testDocument } from './configurations.ts';

const now = 1_800_000_000_000;
const document: ConfigDocumentInput = {
  ...testDocument,
  gracefulRestart: { mode: 'restarter', restartTimeSeconds: 120, preserveForwardingState: true },
};

const state: RestartState = {
  asNumber: 65_000,
  bgpIdentifier: '192.0.2.200',
  bootId: 'boot',
  writtenAt: now - 20_000,
  preservedFamilies: ['ipv4-unicast'],
  kernel: { protocol: 186, metric: 20 },
  peers: ['192.0.2.1'],
};

const circumstances: StartCircumstances = {
  configuration: testConfiguration(document),
  fib: 'kernel',
  bootId: 'boot',
  now,
};

describe('whether a start is a restart', () => {
  test('yes, with what the run before was forwarding and the peers that it had', () => {
    expect(judgeRestart(state, circumstances)).toEqual({
      restart: { preservedFamilies: ['ipv4-unicast'], awaitedPeers: ['192.0.2.1'] },
      detail: 'the run before was there 20 s ago, with 1 peers',
    });
  });

  test('yes, but nothing is forwarded any more that another kind of table has', () => {
    expect(judgeRestart(state, { ...circumstances, fib: 'none' }).restart?.preservedFamilies).toEqual([]);
  });

  test('yes, for as long as some peer may keep our routes as long-lived stale ones (RFC 9494)', () => {
    const gracefulRestart = { ...document.gracefulRestart, longLivedStaleTimeSeconds: 3_600 };
    const configuration = testConfiguration({ ...document, gracefulRestart });
    const judged = (awaySeconds: number) =>
      judgeRestart({ ...state, writtenAt: now - awaySeconds * 1_000 }, { ...circumstances, configuration });
    expect(judged(3_700).restart?.preservedFamilies).toEqual(['ipv4-unicast']);
    expect(judged(3_800).restart).toBeUndefined();
  });

  test.each<[string, Partial<StartCircumstances>, Partial<RestartState> | undefined, string]>([
    ['nobody is asked for help', { configuration: testConfiguration() }, {}, 'no peer is asked to help'],
    ['there was no run', {}, undefined, 'no run before'],
    ['it was another AS', {}, { asNumber: 65_009 }, 'another speaker'],
    ['it was another router', {}, { bgpIdentifier: '192.0.2.9' }, 'another speaker'],
    ['the machine was started since', { bootId: 'other' }, {}, 'the machine has been started since'],
    ['it took too long', { now: now + 140_000 }, {}, '160 s ago, peers keep our routes for 120 s'],
    ['it was in the future', { now: now - 60_000 }, {}, '-40 s ago'],
  ])('no, when %s', (_title, changed, changes, words) => {
    const before = changes === undefined ? undefined : { ...state, ...changes };
    const { restart, detail } = judgeRestart(before, { ...circumstances, ...changed });
    expect(restart).toBeUndefined();
    expect(detail).toContain(words);
  });

  test('one peer alone may be asked for help', () => {
    const [first, ...others] = testDocument.peers ?? [];
    const peers = [{ ...first, gracefulRestartMode: 'restarter' as const }, ...others];
    expect(
      [testDocument, { ...testDocument, peers }].map((each) => asksForHelp(testConfiguration(each))),
    ).toEqual([false, true]);
  });
});

describe('the state file', () => {
  const directory = mkdtempSync(join(tmpdir(), 'bgpeer-state-'));

  test('gives back what was written, and leaves no draft', () => {
    const file = new RestartStateFile(join(directory, 'one', 'restart.json'));
    expect(file.read()).toBeUndefined();
    file.write({ ...state, peers: [] });
    file.write(state);
    expect(file.read()).toEqual(state);
    expect(readdirSync(join(directory, 'one'))).toEqual(['restart.json']);
    file.remove();
    file.remove();
    expect(file.read()).toBeUndefined();
  });

  test.each(['', '{', '{}', '[]', '{"version":2}', JSON.stringify({ ...state, version: 1, peers: 'all' })])(
    'is as good as none when it says %j',
    (text) => {
      const path = join(directory, 'broken.json');
      writeFileSync(path, text);
      expect(new RestartStateFile(path).read()).toBeUndefined();
    },
  );

  test('stands beside the control socket', () => {
    expect(stateFileBeside('/run/bgpeer/bgpeer.sock')).toBe('/run/bgpeer/bgpeer.restart.json');
  });
});
