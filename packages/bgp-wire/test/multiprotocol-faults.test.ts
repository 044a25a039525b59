import { decodeMessage, encodeMessage, type WireContext } from '@bgpeer/bgp-wire';
import { describe, expect, test } from 'vitest';
import { messageAround, wideContext } from './octets.ts';

const external: WireContext = { ...wideContext, session: 'external' };

describe('the multiprotocol attributes', () => {
  const update = (attributes: string, nlri = '') =>
    messageAround(2, `0000${(attributes.length / 2).toString(16).padStart(4, '0')}${attributes}${nlri}`);
  const faultsOf = (message: Uint8Array, context = external) => {
    const decoded = decodeMessage(message, context);
    if ('fault' in decoded) throw new Error(decoded.fault.detail);
    return decoded.faults;
  };
  const nextHop = '20010db8000000000000000000000001';
  const mandatory = '40010100' + '400200';

  test.each([
    ['a next hop of nine octets', `800e1100020109${'00'.repeat(9)}0018200100`, 'next-hop-length', 17],
    ['a next hop that overruns', '800e0700020120000000', 'next-hop-length', 17],
    ['a prefix of 129 bits', `800e1600020110${nextHop}0081`, 'nlri-length', 35],
    ['a prefix cut short', `800e1800020110${nextHop}002020`, 'nlri-overrun', 35],
    ['MP_UNREACH_NLRI with a prefix cut short', '800f050002012020', 'nlri-overrun', 17],
  ])('%s: session reset or AFI/SAFI disable', (_, attributeHex, reason, offset) => {
    const length = (attributeHex.length / 2 - 3).toString(16).padStart(2, '0');
    const hex = attributeHex.slice(0, 4) + length + attributeHex.slice(6);
    const [fault] = faultsOf(update(mandatory + hex));
    expect(fault).toMatchObject({
      treatment: 'session-reset',
      alternative: 'afi-safi-disable',
      reason,
      offset,
    });
  });

  test.each([
    ['too short for AFI and SAFI', '800f020002', 'attribute-length', 13],
    ['twice', '800f03000201800f03000201', 'attribute-duplicate', 17],
    ['marked transitive', 'c00f03000201', 'attribute-flags', 11],
  ])('%s: session reset', (_, hex, reason, offset) => {
    const [fault] = faultsOf(update(mandatory + hex));
    expect(fault).toMatchObject({ treatment: 'session-reset', reason, offset });
    expect(fault.alternative).toBeUndefined();
  });

  test('a next hop that is no host’s, at its first octet', () => {
    const [fault] = faultsOf(update(`${mandatory}800e1a00020110${'ff02'.padEnd(32, '0')}002020010db9`));
    expect(fault).toMatchObject({ treatment: 'treat-as-withdraw', reason: 'next-hop-value', offset: 18 });
  });

  test('lengths that overrun the message, at their first octet', () => {
    expect(faultsOf(messageAround(2, '00050000'))).toMatchObject([{ reason: 'withdrawn-length', offset: 0 }]);
    expect(faultsOf(messageAround(2, '000418c000020001'))).toMatchObject([
      { treatment: 'session-reset', reason: 'attribute-list-length', offset: 6 },
    ]);
  });

  const both = `${mandatory}800e1a00020110${nextHop}002020010db9`;

  test('MP_REACH_NLRI beside the NLRI field: each has its own next hop (RFC 7606, section 5.1)', () => {
    const message = update(`${both}400304c0000201`, '18c00002');
    const decoded = decodeMessage(message, external);
    if ('fault' in decoded) throw new Error(decoded.fault.detail);
    expect(decoded.faults).toEqual([]);
    expect(decoded.message).toMatchObject({
      classicNextHop: '192.0.2.1',
      attributes: { nextHop: '2001:db8::1' },
      nlri: [{ prefix: '192.0.2.0/24' }],
      reachable: { nlri: [{ prefix: '2001:db9::/32' }] },
    });
    const again = decodeMessage(encodeMessage({ ...decoded.message }, external), external);
    expect(again).toEqual(decoded);
  });

  test('the NLRI field needs NEXT_HOP even then', () => {
    expect(faultsOf(update(both, '18c00002'))).toMatchObject([
      { treatment: 'treat-as-withdraw', reason: 'attribute-missing', attributeCode: 3 },
    ]);
    expect(faultsOf(update(`${both}40030400000000`, '18c00002'))).toMatchObject([
      {
        treatment: 'treat-as-withdraw',
        reason: 'next-hop-value',
        attributeCode: 3,
        offset: 4 + both.length / 2 + 3,
      },
    ]);
    expect(faultsOf(update(`${both}40030400000000`))).toEqual([]);
  });
});
