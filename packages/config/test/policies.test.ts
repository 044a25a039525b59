import { describe, expect, test } from 'vitest';
import { parseFrrConf, toRouterConfiguration } from '../src/index.ts';

/** The policies that one neighbor ends up with, and the warnings on the way. */
function policiesOf(statements: readonly string[], routeMaps: readonly string[] = []) {
  const text = [
    'router bgp 65000',
    'bgp router-id 192.0.2.1',
    'neighbor G peer-group',
    'neighbor G remote-as external',
    'neighbor 192.0.2.5 peer-group G',
    ...statements,
    ...routeMaps,
  ].join('\n');
  const { document, problems } = parseFrrConf(text, { file: 'frr.conf' });
  const settings = toRouterConfiguration(document!).configuration!.peers[0].families['ipv4-unicast']!;
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  return { in: settings.importFilters, out: settings.exportFilters, warnings };
}

describe('what RFC 8212 takes for a policy', () => {
  const permitAll = ['route-map ALL permit 10', ' description everything', 'exit'];

  test('a route-map that permits everything is one', () => {
    const policies = policiesOf(
      ['neighbor G route-map ALL in', 'neighbor 192.0.2.5 route-map ALL out'],
      permitAll,
    );
    expect(policies).toEqual({ in: {}, out: {}, warnings: [] });
  });

  test.each([
    ['with a match', ['route-map ALL permit 10', ' match ip address prefix-list P']],
    ['with a set', ['route-map ALL permit 10', ' set local-preference 200']],
    ['with a slip of the fingers', ['route-map ALL permit 10', ' mach ip address prefix-list P']],
    ['that denies', ['route-map ALL deny 10']],
    ['of two entries', ['route-map ALL permit 10', 'route-map ALL permit 20']],
    ['that is not defined', []],
  ])('a route-map %s is none', (_, routeMaps) => {
    const policies = policiesOf(['neighbor 192.0.2.5 route-map ALL in'], routeMaps);
    expect(policies.in).toBeUndefined();
    const attachment = policies.warnings.find(({ line }) => line === 6)!;
    expect(attachment.message).toMatch(/all denied \(RFC 8212\)/);
    expect(attachment.fix).toBeDefined();
  });

  test.each(['prefix-list', 'filter-list', 'distribute-list'])(
    'a %s closes what a route-map would open',
    (filter) => {
      const own = policiesOf(
        ['neighbor 192.0.2.5 route-map ALL in', `neighbor 192.0.2.5 ${filter} X in`],
        permitAll,
      );
      expect(own.in).toBeUndefined();
      const ofGroup = policiesOf(
        ['neighbor 192.0.2.5 route-map ALL in', `neighbor G ${filter} X in`],
        permitAll,
      );
      expect(ofGroup.in).toBeUndefined();
      const ofMember = policiesOf(
        ['neighbor G route-map ALL in', `neighbor 192.0.2.5 ${filter} X in`],
        permitAll,
      );
      expect(ofMember.in).toBeUndefined();
      expect(ofMember.warnings).toHaveLength(1);
    },
  );

  test('a neighbor may be without the policy of its group', () => {
    const policies = policiesOf(
      ['neighbor G route-map ALL in', 'no neighbor 192.0.2.5 route-map ALL in'],
      permitAll,
    );
    expect(policies).toEqual({ in: undefined, out: undefined, warnings: [] });
  });

  test('without ebgp-requires-policy the warning says that routes pass', () => {
    const { warnings } = policiesOf(['no bgp ebgp-requires-policy', 'neighbor G prefix-list P in']);
    expect(warnings).toEqual([
      expect.objectContaining({
        file: 'frr.conf',
        line: 7,
        text: 'neighbor G prefix-list P in',
        message: expect.stringContaining('PASS UNFILTERED'),
        fix: 'write `bgp ebgp-requires-policy` to deny everything instead',
      }),
    ]);
  });
});
