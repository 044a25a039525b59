import { describe, expect, test } from 'vitest';
import type { RouterConfiguration } from '../src/index.ts';
import { advertisement, asPath, routeAttributes, sendEndOfRib } from './support/messages.ts';
import { routerAndScripts } from './support/router-and-scripts.ts';

const prefix = '172.16.1.1/32';
const [first, second] = ['192.0.2.11', '192.0.2.12'];

function scene(configuration: Partial<RouterConfiguration> = {}) {
  const { network, peers, router } = routerAndScripts(
    [{ address: first }, { address: second }],
    configuration,
  );
  const say = (place: number, attributes = {}, prefixes = [prefix]) => {
    const nextHop = [first, second][place];
    peers[place].send(advertisement(prefixes, routeAttributes({ nextHop, ...attributes })));
    network.settle();
  };
  return {
    network,
    peers,
    say,
    router,
    absence: () => router.router.explainAbsence('ipv4-unicast', prefix)!,
  };
}

describe('a prefix that nobody advertises', () => {
  test('names every peer that could have, and how far it is', () => {
    const { absence, network, peers, router } = scene();
    sendEndOfRib(peers[0]);
    network.settle();
    expect(absence()).toMatchObject({ prefix, reason: 'never-learned', routes: [], ownReasons: [] });
    expect(absence().peers).toEqual([
      { address: first, reason: 'not-advertised', text: 'it is up and has not advertised it' },
      {
        address: second,
        reason: 'not-all-said',
        text: 'it has not advertised it, and has not sent End-of-RIB yet',
      },
    ]);
    router.command({ name: 'peer-shutdown', peer: first });
    network.settle();
    expect(absence().peers[0]).toMatchObject({ reason: 'down' });
    expect(absence().peers[0].text).toMatch(/^its session is down \(shut down by the operator; last reset: /);
  });

  test('says which prefix it lies in', () => {
    const { absence, say } = scene();
    say(0, {}, ['172.16.0.0/12']);
    expect(absence()).toMatchObject({ reason: 'never-learned', coveredBy: '172.16.0.0/12' });
  });

  test('says why what the configuration names was not originated', () => {
    const { absence } = scene({
      aggregates: [
        { family: 'ipv4-unicast', prefix, asSet: false, summaryOnly: false, matchingMedOnly: false },
      ],
    });
    expect(absence().ownReasons).toEqual([`aggregate-address ${prefix}: no more specific route is selected`]);
  });

  test('is told from one that an aggregate holds back', () => {
    const aggregate = { family: 'ipv4-unicast', prefix: '172.16.0.0/12', asSet: false } as const;
    const { absence, say } = scene({
      aggregates: [{ ...aggregate, summaryOnly: true, matchingMedOnly: false }],
    });
    say(0);
    expect(absence()).toMatchObject({ reason: 'suppressed', routes: [], ownReasons: [] });
  });

  test('is only looked for in its own family', () => {
    const { router } = scene();
    expect(router.router.explainAbsence('ipv6-unicast', prefix)).toBeUndefined();
    expect(router.router.explainAbsence('ipv4-unicast', 'nonsense')).toBeUndefined();
  });
});

describe('a prefix without a usable route', () => {
  test('says of each route why it cannot be used, and leaves out who gave it among the silent', () => {
    const { absence, network, router, say } = scene();
    say(0, { asPath: asPath(65_001, 65_000) });
    say(1);
    expect(absence().reason).toBe('selected');
    expect(absence()).toMatchObject({ routes: [], text: 'it is not missing: a route is selected' });
    router.nextHopChanged(second, false, 0);
    network.settle();
    const { peers, reason, routes } = absence();
    expect([reason, peers]).toEqual(['no-usable-route', []]);
    expect(routes).toMatchObject([
      { from: second, reason: 'next-hop-unreachable' },
      { from: first, reason: 'as-loop', text: 'our own AS is in its AS_PATH' },
    ]);
    expect(routes[0].text).toMatch(/^its next hop 192\.0\.2\.12 cannot be reached/);
  });

  test('names RFC 8212 where that decided', () => {
    const { absence, say } = scene({ ebgpRequiresPolicy: true });
    say(0);
    expect(absence().routes).toMatchObject([{ reason: 'denied-by-policy', decidedBy: { kind: 'RFC 8212' } }]);
    expect(absence().routes[0].text).toContain('RFC 8212');
  });
});
