import {
  encodeMessage,
  type NlriLists,
  nlriFamilyByCodes,
  type OtherFamily,
  type UpdateMessage,
  type WireContext,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import type { AnyNlri, OtherFamilyArbitraries } from '../families/other-family-arbitraries.ts';
import { otherFamilyArbitrariesOf } from '../families/other-family-table.ts';
import { arbitraryHexadecimal, arbitraryUnsigned32, joinOctets } from '../octets.ts';
import { arbitraryPathAttributes } from '../path-attributes.ts';
import { type RawUpdate, rawUpdateOctets, rawUpdateOf } from '../raw-update.ts';

/** Where NLRI of such families stand: MP_REACH_NLRI, or MP_UNREACH_NLRI. */
export type OtherNlriPlace = 'announced' | 'withdrawn';

/** Routes of a family beyond the routed ones with their attributes, withdrawals, or the End-of-RIB marker. */
export function arbitraryOtherUpdate(context: WireContext, agreed: OtherFamily): fc.Arbitrary<UpdateMessage> {
  const row = otherFamilyArbitrariesOf(agreed);
  if (row === undefined) return opaqueUpdate(context, agreed);
  return fc.oneof(
    listOf(row, agreed, true, 0).map((nlri) => otherUpdateOf(agreed, 'withdrawn', nlri)),
    arbitraryAnnouncement(context, agreed, row, {}),
  );
}

/** A sound UPDATE of the family with the mandatory attributes alone, to be spoilt. */
export function soundOtherUpdate(
  context: WireContext,
  agreed: OtherFamily,
  row: OtherFamilyArbitraries,
  place: OtherNlriPlace,
): fc.Arbitrary<UpdateMessage> {
  return place === 'announced'
    ? arbitraryAnnouncement(context, agreed, row, { optional: false })
    : listOf(row, agreed, true, 1).map((nlri) => otherUpdateOf(agreed, place, nlri));
}

/** The UPDATE that announces or withdraws these, in the list of the family's kind. */
export function otherUpdateOf(
  agreed: OtherFamily,
  place: OtherNlriPlace,
  nlri: readonly AnyNlri[],
  attributes: UpdateMessage['attributes'] = {},
): UpdateMessage {
  const { afi, safi } = agreed;
  const list = nlriFamilyByCodes(afi, safi)!.list;
  const lists: NlriLists = { nlri: [], [list]: nlri };
  return {
    type: 'UPDATE',
    withdrawn: [],
    attributes,
    nlri: [],
    [place === 'announced' ? 'reachable' : 'unreachable']: { afi, safi, ...lists },
  };
}

/** The message with other octets in place of its NLRI, which stand at the end of their attribute. */
export function withOtherNlri(
  message: UpdateMessage,
  context: WireContext,
  place: OtherNlriPlace,
  nlri: Uint8Array,
): Uint8Array {
  const raw: RawUpdate = rawUpdateOf(encodeMessage(message, context));
  const code = place === 'announced' ? 14 : 15;
  const attributes = raw.attributes.map((attribute) => {
    if (attribute.code !== code) return attribute;
    const { value } = attribute;
    // Behind AFI and SAFI stand the next hop's length, the next hop and a reserved octet (RFC 4760, section 3).
    const head = value.slice(0, place === 'announced' ? 5 + value[3] : 3);
    return { ...attribute, value: joinOctets(head, nlri) };
  });
  return rawUpdateOctets({ ...raw, attributes });
}

function arbitraryAnnouncement(
  context: WireContext,
  agreed: OtherFamily,
  row: OtherFamilyArbitraries,
  options: { readonly optional?: boolean },
): fc.Arbitrary<UpdateMessage> {
  return fc
    .tuple(attributesIn(context, options), row.nextHop(agreed), listOf(row, agreed, false, 1))
    .map(([attributes, nextHop, nlri]) =>
      otherUpdateOf(agreed, 'announced', nlri, { ...attributes, ...nextHop }),
    );
}

function attributesIn({ session }: WireContext, options: { readonly optional?: boolean }) {
  return arbitraryPathAttributes({ ...options, session, family: 'ipv4-unicast', nextHop: false });
}

function listOf(
  row: OtherFamilyArbitraries,
  agreed: OtherFamily,
  withdrawn: boolean,
  minLength: number,
): fc.Arbitrary<AnyNlri[]> {
  const nlri = row.nlri(agreed, withdrawn);
  const entry = agreed.addPath
    ? fc.tuple(nlri, arbitraryUnsigned32()).map(([rest, pathIdentifier]) => ({ ...rest, pathIdentifier }))
    : nlri;
  return fc.array(entry, { minLength, maxLength: 5 });
}

/** NLRI of a family without a row are octets, and so is its next hop. */
function opaqueUpdate(context: WireContext, { afi, safi }: OtherFamily): fc.Arbitrary<UpdateMessage> {
  const octets = fc.integer({ min: 1, max: 20 }).chain(arbitraryHexadecimal);
  const common = { type: 'UPDATE' as const, withdrawn: [], nlri: [] };
  return fc.oneof(
    octets.map((list) => ({
      ...common,
      attributes: {},
      unreachable: { afi, safi, nlri: [], octets: list },
    })),
    fc
      .tuple(attributesIn(context, {}), octets, fc.constantFrom(4, 16).chain(arbitraryHexadecimal))
      .map(([attributes, list, nextHopOctets]) => ({
        ...common,
        attributes,
        reachable: { afi, safi, nlri: [], octets: list, nextHopOctets },
      })),
  );
}
