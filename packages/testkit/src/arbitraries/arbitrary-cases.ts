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
  return inContext(options, (context) =>
    fc
      .oneof(...tableOf(options).map((row) => row.valid(context)))
      .map((message) => ({ context, message, octets: encodeMessage(message, context) })),
  );
}

/** Octets that are odd but legal, and what they mean. */
export function arbitraryEdgeCase(options: CaseOptions = {}): fc.Arbitrary<EdgeCase> {
  return inContext(options, (context) =>
    fc.oneof(...edgesOf(options).flatMap((edge) => edgeCases(edge, context))),
  );
}

/** Messages with one named fault, and what must be done about it. */
export function arbitraryMalformedCase(options: CaseOptions = {}): fc.Arbitrary<MalformedCase> {
  return inContext(options, (context) =>
    fc.oneof(...malformationsOf(options).flatMap((malformation) => malformedCases(malformation, context))),
  );
}

/** Every kind of edge by its name, for a test of each. In a context that has no such thing the arbitrary is undefined. */
export function edgesByName(
  options: Pick<CaseOptions, 'types'> = {},
): ReadonlyMap<string, (context: WireContext) => fc.Arbitrary<EdgeCase> | undefined> {
  return new Map(edgesOf(options).map((edge) => [edge.name, (context) => edgeCases(edge, context)[0]]));
}

/** Every kind of malformation by its name, for a test of each. */
export function malformationsByName(
  options: Pick<CaseOptions, 'types'> = {},
): ReadonlyMap<string, (context: WireContext) => fc.Arbitrary<MalformedCase> | undefined> {
  return new Map(
    malformationsOf(options).map((row) => [row.name, (context) => malformedCases(row, context)[0]]),
  );
}

function inContext<Case>(
  { context }: CaseOptions,
  make: (context: WireContext) => fc.Arbitrary<Case>,
): fc.Arbitrary<Case> {
  return (context ?? arbitraryWireContext()).chain(make);
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

/** One arbitrary, or none. */
function edgeCases({ name, message }: MessageEdge, context: WireContext): fc.Arbitrary<EdgeCase>[] {
  const arbitrary = message(context);
  return arbitrary === undefined ? [] : [arbitrary.map((meaning) => ({ name, context, ...meaning }))];
}

function malformedCases(
  { name, reference, expected, octets }: MessageMalformation,
  context: WireContext,
): fc.Arbitrary<MalformedCase>[] {
  const arbitrary = octets(context);
  if (arbitrary === undefined) return [];
  return [arbitrary.map((malformed) => ({ name, reference, context, octets: malformed, expected }))];
}
