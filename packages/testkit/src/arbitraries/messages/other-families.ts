import {
  encodeMessage,
  nlriFamilyOf,
  notificationCode,
  type OtherFamily,
  otherFamilyOf,
  updateMessageErrorSubcode,
  type WireContext,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import {
  meaningWithIdentifier,
  type OtherFamilyArbitraries,
  type OtherNlriMalformation,
  withIdentifier,
} from '../families/other-family-arbitraries.ts';
import { otherFamilyArbitraries } from '../families/other-family-table.ts';
import { arbitraryOctets, joinOctets } from '../octets.ts';
import { rawUpdateOctets, rawUpdateOf } from '../raw-update.ts';
import type { MessageEdge, MessageMalformation } from './message-arbitraries.ts';
import { type OtherNlriPlace, otherUpdateOf, soundOtherUpdate, withOtherNlri } from './other-family-parts.ts';

const optionalAttributeError = {
  code: notificationCode.updateMessageError,
  subcode: updateMessageErrorSubcode.optionalAttributeError,
};

/** Odd NLRI of the families beyond the routed ones, announced. */
export const otherFamilyEdges: readonly MessageEdge[] = otherFamilyArbitraries.flatMap((row) =>
  row.edges.map(
    ({ name, appliesTo = () => true, nlri }): MessageEdge => ({
      name: `UPDATE: ${titleOf(row)}: ${name}`,
      message(context) {
        const agreed = agreedOn(context, row);
        if (agreed === undefined || !appliesTo(agreed)) return undefined;
        return fc
          .tuple(nlri(), soundOtherUpdate(context, agreed, row, 'announced'))
          .map(([{ octets, meaning }, sound]) => ({
            message: otherUpdateOf(
              agreed,
              'announced',
              [meaningWithIdentifier(agreed, meaning)],
              sound.attributes,
            ),
            octets: withOtherNlri(sound, context, 'announced', withIdentifier(agreed, octets)),
          }));
      },
    }),
  ),
);

/** Malformed NLRI and next hops of the families beyond the routed ones. */
export const otherFamilyMalformations: readonly MessageMalformation[] = otherFamilyArbitraries.flatMap(
  (row) => [
    ...row.malformations.flatMap((malformation) => [
      nlriFault(row, 'announced', malformation),
      ...(malformation.announcedOnly ? [] : [nlriFault(row, 'withdrawn', malformation)]),
    ]),
    ...(['announced', 'withdrawn'] as const).map((place) =>
      nlriFault(row, place, {
        name: 'a path identifier with nothing behind it',
        reference: 'RFC 7911, section 3; RFC 7606, section 5.3',
        treatment: 'session-reset',
        appliesTo: ({ addPath }) => addPath === true,
        // As the identifier stands before these octets, there is nothing in them.
        octets: () => fc.constant(new Uint8Array()),
      }),
    ),
    // RFC 8955, section 4: the next hop of flow specifications is passed over.
    ...(nlriFamilyOf(row.family).list === 'flowspecRules' ? [] : [nextHopFault(row)]),
  ],
);

function nlriFault(
  row: OtherFamilyArbitraries,
  place: OtherNlriPlace,
  { name, reference, treatment, appliesTo = () => true, octets }: OtherNlriMalformation,
): MessageMalformation {
  const isAnnounced = place === 'announced';
  const attributeName = isAnnounced ? 'MP_REACH_NLRI' : 'MP_UNREACH_NLRI';
  return {
    name: `UPDATE: ${attributeName}: ${titleOf(row)}: ${name}`,
    // With nothing announced one cannot be sure that the prefixes were found.
    reference: isAnnounced ? reference : `${reference}; RFC 7606, section 5.2`,
    expected: {
      treatment: isAnnounced ? treatment : 'session-reset',
      attributeCode: isAnnounced ? 14 : 15,
      notification: optionalAttributeError,
    },
    octets(context) {
      const agreed = agreedOn(context, row);
      if (agreed === undefined || !appliesTo(agreed)) return undefined;
      return fc
        .tuple(octets(agreed), soundOtherUpdate(context, agreed, row, place))
        .map(([nlri, sound]) => withOtherNlri(sound, context, place, withIdentifier(agreed, nlri)));
    },
  };
}

/** Five octets, or others that are no address of any kind, with or without a route distinguisher. */
function nextHopFault(row: OtherFamilyArbitraries): MessageMalformation {
  return {
    name: `UPDATE: MP_REACH_NLRI: ${titleOf(row)}: a next hop of a length that the family does not have`,
    reference: 'RFC 7606, section 7.11',
    expected: { treatment: 'session-reset', attributeCode: 14, notification: optionalAttributeError },
    octets(context) {
      const agreed = agreedOn(context, row);
      if (agreed === undefined) return undefined;
      const nextHop = arbitraryOctets(0, 50).filter(
        ({ length }) => ![4, 16, 32, 12, 24, 48].includes(length),
      );
      return fc.tuple(nextHop, soundOtherUpdate(context, agreed, row, 'announced')).map(([octets, sound]) => {
        const raw = rawUpdateOf(encodeMessage(sound, context));
        const attributes = raw.attributes.map((attribute) => {
          if (attribute.code !== 14) return attribute;
          const { value } = attribute;
          const behind = value.slice(4 + value[3]);
          return { ...attribute, value: joinOctets(value.slice(0, 3), [octets.length], octets, behind) };
        });
        return rawUpdateOctets({ ...raw, attributes });
      });
    },
  };
}

function agreedOn(context: WireContext, { family }: OtherFamilyArbitraries): OtherFamily | undefined {
  const { afi, safi } = nlriFamilyOf(family);
  return otherFamilyOf(context, afi, safi);
}

function titleOf({ family }: OtherFamilyArbitraries): string {
  return nlriFamilyOf(family).title;
}
