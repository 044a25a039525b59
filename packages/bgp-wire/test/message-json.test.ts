import {
  decodeMessage,
  encodeMessage,
  faultJsonSchema,
  faultToJson,
  type Message,
  messageFromJson,
  messageJsonReference,
  messageJsonSchema,
  messageToJson,
  type WireContext,
} from '@bgpeer/bgp-wire';
import {
  arbitraryMalformedCase,
  arbitraryMessage,
  arbitraryMutatedCase,
  arbitraryWireContext,
} from '@bgpeer/testkit';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMessageRows } from './corpora.ts';
import { octetsOf, wideContext } from './octets.ts';

const ajv = new Ajv2020({ allErrors: true });
const isMessage = ajv.compile(messageJsonSchema);
const isFault = ajv.compile(faultJsonSchema);

/** Every kind of message, the families that are not routed among them. */
const session: fc.Arbitrary<readonly [WireContext, Message]> = arbitraryWireContext().chain((context) =>
  fc.tuple(fc.constant(context), arbitraryMessage(context)),
);

function expectSchema(json: unknown): void {
  if (!isMessage(json)) throw new Error(`${ajv.errorsText(isMessage.errors)}: ${JSON.stringify(json)}`);
}

describe('the JSON form of every message', () => {
  test('becomes octets, and the same JSON text again; the schema accepts it', () => {
    fc.assert(
      fc.property(session, ([context, message]) => {
        const json = JSON.stringify(messageToJson(message));
        expectSchema(JSON.parse(json));
        const read = messageFromJson(JSON.parse(json));
        if ('problems' in read) throw new Error(`${JSON.stringify(read.problems)}: ${json}`);
        const decoded = decodeMessage(encodeMessage(read.message, context), context);
        if ('fault' in decoded) throw new Error(decoded.fault.detail);
        expect(decoded.faults).toEqual([]);
        expect(JSON.stringify(messageToJson(decoded.message))).toBe(json);
      }),
      { numRuns: 1000 },
    );
  });

  test('does not depend on the order of properties', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, each]) => [key, reversed(each)]),
      );
    };
    fc.assert(
      fc.property(session, ([, message]) => {
        const json = messageToJson(message);
        const read = messageFromJson(reversed(JSON.parse(JSON.stringify(json))));
        if ('problems' in read) throw new Error(JSON.stringify(read.problems));
        expect(JSON.stringify(messageToJson(read.message))).toBe(JSON.stringify(json));
      }),
      { numRuns: 300 },
    );
  });

  test('whatever is not a message has problems with places, and is no exception', () => {
    const path = fc.tuple(session, fc.nat(), fc.jsonValue({ maxDepth: 2 }));
    let refused = 0;
    fc.assert(
      fc.property(path, ([[, message], place, replacement]) => {
        const json = JSON.parse(JSON.stringify(messageToJson(message)));
        replaceSomething(json, place, replacement);
        const read = messageFromJson(json);
        if (!('problems' in read)) return expectSchema(json);
        refused++;
        for (const problem of read.problems) {
          expect(problem.path).toMatch(/^(?:\/|$)/);
          expect(problem.expected).not.toBe('');
        }
        return undefined;
      }),
      { numRuns: 1000 },
    );
    expect(refused).toBeGreaterThan(300);
  });
});

/** Puts a value in the place of the one that a walk of so many steps ends at. */
function replaceSomething(json: object, steps: number, replacement: unknown): void {
  let at = json as Record<string, unknown>;
  for (let left = steps; ; left = Math.floor(left / 7)) {
    const keys = Object.keys(at);
    const key = keys[left % keys.length];
    const next = at[key];
    if (typeof next !== 'object' || next === null || Object.keys(next).length === 0 || left < 7) {
      at[key] = replacement;
      return;
    }
    at = next as Record<string, unknown>;
  }
}

test('the messages of the corpora have a JSON form that the schema accepts and that comes back the same', () => {
  let compared = 0;
  for (const row of ['exabgp/encoding.jsonl', 'netgauze/messages.jsonl'].flatMap(readMessageRows)) {
    if (row.kind !== 'message') continue;
    const context = { ...wideContext, fourOctetAsNumbers: row.context?.as4 ?? true };
    const decoded = decodeMessage(octetsOf(row.hex), context);
    if ('fault' in decoded || decoded.faults.some(({ treatment }) => treatment !== 'attribute-discard'))
      continue;
    const json = JSON.parse(JSON.stringify(messageToJson(decoded.message)));
    expectSchema(json);
    const read = messageFromJson(json);
    if ('problems' in read) throw new Error(`${row.name}: ${JSON.stringify(read.problems)}`);
    expect(read.message).toEqual(decoded.message);
    compared++;
  }
  expect(compared).toBeGreaterThan(120);
});

const update = {
  type: 'UPDATE',
  withdrawn: [],
  attributes: { origin: 'IGP', asPath: [], nextHop: '192.0.2.1' },
  nlri: [{ prefix: '192.0.2.0/24' }],
};
const reachable = (list: object) => ({
  ...update,
  nlri: [],
  attributes: { origin: 'IGP', asPath: [] },
  reachable: { nlri: [], ...list },
});

