import {
  accumulatedIgpMetric,
  decodeAttributeBlock,
  decodeMessage,
  encodeAttributeBlock,
  formatCommunity,
  formatIpv6ExtendedCommunity,
  type PathAttributes,
  partialUnrecognized,
  pathAttributeName,
  pathAttributeRowOf,
  pathAttributeRows,
} from '@bgpeer/bgp-wire';
import { arbitraryUpdate } from '@bgpeer/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contextOf, hexOf, octetsOf, readCorpus, readCorpusOctets, wideContext } from './corpora.ts';

const options = { fourOctetAsNumbers: true, nextHop: 'omitted' } as const;

/** The attributes of the UPDATEs of a corpus's rows with that name (or file). */
function attributesOf(source: string, name: string): PathAttributes[] {
  const rows = readCorpus<{ name?: string; file?: string; type?: string; hex: string }>(source).filter(
    (row) => row.name === name || row.file === name,
  );
  return rows.flatMap(({ hex }) => {
    const row = { name, hex, expect: { outcome: 'ok' } };
    const decoded = decodeMessage(octetsOf(hex), contextOf(row));
    return 'message' in decoded && decoded.message.type === 'UPDATE' ? [decoded.message.attributes] : [];
  });
}

describe('attributes that others have sent', () => {
  test('AIGP, as tcpdump reads it', () => {
    // One UPDATE in one segment: it begins with the only marker that a length of 100 follows.
    const capture = readCorpusOctets('pcap-tcpdump/bgp-aigp.pcap');
    const start = hexOf(capture).indexOf(`${'ff'.repeat(16)}0064`) / 2;
    const decoded = decodeMessage(capture.slice(start, start + 100), wideContext);
    if ('fault' in decoded || decoded.message.type !== 'UPDATE') throw new Error('no UPDATE');
    const { aigp, clusterList, communities } = decoded.message.attributes;
    expect(accumulatedIgpMetric(aigp!)).toBe(2000n);
    expect(clusterList).toEqual(['172.16.20.5']);
    expect(communities?.map(formatCommunity)).toEqual(['65000:11201']);
  });

  test('BGP Prefix-SID, as ExaBGP was told to send it', () => {
    const [first] = attributesOf('exabgp/encoding.jsonl', 'conf-prefix-sid#1');
    // Label index 777.
    expect(first.prefixSid).toEqual([{ type: 1, value: '00000000000309' }]);
    const [second] = attributesOf('exabgp/encoding.jsonl', 'conf-prefix-sid#2');
    // Label index 300, and the SRGBs 800000 with 4096 labels and 1000000 with 5000.
    expect(second.prefixSid).toEqual([
      { type: 1, value: '0000000000012c' },
      { type: 3, value: '00000c35000010000f4240001388' },
    ]);
  });

  test('an IPv6 Address Specific community, as ExaBGP was told to send it', () => {
    const [{ ipv6ExtendedCommunities = [] }] = attributesOf('exabgp/encoding.jsonl', 'conf-flow-redirect#5');
    expect(ipv6ExtendedCommunities.map(formatIpv6ExtendedCommunity)).toEqual([
      'Redirect-IP:[2a02:b80:0:1::1]:0',
    ]);
  });

  test('BGP-LS, which leaves alone what follows it (NetGauze)', () => {
    const name = 'update/test_bgp_ls_attribute_does_not_swallow_subsequent_attributes/junos_bgp_ls_update';
    expect(attributesOf('netgauze/messages.jsonl', name)[0]).toMatchObject({
      origin: 'IGP',
      localPref: 100,
      linkState: [{ type: 1024, value: '00' }],
    });
  });

  test('communities with the Partial bit, which nobody may clear (OpenBGPD)', () => {
    const rows = readCorpus<{ hex: string; expect: { writtenToEbgpPeer: string } }>(
      'openbgpd/community-attributes.jsonl',
    ).filter(({ hex }) => hex.startsWith('e0') && !hex.includes('4300000000000002'));
    expect(rows.length).toBeGreaterThan(20);
    for (const row of rows) {
      const { attributes, faults } = decodeAttributeBlock(octetsOf(row.hex), wideContext);
      expect(faults).toEqual([]);
      expect(attributes.partial).toBeDefined();
      expect(hexOf(encodeAttributeBlock(partialUnrecognized(attributes), options))).toBe(
        row.expect.writtenToEbgpPeer,
      );
    }
  });
});

