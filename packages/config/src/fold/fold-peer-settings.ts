import { type FamilyName, familyNames } from '@bgpeer/bgp-wire';
import type { PeerFamilySettings, PeerSettings } from '@bgpeer/router';
import type { ConfigDocument } from '../document/config-document.ts';
import type { PeerFamilyDocument } from '../document/peer-family-document.ts';
import type { PeerGroupDocument } from '../document/peer-settings-document.ts';
import type { WrittenRemoteAs } from '../document/values.ts';
import { peerFamilyDefaults, portDefault, profileDefaults, sendHoldTimeDefault } from './defaults.ts';
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
  const profile = profileDefaults[document.defaults];
  const timers = [own, group, document].find((settings) => settings.holdTimeSeconds !== undefined);
  const holdTimeSeconds = timers?.holdTimeSeconds ?? profile.holdTimeSeconds;
  const shutdown = own.shutdown ?? group.shutdown ?? false;
  const described = {
    peerGroup: groupName,
    description: own.description ?? group.description,
    shutdownMessage: shutdown ? (own.shutdownMessage ?? group.shutdownMessage) : undefined,
    localAddress: own.localAddress ?? group.localAddress,
  };
  return {
    ...withoutUndefined(described),
    remoteAs: typeof remoteAs === 'number' ? { kind: 'exactly', asNumber: remoteAs } : { kind: remoteAs },
    passive: own.passive ?? group.passive ?? false,
    shutdown,
    port: own.port ?? group.port ?? portDefault,
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
    families: foldFamilies(document, group, own),
    extendedNextHop: own.extendedNextHop ?? group.extendedNextHop ?? false,
    ebgpMultihop: own.ebgpMultihop ?? group.ebgpMultihop ?? 1,
    disableConnectedCheck: false,
    gracefulShutdown: false,
    enforceFirstAs: false,
    senderAsPathLoopDetection: false,
    advertisementIntervalSeconds: 0,
  };
}

function foldFamilies(
  document: ConfigDocument,
  group: PeerGroupDocument,
  own: PeerGroupDocument,
): PeerSettings['families'] {
  const families: Partial<Record<FamilyName, PeerFamilySettings>> = {};
  for (const family of familyNames) {
    const ownFamily = own.families?.[family] ?? {};
    const groupFamily = group.families?.[family] ?? {};
    const activeByDefault = family === 'ipv4-unicast' && (document.defaultIpv4Unicast ?? true);
    if (ownFamily.activate ?? groupFamily.activate ?? activeByDefault) {
      families[family] = foldFamily(groupFamily, ownFamily);
    }
  }
  return families;
}

function foldFamily(group: PeerFamilyDocument, own: PeerFamilyDocument): PeerFamilySettings {
  const maximumPrefixes = own.maximumPrefixes ?? group.maximumPrefixes;
  const importPolicy = own.importPolicy ?? group.importPolicy ?? 'none';
  const exportPolicy = own.exportPolicy ?? group.exportPolicy ?? 'none';
  return {
    ...peerFamilyDefaults,
    ...withoutUndefined({
      nextHopSelf: own.nextHopSelf ?? group.nextHopSelf,
      weight: own.weight ?? group.weight,
      allowOwnAsCount: own.allowOwnAsCount ?? group.allowOwnAsCount,
      prefixLimit:
        maximumPrefixes === undefined
          ? undefined
          : {
              prefixCountMax: maximumPrefixes.count,
              thresholdPercent: 75,
              warningOnly: maximumPrefixes.warningOnly,
            },
      importFilters: importPolicy === 'none' ? undefined : {},
      exportFilters: exportPolicy === 'none' ? undefined : {},
    }),
    sendCommunities: {
      ...peerFamilyDefaults.sendCommunities,
      ...withoutUndefined(group.sendCommunities ?? {}),
      ...withoutUndefined(own.sendCommunities ?? {}),
    },
  };
}
