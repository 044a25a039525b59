import { describe, expect, test } from 'vitest';
import { advertisement, asPath, learnedBy, routeAttributes, withdrawal } from './support/messages.ts';
import { routerAndScripts } from './support/router-and-scripts.ts';

const prefix = '10.9.0.0/16';
const sides = [
  { address: '192.0.2.2', asNumber: 65_001 },
  { address: '192.0.2.3', asNumber: 65_002 },
  { address: '192.0.2.4', asNumber: 65_003 },
];
const long = routeAttributes({ asPath: asPath(65_001, 65_009, 65_010) });
const short = routeAttributes({ asPath: asPath(65_002, 65_010), nextHop: '192.0.2.3' });

function watched() {
  const scene = routerAndScripts(sides);
  const [first, second, watcher] = scene.peers;
  return { ...scene, first, second, watcher, pathSeen: () => learnedBy(watcher).get(prefix)?.asPath };
}

describe('what the others are sent follows the best route', () => {
  test('a better one takes its place, and the old one comes back when it goes', () => {
    const { network, first, second, pathSeen } = watched();
    first.send(advertisement([prefix], long));
    network.settle();
    expect(pathSeen()).toEqual(asPath(65_000, 65_001, 65_009, 65_010));
    second.send(advertisement([prefix], short));
    network.settle();
    expect(pathSeen()).toEqual(asPath(65_000, 65_002, 65_010));
    second.send(withdrawal(prefix));
    network.settle();
    expect(pathSeen()).toEqual(asPath(65_000, 65_001, 65_009, 65_010));
    first.send(withdrawal(prefix));
    network.settle();
    expect(pathSeen()).toBeUndefined();
  });

  test('a worse one that comes later is not told of', () => {
    const { network, first, second, watcher } = watched();
    second.send(advertisement([prefix], short));
    network.settle();
    const updatesBefore = watcher.receivedOf('UPDATE').length;
    first.send(advertisement([prefix], long));
    network.settle();
    expect(watcher.receivedOf('UPDATE')).toHaveLength(updatesBefore);
  });

  test('the same route once more is no news', () => {
    const { network, first, watcher, router } = watched();
    first.send(advertisement([prefix], long));
    network.settle();
    const updatesBefore = watcher.receivedOf('UPDATE').length;
    const { tableVersion } = router.router.summary().families[0];
    first.send(advertisement([prefix], long));
    network.settle();
    expect(watcher.receivedOf('UPDATE')).toHaveLength(updatesBefore);
    expect(router.router.summary().families[0].tableVersion).toBe(tableVersion);
  });

  test('a peer whose session ends takes its routes along', () => {
    const { network, first, second, router, pathSeen } = watched();
    first.send(advertisement([prefix], long));
    second.send(advertisement([prefix], short));
    network.settle();
    second.close();
    network.settle();
    expect(pathSeen()).toEqual(asPath(65_000, 65_001, 65_009, 65_010));
    expect(router.prefix(prefix)?.routes).toHaveLength(1);
  });
});

test('withdrawn and advertised in one UPDATE, a prefix is there afterwards (RFC 4271, section 3.1)', () => {
  const { network, first, router } = watched();
  first.send({ ...advertisement([prefix], long), withdrawn: [{ prefix }] });
  network.settle();
  expect(router.nextHops(prefix)).toEqual(['192.0.2.2']);
});

test('of two routes of one UPDATE for one prefix there is one', () => {
  const { network, first, router } = watched();
  first.send(advertisement([prefix, prefix], long));
  network.settle();
  expect(router.prefix(prefix)?.routes).toHaveLength(1);
});
