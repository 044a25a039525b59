import { describe, expect, test } from 'vitest';
import {
  type ConfigDocumentInput,
  formatFrrConf,
  parseFrrConf,
  parseYamlConfig,
  toRouterConfiguration,
} from '../src/index.ts';
import { documentWith } from './documents.ts';

type Parts = Partial<ConfigDocumentInput>;

/** The document of a file with these lines before `router bgp` and in it. */
function documentOf(lines: { top?: readonly string[]; router?: readonly string[] }) {
  const text = [
    ...(lines.top ?? []),
    'router bgp 65000',
    ' bgp router-id 192.0.2.1',
    ...(lines.router ?? []),
  ].join('\n');
  const { document, problems } = parseFrrConf(text, { file: 'frr.conf' });
  expect(problems).toEqual([]);
  return document!;
}

function linesOf(parts: Parts): string[] {
  return formatFrrConf(documentWith(parts))
    .split('\n')
    .map((line) => line.trim());
}

describe('redistribute and aggregate-address', () => {
  const family = 'ipv4-unicast';
  const rows: readonly (readonly [string, Parts])[] = [
    ['redistribute connected', { redistribute: [{ family, protocol: 'connected' }] }],
    ['redistribute static metric 7', { redistribute: [{ family, protocol: 'static', metric: 7 }] }],
    [
      'redistribute kernel metric 0 route-map R',
      { redistribute: [{ family, protocol: 'kernel', metric: 0, routeMap: 'R' }] },
    ],
    ['aggregate-address 10.0.0.0/8', { aggregates: [{ prefix: '10.0.0.0/8' }] }],
    ['aggregate-address 10.0.0.0/8 as-set', { aggregates: [{ prefix: '10.0.0.0/8', asSet: true }] }],
    [
      'aggregate-address 10.0.0.0/8 summary-only route-map R origin egp matching-MED-only',
      {
        aggregates: [
          { prefix: '10.0.0.0/8', summaryOnly: true, routeMap: 'R', origin: 'egp', matchingMedOnly: true },
        ],
      },
    ],
    [
      'aggregate-address 10.0.0.0/8 suppress-map S',
      { aggregates: [{ prefix: '10.0.0.0/8', suppressMap: 'S' }] },
    ],
  ];

  test.each(rows)('%s', (statement, says) => {
    expect(documentOf({ router: [statement] })).toEqual(documentWith(says));
    expect(documentOf({ router: [statement, `no ${statement}`] })).toEqual(documentWith());
    expect(linesOf(says)).toContain(statement);
  });

  test('options stand in any order, and the last statement about a prefix is meant', () => {
    expect(
      documentOf({
        router: [
          'redistribute connected metric 3',
          'redistribute connected route-map R metric 5',
          'aggregate-address 10.0.0.0/8 summary-only',
          'aggregate-address 10.0.0.0 255.0.0.0 origin igp as-set',
          'address-family ipv6',
          'redistribute connected',
          'aggregate-address fd00::/8 summary-only',
        ],
      }),
    ).toEqual(
      documentWith({
        redistribute: [
          { family, protocol: 'connected', metric: 5, routeMap: 'R' },
          { family: 'ipv6-unicast', protocol: 'connected' },
        ],
        aggregates: [
          { prefix: '10.0.0.0/8', origin: 'igp', asSet: true },
          { prefix: 'fd00::/8', summaryOnly: true },
        ],
      }),
    );
  });

  test('a switch that is off is one that is not there', () => {
    expect(documentWith({ aggregates: [{ prefix: '10.0.0.0/8', asSet: false }] })).toEqual(
      documentWith({ aggregates: [{ prefix: '10.0.0.0/8' }] }),
    );
  });

  test('a network without a route-map is its prefix', () => {
    expect(documentWith({ networks: [{ prefix: '10.0.0.0/8' }] })).toEqual(
      documentWith({ networks: ['10.0.0.0/8'] }),
    );
  });
});

