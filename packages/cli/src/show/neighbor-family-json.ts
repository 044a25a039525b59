import type { PeerFamilySettings, PeerFamilyView, PeerView } from '@bgpeer/router';

/** What `addressFamilyInfo` of `show bgp neighbors json` says of one family. The keys are spelt as FRR spells them. */
export function neighborFamilyJson(peer: PeerView, row: PeerFamilyView) {
  const settings = peer.settings.families[row.family];
  const hasGroup = row.updateGroup !== undefined;
  const missing = 'updates discarded due to missing policy';
  return {
    peerGroupMember: peer.peerGroup,
    updateGroupId: row.updateGroup,
    subGroupId: row.updateGroup,
    packetQueueLength: hasGroup ? 0 : undefined,
    ...(settings && settingsJson(settings)),
    commAttriSentToNbr: communitiesSent(row),
    ...(settings && defaultRouteJson(row, settings)),
    inboundPathPolicyConfig: settings?.importFilters && true,
    outboundPathPolicyConfig: settings?.exportFilters && true,
    inboundEbgpRequiresPolicy: row.importDenied ? `Inbound ${missing}` : undefined,
    outboundEbgpRequiresPolicy: row.exportDenied ? `Outbound ${missing}` : undefined,
    ...(settings && filtersJson(settings)),
    acceptedPrefixCounter: row.acceptedPrefixCount,
    sentPrefixCounter: hasGroup ? row.sentPrefixCount : undefined,
    ...prefixLimitJson(row),
    prefixOutAllowedMax: settings?.prefixCountMaxOut,
  };
}

function settingsJson(settings: PeerFamilySettings) {
  const unchanged = settings.attributesUnchanged;
  return {
    routeReflectorClient: settings.routeReflectorClient || undefined,
    routeServerClient: settings.routeServerClient || undefined,
    inboundSoftConfigPermit: settings.softReconfigurationInbound || undefined,
    ...removePrivateAsJson(settings),
    addpathTxAllPaths: settings.addPathSend?.paths === 'all' || undefined,
    addpathTxBestpathPerAS: settings.addPathSend?.paths === 'best-per-as' || undefined,
    addpathTxBestSelectedPaths:
      settings.addPathSend?.paths === 'best' ? settings.addPathSend.pathCountMax : undefined,
    overrideASNsInOutboundUpdates: settings.asOverride ? 'ifAspathEqualRemoteAs' : undefined,
    routerAlwaysNextHop: settings.nextHopSelf || settings.nextHopSelfForce || undefined,
    unchangedAsPathPropogatedToNbr: unchanged.asPath || undefined,
    unchangedNextHopPropogatedToNbr: unchanged.nextHop || undefined,
    unchangedMedPropogatedToNbr: unchanged.multiExitDisc || undefined,
  };
}

function removePrivateAsJson({ removePrivateAs }: PeerFamilySettings): Readonly<Record<string, true>> {
  if (removePrivateAs === undefined) return {};
  const what = removePrivateAs.replaceAs ? 'Replaced' : 'Removed';
  return { [`privateAsNums${removePrivateAs.all ? 'All' : ''}${what}InUpdatesToNbr`]: true };
}

function communitiesSent({ sendCommunities }: PeerFamilyView): string | undefined {
  if (sendCommunities.standard && sendCommunities.extended) return 'extendedAndStandard';
  if (sendCommunities.extended) return 'extended';
  if (sendCommunities.standard) return 'standard';
  return sendCommunities.large ? 'large' : undefined;
}

function defaultRouteJson(row: PeerFamilyView, { defaultOriginate }: PeerFamilySettings) {
  if (defaultOriginate === undefined) return {};
  return {
    defaultRouteMap: defaultOriginate.routeMap,
    ...(row.defaultRouteSent ? { defaultSent: true } : { defaultNotSent: true }),
  };
}

function filtersJson({ importFilters, exportFilters, unsuppressMap }: PeerFamilySettings) {
  return {
    incomingUpdatePrefixFilterList: importFilters?.prefixList,
    outgoingUpdatePrefixFilterList: exportFilters?.prefixList,
    incomingUpdateNetworkFilterList: importFilters?.distributeList,
    outgoingUpdateNetworkFilterList: exportFilters?.distributeList,
    incomingUpdateAsPathFilterList: importFilters?.filterList,
    outgoingUpdateAsPathFilterList: exportFilters?.filterList,
    routeMapForIncomingAdvertisements: importFilters?.routeMap,
    routeMapForOutgoingAdvertisements: exportFilters?.routeMap,
    selectiveUnsuppressRouteMap: unsuppressMap,
  };
}

function prefixLimitJson({ prefixLimit }: PeerFamilyView) {
  if (prefixLimit === undefined) return {};
  const { prefixCountMax, warningOnly, thresholdPercent, restartMinutes } = prefixLimit;
  return {
    prefixAllowedMax: prefixCountMax,
    prefixAllowedMaxWarning: warningOnly || undefined,
    prefixAllowedWarningThresh: thresholdPercent,
    prefixAllowedRestartIntervalMsecs: restartMinutes && restartMinutes * 60_000,
  };
}