describe('messageFromJson refuses', () => {
  test.each<[string, unknown, string, RegExp]>([
    ['what is no object', 7, '', /an object whose type is one of OPEN/],
    ['an unknown type', { type: 'HELLO' }, '/type', /one of OPEN, UPDATE/],
    ['a missing property', { type: 'NOTIFICATION', code: 1, subcode: 1 }, '/data', /hexadecimal/],
    ['a property too many', { type: 'KEEPALIVE', more: 1 }, '/more', /no such property/],
    [
      'upper case in octets',
      { type: 'NOTIFICATION', code: 1, subcode: 1, data: 'AB' },
      '/data',
      /lower-case/,
    ],
    ['half a number', { type: 'NOTIFICATION', code: 1.5, subcode: 1, data: '' }, '/code', /0 to 255/],
    ['host bits', { ...update, nlri: [{ prefix: '192.0.2.1/24' }] }, '/nlri/0/prefix', /host bits/],
    ['an IPv6 prefix in NLRI', { ...update, nlri: [{ prefix: '2001:db8::/32' }] }, '/nlri/0/prefix', /IPv4/],
    ['no next hop', { ...update, attributes: {} }, '/attributes/nextHop', /IPv4 address/],
    [
      'an address not written canonically',
      { ...update, attributes: { nextHop: '2001:DB8::1' } },
      '/attributes/nextHop',
      /RFC 5952/,
    ],
    [
      'a segment without AS numbers',
      { ...update, attributes: { ...update.attributes, asPath: [{ type: 'AS_SET', asNumbers: [] }] } },
      '/attributes/asPath/0/asNumbers',
      /at least 1/,
    ],
    [
      'an attribute by its code that has a name',
      { ...update, attributes: { ...update.attributes, unrecognized: [{ flags: 192, code: 8, value: '' }] } },
      '/attributes/unrecognized/0/code',
      /8 has one/,
    ],
    [
      'the list of another family',
      reachable({ afi: 1, safi: 128, labelledPrefixes: [] }),
      '/reachable/labelledPrefixes',
      /vpnPrefixes/,
    ],
    ['no list', reachable({ afi: 25, safi: 70 }), '/reachable/evpnRoutes', /L2VPN EVPN/],
    ['no octets of an unknown family', reachable({ afi: 1, safi: 5 }), '/reachable/octets', /hexadecimal/],
    [
      'a prefix of the other kind of address',
      reachable({ afi: 1, safi: 4, labelledPrefixes: [{ prefix: '::/0', labels: [3] }] }),
      '/reachable/labelledPrefixes/0/prefix',
      /IPv4 Labelled Unicast/,
    ],
    [
      'an announced prefix without labels',
      reachable({ afi: 1, safi: 4, labelledPrefixes: [{ prefix: '0.0.0.0/0', labels: [] }] }),
      '/reachable/labelledPrefixes/0/labels',
      /at least one label/,
    ],
    [
      'components out of order',
      reachable({
        afi: 1,
        safi: 133,
        flowspecRules: [
          {
            components: [
              { type: 'port', match: ['==80'] },
              { type: 'protocol', match: ['==6'] },
            ],
          },
        ],
      }),
      '/reachable/flowspecRules/0/components/1/type',
      /ascending/,
    ],
    [
      'a comparison that is none',
      reachable({ afi: 1, safi: 133, flowspecRules: [{ components: [{ type: 'dscp', match: ['==256'] }] }] }),
      '/reachable/flowspecRules/0/components/0/match/0',
      /numeric comparisons of dscp/,
    ],
    [
      'bits beyond the length',
      reachable({
        afi: 1,
        safi: 132,
        routeTargetMemberships: [{ bitLength: 48, originAs: 1, routeTarget: '0002000100000000' }],
      }),
      '/reachable/routeTargetMemberships/0/routeTarget',
      /beyond the length 48/,
    ],
  ])('%s', (_, value, path, expected) => {
    const read = messageFromJson(value);
    if (!('problems' in read)) throw new Error('read');
    expect(read.problems.map((problem) => problem.path)).toContain(path);
    expect(read.problems.find((problem) => problem.path === path)?.expected).toMatch(expected);
  });
});

describe('faults', () => {
  test('have a JSON form that the schema accepts, in one order', () => {
    let updateFaults = 0;
    fc.assert(
      fc.property(fc.oneof(arbitraryMalformedCase(), arbitraryMutatedCase()), ({ context, octets }) => {
        const decoded = decodeMessage(octets, context);
        for (const fault of 'fault' in decoded ? [decoded.fault] : decoded.faults) {
          const json = faultToJson(fault);
          if (!isFault(JSON.parse(JSON.stringify(json)))) throw new Error(ajv.errorsText(isFault.errors));
          if ('reason' in fault) updateFaults++;
        }
        // A message with faults has a JSON form too.
        if ('message' in decoded) JSON.stringify(messageToJson(decoded.message));
      }),
      { numRuns: 500 },
    );
    expect(updateFaults).toBeGreaterThan(20);
  });

  test('name treatment, place and NOTIFICATION', () => {
    const decoded = decodeMessage(octetsOf(`${'ff'.repeat(16)}001c020000000440010103`), wideContext);
    expect('fault' in decoded && faultToJson(decoded.fault)).toMatchObject({
      treatment: 'session-reset',
      offset: 16,
      notification: { code: 1, subcode: 2, data: '001c' },
    });
  });
});

test('the reference names every property of the schema', () => {
  const reference = messageJsonReference();
  const definitions = Object.entries(messageJsonSchema['$defs'] as object);
  expect(definitions.length).toBeGreaterThan(12);
  for (const [name, definition] of definitions) {
    expect(reference).toContain(`## ${name}\n`);
    for (const property of Object.keys(definition.properties ?? {}))
      expect(reference).toContain(`\`${property}\``);
  }
  expect(reference).not.toMatch(/undefined|\[object/);
});
