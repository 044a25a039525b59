import type { ControlStatus } from '@bgpeer/speaker';
import { formatMemory } from './memory-text.ts';
import { formatUptimeSince } from './times.ts';

/** `show version`: which router runs, since when and where. */
export function versionText(status: ControlStatus): string[] {
  const listening = status.listening.map(({ address, port }) => `${address} port ${port}`).join(', ');
  return [
    `bgpeer ${status.version} (${status.hostName}), process ${status.processId}`,
    `Up for ${formatUptimeSince(status.startedAt, status.now)}, ${formatMemory(status.residentOctets)} of memory`,
    `Listening on ${listening || 'nothing'}`,
    `Kernel routes: ${status.fib === 'kernel' ? 'yes' : 'no (--fib none)'}`,
    `Configuration from ${status.configurationSource}`,
  ];
}

/** `show version json`. */
export function versionJson(status: ControlStatus): ControlStatus {
  return status;
}
