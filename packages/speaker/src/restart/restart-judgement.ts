import type { RestartOptions, RouterConfiguration } from '@bgpeer/router';
import type { RestartState } from './restart-state.ts';

/** What a start goes by. */
export interface StartCircumstances {
  readonly configuration: RouterConfiguration;
  readonly fib: 'none' | 'kernel';
  readonly bootId: string | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

/** Whether a start is a restart, with the sentence that says why. */
export interface RestartJudgement {
  readonly restart: RestartOptions | undefined;
  readonly detail: string;
}

/** Whether peers keep our routes over a restart of ours: the Graceful Restart Capability lists families to one at least. */
export function asksForHelp({ gracefulRestart, peers, listenRanges }: RouterConfiguration): boolean {
  return [...peers, ...listenRanges.map(({ settings }) => settings)].some(
    ({ gracefulRestartMode }) => (gracefulRestartMode ?? gracefulRestart.mode) === 'restarter',
  );
}

/** How often a run says that it is alive: several times in the time that a restart may take. */
export function lifeSignIntervalMs({ gracefulRestart }: RouterConfiguration): number {
  return Math.min(30, Math.max(1, gracefulRestart.restartTimeSeconds / 4)) * 1_000;
}

/**
 * Compares what a run before left with what this one is. It takes that one's place when it is the same speaker on the
 * same running kernel, and peers may have waited for it.
 */
export function judgeRestart(
  state: RestartState | undefined,
  { configuration, fib, bootId, now }: StartCircumstances,
): RestartJudgement {
  const no = (detail: string): RestartJudgement => ({ restart: undefined, detail });
  if (!asksForHelp(configuration)) return no('no peer is asked to help over a restart');
  if (state === undefined) return no('no run before left its state');
  const { asNumber, bgpIdentifier } = configuration;
  if (state.asNumber !== asNumber || state.bgpIdentifier !== bgpIdentifier)
    return no(`the run before was AS ${state.asNumber}, router id ${state.bgpIdentifier}: another speaker`);
  if (state.bootId !== bootId) return no('the machine has been started since');
  const awayMs = now - state.writtenAt;
  const patienceSeconds = peerPatienceSeconds(configuration);
  if (awayMs < 0 || awayMs > patienceSeconds * 1_000 + lifeSignIntervalMs(configuration)) {
    const awaySeconds = Math.round(awayMs / 1_000);
    return no(
      `the run before was there ${awaySeconds} s ago, peers keep our routes for ${patienceSeconds} s`,
    );
  }
  // With the kernel's table out of our hands nobody sees to it that what is there stays right.
  const isForwardingKept = (state.kernel === undefined) === (fib === 'none');
  return {
    restart: {
      preservedFamilies: isForwardingKept ? state.preservedFamilies : [],
      awaitedPeers: state.peers,
    },
    detail: `the run before was there ${Math.round(awayMs / 1_000)} s ago, with ${state.peers.length} peers`,
  };
}

/**
 * How long peers keep our routes without us: the restart time that they were told (RFC 4724, section 3), and after it the
 * long-lived stale time, for those that know of it (RFC 9494, section 4.2).
 */
function peerPatienceSeconds({ gracefulRestart }: RouterConfiguration): number {
  const { restartTimeSeconds, longLivedStaleTimeSeconds = 0 } = gracefulRestart;
  return restartTimeSeconds + longLivedStaleTimeSeconds;
}
