import type { IpAddress } from '@bgpeer/bgp-wire';
import type { PeerConfiguration, RouterConfiguration } from '@bgpeer/router';
import {
  type ConfigDocument,
  type ConfigDocumentInput,
  configDocumentSchema,
} from '../document/config-document.ts';
import type { PeerGroupDocument } from '../document/peer-settings-document.ts';
import { problemsOfSchema } from '../document/schema-problems.ts';
import type { WrittenRemoteAs } from '../document/values.ts';
import { hasErrors, type PlaceOf, type Problem } from '../problem.ts';
import { checkRouterConfiguration } from './check-configuration.ts';
import { checkDocument } from './check-document.ts';
import {
  defaultLocalPreference,
  gracefulRestartDefaults,
  listenLimitDefault,
  profileDefaults,
} from './defaults.ts';
import { foldDecision, foldMaximumPaths } from './fold-decision.ts';
import { foldOrigination } from './fold-origination.ts';
import { foldPeerSettings } from './fold-peer-settings.ts';
import { checkPolicies } from './policies/check-policies.ts';
import { foldPolicies } from './policies/fold-policies.ts';
import { ProblemCollector } from './problem-collector.ts';
import { problemsOfTheRest } from './problems-of-the-rest.ts';
import { withoutUndefined } from './without-undefined.ts';

export type FoldOptions = {
  /** The BGP Identifier when the document gives none: the machine's highest IPv4 address, usually. */
  fallbackRouterId?: IpAddress;
  /** The name to tell peers (FQDN capability) when the document gives none: the machine's, usually. */
  fallbackHostName?: string;
  /** Where the document's keys were written, as the parsers tell it. */
  placeOf?: PlaceOf;
};

/**
 * Checks the document as a whole and folds defaults and peer groups into its peers.
 * @returns the configuration unless a problem is an error, and every problem at once
 */
export function toRouterConfiguration(
  document: ConfigDocumentInput,
  options: FoldOptions = {},
): { configuration?: RouterConfiguration; problems: Problem[] } {
  const placeOf = options.placeOf ?? (() => ({ file: 'configuration' }));
  const checked = configDocumentSchema.safeParse(document, { reportInput: true });
  if (!checked.success) {
    const refused = problemsOfSchema(checked.error.issues, placeOf);
    return { problems: [...refused, ...problemsOfTheRest(document, placeOf)] };
  }
  const collector = new ProblemCollector(placeOf);
  checkDocument(checked.data, options.fallbackRouterId, collector);
  const policies = foldPolicies(checked.data.policies, placeOf);
  checkPolicies(checked.data, policies, placeOf, collector);
  if (hasErrors(collector.problems)) return { problems: collector.problems };
  const configuration = fold(checked.data, {
    bgpIdentifier: (checked.data.routerId ?? options.fallbackRouterId)!,
    hostName: checked.data.hostName ?? options.fallbackHostName ?? '',
    policies,
  });
  checkRouterConfiguration(configuration, collector);
  return { configuration, problems: collector.problems };
}

function fold(
  document: ConfigDocument,
  { bgpIdentifier, hostName, policies }: Pick<RouterConfiguration, 'bgpIdentifier' | 'hostName' | 'policies'>,
): RouterConfiguration {
  return {
    asNumber: document.asNumber,
    bgpIdentifier,
    hostName,
    ebgpRequiresPolicy: document.ebgpRequiresPolicy ?? profileDefaults[document.defaults].ebgpRequiresPolicy,
    rejectAsSets: document.rejectAsSets ?? true,
    defaultLocalPreference: document.defaultLocalPreference ?? defaultLocalPreference,
    ...withoutUndefined({ minimumHoldTimeSeconds: document.minimumHoldTimeSeconds }),
    gracefulRestart: { ...gracefulRestartDefaults, ...withoutUndefined(document.gracefulRestart ?? {}) },
    reflection: {
      clientToClient: document.reflection?.clientToClient ?? true,
      allowOutboundPolicy: document.reflection?.allowOutboundPolicy ?? false,
      ...withoutUndefined({ clusterId: document.reflection?.clusterId }),
    },
    gracefulShutdown: document.gracefulShutdown ?? false,
    decision: foldDecision(document),
    maximumPaths: foldMaximumPaths(document),
    policies,
    ...foldOrigination(document),
    peers: document.peers.map((peer) => foldPeer(document, peer)),
    listenRanges: document.listenRanges.map((range) => {
      const group = document.peerGroups[range.peerGroup];
      const remoteAs = requiredRemoteAs(group.remoteAs);
      return {
        prefix: range.prefix,
        settings: foldPeerSettings(document, range.peerGroup, group, {}, remoteAs),
      };
    }),
    listenLimit: document.listenLimit ?? listenLimitDefault,
  };
}

function foldPeer(document: ConfigDocument, peer: ConfigDocument['peers'][number]): PeerConfiguration {
  const group: PeerGroupDocument = peer.peerGroup === undefined ? {} : document.peerGroups[peer.peerGroup];
  const remoteAs = requiredRemoteAs(peer.remoteAs ?? group.remoteAs);
  return { address: peer.address, ...foldPeerSettings(document, peer.peerGroup, group, peer, remoteAs) };
}

/** The checks have seen to it that it is there. */
function requiredRemoteAs(remoteAs: WrittenRemoteAs | undefined): WrittenRemoteAs {
  if (remoteAs === undefined) throw new Error('a peer without remote-as passed the checks');
  return remoteAs;
}
