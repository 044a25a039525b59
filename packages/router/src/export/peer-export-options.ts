import {
  type FamilyName,
  familyOf,
  messageOctetsMaxClassic,
  messageOctetsMaxExtended,
  parsePrefix,
} from '@bgpeer/bgp-wire';
import type { NegotiatedSession } from '@bgpeer/fsm';
import { directionVerdict } from '@bgpeer/policy';
import type { PeerFamilySettings, PeerSettings } from '../configuration.ts';
import type { Peer } from '../peer.ts';
import type { RouterState } from '../router-state.ts';
import type { AddPathOptions, ExportOptions, ExportPolicyKey } from './export-options.ts';
import type { ExportPolicies } from './export-policies.ts';

/** The policies that a peer's routes of a family pass on their way out. */
export function exportPoliciesOf(settings: PeerFamilySettings, { policies }: RouterState): ExportPolicies {
  const { exportFilters, unsuppressMap, defaultOriginate, removePrivateAs, asOverride } = settings;
  const { filterList, ...otherFilters } = exportFilters ?? {};
  const isPathChanged = removePrivateAs !== undefined || asOverride;
  const isSplit = filterList !== undefined && isPathChanged;
  return {
    ...(exportFilters !== undefined && {
      attached: policies.filters(isSplit ? otherFilters : exportFilters),
    }),
    ...(isSplit && { filterList: policies.filters({ filterList }) }),
    ...(unsuppressMap !== undefined && {
      unsuppress: policies.routeMap(unsuppressMap),
      lists: policies.filters({ ...exportFilters, routeMap: undefined }),
    }),
    ...(defaultOriginate?.routeMap !== undefined && {
      defaultOriginate: policies.routeMap(defaultOriginate.routeMap),
    }),
  };
}

/** The options of a peer whose session is up, for one of its families. */
export function exportOptionsOf(
  peer: Peer,
  family: FamilyName,
  state: RouterState,
  policies: ExportPolicies,
): ExportOptions {
  const { configuration } = state;
  const negotiated = peer.negotiated!;
  const { send, session, endpoints } = negotiated;
  const settings = peer.settings.families[family]!;
  const { prefixCountMaxOut, defaultOriginate, removePrivateAs } = settings;
  const addPath = addPathOptions(negotiated, family, settings);
  // Across more than one hop the peer cannot be expected to reach a third router's address directly.
  const isAdjacent = session === 'internal' || peer.settings.ebgpMultihop <= 1;
  return {
    family,
    session,
    localAsNumber: configuration.asNumber,
    defaultLocalPreference: configuration.defaultLocalPreference,
    localAddresses: [endpoints.localAddress, endpoints.otherFamilyLocalAddress].filter(
      (address) => address !== undefined,
    ),
    sharedSubnet:
      isAdjacent && endpoints.sharedSubnet !== undefined ? parsePrefix(endpoints.sharedSubnet) : undefined,
    nextHopSelf: settings.nextHopSelf,
    nextHopSelfForce: settings.nextHopSelfForce,
    attributesUnchanged: settings.attributesUnchanged,
    sendCommunities: settings.sendCommunities,
    fourOctetAsNumbers: send.fourOctetAsNumbers,
    extendedNextHop: send.extendedNextHop.includes(family),
    messageOctetsMax: send.extendedMessages ? messageOctetsMaxExtended : messageOctetsMaxClassic,
    routeServerClient: settings.routeServerClient,
    asOverride: settings.asOverride,
    ...(removePrivateAs !== undefined && { removePrivateAs }),
    senderAsPathLoopDetection: peer.settings.senderAsPathLoopDetection,
    gracefulShutdown: configuration.gracefulShutdown || peer.settings.gracefulShutdown,
    // RFC 7311, section 3.3: enabled between internal peers unless told otherwise, for others when told.
    aigp: settings.aigp || session === 'internal',
    takesLongLivedStale: takesLongLivedStale(negotiated, state),
    policy: policyKeyOf(peer, settings, state, policies),
    ...(policies.unsuppress !== undefined && { unsuppressMap: policies.unsuppress.fingerprint }),
    ...(defaultOriginate !== undefined && {
      defaultOriginate: { routeMap: policies.defaultOriginate?.fingerprint },
    }),
    ...(prefixCountMaxOut !== undefined && { prefixCountMaxOut }),
    ...(addPath !== undefined && { addPath }),
    advertisementIntervalSeconds: peer.settings.advertisementIntervalSeconds,
    ...(configuration.decision.multipathRelaxAsSet && { aggregatesEqualCost: true }),
    ...(session === 'internal' ? internalOptions(settings, state) : externalOptions(peer.settings)),
    ...(looksAtSession(policies) && { peerAddress: peer.address }),
    ...(needsPeerAsNumber(peer.settings, settings) && { peerAsNumber: negotiated.peerAsNumber }),
  };
}

