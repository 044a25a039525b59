import { describe, expect, test } from 'vitest';
import { decisionWhatIf, parseFrrConf, problemsOfWhatIf, toRouterConfiguration } from '../src/index.ts';

const { document } = parseFrrConf(
  [
    'router bgp 65000',
    ' bgp router-id 192.0.2.1',
    ' bgp bestpath compare-routerid',
    ' address-family ipv4 unicast',
    '  maximum-paths 4',
    ' exit-address-family',
  ].join('\n'),
  { file: 'frr.conf' },
);

describe('statements about the decision, added to a configuration', () => {
  test('say what the same lines in the file would', () => {
    const before = JSON.stringify(document);
    const { whatIf, problems } = decisionWhatIf(
      document!,
      [
        'maximum-paths 8',
        'bgp always-compare-med',
        'no bgp bestpath compare-routerid',
        'bgp default local-preference 200',
      ],
      'ipv4-unicast',
    );
    expect(problems).toEqual([]);
    const { decision, defaultLocalPreference, maximumPaths } = toRouterConfiguration({
      ...document!,
      maximumPaths: { 'ipv4-unicast': { external: 8 } },
      bestpath: { alwaysCompareMed: true, compareRouterId: false },
      defaultLocalPreference: 200,
    }).configuration!;
    expect(whatIf).toEqual({ decision, defaultLocalPreference, maximumPaths });
    expect(JSON.stringify(document)).toBe(before);
  });

  test('stand in the family that is asked about', () => {
    const { whatIf } = decisionWhatIf(
      document!,
      ['maximum-paths ibgp 2 equal-cluster-length'],
      'ipv6-unicast',
    );
    expect(whatIf!.maximumPaths['ipv6-unicast']).toMatchObject({ internal: 2, equalClusterLength: true });
    expect(whatIf!.maximumPaths['ipv4-unicast']).toMatchObject({ external: 4, equalClusterLength: false });
  });

  test.each([
    ['neighbor 192.0.2.2 remote-as 65001', 'not a statement about the decision process'],
    ['bgp bestpath something', 'not a statement about the decision process'],
    ['maximum-path 8', 'not a statement about the decision process'],
    ['maximum-paths 999', '999 cannot stand here'],
    ['', 'not a statement about the decision process'],
  ])('%j is refused', (statement, message) => {
    expect(decisionWhatIf(document!, [statement], 'ipv4-unicast')).toMatchObject({ problems: [{ message }] });
    expect(decisionWhatIf(document!, [statement], 'ipv4-unicast').whatIf).toBeUndefined();
    expect(problemsOfWhatIf([statement], 'ipv4-unicast')).toMatchObject([{ severity: 'error', message }]);
  });

  test('a slip is told what was meant', () => {
    expect(problemsOfWhatIf(['maximum-path 8'], 'ipv4-unicast')[0].expected).toBe('maximum-paths (1-256)');
  });
});
