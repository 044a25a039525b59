import {
  decodeMessage,
  encodeMessage,
  formatHexadecimal,
  type Message,
  messageFromJson,
  messageToJson,
  type WireContext,
} from '@bgpeer/bgp-wire';
import { type Comparison, fieldsNamedIn } from './corpus-case.ts';
import { familyTitleOf } from './family-titles.ts';
import { messageWords, writtenAnew } from './message-words.ts';
import { canonicalFields, type SharedFields } from './shared-words.ts';

/** What a source says of a whole message. */
export interface ExpectedMessage {
  /** In the words of `messageWords`; those not given are not compared. */
  readonly fields?: SharedFields;
}

/** A message that the source finds sound: its fields, and that it goes on unchanged and through JSON. */
export function compareMessage(
  octets: Uint8Array,
  context: WireContext,
  { fields = {} }: ExpectedMessage,
): Comparison {
  const expected = canonicalFields(fields);
  const theirs = { ...expected, faults: [], goesOutAs: formatHexadecimal(octets), survives: true };
  const decoded = decodeMessage(octets, context);
  if ('fault' in decoded) return { theirs, ours: { refused: decoded.fault.notification } };
  const { message, faults } = decoded;
  if (faults.length > 0) {
    return { theirs, ours: { faults: faults.map(({ treatment, reason }) => ({ treatment, reason })) } };
  }
  const ours = {
    ...wordsNamedIn(messageWords(message, context), expected),
    faults: [],
    goesOutAs: formatHexadecimal(encodeMessage(message, context)),
    survives: survivesRewriting(message, context) && survivesJson(message, context),
  };
  return { theirs, ours };
}

/** The words that a source asserts, of the attributes those that it gives. */
function wordsNamedIn(words: Readonly<Record<string, unknown>>, named: Readonly<Record<string, unknown>>) {
  const { attributes } = words;
  return fieldsNamedIn(
    {
      ...words,
      ...(typeof attributes === 'object' && {
        attributes: fieldsNamedIn(attributes ?? {}, named['attributes'] ?? {}),
      }),
    },
    named,
  );
}

/** A message that the source refuses, with a NOTIFICATION when it names one. */
export function compareRefusal(
  octets: Uint8Array,
  context: WireContext,
  notification?: { readonly code: number; readonly subcode: number },
): Comparison {
  const theirs = { refused: true, ...notification };
  const decoded = decodeMessage(octets, context);
  const found = 'fault' in decoded ? decoded.fault : decoded.faults[0];
  if (found === undefined && 'message' in decoded) {
    return { theirs, ours: { refused: false, message: messageWords(decoded.message, context) } };
  }
  const { code, subcode } = found.notification;
  return { theirs, ours: { refused: true, ...(notification !== undefined && { code, subcode }) } };
}

/** The kind of row that the codec does not know by a message's NLRI: those that it has no objects for. */
export function unknownNlriIn(octets: Uint8Array, context: WireContext): string | undefined {
  const decoded = decodeMessage(octets, context);
  if ('fault' in decoded || decoded.message.type !== 'UPDATE') return undefined;
  const { reachable, unreachable } = decoded.message;
  const list = [reachable, unreachable].find((each) => (each?.octets ?? '') !== '');
  return list && `NLRI of ${familyTitleOf(list.afi, list.safi)}`;
}

/** The canonical octets of a message mean the same. */
function survivesRewriting(message: Message, context: WireContext): boolean {
  const again = decodeMessage(writtenAnew(message, context), context);
  return 'message' in again && again.faults.length === 0 && isSame(again.message, message);
}

function survivesJson(message: Message, context: WireContext): boolean {
  const read = messageFromJson(JSON.parse(JSON.stringify(messageToJson(message))));
  if ('problems' in read) return false;
  const written = encodeMessage(read.message, context);
  return formatHexadecimal(written) === formatHexadecimal(writtenAnew(message, context));
}

function isSame(a: Message, b: Message): boolean {
  return JSON.stringify(messageToJson(a)) === JSON.stringify(messageToJson(b));
}
