import {
  type Capability,
  encodeMessage,
  families,
  familyNames,
  type Message,
  type MessageType,
  type OpenMessage,
  type SessionType,
  type WireContext,
} from '@bgpeer/bgp-wire';
import { arbitraryValidCase } from '@bgpeer/testkit';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type DissectedMessage, dissect } from './tshark/dissect.ts';
import { type MessageFields, messageFields } from './tshark/message-fields.ts';
import { notJudged, withCertainPathIdentifiers, withoutOpaqueAttributes } from './tshark/not-judged.ts';
import { arbitraryCommonUpdate, familiesReadInPart, familiesReadWhole } from './tshark/other-families.ts';

/** In every session: together 10,000. */
const messageCountOfSession = 1_250;
const seed = 20_260_801;

/** What a session agreed on, as its OPENs say. */
const contexts: readonly WireContext[] = [true, false].flatMap((fourOctetAsNumbers) =>
  [true, false].flatMap((hasAddPath) =>
    (['internal', 'external'] as const).map((session) => contextOf(fourOctetAsNumbers, hasAddPath, session)),
  ),
);

function contextOf(fourOctetAsNumbers: boolean, hasAddPath: boolean, session: SessionType): WireContext {
  return {
    fourOctetAsNumbers,
    extendedMessages: false,
    families: familyNames,
    addPath: hasAddPath ? familyNames : [],
    extendedNextHop: [],
    otherFamilies: familiesReadWhole,
    session,
  };
}

/** Anything valid that tshark can judge. */
function arbitraryMessage(context: WireContext): fc.Arbitrary<Message> {
  const valid = (options: { readonly types?: readonly MessageType[] }) =>
    arbitraryValidCase({ context: fc.constant(context), ...options }).map(({ message }) => message);
  return fc
    .oneof<fc.WeightedArbitrary<Message>[]>(
      { weight: 4, arbitrary: valid({ types: ['UPDATE'] }) },
      { weight: 1, arbitrary: valid({}) },
      { weight: 1, arbitrary: arbitraryCommonUpdate(context.session) },
    )
    .map(withCertainPathIdentifiers)
    .map(withoutOpaqueAttributes)
    .filter((message) => !notJudged.some(({ concerns }) => concerns(message)));
}

/** The OPEN of either side of a session. */
function openOf({ fourOctetAsNumbers, addPath, otherFamilies = [] }: WireContext): OpenMessage {
  const capabilities: Capability[] = [...families, ...otherFamilies, ...familiesReadInPart].map(
    ({ afi, safi }) => ({
      name: 'multiprotocol',
      afi,
      safi,
    }),
  );
  if (fourOctetAsNumbers) capabilities.push({ name: 'four-octet-as', asNumber: 65_001 });
  if (addPath.length > 0) {
    const both = families.map(({ afi, safi }) => ({ afi, safi, mode: 'both' as const }));
    capabilities.push({ name: 'add-path', families: both });
  }
  return {
    type: 'OPEN',
    version: 4,
    myAutonomousSystem: 65_001,
    holdTimeSeconds: 90,
    bgpIdentifier: '192.0.2.1',
    capabilities,
  };
}

/** A session and the messages that are sent in it. */
interface Session {
  readonly context: WireContext;
  readonly messages: readonly Message[];
}

/** A message that was recorded, and what tshark says of it. */
interface Judged {
  readonly message: Message;
  /** What it should say. */
  readonly fields: MessageFields;
  readonly dissected: DissectedMessage;
}

const malformed = '_ws.malformed';

/** All that tshark finds in sessions of one length of AS numbers. */
function judge(sessions: readonly Session[], asNumberOctetCount: 2 | 4): Judged[] {
  const recorded = sessions.flatMap(({ context, messages }) => {
    const open = openOf(context);
    return [open, open, ...messages].map((message) => ({ message, fields: messageFields(message, context) }));
  });
  const fields = [malformed, ...new Set(recorded.flatMap((each) => Object.keys(each.fields)))];
  const octets = sessions.map(({ context, messages }) => {
    const open = encodeMessage(openOf(context), context);
    return {
      opens: { client: open, server: open },
      messages: messages.map((message) => encodeMessage(message, context)),
    };
  });
  const dissected = dissect(octets, { asNumberOctetCount, fields });
  expect(dissected).toHaveLength(recorded.length);
  return recorded.map((each, index) => ({ ...each, dissected: dissected[index] }));
}

/** The fields that tshark has, with the values that it gives and with those that it should. */
function fieldsOf({ fields, dissected }: Judged) {
  const found = Object.entries(dissected).filter(([name]) => name !== malformed);
  const expected = found.map(([name]) => [name, (fields[name] ?? []).map(String)]);
  return { found: Object.fromEntries(found), expected: Object.fromEntries(expected) };
}

describe.each([4, 2] as const)('valid messages with AS numbers of %i octets, in tshark', (octetCount) => {
  let judged: readonly Judged[];
  beforeAll(() => {
    const sessions = contexts
      .filter(({ fourOctetAsNumbers }) => fourOctetAsNumbers === (octetCount === 4))
      .map((context): Session => {
        const messages = fc.sample(arbitraryMessage(context), { seed, numRuns: messageCountOfSession });
        return { context, messages };
      });
    judged = judge(sessions, octetCount);
  });

  test('are not malformed', () => {
    const found = judged.filter(({ dissected }) => dissected[malformed].length > 0);
    expect(found.map(({ message }) => message)).toEqual([]);
  });

  test('have the prefixes, AS paths, communities, next hops and numbers that were written', () => {
    for (const each of judged) {
      const { found, expected } = fieldsOf(each);
      expect(found).toEqual(expected);
    }
  });

  test('are many of every kind', () => {
    const updates = judged.flatMap(({ message }) => (message.type === 'UPDATE' ? [message] : []));
    expect(updates.length).toBeGreaterThan(3_500);
    expect(new Set(judged.map(({ message }) => message.type)).size).toBe(5);
    const listed = updates.flatMap(({ reachable, unreachable }) =>
      [reachable ?? [], unreachable ?? []].flat(),
    );
    const identified = updates.flatMap(({ withdrawn, nlri }) => [...withdrawn, ...nlri]);
    expect(identified.filter((each) => each.pathIdentifier !== undefined).length).toBeGreaterThan(1_500);
    const kinds = new Set(listed.map(({ afi, safi }) => `${afi}/${safi}`));
    expect(kinds.size).toBe(1 + familiesReadWhole.length + familiesReadInPart.length);
  });
});

test.each(notJudged)('tshark still misreads $what', ({ example, concerns }) => {
  expect(concerns(example)).toBe(true);
  const hasAddPath = example.type === 'UPDATE' && example.withdrawn[0]?.pathIdentifier !== undefined;
  const context = contextOf(true, hasAddPath, 'internal');
  const judged = judge([{ context, messages: [example] }], 4)[2];
  const { found, expected } = fieldsOf(judged);
  expect(judged.dissected[malformed].length > 0 || JSON.stringify(found) !== JSON.stringify(expected)).toBe(
    true,
  );
});
