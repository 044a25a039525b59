import type { UnderlayInput, UnderlayRoute } from '@bgpeer/router';
import { describe, expect, test } from 'vitest';
import { connectedRoutes } from '../src/underlay/connected-routes.ts';
import type { UnderlayByKey } from '../src/underlay/read-underlay.ts';
import { isLineOfOurs, underlayRouteOfLine } from '../src/underlay/route-line.ts';
import { UnderlayWatch } from '../src/underlay/underlay-watch.ts';

/** Lines as iproute2 6.1 prints them with -N -oneline. */
describe('lines of ip route', () => {
  const read = (line: string) =>
    underlayRouteOfLine(line, line.includes('::') ? 'ipv6-unicast' : 'ipv4-unicast');

  test('a default route, static and other routes, several next hops, IPv4 via IPv6', () => {
    expect(read('default via 10.0.0.9 dev d0 metric 100 ')).toEqual({
      family: 'ipv4-unicast',
      prefix: '0.0.0.0/0',
      protocol: 'kernel',
      nextHops: [{ gateway: '10.0.0.9', interfaceName: 'd0' }],
      metric: 100,
    });
    expect(
      read(
        '10.9.0.0/24 proto 4 \\\tnexthop via 10.0.0.2 dev d0 weight 3 \\\tnexthop via 10.0.0.3 dev d1 weight 1 ',
      ),
    ).toMatchObject({
      protocol: 'static',
      nextHops: [
        { gateway: '10.0.0.2', interfaceName: 'd0' },
        { gateway: '10.0.0.3', interfaceName: 'd1' },
      ],
    });
    expect(read('10.8.0.0/24 nhid 7 via inet6 fd00:0::9 dev d0 proto 188 metric 20 ')).toBeUndefined();
    expect(
      underlayRouteOfLine('10.8.0.1 nhid 7 via inet6 fd00:0::9 dev d0 proto 188 metric 20 ', 'ipv4-unicast'),
    ).toEqual({
      family: 'ipv4-unicast',
      prefix: '10.8.0.1/32',
      protocol: 'kernel',
      nextHops: [{ gateway: 'fd00::9', interfaceName: 'd0' }],
      metric: 20,
    });
    expect(read('10.98.0.0/24 dev d0 scope 253 ')).toMatchObject({ nextHops: [{ interfaceName: 'd0' }] });
    expect(
      read('fd09::/64 proto 4 metric 1024 pref medium\\\tnexthop via fd00::2 dev d0 weight 1 '),
    ).toMatchObject({
      family: 'ipv6-unicast',
      protocol: 'static',
      metric: 1024,
      nextHops: [{ gateway: 'fd00::2', interfaceName: 'd0' }],
    });
  });

  test('what drops packets leads nowhere', () => {
    expect(read('6 10.99.0.0/24 ')).toMatchObject({ prefix: '10.99.0.0/24', nextHops: [] });
    expect(read('7 fd99::/64 dev lo metric 1024 pref medium')).toMatchObject({ nextHops: [] });
    expect(read('2 10.0.0.1 dev d0 proto 2 scope 254 ')).toBeUndefined();
  });

  test('not what is ours, comes with an address, or has no link', () => {
    expect(read('10.8.0.0/24 via 10.0.0.2 dev d0 proto 186 metric 20 ')).toBeUndefined();
    expect(read('10.8.0.0/24 via 10.0.0.2 dev d0 proto 196 metric 1 ')).toBeUndefined();
    expect(read('10.0.0.0/24 dev d0 proto 2 scope 253 src 10.0.0.1 ')).toBeUndefined();
    expect(read('10.7.0.0/24 via 10.0.0.2 dev d0 linkdown ')).toBeUndefined();
    expect(read('10.8.0.0/24 via 10.0.0.2 dev d0 proto 186 metric 100 ')).toMatchObject({
      protocol: 'kernel',
    });
    expect(
      read(
        '10.9.0.0/24 linkdown \\\tnexthop via 10.0.0.2 dev d0 linkdown \\\tnexthop via 10.1.0.3 dev d1 weight 1 ',
      ),
    ).toMatchObject({ nextHops: [{ gateway: '10.1.0.3' }] });
  });

  test('lines of the monitor that tell of routes of ours', () => {
    expect(isLineOfOurs('Deleted 6 10.97.0.0/24 proto 186 metric 20 ')).toBe(true);
    expect(isLineOfOurs('10.97.0.0/24 via 10.0.0.2 dev d0 proto 4 ')).toBe(false);
  });
});

