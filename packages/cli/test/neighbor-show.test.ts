import type { PeerView } from '@bgpeer/router';
import { Router } from '@bgpeer/router';
import { frrConfiguration } from '@bgpeer/testkit';
import { describe, expect, it } from 'vitest';
import { neighborsJson } from '../src/show/neighbor-json.ts';
import { neighborsText } from '../src/show/neighbor-text.ts';

/** What FRR 8.4.4 was told, whose words for it stand below. */
const configuration = `
ip prefix-list PL seq 5 permit 10.0.0.0/8 le 32
access-list AL seq 5 permit 10.0.0.0/8
bgp as-path access-list AP seq 5 permit ^65010$
route-map RIN permit 10
route-map ROUT permit 10
router bgp 65000
 bgp router-id 10.9.0.1
 bgp graceful-restart
 neighbor 10.9.0.2 remote-as 65000
 neighbor 10.9.0.3 remote-as 65010
 neighbor 10.9.0.3 local-as 65099 no-prepend replace-as
 neighbor 10.9.0.3 local-role provider
 neighbor 10.9.0.3 graceful-restart-helper
 neighbor 10.9.0.3 advertisement-interval 1
 neighbor 10.9.0.9 remote-as 65011
 neighbor 10.9.0.9 shutdown
 neighbor 10.9.0.9 graceful-restart-disable
 neighbor 10.9.0.9 update-source 10.9.0.1
 address-family ipv4 unicast
  neighbor 10.9.0.2 route-reflector-client
  neighbor 10.9.0.2 next-hop-self force
  neighbor 10.9.0.2 soft-reconfiguration inbound
  neighbor 10.9.0.2 prefix-list PL in
  neighbor 10.9.0.2 addpath-tx-all-paths
  neighbor 10.9.0.2 maximum-prefix 100 80 restart 5
  neighbor 10.9.0.2 default-originate route-map RIN
  neighbor 10.9.0.3 route-server-client
  neighbor 10.9.0.3 route-map RIN in
  neighbor 10.9.0.3 route-map ROUT out
  neighbor 10.9.0.3 filter-list AP in
  neighbor 10.9.0.3 maximum-prefix 10 warning-only
  neighbor 10.9.0.3 remove-private-AS all replace-AS
  neighbor 10.9.0.3 as-override
  neighbor 10.9.0.3 attribute-unchanged next-hop
  neighbor 10.9.0.3 addpath-tx-bestpath-per-AS
  neighbor 10.9.0.3 unsuppress-map ROUT
  neighbor 10.9.0.3 default-originate
  neighbor 10.9.0.9 maximum-prefix-out 7
  neighbor 10.9.0.9 distribute-list AL in
  neighbor 10.9.0.9 prefix-list PL out
  neighbor 10.9.0.9 attribute-unchanged
  neighbor 10.9.0.9 remove-private-AS
  no neighbor 10.9.0.9 send-community
`;

const router = new Router(frrConfiguration(configuration), { seed: 1 });

function peer(address: string): PeerView {
  return router.peer(address)!;
}

function familyPart(address: string): string[] {
  const lines = neighborsText({ now: 0, peers: [peer(address)] });
  const start = lines.indexOf(' For address family: IPv4 Unicast');
  return lines.slice(start + 2, lines.indexOf('', start));
}

function json(address: string) {
  return JSON.parse(JSON.stringify(neighborsJson({ now: 0, peers: [peer(address)] })))[address];
}

