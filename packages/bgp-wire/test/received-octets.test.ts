import { decodeMessage, encodeMessage, type Message, type WireContext } from '@bgpeer/bgp-wire';
import { arbitraryMessage } from '@bgpeer/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hexOf, messageAround, octetsOf, wideContext } from './octets.ts';

function decoded(octets: Uint8Array, context: WireContext): Message | undefined {
  const result = decodeMessage(octets, context);
  return 'message' in result && result.faults.length === 0 ? result.message : undefined;
}

/** The length of octets, in two. */
function lengthOf(hex: string): string {
  return (hex.length / 2).toString(16).padStart(4, '0');
}

/** An UPDATE of 192.0.2.0/24. */
function update(attributes: string): Uint8Array {
  return messageAround(2, `0000${lengthOf(attributes)}${attributes}18c00002`);
}

describe('what arrived without fault goes out as it came', () => {
  test('in whatever order and with whatever lengths it is written', () => {
    const origin = '5001000100';
    const [asPath, nextHop] = ['4002060201000000fe', '400304c0000201'];
    const attributes = `${nextHop}${asPath}${origin}`;
    const octets = update(attributes);
    const context: WireContext = { ...wideContext, session: 'external' };
    const message = decoded(octets, context)!;
    expect(encodeMessage(message, context)).toEqual(octets);
    // An equal context is as good as the same one.
    expect(encodeMessage(message, { ...context, families: [...context.families] })).toEqual(octets);
    const canonical = encodeMessage({ ...message }, context);
    expect(canonical.length).toBe(octets.length - 1);
    expect(canonical).not.toEqual(octets);
  });
});

describe('a message is written anew', () => {
  test('when it is a changed one', () => {
    fc.assert(
      fc.property(arbitraryMessage(wideContext), (message) => {
        const canonical = encodeMessage(message, wideContext);
        const back = decoded(canonical, wideContext)!;
        expect(Object.isFrozen(back)).toBe(true);
        expect(encodeMessage({ ...back }, wideContext)).toEqual(canonical);
        expect(encodeMessage(structuredClone(back), wideContext)).toEqual(canonical);
      }),
      { numRuns: 200 },
    );
  });

  test('without a NEXT_HOP that is nobody’s, beside NLRI that are but octets (RFC 4760, section 3)', () => {
    const [origin, asPath, nextHop, localPref] = ['40010100', '400200', '400304c0000201', '40050400000064'];
    const reachable = '800e0d000155040a0000020002030405';
    const octets = (attributes: string) => messageAround(2, `0000${lengthOf(attributes)}${attributes}`);
    const families = { ...wideContext, otherFamilies: [{ afi: 1, safi: 85 }] };
    const message = decoded(octets(origin + asPath + nextHop + localPref + reachable), families)!;
    expect(message).not.toHaveProperty('attributes.nextHop');
    const written = encodeMessage({ ...message }, families);
    expect(hexOf(written)).toBe(hexOf(octets(reachable + origin + asPath + localPref)));
  });

  test('when the session is another one', () => {
    const asPath = '4002060201000186a0';
    const message = decoded(update(`40010100${asPath}400304c000020140050400000064`), wideContext)!;
    const twoOctets = { ...wideContext, fourOctetAsNumbers: false };
    expect(hexOf(encodeMessage(message, twoOctets))).toContain('4002040201' + '5ba0');
    expect(decoded(encodeMessage(message, twoOctets), twoOctets)).toEqual(message);
  });

  test('when it had a fault: what was discarded stays so', () => {
    const octets = update('40010100400200400304c000020140050400000064');
    const result = decodeMessage(octets, { ...wideContext, session: 'external' });
    if (!('message' in result)) throw new Error('no message');
    expect(result.faults.map(({ treatment }) => treatment)).toEqual(['attribute-discard']);
    const written = encodeMessage(result.message, { ...wideContext, session: 'external' });
    expect(hexOf(written)).not.toContain('4005');
  });

  test('whatever becomes of the octets it came from', () => {
    const keepalive = octetsOf(`${'ff'.repeat(16)}001304`);
    const message = decoded(keepalive, wideContext)!;
    keepalive.fill(0);
    const written = encodeMessage(message, wideContext);
    expect(hexOf(written)).toBe(`${'ff'.repeat(16)}001304`);
    written.fill(0);
    expect(hexOf(encodeMessage(message, wideContext))).toBe(`${'ff'.repeat(16)}001304`);
  });
});
