import type { PeerGroupDocument } from '../document/peer-settings-document.ts';
import { stated, switched } from './format-lines.ts';

/** A neighbor's statements at the level of `router bgp`, in FRR's order. */
export function formatNeighbor(name: string, settings: PeerGroupDocument, peerGroup?: string): string[] {
  const neighbor = `neighbor ${name}`;
  return [
    ...stated(settings.remoteAs, (remoteAs) => `${neighbor} remote-as ${remoteAs}`),
    ...stated(peerGroup, (group) => `${neighbor} peer-group ${group}`),
    ...stated(settings.localAs, (localAs) => formatLocalAs(neighbor, localAs)),
    ...stated(settings.description, (text) => `${neighbor} description ${text}`),
    ...formatShutdown(neighbor, settings),
    ...stated(settings.port, (port) => `${neighbor} port ${port}`),
    ...switched(settings.passive, `${neighbor} passive`),
    ...stated(settings.ebgpMultihop, (hops) =>
      hops === 1 ? `no ${neighbor} ebgp-multihop` : `${neighbor} ebgp-multihop ${hops}`,
    ),
    ...stated(
      settings.localRole,
      ({ role, strict }) => `${neighbor} local-role ${role}${strict ? ' strict-mode' : ''}`,
    ),
    ...switched(settings.disableConnectedCheck, `${neighbor} disable-connected-check`),
    ...switched(settings.enforceFirstAs, `${neighbor} enforce-first-as`),
    ...stated(settings.localAddress, (address) => `${neighbor} update-source ${address}`),
    ...stated(
      settings.advertisementIntervalSeconds,
      (interval) => `${neighbor} advertisement-interval ${interval}`,
    ),
    ...formatTimers(neighbor, settings),
    ...switched(settings.extendedNextHop, `${neighbor} capability extended-nexthop`),
    ...switched(settings.senderAsPathLoopDetection, `${neighbor} sender-as-path-loop-detection`),
    ...stated(settings.gracefulRestartMode, (mode) => `${neighbor} ${restartWords[mode]}`),
    ...switched(settings.gracefulShutdown, `${neighbor} graceful-shutdown`),
  ];
}

const restartWords = {
  restarter: 'graceful-restart',
  helper: 'graceful-restart-helper',
  disabled: 'graceful-restart-disable',
} as const;

function formatLocalAs(neighbor: string, localAs: NonNullable<PeerGroupDocument['localAs']>): string {
  const { asNumber, noPrepend, replaceAs } = localAs;
  const words = [...(noPrepend ? ['no-prepend'] : []), ...(replaceAs ? ['replace-as'] : [])];
  return [`${neighbor} local-as ${asNumber}`, ...words].join(' ');
}

function formatShutdown(neighbor: string, { shutdown, shutdownMessage }: PeerGroupDocument): string[] {
  const message = shutdownMessage === undefined ? '' : ` message ${shutdownMessage}`;
  return switched(shutdown, `${neighbor} shutdown${message}`);
}

function formatTimers(neighbor: string, settings: PeerGroupDocument): string[] {
  return [
    ...stated(
      settings.holdTimeSeconds,
      (hold) => `${neighbor} timers ${settings.keepaliveTimeSeconds} ${hold}`,
    ),
    ...stated(settings.connectRetryTimeSeconds, (time) => `${neighbor} timers connect ${time}`),
    ...stated(settings.delayOpenTimeSeconds, (time) =>
      time === 0 ? `no ${neighbor} timers delayopen` : `${neighbor} timers delayopen ${time}`,
    ),
  ];
}
