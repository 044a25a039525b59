import type { ForwardingAnswer, ForwardingRoute, OtherForwardingRoute } from '@bgpeer/speaker';
import { expect, test } from 'vitest';
import { forwardingJson } from '../src/show/forwarding-json.ts';
import { forwardingText } from '../src/show/forwarding-text.ts';
import { nextHopsJson, nextHopsText } from '../src/show/next-hops-show.ts';

const now = 100_000;

function bgp(prefix: string, partial: Partial<ForwardingRoute>): ForwardingRoute {
  return {
    family: 'ipv4-unicast',
    prefix,
    source: 'external',
    nextHops: [],
    forwarding: { kind: 'blackhole' },
    multiExitDisc: 0,
    installedAt: now - 2_000,
    installed: true,
    interfaces: {},
    distance: 20,
    ...partial,
  };
}

function other(prefix: string, partial: Partial<OtherForwardingRoute>): OtherForwardingRoute {
  return {
    prefix,
    protocol: 'static',
    distance: 1,
    metric: 0,
    forwarding: { kind: 'blackhole' },
    installed: true,
    installedAt: now - 2_000,
    ...partial,
  };
}

const eth1 = { interfaceName: 'd0', weight: 1 } as const;
const answer: ForwardingAnswer = {
  now,
  fib: 'kernel',
  interfaceIndexes: { d0: 3 },
  others: [
    other('0.0.0.0/0', {
      protocol: 'kernel',
      distance: 0,
      metric: 100,
      forwarding: { kind: 'unicast', hops: [{ gateway: '10.0.0.9', ...eth1 }] },
    }),
    other('10.0.0.0/24', {
      protocol: 'connected',
      distance: 0,
      forwarding: { kind: 'unicast', hops: [eth1] },
    }),
    other('10.72.0.0/24', {}),
    other('10.75.0.0/24', { forwarding: { kind: 'unicast', hops: [eth1] } }),
  ],
  routes: [
    bgp('10.0.0.0/24', {
      forwarding: {
        kind: 'unicast',
        hops: [{ nextHop: '10.0.0.2', gateway: '10.0.0.2', ...eth1 }],
      },
    }),
    bgp('10.71.0.0/24', {
      distance: 200,
      forwarding: {
        kind: 'unicast',
        hops: [
          { nextHop: '10.9.0.5', gateway: '10.0.0.2', ...eth1 },
          { nextHop: '10.9.0.5', gateway: '10.0.0.3', ...eth1 },
        ],
      },
    }),
    bgp('10.73.0.0/24', {
      forwarding: {
        kind: 'unicast',
        hops: [
          { nextHop: '10.0.0.2', gateway: '10.0.0.2', interfaceName: 'd0', weight: 25 },
          { nextHop: '10.0.0.3', gateway: '10.0.0.3', interfaceName: 'd0', weight: 75 },
        ],
      },
    }),
    bgp('10.74.0.9/32', {}),
    bgp('10.99.0.0/24', { source: 'local', forwarding: { kind: 'unicast', hops: [] } }),
  ],
};

/** Recorded from zebra 8.4.4 with the same routes, as far as it has them. */
test('show ip route: kernel, connected, static and BGP, recursive, with shares, dropped', () => {
  expect(forwardingText(answer, 'ipv4-unicast', 'all').slice(7)).toEqual([
    'K>* 0.0.0.0/0 [0/100] via 10.0.0.9, d0, 00:00:02',
    'C>* 10.0.0.0/24 is directly connected, d0, 00:00:02',
    'B   10.0.0.0/24 [20/0] via 10.0.0.2, d0, weight 1, 00:00:02',
    'B>  10.71.0.0/24 [200/0] via 10.9.0.5 (recursive), weight 1, 00:00:02',
    '  *                        via 10.0.0.2, d0, weight 1, 00:00:02',
    '  *                        via 10.0.0.3, d0, weight 1, 00:00:02',
    'S>* 10.72.0.0/24 [1/0] unreachable (blackhole), weight 1, 00:00:02',
    'B>* 10.73.0.0/24 [20/0] via 10.0.0.2, d0, weight 25, 00:00:02',
    '  *                     via 10.0.0.3, d0, weight 75, 00:00:02',
    'B>* 10.74.0.9/32 [20/0] unreachable (blackhole), weight 1, 00:00:02',
    'S>* 10.75.0.0/24 [1/0] is directly connected, d0, weight 1, 00:00:02',
  ]);
});

test('show ip route bgp: those of BGP alone', () => {
  const lines = forwardingText(answer, 'ipv4-unicast', 'bgp').slice(7);
  expect(lines.filter((line) => /^[CKS]/.test(line))).toEqual([]);
  expect(lines).toHaveLength(7);
});

test('show ip route json has the keys of zebra', () => {
  const json = forwardingJson(answer, 'all');
  expect(JSON.parse(JSON.stringify(json['10.71.0.0/24'][0].nexthops))).toEqual([
    { flags: 5, ip: '10.9.0.5', afi: 'ipv4', active: true, recursive: true, weight: 1 },
    ...['10.0.0.2', '10.0.0.3'].map((ip) => ({
      flags: 3,
      fib: true,
      ip,
      afi: 'ipv4',
      interfaceName: 'd0',
      resolver: true,
      active: true,
      weight: 1,
    })),
  ]);
  expect(JSON.parse(JSON.stringify(json['10.72.0.0/24'][0]))).toMatchObject({
    protocol: 'static',
    distance: 1,
    nexthops: [{ flags: 3, fib: true, unreachable: true, blackhole: true, active: true, weight: 1 }],
  });
  expect(JSON.parse(JSON.stringify(json['0.0.0.0/0'][0]))).toMatchObject({
    protocol: 'kernel',
    metric: 100,
    nexthops: [{ flags: 3, fib: true, ip: '10.0.0.9', interfaceIndex: 3, interfaceName: 'd0' }],
  });
  expect(json['10.0.0.0/24'].map(({ protocol, selected }) => [protocol, selected])).toEqual([
    ['connected', true],
    ['bgp', undefined],
  ]);
});

test('show bgp nexthop', () => {
  const nextHops = [
    {
      address: '10.0.0.2',
      reachable: true,
      metric: 5,
      via: { prefix: '10.0.0.0/24', protocol: 'connected' },
      hops: [{ gateway: '10.0.0.2', interfaceName: 'd0' }],
      prefixCounts: { 'ipv4-unicast': 2, 'ipv6-unicast': 1 },
    },
    {
      address: 'fd00::9',
      reachable: false,
      metric: 0,
      whyNot: 'no route to fd00::9',
      hops: [],
      prefixCounts: { 'ipv4-unicast': 1 },
    },
  ] as const;
  expect(nextHopsText({ now, nextHops })).toEqual([
    'Current BGP nexthop cache:',
    ' 10.0.0.2 valid [IGP metric 5], #paths 3',
    '  Resolved by 10.0.0.0/24 (connected)',
    '  gate 10.0.0.2, if d0',
    ' fd00::9 invalid, #paths 1',
    '  no route to fd00::9',
  ]);
  expect(JSON.parse(JSON.stringify(nextHopsJson({ now, nextHops })))).toEqual({
    ipv4: {
      '10.0.0.2': {
        valid: true,
        igpMetric: 5,
        pathCount: 3,
        resolvedPrefix: '10.0.0.0/24',
        resolvedBy: 'connected',
        nexthops: [{ ip: '10.0.0.2', interfaceName: 'd0' }],
      },
    },
    ipv6: { 'fd00::9': { valid: false, pathCount: 1, whyNot: 'no route to fd00::9' } },
  });
});
