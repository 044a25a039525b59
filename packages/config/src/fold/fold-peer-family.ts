import { type FamilyName, familyNames } from '@bgpeer/bgp-wire';
import type { AddPathSend, PeerFamilySettings, PeerSettings, PrefixLimitConfiguration } from '@bgpeer/router';
import type { ConfigDocument } from '../document/config-document.ts';
import type { PeerFamilyDocument } from '../document/peer-family-document.ts';
import type { PeerGroupDocument } from '../document/peer-settings-document.ts';
import { peerFamilyDefaults, prefixLimitThresholdDefault } from './defaults.ts';
import { foldFilters } from './policies/fold-filters.ts';
import { withoutUndefined } from './without-undefined.ts';

/** The families that a peer exchanges routes of, each with its settings: the peer's own before its group's, key by key. */
export function foldFamilies(
  document: ConfigDocument,
  group: PeerGroupDocument,
  own: PeerGroupDocument,
): PeerSettings['families'] {
  const families: Partial<Record<FamilyName, PeerFamilySettings>> = {};
  const activeByDefault: Readonly<Record<FamilyName, boolean>> = {
    'ipv4-unicast': document.defaultIpv4Unicast ?? true,
    'ipv6-unicast': document.defaultIpv6Unicast ?? false,
  };
  for (const family of familyNames) {
    const ownFamily = own.families?.[family] ?? {};
    const groupFamily = group.families?.[family] ?? {};
    if (ownFamily.activate ?? groupFamily.activate ?? activeByDefault[family]) {
      families[family] = foldFamily(groupFamily, ownFamily);
    }
  }
  return families;
}

function foldFamily(group: PeerFamilyDocument, own: PeerFamilyDocument): PeerFamilySettings {
  const said: PeerFamilyDocument = { ...withoutUndefined(group), ...withoutUndefined(own) };
  const { allowOwnAs, nextHopSelf } = said;
  return {
    ...peerFamilyDefaults,
    ...withoutUndefined({
      nextHopSelf: nextHopSelf === 'force' ? true : nextHopSelf,
      attributesUnchanged: said.attributesUnchanged,
      routeReflectorClient: said.routeReflectorClient,
      routeServerClient: said.routeServerClient,
      weight: said.weight,
      prefixLimit: said.maximumPrefixes && foldPrefixLimit(said.maximumPrefixes),
      prefixCountMaxOut: said.maximumPrefixesOut,
      allowOwnAsCount: allowOwnAs === 'origin' ? undefined : allowOwnAs,
      asOverride: said.asOverride,
      removePrivateAs: said.removePrivateAs || undefined,
      addPathSend: foldAddPathSend(said.addPathSend),
      addPathReceive: said.addPathReceive,
      addPathReceiveLimit: said.addPathReceiveLimit,
      aigp: said.aigp,
      softReconfigurationInbound: said.softReconfigurationInbound,
      importFilters: foldFilters(group.importPolicy, own.importPolicy),
      exportFilters: foldFilters(group.exportPolicy, own.exportPolicy),
      unsuppressMap: said.unsuppressMap,
      defaultOriginate: foldDefaultOriginate(said.defaultOriginate),
    }),
    nextHopSelfForce: nextHopSelf === 'force',
    allowOwnAsAtOrigin: allowOwnAs === 'origin',
    sendCommunities: {
      ...peerFamilyDefaults.sendCommunities,
      ...withoutUndefined(group.sendCommunities ?? {}),
      ...withoutUndefined(own.sendCommunities ?? {}),
    },
  };
}

function foldPrefixLimit({
  count,
  restartMinutes,
  thresholdPercent,
  warningOnly,
}: NonNullable<PeerFamilyDocument['maximumPrefixes']>): PrefixLimitConfiguration {
  return {
    prefixCountMax: count,
    thresholdPercent: thresholdPercent ?? prefixLimitThresholdDefault,
    warningOnly,
    ...withoutUndefined({ restartMinutes }),
  };
}

/** One path is what is sent without ADD-PATH. */
function foldAddPathSend(send: PeerFamilyDocument['addPathSend']): AddPathSend | undefined {
  if (send === undefined || send === 'none' || send === 1) return undefined;
  return typeof send === 'number' ? { paths: 'best', pathCountMax: send } : { paths: send };
}

function foldDefaultOriginate(
  originate: PeerFamilyDocument['defaultOriginate'],
): PeerFamilySettings['defaultOriginate'] {
  if (originate === undefined || originate === false) return undefined;
  return originate === true ? {} : originate;
}
