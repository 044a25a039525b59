import type { PeerView, PrefixView, RouteView } from '@bgpeer/router';
import { describe, expect, it } from 'vitest';
import { lastResetJson, lastResetLine } from '../src/show/last-reset.ts';
import { formatMemory } from '../src/show/memory-text.ts';
import { neighborsText } from '../src/show/neighbor-text.ts';
import { prefixJson } from '../src/show/prefix-json.ts';
import { prefixText } from '../src/show/prefix-text.ts';
import { summaryText } from '../src/show/summary-text.ts';
import { tableText } from '../src/show/table-text.ts';
import { formatInstant, formatUptime } from '../src/show/times.ts';
import { equalCostStage, initialStage, staleStage } from './lab-views.ts';

const stage = equalCostStage();
const [peer] = stage.summary.peers;

describe('why a route was not chosen', () => {
  const loadBalancer = stage.routes.prefixes.find((row) => row.prefix === '172.16.1.1/32')!;
  const lost: RouteView = {
    ...loadBalancer.routes[0],
    multipath: false,
    attributes: { ...loadBalancer.routes[0].attributes, multiExitDisc: 50 },
    explanation: {
      outcome: 'removed',
      step: 'multi-exit-disc',
      removedBy: 1,
      detail: 'MED 50, the other has 20',
    },
    explanationText: 'lost at MED (50) to the route from 192.168.10.100 (20)',
  };
  const unreachable: RouteView = {
    ...lost,
    valid: false,
    nextHopReachable: false,
    explanation: { outcome: 'ineligible', reason: 'next-hop-unreachable' },
    explanationText: 'the next hop cannot be reached',
  };
  const prefix: PrefixView = { ...loadBalancer, routes: [lost, unreachable, loadBalancer.routes[2]] };
  const answer = { ...stage.routes, prefixes: [prefix] };

  it('stands under every route that lost, and under no other', () => {
    const lines = prefixText(answer);
    expect(lines.filter((line) => line.includes('Not best'))).toEqual([
      '      Not best: lost at MED (50) to the route from 192.168.10.100 (20)',
      '      Not best: the next hop cannot be reached',
    ]);
    expect(lines).toContain('    192.168.20.100 (inaccessible) from 192.168.20.100 (192.168.20.100)');
    expect(lines).toContain('      Origin IGP, metric 50, valid, external');
  });

  it('is a key of the JSON', () => {
    const json = JSON.parse(JSON.stringify(prefixJson(answer)));
    expect(json.paths.map((path: { explanation?: string }) => path.explanation)).toEqual([
      lost.explanationText,
      unreachable.explanationText,
      undefined,
    ]);
  });
});

describe('what else an attribute set can hold', () => {
  it('shows communities, reflection and aggregation as FRR does', () => {
    const [own] = stage.routes.prefixes;
    const [route] = own.routes;
    const attributes = {
      ...route.attributes,
      localPref: 200,
      communities: [0xfde8_0064, 0xffff_ff01],
      largeCommunities: [[65000, 1, 2]] as const,
      originatorId: '192.0.2.1',
      clusterList: ['192.0.2.2', '192.0.2.3'],
      aggregator: { asNumber: 65010, address: '192.0.2.9' },
      atomicAggregate: true as const,
    };
    const prefix = { ...own, routes: [{ ...route, attributes }] };
    const lines = prefixText({ ...stage.routes, prefixes: [prefix] });
    expect(lines).toContain('  Local, (aggregated by 65010 192.0.2.9)');
    expect(lines).toContain('      Community: 65000:100 no-export');
    expect(lines).toContain('      Large Community: 65000:1:2');
    expect(lines).toContain('      Originator: 192.0.2.1, Cluster list: 192.0.2.2 192.0.2.3');
    expect(lines.some((line) => line.includes('localpref 200, weight 32768, valid'))).toBe(true);
  });

  it('goes on in a new line where a column is too narrow', () => {
    const [own] = stage.routes.prefixes;
    const attributes = { ...own.routes[0].attributes, nextHop: '2001:db8:0:1::ffff' };
    const prefix: PrefixView = {
      ...own,
      family: 'ipv6-unicast',
      prefix: '2001:db8:aaaa:bbbb::/64',
      routes: [{ ...own.routes[0], source: 'internal', attributes }],
    };
    const text = tableText({ ...stage.routes, prefixes: [prefix] }, 'ipv6-unicast').join('\n');
    expect(text).toContain('*>i2001:db8:aaaa:bbbb::/64\n                    2001:db8:0:1::ffff\n');
    expect(text).toContain(`${' '.repeat(36)}         0         32768 i`);
  });
});