describe('static routes', () => {
  const rows: readonly (readonly [string, object])[] = [
    ['ip route 10.0.0.0/8 192.0.2.9', { prefix: '10.0.0.0/8', gateway: '192.0.2.9' }],
    [
      'ip route 10.0.0.0/8 192.0.2.9 eth1 tag 7 20',
      { prefix: '10.0.0.0/8', gateway: '192.0.2.9', interfaceName: 'eth1', tag: 7, distance: 20 },
    ],
    ['ip route 10.0.0.0/8 eth1 20', { prefix: '10.0.0.0/8', interfaceName: 'eth1', distance: 20 }],
    ['ip route 10.0.0.0/8 blackhole', { prefix: '10.0.0.0/8', blackhole: true }],
    ['ipv6 route fd00::/8 fe80::1 eth1', { prefix: 'fd00::/8', gateway: 'fe80::1', interfaceName: 'eth1' }],
    ['ipv6 route fd00::/8 blackhole 200', { prefix: 'fd00::/8', blackhole: true, distance: 200 }],
  ];

  test.each(rows)('%s', (statement, route) => {
    expect(documentOf({ top: [statement] })).toEqual(documentWith({ staticRoutes: [route as never] }));
    expect(documentOf({ top: [statement, `no ${statement}`] })).toEqual(documentWith());
    expect(linesOf({ staticRoutes: [route as never] })).toContain(statement);
  });

  test('other spellings: a mask, reject, Null0, the options in another order', () => {
    const document = documentOf({
      top: [
        'ip route 10.0.0.0 255.0.0.0 192.0.2.9 20 tag 7',
        'ip route 11.0.0.0/8 reject',
        'ip route 12.0.0.0/8 Null0',
      ],
    });
    expect(document.staticRoutes).toEqual([
      { prefix: '10.0.0.0/8', gateway: '192.0.2.9', distance: 20, tag: 7 },
      { prefix: '11.0.0.0/8', blackhole: true },
      { prefix: '12.0.0.0/8', blackhole: true },
    ]);
  });

  test('two gateways are two routes', () => {
    const top = ['ip route 10.0.0.0/8 192.0.2.8', 'ip route 10.0.0.0/8 192.0.2.9'];
    expect(documentOf({ top }).staticRoutes).toHaveLength(2);
    const routes = [
      ...['10.0.0.0/8 192.0.2.8', '10.0.0.0/8 192.0.2.9'].map((words) => {
        const [prefix, gateway] = words.split(' ');
        return { prefix, gateway };
      }),
    ];
    expect(documentOf({ top: [...top, `no ${top[0]}`] }).staticRoutes).toEqual([routes[1]]);
  });

  test.each([
    'ip route 10.0.0.0/8 10.0.0.999',
    'ip route 10.0.0.0/8 192.0.2.9 eth1 300',
    'ip route fd00::/8 fe80::1 eth1',
    'ip route 10.0.0.0 255.0.255.0 192.0.2.9',
    'ip route 10.0.0.0/33 192.0.2.9',
    'ip route 10.0.0.0/8 aninterfacewithalongname',
  ])('a wrong value is an error: %s', (statement) => {
    const { problems } = parseFrrConf(`${statement}\nrouter bgp 1`, { file: 'frr.conf' });
    expect(problems).toEqual([expect.objectContaining({ severity: 'error', line: 1 })]);
  });

  test.each([
    [{ prefix: '10.0.0.0/8' }, 'needs a gateway'],
    [{ prefix: '10.0.0.0/8', gateway: '192.0.2.9', blackhole: true }, 'and only that'],
    [{ prefix: '10.0.0.0/8', gateway: 'fd00::1' }, 'other family'],
  ])('%j is none', (route, message) => {
    const { problems } = toRouterConfiguration({
      asNumber: 1,
      routerId: '192.0.2.1',
      staticRoutes: [route as never],
    });
    expect(problems).toEqual([
      expect.objectContaining({ severity: 'error', message: expect.stringContaining(message) }),
    ]);
  });
});

