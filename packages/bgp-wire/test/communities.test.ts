import {
  formatCommunity,
  formatExtendedCommunity,
  formatIpv6ExtendedCommunity,
  formatLargeCommunity,
  parseCommunity,
  parseExtendedCommunity,
  parseIpv6ExtendedCommunity,
  parseLargeCommunity,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });

test('parse(format(community)) is the community', () => {
  fc.assert(
    fc.property(uint32, fc.tuple(uint32, uint32, uint32), (community, large) => {
      expect(parseCommunity(formatCommunity(community))).toBe(community);
      expect(parseLargeCommunity(formatLargeCommunity(large))).toEqual(large);
    }),
  );
});

test.each([
  ['no-export', 0xffff_ff01],
  ['no-advertise', 0xffff_ff02],
  ['local-AS', 0xffff_ff03],
  ['no-peer', 0xffff_ff04],
  ['graceful-shutdown', 0xffff_0000],
  ['blackhole', 0xffff_029a],
  ['llgr-stale', 0xffff_0006],
  ['65000:100', 65000 * 65536 + 100],
])('%s is read and written', (text, community) => {
  expect(parseCommunity(text)).toBe(community);
  expect(formatCommunity(community)).toBe(text);
});

test.each([
  ['no-export-subconfed', 0xffff_ff03],
  ['planned-shut', 0xffff_0000],
  ['NO-EXPORT', 0xffff_ff01],
  ['4259840100', 65000 * 65536 + 100],
])('%s is read too', (text, community) => {
  expect(parseCommunity(text)).toBe(community);
});

test.each(['', '65536:1', '1:65536', '1:2:3', '01:2', 'x', '1:', '4294967296'])(
  'parseCommunity refuses %j',
  (text) => {
    expect(parseCommunity(text)).toBeUndefined();
  },
);

test.each(['1:2', '1:2:3:4', '1:2:4294967296', '1:2:03', '1:2:x'])(
  'parseLargeCommunity refuses %j',
  (text) => {
    expect(parseLargeCommunity(text)).toBeUndefined();
  },
);

const hexadecimal = (octetCount: number) =>
  fc
    .uint8Array({ minLength: octetCount, maxLength: octetCount })
    .map((octets) => Buffer.from(octets).toString('hex'));

describe('extended communities', () => {
  test.each([
    ['0002fde800000064', 'RT:65000:100'],
    ['0202fa56ea000064', 'RT:4200000000:100'],
    ['02020000fde80064', 'RT:0.65000:100'],
    ['0103c00002010001', 'SoO:192.0.2.1:1'],
    ['4004fde847f42400', 'LB:65000:125000'],
    ['0004fde800000000', 'LB-Transitive:65000:0'],
    ['030b000000000064', 'Color:100'],
    ['030b400000000064', 'Color:01:100'],
    ['030c000000000008', 'ET:8'],
    ['030d000000000000', 'Default-Gateway'],
    ['0306000000000501', 'OSPF-RT:0.0.0.0:5:1'],
    ['0107c00002010000', 'OSPF-Router:192.0.2.1:0'],
    ['0600000000000005', 'MM:5'],
    ['0600010000000005', 'MM:sticky:5'],
    ['06010100000012b0', 'ESI-Label:single-active:4784'],
    ['0602001122334455', 'ES-Import:00:11:22:33:44:55'],
    ['060302005e000001', 'Rmac:02:00:5e:00:00:01'],
    ['4300000000000002', 'OVS:invalid'],
    ['8006000046160000', 'Rate:0:9600'],
    ['800900000000000a', 'Mark:10'],
    ['8008ffdc00003039', 'Redirect:65500:12345'],
    ['800a130005dc006f', 'L2-Info:19:0:1500:111'],
  ])('%s is %s', (community, text) => {
    expect(formatExtendedCommunity(community)).toBe(text);
    expect(parseExtendedCommunity(text)).toBe(community);
    expect(parseExtendedCommunity(text.toLowerCase())).toBe(community);
  });

  test.each([
    // Types without a name, and known ones with something that the name does not say.
    '99aa000000000008',
    '030c000100000008',
    '030bc00000000064',
    '4004fde8ffc00000',
    '4004fde880000000',
    '4300000000000003',
  ])('%s stays as it is', (community) => {
    expect(formatExtendedCommunity(community)).toBe(community);
    expect(parseExtendedCommunity(community.toUpperCase())).toBe(community);
  });

  test.each([
    '',
    'RT',
    'RT:',
    'RT:65000',
    'RT:65536:65536',
    'RT:0.65536:1',
    'RT:65000:4294967296',
    'RT:65000:1:2',
    'RT:01:1',
    'XX:1:2',
    'LB:1:-1',
    'LB:1:1e99',
    'Rmac:02:00:5e:00:00',
    'OVS:maybe',
    '0002fde8000000',
  ])('parseExtendedCommunity refuses %j', (text) => {
    expect(parseExtendedCommunity(text)).toBeUndefined();
  });

  test('parse(format(community)) is the community, of named types too', () => {
    const named = fc
      .tuple(
        fc.constantFrom(0x00, 0x01, 0x02, 0x03, 0x06, 0x40, 0x43, 0x80, 0x81, 0x82),
        fc.integer({ min: 0, max: 0x0d }),
        fc.oneof(
          hexadecimal(6),
          hexadecimal(1).map((last) => `0000000000${last}`),
        ),
      )
      .map(([type, subType, value]) => Buffer.from([type, subType]).toString('hex') + value);
    fc.assert(
      fc.property(fc.oneof(named, hexadecimal(8)), (community) => {
        expect(parseExtendedCommunity(formatExtendedCommunity(community))).toBe(community);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('IPv6 Address Specific extended communities (RFC 5701)', () => {
  test('are read and written', () => {
    const community = '000220010db80000000000000000000000010064';
    expect(formatIpv6ExtendedCommunity(community)).toBe('RT:[2001:db8::1]:100');
    expect(parseIpv6ExtendedCommunity('RT:[2001:DB8:0::1]:100')).toBe(community);
    const unknown = `40ff${community.slice(4)}`;
    expect(formatIpv6ExtendedCommunity(unknown)).toBe(unknown);
    fc.assert(
      fc.property(fc.constantFrom('0002', '0003', '000c', '4002', '9999'), hexadecimal(18), (type, value) => {
        expect(parseIpv6ExtendedCommunity(formatIpv6ExtendedCommunity(type + value))).toBe(type + value);
      }),
    );
  });

  test.each(['', 'RT:2001:db8::1:100', 'RT:[192.0.2.1]:1', 'RT:[::1]:65536', 'XX:[::1]:1', 'RT:[::1]:01'])(
    'refuses %j',
    (text) => {
      expect(parseIpv6ExtendedCommunity(text)).toBeUndefined();
    },
  );
});