describe('peers in other conditions', () => {
  const with1 = (change: Partial<PeerView>) => ({ ...stage.summary, peers: [{ ...peer, ...change }] });

  it('says what keeps a peer down in the state column', () => {
    const row = (change: Partial<PeerView>) =>
      summaryText(with1(change), 'all').find((line) => line.includes(peer.address));
    expect(row({ state: 'Idle', adminShutdown: true })).toContain(' Idle (Admin)        0 N/A');
    expect(row({ state: 'Idle', prefixLimitReached: true })).toContain(' Idle (PfxCt)        0 N/A');
    expect(row({ description: 'the first of the three nodes' })).toMatch(/ the first of the$/);
    expect(row({ dynamicFrom: '192.168.0.0/16' })).toMatch(/^\*192\.168\.10\.100 4 /);
    const denied = { ...peer.families[0], importDenied: true, exportDenied: true };
    expect(row({ families: [denied] })).toContain('     (Policy) (Policy) N/A');
    const unspoken = { ...peer.families[0], negotiated: false };
    expect(row({ families: [unspoken] })).toContain('        NoNeg    NoNeg N/A');
    expect(summaryText(with1({ dynamicFrom: '192.168.0.0/16' }), 'all').slice(-2)).toEqual([
      '* - dynamic neighbor',
      '1 dynamic neighbor(s), limit 100',
    ]);
  });

  it('has a column for our AS number, or no head, where that is asked for', () => {
    const wide = summaryText(with1({ localAsNumber: 65099 }), 'all', 'wide');
    expect(wide).toContain(
      'Neighbor        V         AS    LocalAS   MsgRcvd   MsgSent   TblVer  InQ OutQ  Up/Down State/PfxRcd   PfxSnt Desc',
    );
    expect(wide.find((line) => line.startsWith(peer.address))).toMatch(/ 4 {6}65001 {6}65099 /);
    const terse = summaryText(with1({}), 'all', 'terse');
    expect(terse.slice(2, 5)).toEqual([
      'BGP router identifier 192.168.10.200, local AS number 65000 vrf-id 0',
      '',
      expect.stringMatching(/^Neighbor /),
    ]);
  });

  it('lists the failed ones with their reasons', () => {
    const lines = summaryText(staleStage().summary, 'failed');
    expect(lines).toContain('Neighbor        EstdCnt DropCnt ResetTime Reason');
    expect(lines).toContain('192.168.10.101        1       1  00:00:02  NSF peer closed the session');
    expect(lines.slice(-2)).toEqual(['Displayed neighbors 1', 'Total number of neighbors 3']);
  });

  it('names the NOTIFICATION that ended a session', () => {
    const now = 100_000;
    const reset = (kind: string, direction: 'sent' | 'received', code: number, subcode: number) => ({
      ...peer,
      lastReset: { at: 95_000, kind, text: '', notification: { direction, code, subcode }, graceful: false },
    });
    const received = reset('notification-received', 'received', 6, 2);
    expect(lastResetLine(received, now)).toBe(
      '  Last reset 00:00:05,  Notification received (Cease/Administrative Shutdown)',
    );
    expect(lastResetJson(received, now)).toMatchObject({
      lastResetTimerMsecs: 5000,
      lastResetDueTo: 'BGP Notification received',
      lastErrorCodeSubcode: '0602',
      lastNotificationReason: 'Cease/Administrative Shutdown',
      lastNotificationHardReset: false,
      lastResetCode: 13,
    });
    const { lastReset } = received;
    const notification = { ...lastReset.notification, hardReset: true };
    const hard = { ...received, lastReset: { ...lastReset, notification } };
    expect(lastResetLine(hard, now)).toBe(
      '  Last reset 00:00:05,  Notification received (Cease/Administrative Shutdown/Hard Reset)',
    );
    expect(lastResetJson(hard, now)).toMatchObject({ lastNotificationHardReset: true });
    expect(lastResetJson(reset('notification-sent', 'sent', 2, 2), now)).toMatchObject({
      lastResetDueTo: 'BGP Notification send',
      lastErrorCodeSubcode: '0202',
      lastNotificationReason: 'OPEN Message Error/Bad Peer AS',
    });
    expect(lastResetLine(reset('stopped', 'sent', 6, 4), now)).toContain('User reset');
    const expired = { ...peer, lastReset: { at: 0, kind: 'hold-timer-expired', text: '', graceful: false } };
    expect(lastResetLine(expired, now)).toContain('Notification sent (Hold Timer Expired)');
  });

  it('says what a dynamic, described, internal peer is', () => {
    const lines = neighborsText(
      with1({
        dynamicFrom: '192.168.0.0/16',
        description: 'first node',
        session: 'internal',
        adminShutdown: true,
      }),
    );
    expect(lines[0]).toBe('BGP neighbor is *192.168.10.100, remote AS 65001, local AS 65000, internal link');
    expect(lines).toContain(' Description: first node');
    expect(lines).toContain('  Belongs to the subnet range group: 192.168.0.0/16');
    expect(lines).toContain(' Administratively shut down');
    expect(lines).toContain('  Internal BGP neighbor may be up to 255 hops away.');
  });

  it('has nothing to list without neighbors', () => {
    expect(summaryText({ ...initialStage().summary, peers: [] }, 'all')).toEqual([
      '% No BGP neighbors found in VRF default',
    ]);
  });
});

describe('amounts', () => {
  it('writes spans as FRR does', () => {
    const day = 86_400;
    expect([0, 161, day - 1].map(formatUptime)).toEqual(['00:00:00', '00:02:41', '23:59:59']);
    expect(formatUptime(day + 2 * 3600 + 180)).toBe('1d02h03m');
    expect(formatUptime(9 * day + 3600)).toBe('01w2d01h');
    expect(formatUptime((365 + 15) * day)).toBe('01y02w1d');
  });

  it('writes memory as FRR does', () => {
    expect(formatMemory(1728)).toBe('1728 bytes');
    expect(formatMemory(2_224_392)).toBe('2172 KiB');
    expect(formatMemory(200 * 1024 * 1024)).toBe('200 MiB');
  });

  it('writes instants as the C library does', () => {
    const instant = new Date(2026, 10, 5, 4, 7, 9).getTime();
    expect(formatInstant(instant)).toBe('Thu Nov  5 04:07:09 2026');
  });
});