describe('AIGP', () => {
  const decode = (value: string) =>
    decodeAttributeBlock(
      octetsOf(`801a${(value.length / 2).toString(16).padStart(2, '0')}${value}`),
      wideContext,
    );

  test('uses its first TLV and keeps them all (RFC 7311, section 3)', () => {
    const { attributes, faults } = decode(`09000400${'01000b000000000000000a'}01000bffffffffffffffff`);
    expect(faults).toEqual([]);
    expect(accumulatedIgpMetric(attributes.aigp!)).toBe(10n);
    expect(attributes.aigp).toHaveLength(3);
  });

  test('is not malformed for want of a known TLV (RFC 7311, section 3.2)', () => {
    const { attributes, faults } = decode('09000400');
    expect(faults).toEqual([]);
    expect(accumulatedIgpMetric(attributes.aigp!)).toBeUndefined();
  });
});

describe('on their way through a speaker of plain routing (RFC 4271, section 5)', () => {
  const acted = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 15, 16, 17, 18, 32];

  test('every attribute that it does not act on passes on by its flags', () => {
    const external = { ...wideContext, session: 'internal' as const };
    fc.assert(
      fc.property(arbitraryUpdate(external), ({ attributes }) => {
        const block = encodeAttributeBlock(attributes, options);
        const passedOn = encodeAttributeBlock(partialUnrecognized(attributes), options);
        const expected: string[] = [];
        for (let offset = 0; offset < block.length; ) {
          const isLong = (block[offset] & 0x10) !== 0;
          const length = isLong ? block[offset + 2] * 256 + block[offset + 3] : block[offset + 2];
          const whole = block.slice(offset, offset + (isLong ? 4 : 3) + length);
          offset += whole.length;
          if (!acted.includes(whole[1])) {
            if ((whole[0] & 0x40) === 0) continue;
            whole[0] |= 0x20;
          }
          expected.push(hexOf(whole));
        }
        expect(hexOf(passedOn)).toBe(expected.join(''));
      }),
      { numRuns: 300 },
    );
  });

  test('twice is as good as once', () => {
    const attributes: PathAttributes = {
      onlyToCustomer: 65_000,
      aigp: [{ type: 1, value: '0000000000000001' }],
    };
    const once = partialUnrecognized(attributes);
    expect(once).toEqual({ onlyToCustomer: 65_000, partial: [35] });
    expect(partialUnrecognized(once)).toEqual(once);
  });
});

describe('names', () => {
  test.each([
    [11, /^DPA/],
    [12, /^ADVERTISER/],
    [13, /^RCID_PATH/],
    [19, /^SAFI Specific/],
    [20, /^Connector/],
    [21, /^AS_PATHLIMIT/],
    [28, /Entropy Label/],
    [34, /Community Container/],
  ])('%i is deprecated or a draft, and kept as it came', (code, name) => {
    expect(pathAttributeName(code)).toMatch(name);
    expect(pathAttributeRowOf(code)).toBeUndefined();
    const { attributes, faults } = decodeAttributeBlock(Uint8Array.of(0xe8, code, 1, 7), wideContext);
    expect({ attributes, faults }).toEqual({
      attributes: { unrecognized: [{ flags: 0xe8, code, value: '07' }] },
      faults: [],
    });
  });

  test('codes that nobody has assigned have none', () => {
    expect(pathAttributeName(77)).toBeUndefined();
    for (const { code, name } of pathAttributeRows) expect(pathAttributeName(code)).toBe(name);
  });
});