function looksAtSession({ attached, unsuppress, defaultOriginate }: ExportPolicies): boolean {
  return [attached, unsuppress, defaultOriginate].some((policy) => policy?.looksAtSession === true);
}

/** Without a policy nothing is sent to an external peer, where one is asked for (RFC 8212). */
function policyKeyOf(
  peer: Peer,
  { exportFilters }: PeerFamilySettings,
  state: RouterState,
  { attached, filterList }: ExportPolicies,
): ExportPolicyKey {
  const { ebgpRequiresPolicy } = state.configuration;
  const { session } = peer.negotiated!;
  const verdict = directionVerdict({ session, attached: exportFilters, ebgpRequiresPolicy });
  if (!verdict.permitted) return 'RFC 8212';
  if (attached === undefined) return 'none';
  return {
    fingerprint: attached.fingerprint,
    ...(filterList !== undefined && { filterList: filterList.fingerprint }),
  };
}

function internalOptions(
  { routeReflectorClient }: PeerFamilySettings,
  { configuration }: RouterState,
): Pick<ExportOptions, 'reflection'> {
  const { reflection, bgpIdentifier } = configuration;
  return {
    reflection: {
      toClient: routeReflectorClient,
      clientToClient: reflection.clientToClient,
      allowOutboundPolicy: reflection.allowOutboundPolicy,
      // RFC 4456, section 7.
      clusterId: reflection.clusterId ?? bgpIdentifier,
    },
  };
}

function externalOptions({ localAs, localRole }: PeerSettings): Pick<ExportOptions, 'localAs' | 'role'> {
  return {
    ...(localAs !== undefined && { localAs }),
    ...(localRole !== undefined && { role: localRole.role }),
  };
}

function needsPeerAsNumber(
  { senderAsPathLoopDetection }: PeerSettings,
  { asOverride, removePrivateAs }: PeerFamilySettings,
): boolean {
  return senderAsPathLoopDetection || asOverride || removePrivateAs !== undefined;
}

/** RFC 9494, section 4.3, binds those who speak it. */
function takesLongLivedStale({ receivedOpen }: NegotiatedSession, { configuration }: RouterState): boolean {
  const weSpeakIt = configuration.gracefulRestart.longLivedStaleTimeSeconds !== undefined;
  return !weSpeakIt || receivedOpen.capabilities.some(({ name }) => name === 'long-lived-graceful-restart');
}

/** What was agreed on stays for as long as the session does; without a wish of ours there is one path of each prefix. */
function addPathOptions(
  { send, receivedOpen }: NegotiatedSession,
  family: FamilyName,
  { addPathSend }: PeerFamilySettings,
): AddPathOptions | undefined {
  if (!send.addPath.includes(family)) return undefined;
  const { afi, safi } = familyOf(family);
  const limits = receivedOpen.capabilities.flatMap((row) => (row.name === 'paths-limit' ? row.families : []));
  const limit = limits.find((row) => row.afi === afi && row.safi === safi)?.pathCountMax;
  return {
    send: addPathSend ?? { paths: 'best', pathCountMax: 1 },
    ...(limit !== undefined && limit > 0 && { pathCountMax: limit }),
  };
}
