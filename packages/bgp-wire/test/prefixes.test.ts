import {
  addressFromOctets,
  comparePrefixes,
  formatPrefix,
  formatPrefixOctets,
  type Prefix,
  parsePrefix,
  parsePrefixLoosely,
  prefixContains,
  prefixContainsAddress,
} from '@bgpeer/bgp-wire';
import { arbitraryIpv4, arbitraryIpv6 } from '@bgpeer/testkit';
import fc from 'fast-check';
import { IPv4CidrRange, IPv6CidrRange } from 'ip-num';
import { describe, expect, test } from 'vitest';

const ipv4Text = fc.tuple(arbitraryIpv4(), fc.integer({ min: 0, max: 32 })).map((parts) => parts.join('/'));
const ipv6Text = fc.tuple(arbitraryIpv6(), fc.integer({ min: 0, max: 128 })).map((parts) => parts.join('/'));

const sound = (text: string): Prefix => {
  const prefix = parsePrefixLoosely(text);
  if (prefix === undefined) throw new Error(text);
  return prefix;
};

describe('parsePrefixLoosely', () => {
  test('clears host bits as ip-num does', () => {
    fc.assert(
      fc.property(ipv4Text, ipv6Text, (ipv4, ipv6) => {
        expect(addressFromOctets(sound(ipv4).octets, 0, 4)).toBe(
          IPv4CidrRange.fromCidr(ipv4).getFirst().toString(),
        );
        const first = IPv6CidrRange.fromCidr(ipv6).getFirst().getValue();
        expect(BigInt(`0x${Buffer.from(sound(ipv6).octets).toString('hex')}`)).toBe(first);
      }),
    );
  });

  test('takes an address alone as that host', () => {
    expect(formatPrefix(sound('192.0.2.1'))).toBe('192.0.2.1/32');
    expect(formatPrefix(sound('2001:db8::1'))).toBe('2001:db8::1/128');
  });
});

describe('parsePrefix', () => {
  test('is the inverse of formatPrefix', () => {
    fc.assert(
      fc.property(fc.oneof(ipv4Text, ipv6Text), (text) => {
        const prefix = sound(text);
        expect(parsePrefix(formatPrefix(prefix))).toEqual(prefix);
      }),
    );
  });

  test.each([
    '10.0.0.1/8',
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0.0/08',
    '10.0.0.0/',
    '10.0.0.0/8/9',
    '2001:db8::1/64',
    '::/129',
    '/8',
    'x/8',
  ])('refuses %j', (text) => {
    expect(parsePrefix(text)).toBeUndefined();
  });
});

test('formatPrefixOctets reads no more octets than the length needs, and drops bits beyond it', () => {
  expect(formatPrefixOctets('ipv4-unicast', Uint8Array.of(7, 10, 0xff), 1, 12)).toBe('10.240.0.0/12');
  expect(formatPrefixOctets('ipv4-unicast', new Uint8Array(), 0, 0)).toBe('0.0.0.0/0');
  expect(formatPrefixOctets('ipv6-unicast', Uint8Array.of(0x20, 0x01, 0x0d, 0xb8), 0, 32)).toBe(
    '2001:db8::/32',
  );
});

describe('containment', () => {
  test('of addresses agrees with ip-num', () => {
    fc.assert(
      fc.property(ipv4Text, arbitraryIpv4(), ipv6Text, arbitraryIpv6(), (p4, a4, p6, a6) => {
        const host4 = IPv4CidrRange.fromCidr(`${a4}/32`);
        expect(prefixContainsAddress(sound(p4), a4)).toBe(IPv4CidrRange.fromCidr(p4).contains(host4));
        const host6 = IPv6CidrRange.fromCidr(`${a6}/128`);
        expect(prefixContainsAddress(sound(p6), a6)).toBe(IPv6CidrRange.fromCidr(p6).contains(host6));
        expect(prefixContainsAddress(sound(p4), a6)).toBe(false);
      }),
    );
  });

  test('of prefixes is containment of the first address by a shorter or equal one', () => {
    fc.assert(
      fc.property(ipv4Text, ipv4Text, (outerText, innerText) => {
        const [outer, inner] = [sound(outerText), sound(innerText)];
        const expected =
          outer.bitLength <= inner.bitLength &&
          prefixContainsAddress(outer, addressFromOctets(inner.octets, 0, 4));
        expect(prefixContains(outer, inner)).toBe(expected);
        expect(prefixContains(outer, outer)).toBe(true);
      }),
    );
  });
});

test('comparePrefixes goes by family, address, length', () => {
  const ordered = ['0.0.0.0/0', '10.0.0.0/8', '10.0.0.0/16', '10.0.1.0/24', '::/0', '2001:db8::/32'];
  const sorted = [...ordered].reverse().map(sound).sort(comparePrefixes).map(formatPrefix);
  expect(sorted).toEqual(ordered);
});
