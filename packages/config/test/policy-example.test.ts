import { parsePrefix } from '@bgpeer/bgp-wire';
import { compilePolicies } from '@bgpeer/policy';
import { expect, test } from 'vitest';
import { formatFrrConf, parseFrrConf, parseYamlConfig, toRouterConfiguration } from '../src/index.ts';
import { readRepositoryFile } from './shared-material.ts';

const frrConf = parseFrrConf(readRepositoryFile('examples/policies/frr.conf'), { file: 'frr.conf' });
const yaml = parseYamlConfig(readRepositoryFile('examples/policies/bgpeer.yaml'), { file: 'bgpeer.yaml' });

test('the example says the same in both of its forms', () => {
  expect([...frrConf.problems, ...yaml.problems]).toEqual([]);
  expect(frrConf.document).toEqual(yaml.document);
  const written = formatFrrConf(yaml.document!);
  expect(parseFrrConf(written, { file: 'running-config' }).document).toEqual(yaml.document);
});

test('the example prefers, marks and keeps out what it says', () => {
  const { configuration, problems } = toRouterConfiguration(frrConf.document!, { placeOf: frrConf.placeOf });
  expect(problems).toEqual([]);
  const policies = compilePolicies(configuration!.policies);
  const ask = (
    peer: number,
    direction: 'importFilters' | 'exportFilters',
    prefixText: string,
    asNumbers: number[],
    communities: number[] = [],
  ) => {
    const policy = policies.filters(configuration!.peers[peer].families['ipv4-unicast']![direction]!);
    const { bitLength, family, octets } = parsePrefix(prefixText)!;
    const asPath = [{ type: 'AS_SEQUENCE' as const, asNumbers }];
    const attributes = { asPath: asNumbers.length === 0 ? [] : asPath, communities };
    const {
      attributes: left,
      decidedBy,
      permitted,
    } = policy.evaluate(policy.prefixClass(family, octets, 0, bitLength), { attributes, weight: 0 }, {});
    return { permitted, localPref: left.localPref, decidedBy };
  };
  const backup = 65_000 * 65_536 + 80;
  expect(ask(0, 'importFilters', '198.51.100.0/26', [65_010])).toMatchObject({
    permitted: true,
    localPref: 200,
  });
  expect(ask(0, 'importFilters', '198.51.100.0/26', [65_010], [backup])).toMatchObject({
    permitted: true,
    localPref: 80,
    decidedBy: {
      kind: 'route-map',
      name: 'CUSTOMER-IN',
      sequence: 10,
      place: { file: 'frr.conf', text: 'route-map CUSTOMER-IN permit 10' },
    },
  });
  expect(ask(0, 'importFilters', '10.0.0.0/8', [65_010]).permitted).toBe(false);
  expect(ask(1, 'exportFilters', '198.51.100.0/26', [65_010]).permitted).toBe(true);
  expect(ask(1, 'exportFilters', '203.0.113.0/24', []).permitted).toBe(true);
  expect(ask(1, 'exportFilters', '198.51.100.0/26', [65_010, 65_099]).permitted).toBe(false);
});
