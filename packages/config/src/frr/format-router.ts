import type { ConfigDocument } from '../document/config-document.ts';
import { stated, switched } from './format-lines.ts';

/** The statements of `router bgp` before those about neighbors, in FRR's order. */
export function formatRouter(document: ConfigDocument): string[] {
  const { bestpath = {}, gracefulRestart = {}, reflection = {} } = document;
  return [
    ...stated(document.routerId, (routerId) => `bgp router-id ${routerId}`),
    ...switched(bestpath.alwaysCompareMed, 'bgp always-compare-med'),
    ...switched(document.ebgpRequiresPolicy, 'bgp ebgp-requires-policy'),
    ...switched(document.rejectAsSets, 'bgp reject-as-sets'),
    ...switched(document.enforceFirstAs, 'bgp enforce-first-as'),
    ...switched(gracefulRestart.hardAdministrativeReset, 'bgp hard-administrative-reset'),
    ...switched(document.defaultIpv4Unicast, 'bgp default ipv4-unicast'),
    ...switched(document.defaultIpv6Unicast, 'bgp default ipv6-unicast'),
    ...stated(document.defaultLocalPreference, (value) => `bgp default local-preference ${value}`),
    ...switched(reflection.clientToClient, 'bgp client-to-client reflection'),
    ...switched(reflection.allowOutboundPolicy, 'bgp route-reflector allow-outbound-policy'),
    ...stated(reflection.clusterId, (id) => `bgp cluster-id ${id}`),
    ...switched(document.disableConnectedCheck, 'bgp disable-ebgp-connected-route-check'),
    ...switched(bestpath.deterministicMed, 'bgp deterministic-med'),
    ...switched(document.gracefulShutdown, 'bgp graceful-shutdown'),
    ...formatGracefulRestart(gracefulRestart),
    ...formatBestpath(bestpath),
    ...stated(document.minimumHoldTimeSeconds, (hold) => `bgp minimum-holdtime ${hold}`),
    ...stated(document.holdTimeSeconds, (hold) => `timers bgp ${document.keepaliveTimeSeconds} ${hold}`),
  ];
}

/** The statements of `router bgp` after those about neighbors. */
export function formatRouterEnd(document: ConfigDocument): string[] {
  const message = document.shutdownMessage === undefined ? '' : ` message ${document.shutdownMessage}`;
  return [
    ...stated(document.listenLimit, (limit) => `bgp listen limit ${limit}`),
    ...document.listenRanges.map(
      ({ peerGroup, prefix }) => `bgp listen range ${prefix} peer-group ${peerGroup}`,
    ),
    ...switched(document.shutdown, `bgp shutdown${message}`),
  ];
}

function formatGracefulRestart(settings: NonNullable<ConfigDocument['gracefulRestart']>): string[] {
  const {
    longLivedStaleTimeSeconds,
    restartTimeSeconds,
    selectionDeferralTimeSeconds,
    stalePathTimeSeconds,
  } = settings;
  const modes = {
    disabled: 'bgp graceful-restart-disable',
    helper: 'no bgp graceful-restart',
    restarter: 'bgp graceful-restart',
  };
  return [
    ...stated(longLivedStaleTimeSeconds, (time) => `bgp long-lived-graceful-restart stale-time ${time}`),
    ...stated(stalePathTimeSeconds, (time) => `bgp graceful-restart stalepath-time ${time}`),
    ...stated(restartTimeSeconds, (time) => `bgp graceful-restart restart-time ${time}`),
    ...switched(settings.notificationSupport, 'bgp graceful-restart notification'),
    ...stated(selectionDeferralTimeSeconds, (time) => `bgp graceful-restart select-defer-time ${time}`),
    ...stated(settings.mode, (mode) => modes[mode]),
    ...switched(settings.preserveForwardingState, 'bgp graceful-restart preserve-fw-state'),
  ];
}

function formatBestpath(bestpath: NonNullable<ConfigDocument['bestpath']>): string[] {
  const { linkBandwidth, multipathRelax } = bestpath;
  const relax = 'bgp bestpath as-path multipath-relax';
  return [
    ...switched(bestpath.asPathIgnore, 'bgp bestpath as-path ignore'),
    ...(multipathRelax === 'as-set' ? [`${relax} as-set`] : switched(multipathRelax, relax)),
    ...switched(bestpath.aigp, 'bgp bestpath aigp'),
    ...switched(bestpath.compareRouterId, 'bgp bestpath compare-routerid'),
    ...switched(bestpath.medMissingAsWorst, 'bgp bestpath med missing-as-worst'),
    ...switched(bestpath.peerTypeMultipathRelax, 'bgp bestpath peer-type multipath-relax'),
    ...stated(linkBandwidth, (use) =>
      use === 'by-weight' ? 'no bgp bestpath bandwidth' : `bgp bestpath bandwidth ${use}`,
    ),
  ];
}
