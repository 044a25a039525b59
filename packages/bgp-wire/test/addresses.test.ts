import {
  addressFromOctets,
  addressToOctets,
  compareAddresses,
  formatIpv4,
  isIpv4,
  isIpv6,
  parseAddress,
  parseIpv4,
} from '@bgpeer/bgp-wire';
import { arbitraryIpv6, arbitraryOctets } from '@bgpeer/testkit';
import fc from 'fast-check';
import { collapseIPv6Number, IPv4, IPv6 } from 'ip-num';
import { describe, expect, test } from 'vitest';

const octetsOfNumber = (value: bigint, octetCount: number) =>
  Uint8Array.from({ length: octetCount }, (_, index) =>
    Number((value >> BigInt(8 * (octetCount - 1 - index))) & 0xffn),
  );

describe('IPv4', () => {
  test('agrees with ip-num on every number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (value) => {
        const text = new IPv4(BigInt(value)).toString();
        expect(formatIpv4(value)).toBe(text);
        expect(parseIpv4(text)).toBe(value);
        expect(addressToOctets(text)).toEqual(octetsOfNumber(BigInt(value), 4));
        expect(addressFromOctets(Uint8Array.of(9, ...addressToOctets(text)), 1, 4)).toBe(text);
      }),
    );
  });

  test.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.-4',
    '1.2.3.4 ',
    '1..3.4',
    '0x1.2.3.4',
  ])('refuses %j', (text) => {
    expect(parseIpv4(text)).toBeUndefined();
    expect(parseAddress(text)).toBeUndefined();
  });
});

describe('IPv6', () => {
  test('reads what ip-num writes, long or short, as the same octets', () => {
    fc.assert(
      fc.property(arbitraryOctets(16), (octets) => {
        const long = new IPv6(BigInt(`0x${Buffer.from(octets).toString('hex')}`)).toString();
        expect(addressToOctets(long)).toEqual(octets);
        expect(addressToOctets(collapseIPv6Number(long))).toEqual(octets);
      }),
    );
  });

  test('writes what ip-num reads as the same number, and reads it back', () => {
    fc.assert(
      fc.property(arbitraryIpv6(), (address) => {
        const octets = addressToOctets(address);
        expect(octetsOfNumber(new IPv6(address).getValue(), 16)).toEqual(octets);
        expect(parseAddress(address)).toBe(address);
        expect(addressFromOctets(octets, 0, 16)).toBe(address);
      }),
    );
  });

  // RFC 5952, sections 4.1 to 4.3 and 5.
  test.each([
    ['2001:0db8::0001', '2001:db8::1'],
    ['2001:db8:0:0:0:0:2:1', '2001:db8::2:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:DB8::A', '2001:db8::a'],
    ['::', '::'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['1::', '1::'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['::ffff:c000:201', '::ffff:192.0.2.1'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
  ])('writes %s as %s', (text, canonical) => {
    expect(parseAddress(text)).toBe(canonical);
  });

  test.each([
    ':',
    ':::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    '1:2:3:4:5:6:7::8',
    '12345::',
    'g::',
    '1.2.3.4::',
    '::1.2.3',
    '::1.2.3.4:5',
    'fe80::1%eth0',
    ':1:2:3:4:5:6:7',
  ])('refuses %j', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });
});

describe('compareAddresses', () => {
  test('puts IPv4 first, and goes by number', () => {
    const ordered = ['0.0.0.0', '9.255.0.1', '10.0.0.1', '192.0.2.1', '::', '::1', '2001:db8::', 'fe80::1'];
    expect([...ordered].reverse().sort(compareAddresses)).toEqual(ordered);
    expect(compareAddresses('10.0.0.1', '10.0.0.1')).toBe(0);
  });

  test('agrees with ip-num', () => {
    fc.assert(
      fc.property(arbitraryIpv6(), arbitraryIpv6(), (a, b) => {
        const difference = new IPv6(a).getValue() - new IPv6(b).getValue();
        expect(Math.sign(compareAddresses(a, b))).toBe(difference === 0n ? 0 : difference < 0n ? -1 : 1);
      }),
    );
  });
});

test('the family is told by the text', () => {
  expect([isIpv4('192.0.2.1'), isIpv6('192.0.2.1'), isIpv4('::1'), isIpv6('::1')]).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

test('text that is no address is the programmer’s error', () => {
  expect(() => addressToOctets('192.0.2')).toThrow('not an address');
  expect(() => addressToOctets('2001:db8')).toThrow('not an address');
});
