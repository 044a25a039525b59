import { encodeMessage, type MessageType, type WireContext } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import type { EdgeCase, MalformedCase, ValidCase } from './cases.ts';
import { headerMalformations } from './messages/header.ts';
import type { MessageArbitraries, MessageEdge, MessageMalformation } from './messages/message-arbitraries.ts';
import { messageArbitraries } from './messages/message-table.ts';
import { arbitraryWireContext } from './wire-contexts.ts';

export interface CaseOptions {
  /** What the session agreed on; absent: anything two OPENs may agree on. */
  readonly context?: fc.Arbitrary<WireContext>;
  /** Types of message; absent: every one. */
  readonly types?: readonly MessageType[];
}

/** Messages that an RFC allows, and their canonical octets. */
export function arbitraryValidCase(options: CaseOptions = {}): fc.Arbitrary<ValidCase> {
  return fromTable(options, tableOf(options), (row, context) =>
    row.valid(context).map((message) => ({ context, message, octets: encodeMessage(message, context) })),
  );
}

/** Octets that are odd but legal, and what they mean. */
export function arbitraryEdgeCase(options: CaseOptions = {}): fc.Arbitrary<EdgeCase> {
  return fromTable(options, edgesOf(options), edgeCase);
}

/** Messages with one named fault, and what must be done about it. */
export function arbitraryMalformedCase(options: CaseOptions = {}): fc.Arbitrary<MalformedCase> {
  return fromTable(options, malformationsOf(options), malformedCase);
}

/** Every kind of edge by its name, for a test of each. In a context that has no such thing the arbitrary is undefined. */
export function edgesByName(
  options: Pick<CaseOptions, 'types'> = {},
): ReadonlyMap<string, (context: WireContext) => fc.Arbitrary<EdgeCase> | undefined> {
  return new Map(edgesOf(options).map((edge) => [edge.name, (context) => edgeCase(edge, context)]));
}

/** Every kind of malformation by its name, for a test of each. */
export function malformationsByName(
  options: Pick<CaseOptions, 'types'> = {},
): ReadonlyMap<string, (context: WireContext) => fc.Arbitrary<MalformedCase> | undefined> {
  return new Map(malformationsOf(options).map((row) => [row.name, (context) => malformedCase(row, context)]));
}

/**
 * A case of any row of a table. A row that has none in the context drawn gives way to the next one that has; only the
 * row that is chosen is built.
 */
function fromTable<Row, Case>(
  { context }: CaseOptions,
  rows: readonly Row[],
  make: (row: Row, context: WireContext) => fc.Arbitrary<Case> | undefined,
): fc.Arbitrary<Case> {
  return fc
    .tuple(context ?? arbitraryWireContext(), fc.nat({ max: rows.length - 1 }))
    .chain(([drawn, first]) => {
      for (const row of [...rows.slice(first), ...rows.slice(0, first)]) {
        const arbitrary = make(row, drawn);
        if (arbitrary !== undefined) return arbitrary;
      }
      throw new Error(`nothing of the kind in the context ${JSON.stringify(drawn)}`);
    });
}

function tableOf({ types }: CaseOptions): readonly MessageArbitraries[] {
  return messageArbitraries.filter(({ type }) => types === undefined || types.includes(type));
}

/** KEEPALIVE has none: with it alone there is nothing to draw from. */
function edgesOf(options: CaseOptions): readonly MessageEdge[] {
  return tableOf(options).flatMap(({ edges }) => edges);
}

/** What can be wrong with any header goes with KEEPALIVE, the message that has nothing else. */
function malformationsOf(options: CaseOptions): readonly MessageMalformation[] {
  return tableOf(options).flatMap(({ type, malformations }) =>
    type === 'KEEPALIVE' ? [...headerMalformations, ...malformations] : malformations,
  );
}

function edgeCase({ name, message }: MessageEdge, context: WireContext): fc.Arbitrary<EdgeCase> | undefined {
  return message(context)?.map((meaning) => ({ name, context, ...meaning }));
}

function malformedCase(
  { name, reference, expected, octets }: MessageMalformation,
  context: WireContext,
): fc.Arbitrary<MalformedCase> | undefined {
  return octets(context)?.map((malformed) => ({ name, reference, context, octets: malformed, expected }));
}