test('connected routes come from the addresses of interfaces that are up', () => {
  const row = (ifname: string, flags: readonly string[], ...addr_info: readonly object[]) => ({
    ifname,
    flags,
    addr_info,
  });
  const up = ['BROADCAST', 'UP', 'LOWER_UP'];
  const linkLocal = { local: 'fe80::1', prefixlen: 64 };
  const printed = JSON.stringify([
    row(
      'lo',
      ['LOOPBACK', ...up],
      { local: '127.0.0.1', prefixlen: 8 },
      { local: '10.255.0.1', prefixlen: 32 },
      { local: '::1', prefixlen: 128 },
    ),
    row(
      'eth0',
      up,
      { local: '10.0.0.1', prefixlen: 24 },
      { local: '10.7.0.1', address: '10.7.0.2', prefixlen: 32 },
      linkLocal,
    ),
    row('eth1', up, linkLocal),
    row('eth2', ['NO-CARRIER', 'BROADCAST', 'UP'], { local: '10.2.0.1', prefixlen: 24 }),
  ]);
  const found = connectedRoutes(printed).map(({ prefix, nextHops, localAddresses }) => [
    prefix,
    ...nextHops.map(({ interfaceName }) => interfaceName),
    ...localAddresses!,
  ]);
  expect(found).toEqual([
    ['10.255.0.1/32', 'lo', '10.255.0.1'],
    ['10.0.0.0/24', 'eth0', '10.0.0.1'],
    ['10.7.0.2/32', 'eth0', '10.7.0.1'],
    ['fe80::/64', 'eth0', 'eth1'],
  ]);
});

describe('UnderlayWatch', () => {
  const route = (prefix: string, metric: number): UnderlayRoute => ({
    family: 'ipv4-unicast',
    prefix,
    protocol: 'kernel',
    nextHops: [{ gateway: '10.0.0.2' }],
    metric,
  });
  const table = (...routes: readonly UnderlayRoute[]): UnderlayByKey =>
    new Map(routes.map((each) => [each.prefix, each]));

  test('tells what there is, then that it is all; nothing of it where next hops do not hang on it', async () => {
    for (const resolvesNextHops of [true, false]) {
      const told: UnderlayInput[] = [];
      const watch = new UnderlayWatch({
        tell: (input) => told.push(input),
        resolvesNextHops,
        logger: undefined,
        read: async () => table(route('10.1.0.0/24', 1), route('10.2.0.0/24', 1)),
      });
      await watch.start();
      watch.stop();
      expect(told).toEqual([
        { type: 'underlay-route-changed', route: route('10.1.0.0/24', 1) },
        { type: 'underlay-route-changed', route: route('10.2.0.0/24', 1) },
        ...(resolvesNextHops ? [{ type: 'underlay-known' }] : []),
      ]);
    }
  });

  test('tells only what differs when it reads again', async () => {
    const told: UnderlayInput[] = [];
    const tables = [
      table(route('10.1.0.0/24', 1), route('10.2.0.0/24', 1), route('10.3.0.0/24', 1)),
      table(route('10.1.0.0/24', 1), route('10.3.0.0/24', 2), route('10.4.0.0/24', 1)),
    ];
    const watch = new UnderlayWatch({
      tell: (input) => told.push(input),
      resolvesNextHops: true,
      logger: undefined,
      read: async () => tables.shift()!,
    });
    await watch.start();
    told.length = 0;
    await watch.review();
    watch.stop();
    expect(told).toEqual([
      { type: 'underlay-route-changed', route: route('10.3.0.0/24', 2) },
      { type: 'underlay-route-changed', route: route('10.4.0.0/24', 1) },
      { type: 'underlay-route-removed', family: 'ipv4-unicast', prefix: '10.2.0.0/24', protocol: 'kernel' },
    ]);
  });

  test('without an ip command nothing is told, and every next hop stays reachable', async () => {
    const told: UnderlayInput[] = [];
    const watch = new UnderlayWatch({
      tell: (input) => told.push(input),
      resolvesNextHops: true,
      logger: undefined,
      read: () => Promise.reject(Object.assign(new Error('spawn ip ENOENT'), { code: 'ENOENT' })),
    });
    await watch.start();
    expect(told).toEqual([]);
  });
});
