import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FamilyName, WireContext } from '@bgpeer/bgp-wire';

const corporaFolder = join(import.meta.dirname, '../../../../shared/corpora');

/** An entry of a list of prefixes. */
type CorpusPrefix = string | { readonly prefix: string; readonly pathId?: number };

/** What octets mean, in the words that the corpora share; each row has some of them. */
export interface CorpusFields {
  readonly type?: string;
  // OPEN
  readonly version?: number;
  readonly asn?: number;
  readonly holdTime?: number;
  readonly bgpId?: string;
  readonly capabilities?: readonly { readonly code: number; readonly valueHex: string }[];
  // NOTIFICATION
  readonly code?: number;
  readonly subcode?: number;
  readonly dataHex?: string;
  // ROUTE-REFRESH
  readonly subtype?: number;
  // UPDATE
  readonly eor?: string;
  readonly withdrawn?: Readonly<Record<string, readonly CorpusPrefix[]>>;
  /** By family: a list (ExaBGP's rows) or one entry (NetGauze's). */
  readonly announce?: Readonly<Record<string, CorpusAnnouncement | readonly CorpusAnnouncement[]>>;
  readonly attributes?: CorpusAttributes;
  // AS_PATH values and extended communities
  readonly text?: string;
  readonly hops?: number;
  readonly containsAs?: number;
  readonly doesNotContainAs?: number;
}

export interface CorpusAnnouncement {
  readonly nextHop: string | readonly string[];
  readonly nlri: readonly CorpusPrefix[];
}

export interface CorpusAttributes {
  readonly origin?: string;
  readonly asPath?: readonly { readonly type: string; readonly asns: readonly number[] }[];
  readonly nextHop?: string;
  readonly med?: number;
  readonly localPref?: number;
  readonly originatorId?: string;
  readonly clusterList?: readonly string[];
  readonly communities?: readonly string[];
  readonly extCommunities?: readonly string[];
  readonly largeCommunities?: readonly string[];
}

/** One row of a corpus; each corpus has further fields of its own. */
export interface CorpusRow {
  readonly name: string;
  readonly kind?: string;
  readonly type?: string;
  readonly hex: string;
  readonly context?: {
    readonly as4?: boolean;
    readonly addPath?: readonly string[];
    readonly families?: readonly string[];
    readonly session?: 'ebgp' | 'ibgp';
    readonly asn?: { readonly local: number; readonly peer: number };
  };
  readonly expect: {
    readonly outcome: string;
    readonly notification?: { readonly code: number; readonly subcode: number };
    readonly fields?: CorpusFields;
    readonly reencodesToSameBytes?: boolean;
  };
}

/** The rows of a `*.jsonl` file of the corpora. */
export function readCorpus<Row = CorpusRow>(path: string): Row[] {
  const lines = readFileSync(join(corporaFolder, path), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Row);
}

/** A file of the corpora as it is. */
export function readCorpusOctets(path: string): Uint8Array {
  return new Uint8Array(readFileSync(join(corporaFolder, path)));
}

/** Everything the codec can read, so that nothing is passed over for want of negotiation. */
export const wideContext: WireContext = {
  fourOctetAsNumbers: true,
  extendedMessages: false,
  families: ['ipv4-unicast', 'ipv6-unicast'],
  addPath: [],
  extendedNextHop: [],
  session: 'internal',
};

const familyNames: Readonly<Record<string, FamilyName>> = {
  'ipv4 unicast': 'ipv4-unicast',
  'ipv6 unicast': 'ipv6-unicast',
};

/** The context a row was recorded in. */
export function contextOf(row: CorpusRow): WireContext {
  const { context = {} } = row;
  const namesOf = (families: readonly string[]) => families.flatMap((family) => familyNames[family] ?? []);
  const isExternal =
    context.session === 'ebgp' || (context.asn !== undefined && context.asn.local !== context.asn.peer);
  return {
    ...wideContext,
    fourOctetAsNumbers: context.as4 ?? true,
    families: context.families === undefined ? wideContext.families : namesOf(context.families),
    addPath: namesOf(context.addPath ?? []),
    // ExaBGP's rows of that name were sent with RFC 8950 agreed on.
    extendedNextHop: row.name.startsWith('extended-nexthop') ? ['ipv4-unicast'] : [],
    session: isExternal ? 'external' : 'internal',
  };
}

export function octetsOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

export function hexOf(octets: Uint8Array): string {
  return Buffer.from(octets).toString('hex');
}

/** A whole message of that type around a body. */
export function messageAround(typeCode: number, bodyHex: string): Uint8Array {
  const body = octetsOf(bodyHex);
  const octetCount = 19 + body.length;
  return Uint8Array.of(
    ...new Array<number>(16).fill(255),
    octetCount >> 8,
    octetCount & 0xff,
    typeCode,
    ...body,
  );
}
