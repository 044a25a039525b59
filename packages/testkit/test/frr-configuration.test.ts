import { expect, test } from 'vitest';
import { frrConfiguration } from '../src/index.ts';

test('an frr.conf becomes a configuration', () => {
  const configuration = frrConfiguration(`
    router bgp 65000
     bgp router-id 192.168.10.200
     neighbor 192.168.10.100 remote-as external
  `);
  expect(configuration).toMatchObject({ asNumber: 65_000, peers: [{ address: '192.168.10.100' }] });
});

test('what is wrong with it is thrown, all at once', () => {
  const text = 'router bgp 65000\n bgp router-id 1.2.3\n neighbor 10.0.0.300 remote-as external\n';
  expect(() => frrConfiguration(text)).toThrow(/frr\.conf:2: error[\s\S]*frr\.conf:3: error/);
});
