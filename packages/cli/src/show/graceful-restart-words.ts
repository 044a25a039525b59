import type { GracefulRestartView, PeerView } from '@bgpeer/router';

const modes: Readonly<Record<GracefulRestartView['localMode'] | GracefulRestartView['remoteMode'], string>> =
  {
    disabled: 'Disable',
    helper: 'Helper',
    restarter: 'Restart',
    'not-applicable': 'NotApplicable',
  };

/** FRR's word for our mode; the star says that it comes from the whole router's setting. */
export function localModeWord({ gracefulRestart, settings }: PeerView): string {
  return `${modes[gracefulRestart.localMode]}${settings.gracefulRestartMode === undefined ? '*' : ''}`;
}

/** FRR's word for the peer's mode. */
export function remoteModeWord(view: GracefulRestartView): string {
  return modes[view.remoteMode];
}

/** Whole seconds until a deadline; undefined without one. */
export function secondsUntil(deadline: number | undefined, now: number): number | undefined {
  return deadline === undefined ? undefined : Math.max(0, Math.floor((deadline - now) / 1000));
}
