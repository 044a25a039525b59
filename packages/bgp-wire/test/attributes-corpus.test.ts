import {
  decodeAttributeBlock,
  encodeAttributeBlock,
  formatCommunity,
  type PathAttributes,
  pathAttributeRows,
} from '@bgpeer/bgp-wire';
import { describe, expect, test } from 'vitest';
import { hexOf, octetsOf, readCorpus, wideContext } from './corpora.ts';

interface ValueRow {
  readonly name: string;
  readonly call: string;
  readonly kind: string;
  readonly direction?: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly hex: string;
  readonly expect: {
    readonly outcome: string;
    readonly fields: unknown;
    readonly errorCode?: readonly number[];
  };
}

/** yabgp's name of an attribute: our name of it, and how its value reads in yabgp's words. */
const attributes: Readonly<Record<string, { name: string; read: (attributes: PathAttributes) => unknown }>> =
  {
    Origin: { name: 'ORIGIN', read: ({ origin }) => `Origin.${origin}` },
    ASPath: {
      name: 'AS_PATH',
      read: ({ asPath }) =>
        asPath?.map(({ type, asNumbers }) => [
          ['AS_SET', 'AS_SEQUENCE', 'AS_CONFED_SEQUENCE', 'AS_CONFED_SET'].indexOf(type) + 1,
          asNumbers,
        ]),
    },
    NextHop: { name: 'NEXT_HOP', read: ({ nextHop }) => nextHop },
    MED: { name: 'MULTI_EXIT_DISC', read: ({ multiExitDisc }) => multiExitDisc },
    LocalPreference: { name: 'LOCAL_PREF', read: ({ localPref }) => localPref },
    AtomicAggregate: {
      name: 'ATOMIC_AGGREGATE',
      read: ({ atomicAggregate }) => (atomicAggregate ? '' : undefined),
    },
    Aggregator: {
      name: 'AGGREGATOR',
      read: ({ aggregator }) => aggregator && [aggregator.asNumber, aggregator.address],
    },
    Community: {
      name: 'COMMUNITIES',
      read: ({ communities }) =>
        communities?.map((community) => {
          const text = formatCommunity(community);
          return text.includes(':') ? text : text.toUpperCase().replaceAll('-', '_');
        }),
    },
    OriginatorID: { name: 'ORIGINATOR_ID', read: ({ originatorId }) => originatorId },
    ClusterList: { name: 'CLUSTER_LIST', read: ({ clusterList }) => clusterList },
    LargeCommunity: {
      name: 'LARGE_COMMUNITY',
      read: ({ largeCommunities }) => largeCommunities?.map((community) => community.join(':')),
    },
  };

/** Next hops that are no host's (RFC 4271, section 6.3): yabgp looks at the length only. */
const noHosts = ['00000000', 'ffffffff'];

const rows = readCorpus<ValueRow>('yabgp/core.jsonl').filter(
  ({ kind, call }) => kind.replace('yabgp ', '') in attributes && /\.(parse|construct)$/.test(call),
);

describe('yabgp’s attributes', () => {
  test.each(rows.map((row, index) => [row.name, index, row] as const))('%s (%i)', (_, __, row) => {
    const { name, read } = attributes[row.kind.replace('yabgp ', '')];
    const { code, flags } = pathAttributeRows.find((each) => each.name === name)!;
    const fourOctetAsNumbers = row.options['asn4'] === true || row.options['1'] === true;
    const context = { ...wideContext, fourOctetAsNumbers };
    if (row.direction === 'encode') {
      const { attributes, faults } = decodeAttributeBlock(octetsOf(row.hex), context);
      if (row.hex === '40030400000000') {
        expect(faults.map(({ reason }) => reason)).toEqual(['next-hop-value']);
        return;
      }
      expect(faults).toEqual([]);
      const encoded = encodeAttributeBlock(attributes, { fourOctetAsNumbers, nextHop: 'classic' });
      expect(hexOf(encoded)).toBe(row.hex);
      return;
    }
    const value = octetsOf(row.hex);
    const { attributes: decoded, faults } = decodeAttributeBlock(
      Uint8Array.of(flags, code, value.length, ...value),
      context,
    );
    if (row.direction === 'decode' && !(name === 'NEXT_HOP' && noHosts.includes(row.hex))) {
      expect(faults).toEqual([]);
      const fields = name === 'ORIGIN' ? (row.expect.fields as string[])[1] : row.expect.fields;
      expect(read(decoded)).toEqual(fields);
    } else {
      expect(faults.length).toBe(1);
      expect(faults[0].attributeCode).toBe(code);
      expect(read(decoded)).toEqual(name === 'ORIGIN' ? 'Origin.undefined' : undefined);
    }
  });

  test('there are rows for every one of them', () => {
    expect(new Set(rows.map(({ kind }) => kind.replace('yabgp ', '')))).toEqual(
      new Set(Object.keys(attributes)),
    );
  });
});

/** Other rows of yabgp, wrapped in a message where they are not one, must at least not throw. */
test('yabgp’s other octets do no harm as attribute lists', () => {
  for (const { hex } of readCorpus<ValueRow>('yabgp/core.jsonl')) {
    expect(() => decodeAttributeBlock(octetsOf(hex), wideContext)).not.toThrow();
  }
});
