import type { GracefulRestartView } from '@bgpeer/router';

const modes: Readonly<Record<GracefulRestartView['localMode'] | GracefulRestartView['remoteMode'], string>> =
  {
    disabled: 'Disable',
    helper: 'Helper',
    restarter: 'Restart',
    'not-applicable': 'NotApplicable',
  };

/** FRR's word for our mode; the star says that it comes from the whole router's setting. */
export function localModeWord(view: GracefulRestartView): string {
  return `${modes[view.localMode]}*`;
}

/** FRR's word for the peer's mode. */
export function remoteModeWord(view: GracefulRestartView): string {
  return modes[view.remoteMode];
}

/** Whole seconds until a deadline; undefined without one. */
export function secondsUntil(deadline: number | undefined, now: number): number | undefined {
  return deadline === undefined ? undefined : Math.max(0, Math.floor((deadline - now) / 1000));
}
