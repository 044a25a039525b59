import { describe, expect, test } from 'vitest';
import { type ConfigDocumentInput, toRouterConfiguration } from '../src/index.ts';

/** The configuration of a sound document. */
function fold(parts: Partial<ConfigDocumentInput>) {
  const { configuration, problems } = toRouterConfiguration({ ...base, ...parts });
  expect(problems).toEqual([]);
  return configuration!;
}

/** The problems of a document, as paths and severities. */
function complaints(parts: Partial<ConfigDocumentInput>) {
  const { configuration, problems } = toRouterConfiguration({ ...base, ...parts });
  expect(problems.every(({ expected, fix }) => expected !== undefined && fix !== undefined)).toBe(true);
  expect(configuration === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
  return problems.map(({ path, severity }) => `${severity} ${path}`);
}

const base: ConfigDocumentInput = { asNumber: 65_000, routerId: '192.0.2.1', ebgpRequiresPolicy: false };
const peer = { address: '192.0.2.5', remoteAs: 65_001 };

describe('folding', () => {
  test('what stands nearest to the peer wins, key by key', () => {
    const configuration = fold({
      holdTimeSeconds: 30,
      peerGroups: {
        G: {
          remoteAs: 'external',
          holdTimeSeconds: 9,
          ebgpMultihop: 2,
          families: {
            'ipv4-unicast': { weight: 5, sendCommunities: { large: false }, importPolicy: 'permit-all' },
            'ipv6-unicast': { activate: true },
          },
        },
      },
      peers: [
        {
          address: '192.0.2.5',
          peerGroup: 'G',
          remoteAs: 65_001,
          families: {
            'ipv4-unicast': { sendCommunities: { standard: false }, importPolicy: 'none' },
            'ipv6-unicast': { activate: false },
          },
        },
        peer.address === '192.0.2.5' ? { address: '192.0.2.6', remoteAs: 65_002 } : peer,
      ],
      listenRanges: [{ prefix: '10.0.0.0/8', peerGroup: 'G' }],
    });
    const [own, alone] = configuration.peers;
    expect(own).toMatchObject({
      remoteAs: { kind: 'exactly', asNumber: 65_001 },
      holdTimeSeconds: 9,
      keepaliveTimeSeconds: 3,
      ebgpMultihop: 2,
    });
    expect(own.families['ipv4-unicast']).toMatchObject({
      weight: 5,
      sendCommunities: { standard: false, extended: true, large: false },
    });
    expect(own.families['ipv4-unicast']).not.toHaveProperty('importFilters');
    expect(Object.keys(own.families)).toEqual(['ipv4-unicast']);
    expect(alone).toMatchObject({ holdTimeSeconds: 30, keepaliveTimeSeconds: 10, ebgpMultihop: 1 });
    const [range] = configuration.listenRanges;
    expect(range.settings).toMatchObject({
      peerGroup: 'G',
      remoteAs: { kind: 'external' },
      holdTimeSeconds: 9,
    });
    expect(Object.keys(range.settings.families)).toEqual(['ipv4-unicast', 'ipv6-unicast']);
    expect(range.settings.families['ipv4-unicast']?.importFilters).toEqual({});
  });

  test.each([
    ['traditional', true, 180, 60, 120],
    ['datacenter', false, 9, 3, 10],
  ] as const)('frr defaults %s', (defaults, ebgpRequiresPolicy, hold, keepalive, connectRetry) => {
    const { configuration } = toRouterConfiguration({
      ...base,
      ebgpRequiresPolicy: undefined,
      defaults,
      peers: [peer],
    });
    expect(configuration).toMatchObject({ ebgpRequiresPolicy, peers: [{ holdTimeSeconds: hold }] });
    expect(configuration!.peers[0]).toMatchObject({
      keepaliveTimeSeconds: keepalive,
      connectRetryTimeSeconds: connectRetry,
    });
  });

  test('the send-hold time is eight minutes, or twice a longer hold time (RFC 9687)', () => {
    const sendHoldTimeOf = (holdTimeSeconds: number) =>
      fold({ peers: [{ ...peer, holdTimeSeconds }] }).peers[0].sendHoldTimeSeconds;
    expect([0, 240, 241].map(sendHoldTimeOf)).toEqual([480, 480, 482]);
  });

  test('the identifier may come from the machine', () => {
    const { configuration } = toRouterConfiguration({ asNumber: 1 }, { fallbackRouterId: '192.0.2.9' });
    expect(configuration?.bgpIdentifier).toBe('192.0.2.9');
  });

  test('a shutdown message goes with the shutdown', () => {
    const configuration = fold({
      peerGroups: { G: { remoteAs: 'external', shutdown: true, shutdownMessage: 'later' } },
      peers: [
        { address: '192.0.2.5', peerGroup: 'G' },
        { address: '192.0.2.6', peerGroup: 'G', shutdown: false },
      ],
    });
    expect(configuration.peers.map(({ shutdownMessage }) => shutdownMessage)).toEqual(['later', undefined]);
  });

  test('no IPv4 unicast by default leaves what is activated', () => {
    const families = { 'ipv6-unicast': { activate: true } };
    const configuration = fold({ defaultIpv4Unicast: false, peers: [{ ...peer, families }] });
    expect(Object.keys(configuration.peers[0].families)).toEqual(['ipv6-unicast']);
  });
});

describe('what makes no sense as a whole', () => {
  test('is told all at once', () => {
    const problems = complaints({
      routerId: undefined,
      asNumber: 23_456,
      peerGroups: { G: {}, H: { remoteAs: 'external', localAddress: '192.0.2.1' } },
      peers: [
        peer,
        peer,
        { address: '192.0.2.6' },
        { address: '192.0.2.7', peerGroup: 'g' },
        { address: '2001:db8::1', peerGroup: 'H' },
        { address: '224.0.0.5', remoteAs: 'any' },
        { address: '192.0.2.8', remoteAs: 1, holdTimeSeconds: 9, keepaliveTimeSeconds: 4 },
      ],
      listenRanges: [
        { prefix: '10.0.0.0/8', peerGroup: 'G' },
        { prefix: '10.0.0.0/8', peerGroup: 'H' },
        { prefix: '2001:db8::/32', peerGroup: 'H' },
      ],
      networks: ['10.0.0.0/8', '10.0.0.1/8'],
    });
    expect(problems.toSorted()).toEqual(
      [
        'error routerId',
        'error asNumber',
        'error peers[1].address',
        'error peers[2]',
        'error peers[3].peerGroup',
        'error peers[4].localAddress',
        'error peers[5].address',
        'warning peers[6].keepaliveTimeSeconds',
        'error listenRanges[0]',
        'error listenRanges[1]',
        'error listenRanges[2].localAddress',
        'warning networks[1]',
      ].toSorted(),
    );
  });

  test.each([
    ['asNumber', { asNumber: 0 }],
    ['routerId', { routerId: '0.0.0.0' }],
    ['holdTimeSeconds', { holdTimeSeconds: 2 }],
    ['keepaliveTimeSeconds', { keepaliveTimeSeconds: 3 }],
    ['maximumPaths.ipv4-unicast.external', { maximumPaths: { 'ipv4-unicast': { external: 257 } } }],
    ['peers[0].shutdownMessage', { peers: [{ ...peer, shutdown: true, shutdownMessage: 'é'.repeat(128) }] }],
    ['peers[0].shutdownMessage', { peers: [{ ...peer, shutdownMessage: 'no shutdown' }] }],
    ['peers[0].ebgpMultihop', { peers: [{ ...peer, ebgpMultihop: 0 }] }],
    ['networks[1]', { networks: ['10.0.0.0/8', '10.0.0.0'] }],
    ['listenLimit', { listenLimit: 0 }],
  ] satisfies [string, Partial<ConfigDocumentInput>][])('a wrong value at %s is an error', (path, parts) => {
    expect(complaints(parts)).toEqual([`error ${path}`]);
  });

  test('overlapping ranges are no problem, nor is a group without members or remote AS', () => {
    fold({
      peerGroups: { G: { remoteAs: 'external' }, IDLE: {} },
      listenRanges: [
        { prefix: '10.0.0.0/8', peerGroup: 'G' },
        { prefix: '10.1.0.0/16', peerGroup: 'G' },
      ],
    });
  });

  test('external peers without policies are told once for all, internal ones never', () => {
    const internal = { address: '192.0.2.6', remoteAs: 65_000 };
    const permitted = {
      address: '192.0.2.7',
      remoteAs: 65_001,
      families: { 'ipv4-unicast': { importPolicy: 'permit-all', exportPolicy: 'permit-all' } },
    } as const;
    const peers = [peer, internal, permitted, { address: '192.0.2.8', remoteAs: 'external' }] as const;
    expect(complaints({ ebgpRequiresPolicy: true, peers: [...peers] })).toEqual([
      'warning ebgpRequiresPolicy',
    ]);
    expect(complaints({ ebgpRequiresPolicy: true, peers: [internal, permitted] })).toEqual([]);
  });

  test('a peer without any family is a warning', () => {
    expect(complaints({ defaultIpv4Unicast: false, peers: [peer] })).toEqual(['warning peers[0]']);
  });
});