test('the native form says the same, and all of it reaches the router', () => {
  const yaml = parseYamlConfig(
    [
      'asNumber: 65000',
      'routerId: 192.0.2.1',
      'networks:',
      '  - 10.1.0.0/16',
      '  - { prefix: 10.2.0.0/16, routeMap: R }',
      'redistribute:',
      '  - { family: ipv6-unicast, protocol: kernel, metric: 5 }',
      'aggregates:',
      '  - { prefix: 10.0.0.0/8, summaryOnly: true, origin: incomplete }',
      'staticRoutes:',
      '  - { prefix: 10.9.0.0/16, gateway: 192.0.2.9, distance: 3, tag: 4 }',
      '  - { prefix: fd00::/8, interfaceName: eth1 }',
      '  - { prefix: 10.8.0.0/16, blackhole: true }',
      'policies:',
      '  routeMaps: { R: { entries: [{ sequence: 10, action: permit }] } }',
    ].join('\n'),
    { file: 'bgpeer.yaml' },
  );
  expect(yaml.problems).toEqual([]);
  const { configuration } = toRouterConfiguration(yaml.document!);
  expect(configuration).toMatchObject({
    networks: [
      { family: 'ipv4-unicast', prefix: '10.1.0.0/16' },
      { family: 'ipv4-unicast', prefix: '10.2.0.0/16', routeMap: 'R' },
    ],
    redistribute: [{ family: 'ipv6-unicast', protocol: 'kernel', metric: 5 }],
    aggregates: [
      {
        family: 'ipv4-unicast',
        prefix: '10.0.0.0/8',
        asSet: false,
        summaryOnly: true,
        matchingMedOnly: false,
        origin: 'INCOMPLETE',
      },
    ],
    staticRoutes: [
      {
        family: 'ipv4-unicast',
        prefix: '10.9.0.0/16',
        via: { kind: 'gateway', address: '192.0.2.9' },
        distance: 3,
        tag: 4,
      },
      { family: 'ipv6-unicast', via: { kind: 'interface', interfaceName: 'eth1' }, distance: 1, tag: 0 },
      { via: { kind: 'blackhole' } },
    ],
  });
});

test('what FRR can say of a static route and bgpeer cannot is a warning', () => {
  const lines = [
    'ip route 10.0.0.0/8 192.0.2.9 vrf RED',
    'ipv6 route fd00::/8 fd00::1 table 7',
    'ip route 10.0.0.0/8 192.0.2.9 label 16 table 3',
    'router bgp 1',
  ];
  const { document, problems } = parseFrrConf(lines.join('\n'), { file: 'frr.conf' });
  expect(document?.staticRoutes).toEqual([]);
  expect(problems.map(({ line, severity }) => [line, severity])).toEqual([
    [1, 'warning'],
    [2, 'warning'],
    [3, 'warning'],
  ]);
});

test.each(['no ip route', 'no ip route 10.0.0.0', 'no aggregate-address', 'no network 10.0.0.1 mask'])(
  '%s says too little',
  (statement) => {
    const { problems } = parseFrrConf(`router bgp 1\n${statement}`, { file: 'frr.conf' });
    expect(problems).toEqual([expect.objectContaining({ line: 2, fix: expect.any(String) })]);
  },
);

test('all routes to a prefix are taken away together', () => {
  const top = ['ip route 10.0.0.0/8 192.0.2.8', 'ip route 10.0.0.0/8 192.0.2.9', 'no ip route 10.0.0.0/8'];
  expect(documentOf({ top }).staticRoutes).toEqual([]);
});

test('onlink is taken', () => {
  expect(documentOf({ top: ['ip route 10.0.0.0/8 192.0.2.9 eth1 onlink'] }).staticRoutes).toEqual([
    { prefix: '10.0.0.0/8', gateway: '192.0.2.9', interfaceName: 'eth1' },
  ]);
});
