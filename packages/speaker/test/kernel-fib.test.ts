import { describe, expect, test } from 'vitest';
import { KernelFib } from '../src/fib/kernel-fib.ts';
import { leftOverPrefixes } from '../src/fib/left-over-routes.ts';
import { interfaceNameOf } from '../src/fib/link-watch.ts';
import {
  deleteRouteLine,
  placesOnWay,
  replaceRouteLine,
  routeWay,
  staticRouteKey,
} from '../src/fib/route-lines.ts';
import { testConfiguration } from './configurations.ts';
import { FakeRouter } from './fake-router.ts';

/** The line for a route with these next hops, each with the same share. */
function replaceLine(prefix: string, nextHops: readonly string[]): string {
  const hops = nextHops.map((gateway) => ({ gateway, weight: 1 }));
  return replaceRouteLine(prefix, routeWay(prefix, { kind: 'unicast', hops }));
}

describe('lines for ip -batch', () => {
  test('one next hop, several next hops, both families, and IPv4 through IPv6 (RFC 8950)', () => {
    expect(replaceLine('172.20.0.0/24', ['192.0.2.1'])).toBe(
      'route replace 172.20.0.0/24 proto 186 metric 20 via 192.0.2.1',
    );
    expect(replaceLine('172.16.1.1/32', ['192.0.2.1', '192.0.2.2'])).toBe(
      'route replace 172.16.1.1/32 proto 186 metric 20 nexthop via 192.0.2.1 weight 1 nexthop via 192.0.2.2 weight 1',
    );
    expect(replaceLine('2001:db8::/32', ['2001:db8:1::1', '2001:db8:1::2'])).toBe(
      'route replace 2001:db8::/32 proto 186 metric 20 nexthop via 2001:db8:1::1 weight 1 nexthop via 2001:db8:1::2 weight 1',
    );
    expect(replaceLine('172.20.0.0/24', ['2001:db8:1::1'])).toBe(
      'route replace 172.20.0.0/24 proto 186 metric 20 via inet6 2001:db8:1::1',
    );
    expect(deleteRouteLine('172.20.0.0/24')).toBe('route delete 172.20.0.0/24 proto 186 metric 20');
  });

  test('shares, interfaces, the same way once, and packets that are dropped', () => {
    const hop = (gateway: string, weight: number) => ({
      nextHop: gateway,
      gateway,
      interfaceName: 'eth1',
      weight,
    });
    const way = routeWay('172.16.1.1/32', {
      kind: 'unicast',
      hops: [
        hop('192.0.2.1', 25),
        hop('192.0.2.2', 75),
        { ...hop('192.0.2.2', 75), nextHop: '198.51.100.1' },
      ],
    });
    expect(replaceRouteLine('172.16.1.1/32', way)).toBe(
      'route replace 172.16.1.1/32 proto 186 metric 20 ' +
        'nexthop via 192.0.2.1 dev eth1 weight 25 nexthop via 192.0.2.2 dev eth1 weight 75',
    );
    const onLink = routeWay('10.0.0.0/8', { kind: 'unicast', hops: [{ interfaceName: 'wg0', weight: 1 }] });
    expect(onLink).toBe('dev wg0');
    const dropped = routeWay('10.0.0.0/8', { kind: 'blackhole' });
    expect(replaceRouteLine('10.0.0.0/8', dropped)).toBe(
      'route replace blackhole 10.0.0.0/8 proto 186 metric 20',
    );
    expect(placesOnWay(way)).toEqual([
      { gateway: '192.0.2.1' },
      { gateway: '192.0.2.2' },
      { interfaceName: 'eth1' },
      { interfaceName: 'eth1' },
    ]);
  });

  test('left-overs are our metric only, in canonical text', () => {
    const printed = JSON.stringify([
      { dst: '172.16.0.1', metric: 20, nexthops: [] },
      { dst: '172.20.0.0/24', metric: 20, gateway: '10.0.0.2' },
      { dst: '172.20.1.0/24', metric: 100, gateway: '10.0.0.2' },
      { dst: '172.20.2.0/24', gateway: '10.0.0.2' },
      { dst: 'default', metric: 20, gateway: '10.0.0.2' },
    ]);
    expect(leftOverPrefixes(printed, 'ipv4-unicast')).toEqual([
      '172.16.0.1/32',
      '172.20.0.0/24',
      '0.0.0.0/0',
    ]);
    expect(leftOverPrefixes('[{"dst":"default","metric":20}]', 'ipv6-unicast')).toEqual(['::/0']);
    expect(leftOverPrefixes('', 'ipv4-unicast')).toEqual([]);
  });
});

