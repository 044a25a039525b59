import {
  decodeAttributeBlock,
  encodeAttributeBlock,
  formatCommunity,
  formatHexadecimal,
  octetsOfHexadecimal,
  type PathAttributes,
  pathAttributeRows,
  type WireContext,
} from '@bgpeer/bgp-wire';
import type { Comparison } from './corpus-case.ts';
import { attributeAround } from './octets-around.ts';
import { wireContextOf } from './row-context.ts';
import type { YabgpRow } from './yabgp-row.ts';

interface YabgpAttribute {
  /** Our name of it. */
  readonly name: string;
  /** Its value in yabgp's words. */
  read(attributes: PathAttributes): unknown;
}

/** yabgp's number of each segment type is the type's code (RFC 4271, section 4.3; RFC 5065, section 3). */
const segmentTypes = ['AS_SET', 'AS_SEQUENCE', 'AS_CONFED_SEQUENCE', 'AS_CONFED_SET'];
const origins = ['IGP', 'EGP', 'INCOMPLETE'];

/** The attributes of yabgp's rows by yabgp's name. */
const yabgpAttributes: Readonly<Record<string, YabgpAttribute>> = {
  Origin: { name: 'ORIGIN', read: ({ origin }) => origin && ['?', `Origin.${origin}`] },
  ASPath: { name: 'AS_PATH', read: ({ asPath }) => asPath && asPathWords(asPath) },
  NextHop: { name: 'NEXT_HOP', read: ({ nextHop }) => nextHop },
  MED: { name: 'MULTI_EXIT_DISC', read: ({ multiExitDisc }) => multiExitDisc },
  LocalPreference: { name: 'LOCAL_PREF', read: ({ localPref }) => localPref },
  AtomicAggregate: {
    name: 'ATOMIC_AGGREGATE',
    read: ({ atomicAggregate }) => (atomicAggregate ? '' : undefined),
  },
  Aggregator: { name: 'AGGREGATOR', read: aggregatorWords },
  Community: { name: 'COMMUNITIES', read: ({ communities }) => communities?.map(communityWords) },
  OriginatorID: { name: 'ORIGINATOR_ID', read: ({ originatorId }) => originatorId },
  ClusterList: { name: 'CLUSTER_LIST', read: ({ clusterList }) => clusterList },
  LargeCommunity: {
    name: 'LARGE_COMMUNITY',
    read: ({ largeCommunities }) => largeCommunities?.map((community) => community.join(':')),
  },
};

/** Whether rows of a kind are about one of these attributes. */
export function isYabgpAttribute(kind: string): boolean {
  return kind in yabgpAttributes;
}

/** A value that is read, a value that is refused, or a whole attribute that is written. */
export function compareAttribute(row: YabgpRow, kind: string): Comparison {
  const { name, read } = yabgpAttributes[kind];
  const { code, flags } = pathAttributeRows.find((each) => each.name === name)!;
  const fourOctetAsNumbers = isFourOctet(row);
  const context = wireContextOf({ as4: fourOctetAsNumbers });
  if (row.direction === 'encode') return compareWrittenAttributes(row.hex, context);
  const block = octetsOfHexadecimal(attributeAround(flags, code, row.hex));
  const { attributes, faults } = decodeAttributeBlock(block, context);
  const reasons = faults.map(({ reason }) => reason);
  if (row.expect.outcome === 'error') {
    return {
      theirs: 'malformed',
      ours: faults.length === 1 && faults[0].attributeCode === code ? 'malformed' : reasons,
    };
  }
  return {
    theirs: { value: row.expect.fields, faults: [] },
    ours: { value: read(attributes), faults: reasons },
  };
}

/** Whole attributes that yabgp writes: read, and written again. */
export function compareWrittenAttributes(hex: string, context: WireContext): Comparison {
  const { attributes, faults } = decodeAttributeBlock(octetsOfHexadecimal(hex), context);
  const options = { fourOctetAsNumbers: context.fourOctetAsNumbers, nextHop: 'classic' } as const;
  return {
    theirs: { faults: [], written: hex },
    ours: {
      faults: faults.map(({ reason }) => reason),
      written: formatHexadecimal(encodeAttributeBlock(attributes, options)),
    },
  };
}

/** Attributes by their codes, as yabgp has those of an UPDATE. */
export function attributesByCode(attributes: PathAttributes): Readonly<Record<string, unknown>> {
  const { origin, asPath, nextHop, multiExitDisc, localPref, originatorId, clusterList } = attributes;
  return {
    1: origin && origins.indexOf(origin),
    2: asPath && asPathWords(asPath),
    3: nextHop,
    4: multiExitDisc,
    5: localPref,
    7: aggregatorWords(attributes),
    9: originatorId,
    10: clusterList,
  };
}

/** Whether a row's AS numbers have four octets: yabgp says so by name or by place. */
export function isFourOctet({ options }: YabgpRow): boolean {
  return options['asn4'] === true || options['1'] === true || options['2'] === true;
}

function asPathWords(asPath: NonNullable<PathAttributes['asPath']>): unknown {
  return asPath.map(({ type, asNumbers }) => [segmentTypes.indexOf(type) + 1, asNumbers]);
}

function aggregatorWords({ aggregator }: PathAttributes): unknown {
  return aggregator && [aggregator.asNumber, aggregator.address];
}

function communityWords(community: number): string {
  const text = formatCommunity(community);
  return text.includes(':') ? text : text.toUpperCase().replaceAll('-', '_');
}
