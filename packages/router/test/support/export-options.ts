import type { ExportOptions } from '../../src/export/export-options.ts';

/** Options of a group of ordinary external peers: no policy, no knob, AS 65000 at 192.0.2.1. */
export function externalExportOptions(partial: Partial<ExportOptions> = {}): ExportOptions {
  return {
    family: 'ipv4-unicast',
    session: 'external',
    localAsNumber: 65_000,
    defaultLocalPreference: 100,
    localAddresses: ['192.0.2.1'],
    sharedSubnet: undefined,
    nextHopSelf: false,
    nextHopSelfForce: false,
    attributesUnchanged: { asPath: false, nextHop: false, multiExitDisc: false },
    sendCommunities: { standard: true, extended: true, large: true },
    fourOctetAsNumbers: true,
    extendedNextHop: false,
    messageOctetsMax: 4_096,
    routeServerClient: false,
    asOverride: false,
    senderAsPathLoopDetection: false,
    gracefulShutdown: false,
    aigp: false,
    takesLongLivedStale: true,
    policy: 'none',
    advertisementIntervalSeconds: 0,
    ...partial,
  };
}

/** The same for internal peers that are no clients of ours. */
export function internalExportOptions(partial: Partial<ExportOptions> = {}): ExportOptions {
  return {
    ...externalExportOptions(partial),
    session: 'internal',
    reflection: {
      toClient: false,
      clientToClient: true,
      allowOutboundPolicy: false,
      clusterId: '10.0.0.254',
    },
    aigp: true,
  };
}
