import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FamilyName, WireContext } from '@bgpeer/bgp-wire';

const corporaFolder = join(import.meta.dirname, '../../../../shared/corpora');

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
    // biome-ignore lint/suspicious/noExplicitAny: what a row expects has the shape of its source
    readonly fields?: any;
    readonly reencodesToSameBytes?: boolean;
  };
}

/** The rows of a `*.jsonl` file of the corpora. */
export function readCorpus<Row = CorpusRow>(path: string): Row[] {
  const lines = readFileSync(join(corporaFolder, path), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Row);
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