test('a line of ip monitor names its interface', () => {
  const lines = [
    '6: eth1@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default \\    link/ether 3e:57',
    '6: eth1    inet 192.168.10.200/24 scope global eth1\\       valid_lft forever preferred_lft forever',
    'Deleted 6: eth1    inet 192.168.10.200/24 scope global eth1',
  ];
  expect(lines.map(interfaceNameOf)).toEqual(['eth1', 'eth1', 'eth1']);
  expect(interfaceNameOf('    link/ether 3e:57')).toBeUndefined();
});

/** A kernel that answers when the test says so. */
class KernelByHand {
  readonly batches: (readonly string[])[] = [];
  closed = false;
  #answer: ((failures: ReadonlyMap<number, string>) => void) | undefined;

  apply(lines: readonly string[]): Promise<ReadonlyMap<number, string>> {
    this.batches.push(lines);
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  /** Carries out the running batch, all but the lines that fail. */
  async answer(failures: Readonly<Record<number, string>> = {}): Promise<void> {
    this.#answer?.(new Map(Object.entries(failures).map(([index, reason]) => [Number(index), reason])));
    await new Promise(setImmediate);
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  get last(): readonly string[] | undefined {
    return this.batches.at(-1);
  }
}

function makeFib(leftOvers: readonly string[] = []) {
  const router = new FakeRouter(testConfiguration());
  const kernel = new KernelByHand();
  const refusals: string[] = [];
  const fib = new KernelFib({
    router,
    leftOvers,
    batch: kernel,
    refused: (prefix, reason) => refusals.push(`${prefix}: ${reason}`),
    changed: () => {},
  });
  const select = (prefix: string, nextHops: readonly string[] | undefined): void => {
    fib.handleRoutesChanged('ipv4-unicast', Int32Array.of(router.select(prefix, nextHops)));
  };
  return { router, kernel, fib, refusals, select };
}

describe('KernelFib', () => {
  test('a route is installed once the kernel has said so, and removed when it goes', async () => {
    const { kernel, fib, select } = makeFib();
    select('172.16.1.1/32', ['192.0.2.1', '192.0.2.2']);
    expect(fib.state('172.16.1.1/32')).toEqual({ installed: false });
    await kernel.answer();
    expect(fib.state('172.16.1.1/32')).toEqual({ installed: true });
    select('172.16.1.1/32', undefined);
    expect(kernel.last).toEqual([deleteRouteLine('172.16.1.1/32')]);
    await kernel.answer();
    expect(fib.state('172.16.1.1/32')).toEqual({ installed: false });
  });

  test('changes while the kernel is slow come to the newest state, never to a queue', async () => {
    const { kernel, select } = makeFib();
    select('172.16.1.1/32', ['192.0.2.1']);
    for (let last = 2; last <= 100; last += 1) {
      select('172.16.1.1/32', [`192.0.2.${last}`]);
      select('172.16.1.2/32', last % 2 === 0 ? ['192.0.2.1'] : undefined);
    }
    select('172.16.1.3/32', ['192.0.2.1']);
    select('172.16.1.3/32', undefined);
    await kernel.answer();
    expect(kernel.batches).toEqual([
      [replaceLine('172.16.1.1/32', ['192.0.2.1'])],
      [replaceLine('172.16.1.1/32', ['192.0.2.100']), replaceLine('172.16.1.2/32', ['192.0.2.1'])],
    ]);
    await kernel.answer();
    select('172.16.1.1/32', ['192.0.2.100']);
    expect(kernel.batches.length).toBe(2);
  });

  test('a refusal is kept with its reason, said once, and takes the wrong route of before away', async () => {
    const { kernel, fib, refusals, select } = makeFib();
    select('172.16.1.1/32', ['192.0.2.1']);
    await kernel.answer();
    select('172.16.1.1/32', ['198.51.100.1']);
    await kernel.answer({ 0: 'Nexthop has invalid gateway.' });
    expect(kernel.last).toEqual([deleteRouteLine('172.16.1.1/32')]);
    await kernel.answer();
    expect(fib.state('172.16.1.1/32')).toEqual({
      installed: false,
      refusal: 'Nexthop has invalid gateway.',
    });
    expect(refusals).toEqual(['172.16.1.1/32: Nexthop has invalid gateway.']);
    select('172.16.1.1/32', ['192.0.2.2']);
    await kernel.answer();
    expect(fib.state('172.16.1.1/32')).toEqual({ installed: true });
  });

  test('what a run before left stays until it is learned again or its time is over', async () => {
    const { kernel, fib, select } = makeFib(['172.16.1.1/32', '172.16.1.2/32', '172.16.1.3/32']);
    select('172.16.1.1/32', ['192.0.2.1']);
    await kernel.answer();
    select('172.16.1.2/32', undefined);
    expect(kernel.last).toEqual([deleteRouteLine('172.16.1.2/32')]);
    await kernel.answer();
    fib.removeLeftOvers();
    expect(kernel.last).toEqual([deleteRouteLine('172.16.1.3/32')]);
    await kernel.answer();
    expect(fib.state('172.16.1.1/32').installed).toBe(true);
  });

  test('a left-over that is just being installed again is not removed', async () => {
    const { kernel, fib, select } = makeFib(['172.16.1.1/32']);
    select('172.16.1.1/32', ['192.0.2.1']);
    fib.removeLeftOvers();
    await kernel.answer();
    expect(kernel.batches).toEqual([[replaceLine('172.16.1.1/32', ['192.0.2.1'])]]);
    expect(fib.state('172.16.1.1/32').installed).toBe(true);
  });

  test('networks of our own are not installed', async () => {
    const { kernel, router, fib } = makeFib();
    const prefixId = router.select('10.10.1.0/24', ['0.0.0.0']);
    router.selected.set('10.10.1.0/24', { ...router.selected.get('10.10.1.0/24')!, source: 'local' });
    fib.handleRoutesChanged('ipv4-unicast', Int32Array.of(prefixId));
    expect(kernel.batches).toEqual([]);
  });

  test('a prefix is taken by its text, whatever its prefix id stands for later', async () => {
    const { kernel, router, fib, select } = makeFib();
    select('172.16.1.1/32', ['192.0.2.1']);
    await kernel.answer();
    select('172.16.1.2/32', ['192.0.2.1']);
    const prefixId = router.select('172.16.1.1/32', undefined);
    fib.handleRoutesChanged('ipv4-unicast', Int32Array.of(prefixId));
    router.prefixTexts[prefixId] = '172.16.1.9/32';
    select('172.16.1.9/32', ['192.0.2.9']);
    await kernel.answer();
    expect(kernel.last).toEqual([
      deleteRouteLine('172.16.1.1/32'),
      replaceLine('172.16.1.9/32', ['192.0.2.9']),
    ]);
  });

  test('what went through a link that was down is given to the kernel again, and only that', async () => {
    const { kernel, fib, select } = makeFib();
    select('172.16.1.1/32', ['192.0.2.1', '198.51.100.1']);
    await kernel.answer();
    select('172.16.1.2/32', ['192.0.2.1']);
    await kernel.answer();
    fib.reinstall(({ gateway }) => gateway === '198.51.100.1');
    expect(fib.state('172.16.1.1/32').installed).toBe(false);
    expect(kernel.last).toEqual([replaceLine('172.16.1.1/32', ['192.0.2.1', '198.51.100.1'])]);
    await kernel.answer();
    expect(fib.state('172.16.1.1/32').installed).toBe(true);
  });

  test('static routes are installed beside those of BGP, with their distance, and removed with the configuration', async () => {
    const { kernel, router, fib, select } = makeFib([staticRouteKey('10.9.0.0/24', 1)]);
    select('10.8.0.0/24', ['192.0.2.1']);
    await kernel.answer();
    const forwarding = { kind: 'unicast', hops: [{ gateway: '192.0.2.9', weight: 1 }] } as const;
    const family = 'ipv4-unicast';
    router.staticRouteViews = [{ family, prefix: '10.8.0.0/24', distance: 5, tag: 0, forwarding, since: 0 }];
    fib.handleStaticRoutesChanged();
    expect(kernel.last).toEqual(['route replace 10.8.0.0/24 proto 196 metric 5 via 192.0.2.9']);
    await kernel.answer();
    expect(fib.state(staticRouteKey('10.8.0.0/24', 5))).toEqual({ installed: true });
    fib.removeLeftOvers();
    expect(kernel.last).toEqual(['route delete 10.9.0.0/24 proto 196 metric 1']);
    await kernel.answer();
    router.staticRouteViews = [];
    fib.handleStaticRoutesChanged();
    expect(kernel.last).toEqual(['route delete 10.8.0.0/24 proto 196 metric 5']);
    await kernel.answer();
    expect(fib.state('10.8.0.0/24')).toEqual({ installed: true });
  });

  test('stopping removes every route of ours, left-overs too', async () => {
    const { kernel, fib, select } = makeFib(['172.16.1.7/32']);
    select('172.16.1.1/32', ['192.0.2.1']);
    const stopped = fib.stop();
    await kernel.answer();
    expect(kernel.last).toEqual([deleteRouteLine('172.16.1.1/32'), deleteRouteLine('172.16.1.7/32')]);
    await kernel.answer();
    await stopped;
    expect(kernel.closed).toBe(true);
  });
});
