import { describe, expect, test } from 'vitest';
import { documentFromFlags, parseFrrConf, toRouterConfiguration } from '../src/index.ts';

describe('flags of bgpeer tor', () => {
  test('say what the frr.conf of a ToR for nodes that dial in says', () => {
    const { document, problems } = documentFromFlags({
      asn: '65000',
      routerId: '192.168.10.200',
      accept: ['192.168.0.0/16'],
      remoteAs: 'external',
      networks: ['10.10.1.0/24'],
      maxPaths: 4,
      multipathRelax: true,
      holdTime: 9,
      keepalive: 3,
      gracefulRestart: true,
    });
    expect(problems).toEqual([]);
    const frrConf = `
      router bgp 65000
       bgp router-id 192.168.10.200
       bgp graceful-restart
       no bgp ebgp-requires-policy
       bgp bestpath as-path multipath-relax
       timers bgp 3 9
       neighbor ACCEPTED peer-group
       neighbor ACCEPTED remote-as external
       bgp listen range 192.168.0.0/16 peer-group ACCEPTED
       address-family ipv4 unicast
        network 10.10.1.0/24
        maximum-paths 4
        maximum-paths ibgp 4
        neighbor ACCEPTED activate
       address-family ipv6 unicast
        maximum-paths 4
        maximum-paths ibgp 4
        neighbor ACCEPTED activate`;
    expect(document).toEqual(parseFrrConf(frrConf, { file: 'frr.conf' }).document);
    expect(toRouterConfiguration(document!).problems).toEqual([]);
  });

  test('a peer’s own AS wins over --remote-as; asdot is read', () => {
    const { document } = documentFromFlags({
      asn: '1.10',
      routerId: '192.0.2.1',
      peers: ['192.0.2.5', '2001:db8::5=65002', '192.0.2.6=internal'],
      remoteAs: '65001',
      passive: true,
      keepalive: 20,
    });
    expect(document).toMatchObject({ asNumber: 65_546, holdTimeSeconds: 180, keepaliveTimeSeconds: 20 });
    expect(document!.peers.map(({ address, passive, remoteAs }) => [address, remoteAs, passive])).toEqual([
      ['192.0.2.5', 65_001, true],
      ['2001:db8::5', 65_002, true],
      ['192.0.2.6', 'internal', true],
    ]);
  });

  test('every wrong flag is told once, as it was typed', () => {
    const { document, problems } = documentFromFlags({
      asn: '65000x',
      routerId: '1.2.3',
      accept: ['192.168.0.0/16', 'everywhere'],
      peers: ['192.0.2.5', '192.0.2.6=0', 'node=1'],
      networks: ['10.0.0.0/8', '10.0.0.0/40'],
      maxPaths: 500,
      holdTime: 1,
    });
    expect(document).toBeUndefined();
    expect(problems.every(({ expected, file, fix }) => file === 'command line' && (expected ?? fix))).toBe(
      true,
    );
    expect(problems.map(({ text }) => text).toSorted()).toEqual(
      [
        ...['--asn 65000x', '--router-id 1.2.3', '--hold-time 1', '--max-paths 500', '--network 10.0.0.0/40'],
        ...['--accept everywhere', '--peer 192.0.2.6=0', '--peer node=1'],
        // Without --remote-as:
        ...['--accept 192.168.0.0/16', '--accept everywhere', '--peer 192.0.2.5'],
      ].toSorted(),
    );
  });

  test('no AS number is a problem of --asn', () => {
    expect(documentFromFlags({}).problems).toEqual([
      expect.objectContaining({ text: '--asn', message: 'asNumber is missing', fix: 'add it' }),
    ]);
  });
});
