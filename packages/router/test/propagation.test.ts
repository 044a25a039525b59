import { describe, expect, test } from 'vitest';
import { lineOfRouters, linkAddress } from './support/lines-of-routers.ts';
import { asPath } from './support/messages.ts';

describe('four routers in a line, each an AS of its own', () => {
  const asNumbers = [65_000, 65_001, 65_002, 65_003];

  test('each knows every network, with the AS_PATH that leads there', () => {
    const { routers } = lineOfRouters(asNumbers);
    expect(routers[3].prefix('10.1.0.0/24')?.routes[0].attributes.asPath).toEqual(
      asPath(65_002, 65_001, 65_000),
    );
    for (const router of routers)
      for (const [place] of asNumbers.entries()) expect(router.fib.has(`10.1.${place}.0/24`)).toBe(true);
    expect(routers[3].nextHops('10.1.0.0/24')).toEqual([linkAddress(2, 'right')]);
  });

  test('a withdrawal travels to the end, and so does a new network', () => {
    const { network, routers } = lineOfRouters(asNumbers);
    routers[0].command({ name: 'network-delete', family: 'ipv4-unicast', prefix: '10.1.0.0/24' });
    routers[0].command({ name: 'network-add', family: 'ipv4-unicast', prefix: '10.7.0.0/24' });
    network.settle();
    for (const router of routers) {
      expect(router.prefix('10.1.0.0/24')).toBeUndefined();
      expect(router.fib.has('10.7.0.0/24')).toBe(true);
    }
  });

  test('a session lost in the middle takes the far networks away on both sides, and they come back', () => {
    const { network, routers } = lineOfRouters(asNumbers);
    routers[1].command({ name: 'peer-shutdown', peer: linkAddress(2, 'left') });
    network.settle();
    expect([...routers[0].fib.keys()].sort()).toEqual(['10.1.0.0/24', '10.1.1.0/24']);
    expect([...routers[3].fib.keys()].sort()).toEqual(['10.1.2.0/24', '10.1.3.0/24']);
    routers[1].command({ name: 'peer-start', peer: linkAddress(2, 'left') });
    network.runUntil(() => routers[0].fib.has('10.1.3.0/24') && routers[3].fib.has('10.1.0.0/24'));
  });
});

test('a route that has been in our AS is taken in, kept out of the decision, and explained', () => {
  const { routers } = lineOfRouters([65_000, 65_001, 65_000]);
  const view = routers[2].router.prefix('ipv4-unicast', '10.1.0.0/24')!;
  expect(view.routes).toMatchObject([
    {
      valid: false,
      best: false,
      explanation: { outcome: 'ineligible', reason: 'as-loop' },
      explanationText: 'takes no part in the decision: our own AS is in its AS_PATH',
    },
  ]);
  expect(view.selectionReason).toBeUndefined();
  expect(routers[2].fib.has('10.1.0.0/24')).toBe(false);
  expect([...routers[2].router.prefixes('ipv4-unicast')].map(({ prefix }) => prefix)).not.toContain(
    '10.1.0.0/24',
  );
});

test('inside an AS what came from one peer does not go on to the next (RFC 4271, section 9.2)', () => {
  const { routers } = lineOfRouters([65_000, 65_000, 65_000, 65_001]);
  expect(routers[1].fib.has('10.1.0.0/24')).toBe(true);
  expect(routers[2].prefix('10.1.0.0/24')).toBeUndefined();
  // What is learned outside goes one step in, and what is learned inside goes out.
  expect(routers[1].nextHops('10.1.3.0/24')).toEqual([linkAddress(3, 'left')]);
  expect(routers[0].prefix('10.1.3.0/24')).toBeUndefined();
  expect(routers[3].prefix('10.1.1.0/24')?.routes[0].attributes.asPath).toEqual(asPath(65_000));
});