describe('what a neighbor is configured with, in the words of FRR', () => {
  it('is told of each address family in its order', () => {
    expect(familyPart('10.9.0.2')).toEqual([
      '  Route-Reflector Client',
      '  Inbound soft reconfiguration allowed',
      '  Advertise all paths via addpath',
      '  NEXT_HOP is always this router',
      '  Community attribute sent to this neighbor(all)',
      '  Default information originate, default route-map *RIN, default not sent',
      '  Inbound path policy configured',
      '  Incoming update prefix filter list is *PL',
      '  0 accepted prefixes',
      '  Maximum prefixes allowed 100',
      '  Threshold for warning message 80%, restart interval 5 min',
    ]);
    expect(familyPart('10.9.0.3')).toEqual([
      '  Route-Server Client',
      '  Private AS numbers (all) replaced in updates to this neighbor',
      '  Advertise bestpath per AS via addpath',
      '  Override ASNs in outbound updates if aspath equals remote-as',
      '  NEXT_HOP is propagated unchanged to this neighbor',
      '  Community attribute sent to this neighbor(all)',
      '  Default information originate, default not sent',
      '  Inbound path policy configured',
      '  Outbound path policy configured',
      '  Incoming update AS path filter list is *AP',
      '  Route map for incoming advertisements is *RIN',
      '  Route map for outgoing advertisements is *ROUT',
      '  Route map for selective unsuppress is *ROUT',
      '  0 accepted prefixes',
      '  Maximum prefixes allowed 10 (warning-only)',
      '  Threshold for warning message 75%',
    ]);
    expect(familyPart('10.9.0.9')).toEqual([
      '  Private AS numbers removed in updates to this neighbor',
      '  AS_PATH is propagated unchanged to this neighbor',
      '  NEXT_HOP is propagated unchanged to this neighbor',
      '  MED is propagated unchanged to this neighbor',
      '  Community attribute sent to this neighbor(large)',
      '  Inbound path policy configured',
      '  Outbound path policy configured',
      '  Outgoing update prefix filter list is *PL',
      '  Incoming update network filter list is *AL',
      '  0 accepted prefixes',
      '  Maximum allowed prefixes sent 7',
    ]);
  });

  it('is told of each address family in its keys', () => {
    expect(json('10.9.0.2').addressFamilyInfo.ipv4Unicast).toEqual({
      routeReflectorClient: true,
      inboundSoftConfigPermit: true,
      addpathTxAllPaths: true,
      routerAlwaysNextHop: true,
      commAttriSentToNbr: 'extendedAndStandard',
      defaultRouteMap: 'RIN',
      defaultNotSent: true,
      inboundPathPolicyConfig: true,
      incomingUpdatePrefixFilterList: 'PL',
      acceptedPrefixCounter: 0,
      prefixAllowedMax: 100,
      prefixAllowedWarningThresh: 80,
      prefixAllowedRestartIntervalMsecs: 300_000,
    });
    expect(json('10.9.0.3').addressFamilyInfo.ipv4Unicast).toEqual({
      routeServerClient: true,
      privateAsNumsAllReplacedInUpdatesToNbr: true,
      addpathTxBestpathPerAS: true,
      overrideASNsInOutboundUpdates: 'ifAspathEqualRemoteAs',
      unchangedNextHopPropogatedToNbr: true,
      commAttriSentToNbr: 'extendedAndStandard',
      defaultNotSent: true,
      inboundPathPolicyConfig: true,
      outboundPathPolicyConfig: true,
      incomingUpdateAsPathFilterList: 'AP',
      routeMapForIncomingAdvertisements: 'RIN',
      routeMapForOutgoingAdvertisements: 'ROUT',
      selectiveUnsuppressRouteMap: 'ROUT',
      acceptedPrefixCounter: 0,
      prefixAllowedMax: 10,
      prefixAllowedMaxWarning: true,
      prefixAllowedWarningThresh: 75,
    });
    expect(json('10.9.0.9').addressFamilyInfo.ipv4Unicast).toEqual({
      privateAsNumsRemovedInUpdatesToNbr: true,
      unchangedAsPathPropogatedToNbr: true,
      unchangedNextHopPropogatedToNbr: true,
      unchangedMedPropogatedToNbr: true,
      commAttriSentToNbr: 'extended',
      inboundPathPolicyConfig: true,
      outboundPathPolicyConfig: true,
      outgoingUpdatePrefixFilterList: 'PL',
      incomingUpdateNetworkFilterList: 'AL',
      acceptedPrefixCounter: 0,
      prefixOutAllowedMax: 7,
    });
  });

  it('is told of the session', () => {
    const lines = neighborsText({ now: 0, peers: [peer('10.9.0.3'), peer('10.9.0.9')] });
    expect(lines[0]).toBe(
      'BGP neighbor is 10.9.0.3, remote AS 65010, local AS 65099 no-prepend replace-as, external link',
    );
    expect(lines).toContain('  Local Role: provider');
    expect(lines).toContain('  Minimum time between advertisement runs is 1 seconds');
    expect(lines).toContain('  Update source is 10.9.0.1');
    expect(lines).toContain('    Local GR Mode: Helper');
    expect(lines).toContain('    Local GR Mode: Disable');
    expect(json('10.9.0.2').gracefulRestartInfo.localGrMode).toBe('Restart*');
    expect(json('10.9.0.3')).toMatchObject({
      localAs: 65099,
      localAsNoPrepend: true,
      localAsReplaceAs: true,
      localRole: 'provider',
      remoteRole: 'undefined',
      minBtwnAdvertisementRunsTimerMsecs: 1000,
    });
  });
});

describe('what happens to a neighbor', () => {
  it('says when a closed session starts again', () => {
    const closed = { ...peer('10.9.0.2'), prefixLimitReached: true };
    const waiting = { ...closed, prefixLimitRestartAt: 260_500 };
    expect(neighborsText({ now: 0, peers: [closed] })).toContain(
      '  Reduce the no. of prefix and clear ip bgp 10.9.0.2 to restore peering',
    );
    expect(neighborsText({ now: 0, peers: [waiting] })).toContain(
      '  Reduce the no. of prefix from 10.9.0.2, will restart in 260 seconds',
    );
    expect(neighborsJson({ now: 0, peers: [waiting] })['10.9.0.2']).toMatchObject({
      prefixesConfigExceedMax: true,
      restartInTimerMsec: 260_000,
    });
  });

  it('counts down the time of long-lived stale routes', () => {
    const { gracefulRestart } = peer('10.9.0.2');
    const longLived = [
      {
        family: 'ipv4-unicast',
        staleTimeSeconds: 60,
        forwardingPreserved: true,
        staleDeadline: 42_000,
      },
    ] as const;
    const away = { ...peer('10.9.0.2'), gracefulRestart: { ...gracefulRestart, longLived } };
    expect(neighborsText({ now: 0, peers: [away] })).toContain(
      '    The remaining time of LLGR stale timer of IPv4 Unicast is 42',
    );
    expect(neighborsJson({ now: 0, peers: [away] })['10.9.0.2'].gracefulRestartInfo).toMatchObject({
      llgrStaleTimerMsecs: { ipv4Unicast: 42_000 },
    });
  });
});
