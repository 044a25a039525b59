import type { PeerSettings } from '@bgpeer/router';
import type { ConfigDocument } from '../document/config-document.ts';
import type { PeerGroupDocument } from '../document/peer-settings-document.ts';
import type { WrittenRemoteAs } from '../document/values.ts';
import { portDefault, profileDefaults, sendHoldTimeDefault } from './defaults.ts';
import { foldFamilies } from './fold-peer-family.ts';
import { withoutUndefined } from './without-undefined.ts';

/**
 * One peer's settings from its own, its group's and the document's: what stands nearest to the peer wins, key by key.
 * @param remoteAs the peer's or its group's
 */
export function foldPeerSettings(
  document: ConfigDocument,
  groupName: string | undefined,
  group: PeerGroupDocument,
  own: PeerGroupDocument,
  remoteAs: WrittenRemoteAs,
): PeerSettings {
  const said: PeerGroupDocument = { ...withoutUndefined(group), ...withoutUndefined(own) };
  const described = {
    peerGroup: groupName,
    description: said.description,
    localAddress: said.localAddress,
    localAs: said.localAs,
    localRole: said.localRole,
    gracefulRestartMode: said.gracefulRestartMode,
  };
  return {
    ...withoutUndefined(described),
    ...foldShutdown(document, group, own),
    ...foldTimes(document, group, own),
    remoteAs: typeof remoteAs === 'number' ? { kind: 'exactly', asNumber: remoteAs } : { kind: remoteAs },
    passive: said.passive ?? false,
    port: said.port ?? portDefault,
    families: foldFamilies(document, group, own),
    extendedNextHop: said.extendedNextHop ?? false,
    ebgpMultihop: said.ebgpMultihop ?? 1,
    disableConnectedCheck: said.disableConnectedCheck ?? document.disableConnectedCheck ?? false,
    gracefulShutdown: said.gracefulShutdown ?? false,
    enforceFirstAs: said.enforceFirstAs ?? document.enforceFirstAs ?? false,
    senderAsPathLoopDetection: said.senderAsPathLoopDetection ?? false,
  };
}

/** The router's shutdown is every peer's, with its message. */
function foldShutdown(
  document: ConfigDocument,
  group: PeerGroupDocument,
  own: PeerGroupDocument,
): Pick<PeerSettings, 'shutdown' | 'shutdownMessage'> {
  const { shutdown = false, shutdownMessage } =
    document.shutdown === true
      ? document
      : {
          shutdown: own.shutdown ?? group.shutdown,
          shutdownMessage: own.shutdownMessage ?? group.shutdownMessage,
        };
  return { shutdown, ...withoutUndefined({ shutdownMessage: shutdown ? shutdownMessage : undefined }) };
}

/** The two timers of a session come from one place together, as they were written together. */
function foldTimes(document: ConfigDocument, group: PeerGroupDocument, own: PeerGroupDocument) {
  const profile = profileDefaults[document.defaults];
  const timers = [own, group, document].find((settings) => settings.holdTimeSeconds !== undefined);
  const holdTimeSeconds = timers?.holdTimeSeconds ?? profile.holdTimeSeconds;
  return {
    holdTimeSeconds,
    keepaliveTimeSeconds: timers?.keepaliveTimeSeconds ?? profile.keepaliveTimeSeconds,
    connectRetryTimeSeconds:
      own.connectRetryTimeSeconds ??
      group.connectRetryTimeSeconds ??
      document.connectRetryTimeSeconds ??
      profile.connectRetryTimeSeconds,
    delayOpenTimeSeconds: own.delayOpenTimeSeconds ?? group.delayOpenTimeSeconds ?? 0,
    sendHoldTimeSeconds:
      own.sendHoldTimeSeconds ?? group.sendHoldTimeSeconds ?? sendHoldTimeDefault(holdTimeSeconds),
    advertisementIntervalSeconds: own.advertisementIntervalSeconds ?? group.advertisementIntervalSeconds ?? 0,
  };
}
