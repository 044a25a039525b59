import {
  encodeMessage,
  familyNames,
  type Message,
  messageFromJson,
  otherNlriFamilies,
  type WireContext,
} from '@bgpeer/bgp-wire';

/** What a session agreed on, as far as it shows in octets. */
export interface EncodingChoices {
  readonly fourOctetAsNumbers: boolean;
  readonly addPath: boolean;
}

export type EncodedLine = { readonly octets: Uint8Array } | { readonly problems: readonly string[] };

/**
 * The octets of a line: a message's JSON form, or an object of `bgpeer decode --json` with such a `message` and the
 * `context` it was read in, which comes before the choices given.
 */
export function encodeLine(line: string, choices: EncodingChoices): EncodedLine {
  const value = parseJson(line);
  if (value === undefined) return { problems: ['no JSON'] };
  const isItem = isObject(value) && 'message' in value;
  const read = messageFromJson(isItem ? value.message : value);
  if ('problems' in read) {
    return {
      problems: read.problems.map(({ path, expected }) => `${path || 'the value'}: expected ${expected}`),
    };
  }
  return encode(read.message, wireContext(isItem ? recordedChoices(value, choices) : choices));
}

/** What does not fit into octets shows when they are written only: the encoder's assertion is the operator's problem here. */
function encode(message: Message, context: WireContext): EncodedLine {
  try {
    return { octets: encodeMessage(message, context) };
  } catch (error) {
    return { problems: [`cannot be encoded: ${error instanceof Error ? error.message : String(error)}`] };
  }
}

function recordedChoices(item: object, choices: EncodingChoices): EncodingChoices {
  if (!('context' in item) || !isObject(item.context)) return choices;
  const { fourOctetAsNumbers, addPath } = item.context as Partial<Record<string, unknown>>;
  return {
    fourOctetAsNumbers:
      typeof fourOctetAsNumbers === 'boolean' ? fourOctetAsNumbers : choices.fourOctetAsNumbers,
    addPath: Array.isArray(addPath) ? addPath.length > 0 : choices.addPath,
  };
}

function wireContext({ fourOctetAsNumbers, addPath }: EncodingChoices): WireContext {
  return {
    fourOctetAsNumbers,
    extendedMessages: true,
    families: familyNames,
    addPath: addPath ? familyNames : [],
    extendedNextHop: familyNames,
    otherFamilies: otherNlriFamilies.map(({ afi, safi }) => ({ afi, safi, addPath, extendedNextHop: true })),
    session: 'internal',
  };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
