import {
  addressToOctets,
  decodeMessage,
  encodeAttributeBlock,
  type FamilyName,
  familyOf,
  type Nlri,
  type PathAttributes,
  parsePrefix,
  type UpdateMessage,
  UpdatePacker,
  type WireContext,
} from '@bgpeer/bgp-wire';
import { arbitraryPrefix } from '@bgpeer/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wideContext } from './octets.ts';

interface Batch {
  readonly attributes: PathAttributes | undefined;
  readonly nlri: readonly Nlri[];
}

const attributes: PathAttributes = { origin: 'IGP', asPath: [], localPref: 100 };

function pack(
  family: FamilyName,
  form: 'classic' | 'multiprotocol',
  context: WireContext,
  batches: readonly Batch[],
): Uint8Array[] {
  const messages: Uint8Array[] = [];
  const packer = new UpdatePacker({
    family,
    form,
    addPath: context.addPath.includes(family),
    messageOctetsMax: context.extendedMessages ? 65_535 : 4_096,
    emit: (message) => messages.push(message.slice()),
  });
  for (const { attributes, nlri } of batches) {
    if (attributes === undefined) {
      packer.beginWithdrawn();
    } else {
      const nextHop = form === 'classic' ? 'classic' : 'omitted';
      const block = encodeAttributeBlock(attributes, { fourOctetAsNumbers: true, nextHop });
      const octets = addressToOctets(attributes.nextHop!);
      expect(packer.beginReachable(block, form === 'classic' ? new Uint8Array() : octets)).toBe(true);
    }
    for (const { prefix: text, pathIdentifier } of nlri) {
      const prefix = parsePrefix(text)!;
      packer.add(Uint8Array.of(0xaa, ...prefix.octets), 1, prefix.bitLength, pathIdentifier ?? 0);
    }
  }
  packer.finish();
  return messages;
}

function decodeUpdates(messages: readonly Uint8Array[], context: WireContext): UpdateMessage[] {
  return messages.map((octets) => {
    const decoded = decodeMessage(octets, context);
    if ('fault' in decoded || decoded.message.type !== 'UPDATE') throw new Error('no UPDATE');
    expect(decoded.faults).toEqual([]);
    return decoded.message;
  });
}

const cases = fc
  .tuple(
    fc.constantFrom<['ipv4-unicast' | 'ipv6-unicast', 'classic' | 'multiprotocol']>(
      ['ipv4-unicast', 'classic'],
      ['ipv4-unicast', 'multiprotocol'],
      ['ipv6-unicast', 'multiprotocol'],
    ),
    fc.boolean(),
  )
  .chain(([[family, form], addPath]) => {
    const context: WireContext = { ...wideContext, addPath: addPath ? [family] : [] };
    const nextHop = family === 'ipv4-unicast' ? '192.0.2.1' : '2001:db8::1';
    const prefix = arbitraryPrefix(family);
    const entry = addPath ? fc.record({ prefix, pathIdentifier: fc.nat() }) : fc.record({ prefix });
    const batch = fc.record<Batch>({
      attributes: fc.constantFrom(
        { ...attributes, nextHop },
        { ...attributes, nextHop, communities: [1, 2, 3] },
        undefined,
      ),
      nlri: fc.array(entry, { maxLength: 600, size: 'max' }),
    });
    return fc.record({
      family: fc.constant<FamilyName>(family),
      form: fc.constant<'classic' | 'multiprotocol'>(form),
      context: fc.constant(context),
      batches: fc.array(batch, { maxLength: 3 }),
    });
  });

describe('UpdatePacker', () => {
  test('sends every prefix once, in order, with its attributes', () => {
    fc.assert(
      fc.property(cases, ({ family, form, context, batches }) => {
        const updates = decodeUpdates(pack(family, form, context, batches), context);
        const seen = updates.flatMap((update) => {
          const reachable = [...update.nlri, ...(update.reachable?.nlri ?? [])];
          const withdrawn = [...update.withdrawn, ...(update.unreachable?.nlri ?? [])];
          expect(reachable.length === 0 || withdrawn.length === 0).toBe(true);
          expect(reachable.length + withdrawn.length).toBeGreaterThan(0);
          if (form === 'classic') expect(update.reachable ?? update.unreachable).toBeUndefined();
          return [
            ...reachable.map((nlri) => ({ ...nlri, attributes: update.attributes })),
            ...withdrawn.map((nlri) => ({ ...nlri, attributes: undefined })),
          ];
        });
        const sent = batches.flatMap(({ attributes, nlri }) => nlri.map((each) => ({ ...each, attributes })));
        expect(seen).toEqual(sent);
      }),
      { numRuns: 60 },
    );
  });

  test('puts as many into a message as fit', () => {
    const nextHop = '192.0.2.1';
    const block = encodeAttributeBlock(
      { ...attributes, nextHop },
      { fourOctetAsNumbers: true, nextHop: 'classic' },
    );
    const room = 4_096 - 23 - block.length;
    // Four octets for each /24.
    const perMessage = Math.floor(room / 4);
    const nlri = Array.from({ length: perMessage * 3 + 1 }, (_, index) => ({
      prefix: `10.${index >> 8}.${index & 255}.0/24`,
    }));
    const messages = pack('ipv4-unicast', 'classic', wideContext, [
      { attributes: { ...attributes, nextHop }, nlri },
    ]);
    expect(decodeUpdates(messages, wideContext).map((update) => update.nlri.length)).toEqual([
      perMessage,
      perMessage,
      perMessage,
      1,
    ]);
    for (const message of messages) expect(message.length).toBeLessThanOrEqual(4_096);
    const extended = { ...wideContext, extendedMessages: true };
    const long = pack('ipv4-unicast', 'classic', extended, [
      { attributes: { ...attributes, nextHop }, nlri },
    ]);
    expect(long.length).toBe(1);
  });

  test('refuses attributes that leave no room for a prefix, and nothing is sent', () => {
    const emitted: Uint8Array[] = [];
    const packer = new UpdatePacker({
      family: 'ipv4-unicast',
      form: 'classic',
      addPath: true,
      messageOctetsMax: 4_096,
      emit: (message) => emitted.push(message.slice()),
    });
    // Header 19, lengths 4, and 9 for the largest prefix with its path identifier.
    expect(packer.beginReachable(new Uint8Array(4_096 - 23 - 9), new Uint8Array())).toBe(true);
    expect(packer.beginReachable(new Uint8Array(4_096 - 23 - 8), new Uint8Array())).toBe(false);
    packer.finish();
    expect(emitted).toEqual([]);
    expect(() => packer.add(new Uint8Array(4), 0, 24, 0)).toThrow('before anything was begun');
  });

  test('has no classic form for IPv6', () => {
    expect(familyOf('ipv6-unicast').title).toBe('IPv6 Unicast');
    expect(
      () =>
        new UpdatePacker({
          family: 'ipv6-unicast',
          form: 'classic',
          addPath: false,
          messageOctetsMax: 4_096,
          emit() {},
        }),
    ).toThrow('only IPv4');
  });
});
